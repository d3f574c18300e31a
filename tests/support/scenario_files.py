"""A sound scenario file for the reader's tests, and ways to spoil it."""

from pathlib import Path

import pytest

from common.errors import UserError
from common.problems import InputError, Problem
from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read

SOUND = """\
name: sound
title: {zh: 样例, en: Sample}
question: What comes of it?
period: {start: 2023-01, months: 36}
ensemble: {members: 32, seed: 2023}
scale: 0.05
world: {reopening: fast, national_visa_policy: held_2022}
levers:
  route_rights:
    grants:
      - {from: 2023-07, origins: [SGP], weekly_frequencies: 14, freedom: third_fourth}
      - {from: 2024-04, until: 2025-09, origins: [DEU], via: ARE, weekly_frequencies: 7, freedom: fifth}
    launch_support: {from: 2023-07, until: 2025-06, cny_per_seat: 120, origins: [SGP, DEU]}
  visa_facilitation:
    visa_free: [{from: 2023-12-01, origins: [FRA, DEU], stay_days: 15, scope: national}]
    transit: [{from: 2023-07, hours: 240, scope: nanjing}]
    work_permits: [{from: 2023-09, processing_days: 10, residence_years: 5}]
  duty_free:
    shops: [{from: 2024-10, zone: xinjiekou_fuzimiao, kind: downtown, area_m2: 6000, quota_cny: 8000}]
    tax_refund: [{from: 2023-05, rate: 0.11, minimum_cny: 500}]
  mixed_land_use:
    conversions:
      - {from: 2023-09, zone: jiangbei, hectares: 60, plot_ratio: 2.0, use: industry,
         mix: {research: 0.5, office: 0.2, retail: 0.15, housing: 0.15}, build_months: 18}
  pilot_tasks:
    - {tasks: ["1.16", "1.39-1.46", "4.*"], announced: 2023-02, from: 2023-04, ramp_months: 12, strength: 0.8}
brakes: [{risk: capital_flows, slows: ["1.25-1.29"], to: 0.3}]
"""


def written(folder: Path, text: str | bytes, name: str = "a.yaml") -> Path:
    """A scenario file in ``folder``."""
    path = folder / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def problems(folder: Path, text: str | bytes, name: str = "a.yaml") -> tuple[Problem, ...]:
    """The problems of a file with this text, none when it is sound."""
    try:
        read(written(folder, text, name))
    except InputError as error:
        return error.problems
    return ()


def spoiled(old: str, new: str) -> str:
    """The sound file with one place changed."""
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def refusal(folder: Path, name: str, right: str, wrong: str) -> str:
    """What is said in English of a shipped scenario in which ``wrong`` stands in place of ``right``."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert right in text
    written(folder, (FOLDER / "no-pilot.yaml").read_bytes(), "no-pilot.yaml")
    with pytest.raises(UserError) as error:
        read(written(folder, text.replace(right, wrong)))
    return f"{error.value}\n{error.value.render('en')}"
