"""Words of scenario files for readers: world cases, kinds of shops, who decides. A word not listed is shown as it is."""

WORLD = {
    "reopening": ("Reopening of international travel", "国际往来恢复"),
    "investment_climate": ("Foreign investment in China as a whole", "全国吸收外资环境"),
    "incomes": ("Incomes in the origin markets", "客源地与资金来源地收入"),
    "exchange_rate": ("Exchange rate", "人民币对美元汇率"),
    "rivals": ("Rival cities", "竞争城市"),
    "national_visa_policy": ("National visa rules", "国家签证政策"),
}
CASES = {
    "central": ("central path", "中间路径"),
    "fast": ("fast", "较快"),
    "slow": ("slow", "较慢"),
    "low": ("low path", "低路径"),
    "high": ("high path", "高路径"),
    "observed": ("as observed", "按实际发生"),
    "held_2022": ("held as in 2022", "保持2022年规定"),
    "frozen": ("held at the start", "保持起始水平"),
    "frozen_2019": ("held as in 2019", "保持2019年水平"),
    "frozen_2022": ("held as in 2022", "保持2022年水平"),
}
DECIDERS = {
    "national": ("the nation", "国家"),
    "province": ("the province", "省"),
    "city": ("the city", "市"),
}
FREEDOMS = {
    "third_fourth": ("third and fourth freedom", "第三、第四航权"),
    "fifth": ("fifth freedom", "第五航权"),
}
SHOPS = {
    "downtown": ("downtown duty-free shop", "市内免税店"),
    "departure": ("duty-free shop at departure", "口岸出境免税店"),
    "arrival": ("duty-free shop at arrival", "口岸进境免税店"),
}
SCOPES = {
    "national": ("nationwide", "全国适用"),
    "nanjing": ("for entries at Nanjing", "限自南京入境"),
}
DEFAULT_DECIDER = {
    ("route_rights", "grants"): "national",
    ("visa_facilitation", "visa_free"): "national",
    ("visa_facilitation", "transit"): "national",
    ("duty_free", "shops"): "national",
    ("duty_free", "tax_refund"): "national",
}
"""Who decides an action whose file does not say; the city where not listed."""


def word(words: dict[str, tuple[str, str]], key: object, lang: str) -> str:
    """The reader's word for a key; the key itself where it is not in the list."""
    pair = words.get(str(key))
    return str(key) if pair is None else pair[1 if lang == "zh" else 0]
