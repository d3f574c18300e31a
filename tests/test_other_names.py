"""Names that people use, in English and Chinese: which word of the model each stands for, and that no other is suggested."""

import pytest

from common import countries, vocabulary
from common.lookalikes import fold
from common.other_names import OTHER_NAMES, meaning, names_of, suggestion
from common.typed_dates import date_meant
from model.facts import facts
from scenarios.reading.field_names import FIELD_NAMES, field_names, key_meant
from scenarios.reading.number_hints import bare_number

LISTS = {
    name: vocabulary.keys(words)
    for name, words in vars(vocabulary).items()
    if name.endswith("_WORDS") and name not in ("WORLD_WORDS", "CARRIER_TYPE_WORDS")
}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *[(name, "GBR") for name in ("UK", "uk", "GB", "GBR", "Britain", "United Kingdom", "英国", "ＵＫ")],
        *[(name, "KOR") for name in ("South Korea", "Korea", "KR", "韩国", "南韩", "Republic of Korea", "大韩民国")],
        *[(name, "ARE") for name in ("UAE", "AE", "阿联酋", "United Arab Emirates", "阿拉伯联合酋长国")],
        *[(name, "USA") for name in ("US", "U.S.", "USA", "America", "美国", "United States of America")],
        ("Viet Nam", "VNM"), ("Turkey", "TUR"), ("土耳其", "TUR"), ("GER", "DEU"), ("Holland", "NLD"), ("澳洲", "AUS"),
        ("香港", "HKG"), ("中国香港", "HKG"), ("台湾", "TWN"), ("Macau", "MAC"), ("俄罗斯", "RUS"), ("奥地利", "AUT"),
        ("柬埔寨", "KHM"), ("Czechia", "CZE"), ("中国大陆", "CHN"), ("其他国家", "ROW"), ("Rest of the world", "ROW"),
    ],
)  # fmt: skip
def test_countries_by_any_name_or_code(typed, code):
    assert countries.alpha3(typed) == code


def test_every_origin_is_known_by_its_code_and_its_names_in_both_languages():
    known = facts()
    for code, english, chinese in zip(known.origins, known.name_en, known.name_zh, strict=True):
        assert [countries.alpha3(name) for name in (code, english, chinese)] == [code] * 3, code


def test_a_country_that_is_not_modelled_is_never_taken_for_another():
    import pycountry

    for country in pycountry.countries:
        for name in (country.alpha_2, country.alpha_3, country.name):
            assert countries.alpha3(name) == country.alpha_3, name
    near = {
        name: countries.near(name) for name in ("Austira", "Finlnd", "Irland", "AUX", "XYZ", "QQ", "Germny", "新加波")
    }
    assert near == {
        "Austira": "AUT", "Finlnd": "FIN", "Irland": "IRL", "AUX": None, "XYZ": None, "QQ": None, "Germny": "DEU",
        "新加波": None,
    }  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_every_word_is_meant_by_all_its_names_and_no_two_share_one(name):
    keys = LISTS[name]
    owners: dict[str, set[str]] = {}
    for key in keys:
        for called in names_of(key):
            owners.setdefault(fold(called), set()).add(key)
    shared = {called: found for called, found in owners.items() if len(found) > 1}
    assert not shared
    assert all(meaning(called, keys) == key for key in keys for called in names_of(key))


def test_other_names_are_of_words_that_there_are():
    words = (
        {key for keys in LISTS.values() for key in keys} | set(vocabulary.WORLD_CASES) | set(vocabulary.CARRIER_TYPES)
    )
    assert set(OTHER_NAMES) <= words


@pytest.mark.parametrize(
    ("typed", "keys", "key"),
    [
        ("江北新区", vocabulary.ZONES, "jiangbei"),
        ("江北", vocabulary.ZONES, "jiangbei"),
        ("禄口机场", vocabulary.ZONES, "lukou"),
        ("中国（南京）软件谷", vocabulary.ZONES, "software_valley"),
        ("Software Valley", vocabulary.ZONES, "software_valley"),
        ("市内店", vocabulary.SHOPS, "downtown"),
        ("工业", vocabulary.USES, "industry"),
        ("residential", vocabulary.USES, "housing"),
        ("金融", vocabulary.SECTORS, "finance"),
        ("全国", vocabulary.SCOPES, "national"),
        ("省级", vocabulary.DECIDERS, "province"),
        ("第五航权", vocabulary.FREEDOMS, "fifth"),
        ("拥挤", vocabulary.RISKS, "crowding"),
        ("探亲", vocabulary.PURPOSES, "family"),
        ("苏州市", vocabulary.CITIES, "suzhou"),
        ("乐观", vocabulary.WORLD_CASES["incomes"], "high"),
        ("fastt", vocabulary.WORLD_CASES["reopening"], "fast"),
        ("xyzzy", vocabulary.ZONES, None),
        ("", vocabulary.ZONES, None),
    ],
)
def test_the_word_that_was_probably_meant_is_suggested(typed, keys, key):
    assert suggestion(typed, keys) == key


@pytest.mark.parametrize(
    ("typed", "keys", "key"),
    [
        ("面积", ("zone", "hectares", "use"), None),
        ("用地面积", ("zone", "hectares", "use"), "hectares"),
        ("限额", ("zone", "area_m2", "quota_cny"), "quota_cny"),
        ("Countries", ("from", "origins", "via"), "origins"),
        ("结束日期", ("from", "until"), "until"),
        ("容积率", ("use", "plot_ratio"), "plot_ratio"),
    ],
)
def test_keys_by_their_names(typed, keys, key):
    assert key_meant(typed, keys) == (key or "hectares"), "the area of land where there is no other area"


def test_names_of_keys_are_in_both_languages():
    for key, (english, chinese, _) in FIELD_NAMES.items():
        assert english.isascii() and any("\u4e00" <= c <= "\u9fff" for c in chinese), key
        assert {key, english, chinese} <= set(field_names(key))


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("0.4万", "m2", 4000),
        ("0.4万平方米", "m2", 4000),
        ("1万", "cny", 10_000),
        ("8000元", "cny", 8000),
        ("¥8,000", "cny", 8000),
        ("１．２万元", "cny", 12_000),
        ("4,000", "m2", 4000),
        ("8，000", "cny", 8000),
        ("1 000 000", "m2", 1_000_000),
        ("1500亩", "hectares", 100),
        ("100万平方米", "hectares", 100),
        ("0.6平方公里", "hectares", 60),
        ("30亩", "m2", 20_000),
        ("60%", "share", 0.6),
        ("１１％", "share", 0.11),
        ("两年", "months", 24),
        ("18个月", "months", 18),
        ("2 years", "months", 24),
        ("半年", "months", 6),
        ("10天", "hours", 240),
        ("7班", "weekly_flights", 7),
        ("14 flights", "weekly_flights", 14),
        ("60公里", "hectares", None),
        ("8000美元", "cny", None),
        ("about 60", "hectares", None),
        ("1.2.3", "m2", None),
        ("1,00", "m2", None),
        ("", "m2", None),
    ],
)
def test_numbers_with_units_as_bare_numbers(typed, unit, number):
    assert bare_number(typed, unit) == number


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2023年7月", "2023-07"),
        ("2023年07月31日", "2023-07-31"),
        ("2023/7", "2023-07"),
        ("2023.07.01", "2023-07-01"),
        ("２０２３－０７", "2023-07"),
        ("2023–07", "2023-07"),
        ("202307", "2023-07"),
        ("20230731", "2023-07-31"),
        ("2023年", "2023"),
        ("2023年13月", None),
        ("2307", None),
        ("07/2023", None),
        ("last year", None),
    ],
)
def test_dates_as_people_type_them(typed, date):
    assert date_meant(typed) == date


@pytest.mark.parametrize(
    ("code", "usual"),
    [("KHM", "柬埔寨"), ("BGD", "孟加拉国"), ("KGZ", "吉尔吉斯斯坦"), ("MLT", "马耳他"), ("GTM", "危地马拉"),
     ("BOL", "玻利维亚"), ("COD", "刚果（金）"), ("COG", "刚果（布）"), ("AUT", "奥地利")],
)  # fmt: skip
def test_countries_are_written_with_their_usual_chinese_name(code, usual):
    assert countries.title(code)["zh"] == usual
