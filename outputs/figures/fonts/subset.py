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

RARE = (
    # Level 3 of the Table of General Standard Chinese Characters (State Council, 2013): surnames, given names, places and
    # terms of trades that are neither in GB2312 nor among the frequent characters of Big5.
    "卬𠙶毌邘圢冮氿汈𬣙讱扞圲圫芃朳朸𨙸邨屼屾辿伣伈癿甪邠𬇕汋䜣讻𬣞孖𬘓玒玓玘玚刬𫭟坉扽𫭢坋扺㧑毐苉芠𫇭杕杙杄杧尪尨轪𫐄坒旴旵㕮𫵷岠呇冏觃伾㑇伭佖佁飏汧汫𣲘𣲗沄𬇙汭㳇沇忳忺𬣡祃诇邲诐屃𫸩岊䢺妧妘𨚕纮驲𫘜纻𬘘𫘝纼玤玞玱邽邿坥坰坬"
    "坽弆䢼𦭜茋苾枅㭎枍矼矻匼𬨂𬀩𬀪旿昄昒昈咉咇咍岨岞峂㟃囷𬬩钖牥垈侁侹佸㑊侂佽侘郈舠攽肸狉狝饳忞炌炆泙沺泂泃泇峃祋祊𫍣𬣳𬩽鸤弢弨陑𬮿陎𬯀乸妭姈𫰛叕𬳵𬳶䌹𫠊㛃玶珇珅𬍛珋玹珌玿韨垚垯垙垍耇鿍垎垟垞挓垵垏荖荁荙茽荺𬜬荓𦰡㭕柷柊枹栐"
    "柖郚剅䴓厖砆砄耏奓䶮昺𪾢昽盷咡咺昳昣昫昡咥昪虷虸哃峘峏峛𪨰峗峧帡钘𫓧𬬮𬬱𬬭秬俫俙俍垕衎弇侴鸧䏡胠𦙶胈胣朏飐訄饻庤炣炟㶲洭洘洓洿㳚泚浉洑洢洈洺洨浐㳘洴洣恔宬扂袆祏叚娀姞姱姤姶姽枲绖骃𬘡𬳽𬘩𫄧骉珛珹玼珖𪟝珽珦珫珒𬍤珢珕珝𫭼埗"
    "垾垺埆垿埌埇茝𬜯鄀莝䓖莙栻𬂩梠栴梴栒𫠆砵砫硁翃郪𨐈辀𬌗剕哢晊唝哱冔晐畖蚄蚆𫑡峿𪨶崄帨崀𬬸𬬻𬬹𬬿𬭁甡倻倴倕倞𫢸倓倧衃虒舥鸰朓虓鱽峱𫗧勍竘羖羓烠烔烶烻𬊈涍浡浭涄涢涐浰浟浛浲涘悈悢𬒈宧窅窊窎扅扆袪袗袯隺堲疍𨺙烝砮㛚翀翂剟𬳿𫄨绤"
    "骍𬘫䂮琎珸珵琄琈琀珺堎堐埼埫堌晢𫮃掞埪壸㙍萚莿䓫勚䓬菂菍菼萣䓨菉䓛梼梽桲梾桯梣梌桹硔鿎硙硚硊硍勔䴕龁逴啫翈㫰晙畤𬱖跂蛃蚲𬟽啴䎃崟崒崌崡铏𫓯𫟹𫟼铚牻笯偰偡偲偁㿠鄅偓徛衒舲鸼悆鄃瓻䝙脟䏲鱾猇猄𠅤庱庼痓䴔竫堃羕焆烺焌淏𬇹淟淜淴"
    "淯湴涴𬍡㥄惛惔悰惙寁𬤇𫍯裈祲𬤊𫍲谞弸弶𬯎隃婞娵婼媖婳婍婌婫婤婘婠𬘬𬘭𬴂𫘦绹𫟅𬘯骕𫘧絜珷琲琡琟琔琭堾堼揕㙘堧喆堨塅𪣻𡎚惎萳靬葴鄚蓇萩葰葎鄑葖蒄萹棤棽棫椓椑𬃊鹀椆棓棬棪椀𬷕酦奡皕詟𫐐辌棐龂𬹼牚睎晫晪晱𧿹畯斝喤崶嵁𫶇嵅崿嵚翙𫖮"
    "圌圐赑赒鿏𬭊𨱇𫓶𬭎犇颋稌筀筜筥傃傉翛傒傕畬𫖯脿腘䐃腒𬱟鲃猰𫛭猯㺄馉凓𫷷廋廆鄌遆旐𬮱焞𬊤欻𣸣溚溁湝渰㴔渟溠渼溇湑溞愐愃敩棨扊祼婻媆媞㛹媓媂媄矞𬴃𫘨缊缐骙瑃瑓瑅瑆䴖瑖瑝瑔瑀𤧛瑳瑂嶅瑑髢堽赪摛塝搒蒱蒨蓏蔀蓢蓂蒻楪榃榅楒楩椸楙歅"
    "𬪩碃碏𬒔碈䃅鄠辒𬨎𫐓䣘暕鹍𫫇㬊暅跱蜐蜎嵲赗𫓹锳锧𬭚𬭛稑稙䅟𬕂筼筶筦筤艅谼貆腨腯鲉鲊鲌䲟𬶋𬶍鲏猺飔觟𦝼馌裛鹒鄜麀阘𫔶煁煃煴煋煟煓溍溹滆滉溦溵漷滧滘滍愭慥慆塱𫌀禋禔禘禒鹔𫖳嫄媱勠戣𫘪𫘬缞耤瑧𫞩瑨瑱瑢斠摏墕墈墐墘摴𡐓𪤗靽鞁蔈蔊"
    "榰榑槚𣗋槜疐𬸘酺碶䃎𬒗碨𥔲𫚖䴗鹖㬎幖嶍圙𨱏锽𬭤镃馝鹙箖劄僔㙦𫚕鲖鲗鲘鲙𬶐𬶏𩽾夐飗𬸚凘廙鲝鄫熇漹漖潩漼漴㽏漈漋漻慬㮾𬤝禛隩嫕嫭嫪𬙂㻬麹璆漦叇墣墡薁蕰蔃鼒槱鹝磏殣慭霅暵暲暶踦䗖蝘蝲噇噂噀罶嶲嶓㠇嶟嶒镈镋𬭩镕皞皛䴘艎鹟𩾃鲪鲬觭"
    "鹠鹡鹢熛潖潵㵐澂澛瑬潽潾潏憭憕𬸣戭褯禤𫍽嫽遹𬴊璥璲璒憙薳黇𬞟蕗薢橞橑橦觱磡𥕢磜豮𫟦𬺈𫠜虤暿曌曈㬚蹅踶䗛疁㠓幪𪩘嶦𬭬𨱑𬭯馞穄篯簉衠盦螣縢鲯鲹𫗴亸𬸦羱糒燋熻燊燚燏濋澪澽澭澼憺嬛翯𫄷璱𤩽璬璮髽擿薿薸櫆檞醨繄磹磻瞫蹐蟏㘎𬭳𬭶𫔍𬭸"
    "𨱔𬭼𫔎矰穙穜穟簕簃儦魋斶𬸪䲠𬶟鲾𬶠鲿鳁鳂鳈鳉䗪襕襚𬶨螱嬬嬥𦈡𫄸瓀鬶爇鞳鞮𬟁藟藦藨鹲黡礌𥖨蹢蹜蟫䗴嚚髃镮酂馧簠簝簰鼫鼩皦臑䲢鳑鳒鹯癗𦒍旞翷䎖瀔瀍瀌襜䴙𬙊嚭㰀鬷蠋翾儴𬶭𩾌鳚鳛麑麖彟嬿鬒蘘欂甗𨟠巇酅髎犨𬶮𨭉㸌爔瀱瀼襫孅骦𬙋耰𤫉"
    "鬘趯𬺓罍鼱鳠鳡鳣爟爚灈韂糵礵鹴皭龢鳤亹𫚭玃醾齇觿"
)
NAMES = (
    # Others that are usual in names of people and firms, and in Cantonese and Japanese.
    "祎璠玙昉旸暐壵赟羴鱻麤龘靐嚞囍禕禩荌橒榞沚浵湉澔瑄珣劼彧彣鹓霂鎧鋆鍈鈺鄔緱亶嬅姸姵嫺燁煒晧晳皜晸晹朤焮煐玠玦瓅啰囧冇嘅佢哋咗喺冚喼嗰啲咁嚟瞓靚鈦麪綫"
    "裏峯羣爲衆啓牀産囯囶乄卐堺辻峠畑込栃凪匂喰雫鰯榊蓜"
)
TYPOGRAPHY = ((0x20, 0x7F), (0xA0, 0x180), (0x370, 0x500), (0x2010, 0x2070), (0x20A0, 0x20C0), (0x2150, 0x2180))
SIGNS = "㎡℃℉№™←↑→↓↔↕∑−∓√∞∩≈≠≤≥①②③④⑤⑥⑦⑧⑨⑩■□▲△▼▽◆◇○●★☆²³"
WIDE = ((0x3000, 0x3020), (0x3040, 0x3100), (0xFF00, 0xFFF0))
"""Ranges of Unicode: Latin, Greek, Cyrillic and signs; Chinese punctuation, Japanese kana, full-width forms."""


def simplified() -> str:
    """Return the 6,763 characters of GB2312, rows 16 to 87: the common ones and those of names and trades."""
    pairs = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in pairs)


def traditional() -> str:
    """Return the 5,401 frequent characters of Big5, rows A4 to C6: what Taiwan, Hong Kong and Macao write."""
    lows = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    pairs = (bytes([high, low]) for high in range(0xA4, 0xC7) for low in lows)
    return "".join(pair.decode("big5", "ignore") for pair in pairs if pair <= b"\xc6\x7e")


def characters() -> str:
    """Return every character that is kept."""
    ranges = "".join(chr(code) for start, end in (*TYPOGRAPHY, *WIDE) for code in range(start, end))
    return simplified() + traditional() + RARE + NAMES + ranges + SIGNS


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
