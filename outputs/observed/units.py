"""Units in which observations may be given, and what turns each into the unit of the results file."""

from outputs.results.numbers import reader_unit

KIN = {
    "million USD": {"USD": 1e-6, "thousand USD": 1e-3, "billion USD": 1e3, "万美元": 0.01, "亿美元": 100.0},
    "million CNY": {"CNY": 1e-6, "billion CNY": 1e3, "元": 1e-6, "万元": 0.01, "亿元": 100.0},
    "m2": {"平方米": 1.0, "万平方米": 1e4},
    "CNY per USD": {"元/美元": 1.0},
    "CNY m-2 month-1": {"元/平方米·月": 1.0},
    "Nanjing 2019 = 100": {"2019年南京=100": 1.0},
    "1": {"thousand": 1e3, "million": 1e6},
}
"""Unit of the file → other names and sizes of it."""
PEOPLE = {
    "persons": 1.0,
    "thousand persons": 1e3,
    "million persons": 1e6,
    "人": 1.0,
    "人次": 1.0,
    "万人": 1e4,
    "万人次": 1e4,
}
COUNTED = (
    "visitors",
    "visitors_by_way",
    "rival_visitors",
    "population",
    "talent",
    "talent_arrivals",
    "talent_departures",
)


def factors(variable: str, unit: str) -> dict[str, float]:
    """Names of units for a variable with the factor that turns a number in each into the unit of the file.

    Args:
        variable: such as ``visitors``.
        unit: its unit in the file, which comes first.
    """
    found = {unit: 1.0, **KIN.get(unit, {})}
    if variable in COUNTED:
        found |= PEOPLE
    for lang in ("en", "zh"):
        shown = reader_unit(variable, unit, lang)
        if shown.name:
            found.setdefault(shown.name, 1 / shown.factor)
    return found
