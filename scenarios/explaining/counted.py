"""What is counted in a variable that tables write with the unit 1: visitors, firms, flights a week; or a share."""

from model.variables import VARIABLES
from scenarios.reading.unit_names import unit_name

_WORDS = {
    ("firms", "家"): """new_foreign_firms new_substantive_firms foreign_firms dedicated_lines chain_foreign_firms
        chain_platform_users domestic_firms_founded domestic_firms single_account_firms group_finance_companies
        foreign_financial_institutions credit_takers servitised_makers research_spin_offs start_ups_from_abroad
        ecommerce_sellers foreign_firms_by_zone foreign_firms_by_platform firms_in_parks_abroad headquarters
        headquarters_founded pooled_groups functional_institutions first_stores""",
    ("investors", "家"): "fdi_pipeline",
    (
        "jobs",
        "个岗位",
    ): """jobs chain_jobs domestic_jobs jobs_by_zone jobs_by_district jobs_by_platform jobs_by_education
        enclave_jobs science_posts_abroad headquarters_posts_of_parks""",
    ("people", "人"): "researchers talent talent_arrivals talent_departures talent_by_zone people_present population",
    ("visitors", "人次"): """visitors visitors_by_way visa_free_visitors fair_visitors_abroad domestic_visitors
        rival_visitors visitors_jiangsu visitors_china""",
    ("nights", "人夜"): "visitor_nights visitor_nights_by_zone visitor_nights_by_district",
    ("people", "人次"): "outbound_passengers",
    ("return flights a week", "班/周"): "weekly_flights freighter_flights",
    ("seats", "座"): "seats",
    ("trains", "列"): "international_trains",
    ("TEU", "标箱"): "port_containers",
    (
        "cases",
        "件",
    ): """licences_awaited complaints_filed complaints_settled data_cases_waiting inventions research_patents
        transfer_cases institution_cases""",
    ("loans and grants", "笔"): "technology_loans",
    ("share", "占比"): """closed_to_foreigners air_cargo_load may_send_data chain_local_share hall_use stadium_use
        duty_free_buyers_cut load_factor hotel_occupancy platform_space_let task_strength""",
    ("1 = threshold", "1=阈值"): "risk",
    ("0 or 1", "0 或 1"): "warning",
}
_OF = {name: words for words, names in _WORDS.items() for name in names.split()}


def unit_of(name: str, lang: str) -> str:
    """Return the unit of a variable for a reader: of what is counted, what is counted.

    Raises:
        KeyError: no variable has this name, or nothing is said here of one with the unit 1.
    """
    variable = VARIABLES[name]
    return _OF[name][lang == "zh"] if variable.unit == "1" else unit_name(variable.unit, lang)
