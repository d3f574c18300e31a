"""Made-up runs with what lies beside them, and the page to look into them, for tests. No model is run."""

import functools
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import xarray as xr

from outputs.explore.facts import Facts, TaskFact
from outputs.explore.write import page_of
from outputs.report.run import Run, as_run
from tests.support.made_up_shares import attribution
from tests.support.reporting import results

SCENARIO = """
name: full-pilot
title: {zh: 全面实施, en: Full pilot}
world: {reopening: central, rivals: central}
levers:
  duty_free:
    shops: [{from: '2024-03', until: '2024-12', zone: xinjiekou_fuzimiao, kind: downtown, area_m2: 6000, quota_cny: 8000}]
  route_rights:
    grants: [{from: '2023-07', origins: [SGP], weekly_frequencies: 14, freedom: third_fourth}]
"""
OTHER = SCENARIO.replace("rivals: central", "rivals: low").replace("'2023-07'", "'2024-01'")
TASKS = (
    TaskFact("1.1", "Science", "科技", "Reform rights", "改革权利", (), "province", "B", 8.0),
    TaskFact("1.2", "Science", "科技", "Patent finance", "专利融资", ("jiangbei",), "city", "C", 40.0),
    TaskFact("4.10", "Data", "数据", "Send data abroad", "数据出境", (), "national", "D", 2.0),
)
FACTS = Facts(
    TASKS,
    {"fdi": ((2020, 4500.0), (2021, 5000.0), (2022, 4850.0))},
    {"KOR": (37.57, 126.98), "JPN": (35.68, 139.69), "DEU": (50.11, 8.68), "AUS": (-33.87, 151.21)},
)
MONTHS, MEMBERS = 26, 12


@functools.cache
def run(scenario: str = SCENARIO, members: int = MEMBERS, **sizes) -> Run:
    """A made-up run with an attribution to three levers, of which every combination was run."""
    found = results(scenario, months=MONTHS, members=members, **sizes)
    shared = attribution(members=members, months=MONTHS)
    return replace(as_run(found, "en", {}, name="full-pilot"), shared={"levers": shared})


@functools.cache
def other() -> Run:
    """Another plan without an attribution, of other luck, with less of everything."""
    found = results(OTHER, months=MONTHS, members=MEMBERS, effect=-0.05, seed=3)
    return as_run(found.assign_attrs(title_en="Other plan", title_zh="另一方案"), "en", {}, name="other-plan")


@functools.cache
def page(lang: str = "zh", runs: int = 2) -> str:
    """The page of one or both."""
    return page_of([run(), other()][:runs], FACTS, lang)


@functools.cache
def page_path(lang: str = "zh", runs: int = 2) -> Path:
    """The same as a file."""
    path = Path(tempfile.mkdtemp(prefix="explore-")) / f"explore-{lang}-{runs}.html"
    path.write_text(page(lang, runs), encoding="utf-8")
    return path


def renamed(found: xr.Dataset, text: str) -> xr.Dataset:
    """The dataset with one text wherever it can hold any."""
    names = [name for name in found.coords if str(name).endswith(("_name", "_name_zh"))]
    coords = {name: (found[name].dims, np.array([text] * found[name].size, dtype=object)) for name in names}
    attrs = ("title", "question", "counterfactual_title")
    return found.assign_coords(coords).assign_attrs({f"{name}_{lang}": text for name in attrs for lang in ("en", "zh")})
