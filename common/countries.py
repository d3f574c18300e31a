"""Countries and regions by any name or code in English or Chinese: ISO 3166 codes for what people type.

The codes and most names are pycountry's (ISO 3166, with its Chinese translation); the table below adds names and
codes that people use and the standard does not have.
"""

import difflib
import functools
import gettext

from common.lookalikes import fold

REST = "ROW"
"""The rest of the world: every origin that is not modelled apart."""
MAINLAND = "CHN"
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "KOR": ("Korea", "South Korea", "Republic of Korea", "ROK", "南韩", "韩国", "大韩民国", "韓國"),
    "PRK": ("North Korea", "DPRK", "北韩", "朝鲜"),
    "USA": ("America", "United States of America", "U.S.", "U.S.A.", "the States", "美利坚合众国", "美利坚", "美國"),
    "GBR": ("UK", "U.K.", "Britain", "Great Britain", "England", "Scotland", "Wales", "ENG", "英国", "大不列颠", "英國"),
    "RUS": ("Russia", "俄国", "俄罗斯联邦", "俄羅斯"),
    "VNM": ("Vietnam", "Viet Nam", "VIE", "越南社会主义共和国"),
    "MYS": ("MAS", "大马", "馬來西亞"),
    "MNG": ("MGL", "外蒙古", "蒙古国"),
    "PHL": ("PHI", "the Philippines", "菲律宾共和国", "菲律賓"),
    "SGP": ("SIN", "狮城", "新加坡共和国"),
    "AUS": ("澳洲", "澳大利亚联邦"),
    "DEU": ("GER", "BRD", "德意志", "联邦德国", "德意志联邦共和国", "德國"),
    "IDN": ("INA", "印尼"),
    "FRA": ("法兰西", "法國"),
    "JPN": ("日本国",),
    "IND": ("印度共和国",),
    "KAZ": ("哈萨克",),
    "HKG": ("Hong Kong", "Hong Kong SAR", "Hong Kong, China", "HKSAR", "中国香港", "香港特区", "香港特别行政区", "港"),
    "MAC": ("Macau", "Macao", "Macao SAR", "Macau SAR", "Macao, China", "中国澳门", "澳门特区", "澳门特别行政区", "澳門"),
    "TWN": (
        "Taiwan", "Taiwan, China", "Chinese Taipei", "TPE", "中国台湾", "台湾", "台湾地区", "臺灣", "台灣", "中国台湾省",
    ),
    "NLD": ("Holland", "the Netherlands", "NED", "HOL", "尼德兰", "荷蘭"),
    "CHE": ("SUI", "瑞士联邦"),
    "NZL": ("纽西兰", "新西蘭"),
    "ARE": ("UAE", "U.A.E.", "Emirates", "the Emirates", "Dubai", "Abu Dhabi", "阿拉伯联合酋长国", "迪拜", "阿聯酋"),
    "SAU": ("KSA", "沙特", "沙特阿拉伯王国", "沙烏地阿拉伯"),
    "TUR": ("Turkey", "Turkiye", "Türkiye"),
    "CHN": ("China", "Mainland China", "PRC", "中国", "中国大陆", "中国内地", "中华人民共和国", "大陆", "内地", "中國"),
    "CZE": ("Czech Republic", "捷克共和国"),
    "KHM": ("柬埔寨",), "BGD": ("孟加拉国",), "KGZ": ("吉尔吉斯斯坦",), "MLT": ("马耳他",), "GTM": ("危地马拉",),
    "HND": ("洪都拉斯",), "BOL": ("玻利维亚",), "IRN": ("伊朗",), "LAO": ("老挝", "Laos"), "SYR": ("叙利亚",),
    "MDA": ("摩尔多瓦",), "VEN": ("委内瑞拉",), "ZAF": ("RSA",), "GRC": ("GRE",), "DNK": ("DEN",), "PRT": ("POR",),
    "CHL": ("CHI",), "CIV": ("Ivory Coast",), "MMR": ("Burma",), "BIH": ("波黑",), "MKD": ("Macedonia",),
    "BRN": ("文莱达鲁萨兰国",), "COD": ("刚果（金）",), "COG": ("刚果（布）",), "DOM": ("多米尼加",), "FSM": ("Micronesia",),
    "PSE": ("Palestine",), "TZA": ("Tanzania",), "SWZ": ("Swaziland",), "CPV": ("Cape Verde",), "VAT": ("Vatican",),
    REST: (
        "Rest of the world", "Rest of world", "rest", "other", "others", "other countries", "elsewhere",
        "世界其他地区", "其他", "其他国家", "其他国家和地区", "其它", "其它国家",
    ),
}  # fmt: skip
"""Alpha-3 code → names and codes in use beside those of ISO 3166."""
USUAL_ZH = ("KHM", "BGD", "KGZ", "MLT", "GTM", "BOL", "COD", "COG")
"""Codes whose Chinese name in the translated ISO 3166 is misspelt or unusual: the first name above is written instead."""
UNINHABITED = frozenset({"ATA", "ATF", "BVT", "HMD", "IOT", "SGS", "UMI"})
"""ISO codes of places where nobody lives for good."""
CLOSE = 0.8
"""How alike a misspelt name and a known one must be, 0 to 1: stricter than elsewhere, so as not to name another country."""


@functools.cache
def _by_name() -> dict[str, str]:
    """Every known name and code, folded, with its alpha-3 code."""
    import pycountry  # slow to load, and needed only for names

    known: dict[str, str] = {}
    for country in pycountry.countries:
        names = [country.alpha_3, country.alpha_2, country.numeric, country.name]
        names += [getattr(country, key) for key in ("common_name", "official_name") if hasattr(country, key)]
        names += [_translate(name) for name in names[3:]]
        for name in names:
            known.setdefault(fold(name), country.alpha_3)
    for code, names_in_use in OTHER_NAMES.items():
        known[fold(code)] = code
        for name in names_in_use:
            known[fold(name)] = code
    return known


@functools.cache
def _translation() -> gettext.NullTranslations:
    import pycountry

    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["zh_CN"], fallback=True)


def _translate(name: str) -> str:
    return _translation().gettext(name)


def alpha3(name: str) -> str | None:
    """The alpha-3 code (or ``ROW``) of a country or region by any name or code; None where the name is unknown."""
    return _by_name().get(fold(name))


def names_of(code: str) -> tuple[str, ...]:
    """Return every known name and code of an alpha-3 code, folded for comparing."""
    return tuple(name for name, alpha in _by_name().items() if alpha == code)


def near(name: str) -> str | None:
    """Return the alpha-3 code of the country whose name looks most like a misspelt one; None where none comes near.

    All countries of the world are compared, so that a misspelt Austria is Austria and not Australia. A code of three
    letters is completed only where its first two letters belong to one country alone.
    """
    typed = fold(name)
    if len(typed) == 3 and typed.isascii():
        same = [c for c in dict.fromkeys(_by_name().values()) if c[:2].casefold() == typed[:2] and c not in UNINHABITED]
        return same[0] if len(same) == 1 else None
    if len(typed) < (4 if typed.isascii() else 3):
        return None
    known = [other for other in _by_name() if len(other) > 3 or not other.isascii()]
    close = difflib.get_close_matches(typed[:60], known, n=1, cutoff=CLOSE)
    return _by_name()[close[0]] if close else None


def title(code: str) -> dict[str, str]:
    """The name of an alpha-3 code by language, ``en`` and ``zh``.

    Raises:
        KeyError: no such code in ISO 3166.
    """
    import pycountry

    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        raise KeyError(code)
    name = getattr(country, "common_name", country.name)
    return {"en": name, "zh": OTHER_NAMES[code][0] if code in USUAL_ZH else _translate(name)}
