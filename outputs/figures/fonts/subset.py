"""Make the two font files in this folder: Noto Sans SC, regular and bold, cut down to what our figures can say.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf *.tgz
    python -m outputs.figures.fonts.subset package/400Regular/NotoSansSC_400Regular.ttf package/700Bold/NotoSansSC_700Bold.ttf

The source holds Google's static TrueType builds of Noto Sans SC 2.004, under the SIL Open Font License 1.1 (LICENSE in
this folder; the reserved name is "Source", so the cut-down font may keep its own). The family is renamed so that a
fuller Noto Sans SC on someone's machine never takes the place of this one: figures are then the same everywhere.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from outputs.figures.fonts import FAMILY, FOLDER

FAMILY_NAME, STYLE_NAME, UNIQUE_NAME, FULL_NAME, POSTSCRIPT_NAME = 1, 2, 3, 4, 6
KEPT_NAMES = [0, FAMILY_NAME, STYLE_NAME, UNIQUE_NAME, FULL_NAME, 5, POSTSCRIPT_NAME, 7, 13, 14]

PLACES_AND_TRADES = (
    # Beyond the common characters: places around Nanjing, markets, and what titles of scenarios speak of.
    "溧邳睢沭泗盱眙邗浒泾亳颍歙黟鄞衢圳佤郯崂泸邛鄱筠岷漕濠浔瀛瀚淦沅濮汶琊玮琪瑜璟璇珺鑫驿辏桎梏匮珑邸庑阙榭枇杷橘饪"
    "饨鹉鹭鸬鹚骼瘾肽萘锂钴铼钛钼镓铟毽镌毓赓嬗翡珀骊骥阈"
)
NEXT_MOST_FREQUENT = (
    # The 520 level 2 characters of GB2312 that come next by the word counts of jieba 0.42.1 (MIT licence).
    "涓锛诏浜姊妃浠垸僭祯芙宸禧禀祀澶杩幺稷璋棣涔丐檐禅肴珞匾沔浣叩厮丞朕鳍卦琦粑兀庵灏嗯愣麋寰镖喃怡谕羲蕲璧浏裘钊谏"
    "胪瀹嫣陂缁戟蹇芷沐婢绮厥拚妾岱尴祠瑙豚鞑尬杈迦翊潇寮郢伽衮濂鲟斐窦蕃魅徙嗤嵋弼蒿薇萼鳌睿逵灞後琛瑕冥奕铮矶晖匕苕"
    "璁楠焖祺剌逍梓诰羁蠡娴咧孢嵩饷褰鳙霎鸪珂杞咚敕榻愕鹧笃懿骞鳄酯鸠娌姝怦蓦馨胥丕鲨浼麟倭玺韬蒯酰娑胧筵褶觑唧绉崛圻"
    "叨砥煨朦鲢炖胤牒嫔笙蜿澧吆劾瞰姹狩秭梵颌弩讧咦俸噢辇蟾嘟蛟筝箢糍兮褚潼驸黛椁拗蟠枭殡悖桦黯甬嗔倏帷嗦淙夔岚箫瀵腌"
    "搴睐禺攸璺冢熠娉汴漩馔濡璐榄澹瞿虔迥婷獾柩貂噗羟辍耆贻缰縻阄恪竺驷谟黏婊谌忒哽镂侃淞鬓炫蚣苷绾踵咄滕姗噜暨仞蜈瑛"
    "扈阱踉萃栎叱佟橄跷佚棰咪啷叽闵纨铖淇芸跄钗姘踱哧槎馍鳔莺髦娲渎谒珈锺扉棂麝谛旌熹於簌甯喽锏蟆喵圪庹绗癫捋稣楹跻踅"
    "蟒畲绛晏噩胱诘苓缭嘀夭黝鳇捺鱿瑾衲氽鬟轶遐嬉翩楂偕铿骰蝠宕沓鸾悴蚓皓焘俑腓邺赈葺惚唔矜忡麒汊髯妞麽惴岑溴袅霆膺昕"
    "磴阪槌嗟麾睾谥雯媛渲孚啧杵嗒仡鳝娆蚯螭昙巅嬷忖徭渚漪茯榕鲇溥孳娼迩煲绐跤萱缙偃莞斓鹘鳅俨蝌镏蹙嗳陲姣壑绯槟蹂躏嘈"
    "螅椋沱憔雳亟俾讪氐嗖铐祛纭幡洄祚瘀讷胄樵黜嚓藓幔绶畿骁醴靼蹊粽亘恻绫镯娓奚阖簪獗椤胭绌鸱笈谙荃漉蹑穹钯猝郅恁嗨哝"
    "髻迤偎锢荀歆绔缪彗醌怅擢镞谑簸喏"
)
TYPOGRAPHY = ((0x20, 0x7F), (0xA0, 0x180), (0x370, 0x400), (0x2010, 0x2070), (0x20A0, 0x20C0), (0x2150, 0x2180))
SIGNS = "℃℉№™←↑→↓↔↕∑−∓√∞∩≈≠≤≥①②③④⑤⑥⑦⑧⑨⑩■□▲△▼▽◆◇○●★☆²³"
WIDE = ((0x3000, 0x3020), (0xFF00, 0xFFF0))


def level_one() -> str:
    """The 3,755 common characters of GB2312, rows 16 to 55."""
    rows = (bytes([high, low]) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312") for pair in rows if pair <= b"\xd7\xf9")


def characters() -> str:
    """Every character that is kept."""
    ranges = "".join(chr(code) for start, end in (*TYPOGRAPHY, *WIDE) for code in range(start, end))
    return level_one() + PLACES_AND_TRADES + NEXT_MOST_FREQUENT + ranges + SIGNS


def cut(source: Path, style: str) -> Path:
    """Write the subset of one font file; ``style`` is ``Regular`` or ``Bold``. The bytes depend on the source alone."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(hinting=False, layout_features=[], name_IDs=KEPT_NAMES, notdef_outline=True)
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters())
    subsetter.subset(font)
    names = font["name"]
    compact = FAMILY.replace(" ", "")
    for number, text in (
        (FAMILY_NAME, FAMILY),
        (UNIQUE_NAME, f"{names.getDebugName(UNIQUE_NAME)};subset"),
        (FULL_NAME, f"{FAMILY} {style}"),
        (POSTSCRIPT_NAME, f"{compact}-{style}"),
    ):
        for record in [r for r in names.names if r.nameID == number]:
            record.string = text
    target = FOLDER / f"{compact}-{style}.ttf"
    font.save(target)
    return target


if __name__ == "__main__":
    for path, name in zip(sys.argv[1:3], ("Regular", "Bold"), strict=True):
        print(cut(Path(path), name))
