"""The example of the contract, word for word, beside the shipped no-pilot."""

import shutil

from scenarios.explaining.library import FOLDER
from scenarios.reading.reader import read
from scenarios.running.resolve import overrides, plans, setting
from tests.support.scenario_files import written

EXAMPLE = """\
name: full-pilot                       # required; [a-z0-9-], names the run
title: {zh: 全面实施, en: Full pilot}    # required, both languages
question: What does the whole plan bring by the end of 2025?      # optional, as are author, reference, notes
extends: no-pilot.yaml                 # optional; a file in the same folder, no cycles; tables merge, lists are replaced,
                                       # null removes; name, title, question and counterfactual are not inherited
counterfactual: no-pilot.yaml          # optional; only its levers are read, all else is the scenario's; default: no levers
period: {start: 2023-01, months: 36}   # start 2013-01 or later; months 1-120
ensemble: {members: 32, seed: 2023}    # member k's luck is hash(seed, k), whatever the number of members
scale: 0.05                            # share of potential travellers simulated, 0.005-1; firms and talent are one to one
world: {reopening: central, investment_climate: central, incomes: central, exchange_rate: central, rivals: central,
        national_visa_policy: held_2022}
parameters: {visitors.visa_friction.leisure: 1.2}     # optional, by the names that `explain` lists, within their ranges
levers:
  route_rights:
    grants:
      - {from: 2023-07, origins: [SGP], weekly_frequencies: 14, freedom: third_fourth}
      - {from: 2024-04, until: 2025-09, origins: [DEU], via: ARE, weekly_frequencies: 7, freedom: fifth}
    launch_support: {from: 2023-07, until: 2025-06, cny_per_seat: 120, origins: [SGP, DEU]}    # origins: default all
  visa_facilitation:
    visa_free: [{from: 2023-12-01, origins: [FRA, DEU], stay_days: 15, scope: national}]   # scope: national | nanjing
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
    - {tasks: ["1.16", "1.39-1.46", "4.*"], from: 2023-04, ramp_months: 12, strength: 0.8}
brakes: [{risk: capital_flows, slows: ["1.25-1.29"], to: 0.3}]       # optional
"""


def test_the_contracts_example_is_read(tmp_path):
    shutil.copy(FOLDER / "no-pilot.yaml", tmp_path)
    scenario = read(written(tmp_path, EXAMPLE))
    assert scenario.name == "full-pilot"
    assert scenario.counterfactual.name == "no-pilot"
    assert setting(scenario).world["national_visa_policy"] == "held_2022"
    assert overrides(scenario) == {"visitors.visa_friction.leisure": 1.2}
    plan = plans(scenario)["scenario"]
    assert [type(action).__name__ for action in plan.route_rights] == ["RouteGrant", "RouteGrant", "LaunchSupport"]
    assert len(plan.pilot_tasks[0].tasks) == 1 + 8 + 17
