"""What differs between the inputs of two runs is told in sentences, measures with their dates and brakes in words."""

import pytest

from commands.compared_inputs import input_sentences
from common.text import LANGUAGES
from outputs.comparing.compare_inputs import Difference
from outputs.report.run import as_run
from tests.support.made_up_results import dataset

WITH = """
levers:
  visa_facilitation:
    visa_free: [{from: 2023-07, until: 2025-06, decided_by: national, origins: [KOR], stay_days: 15, scope: nanjing}]
brakes: [{risk: data, slows: [visa_facilitation], to: 0.5}]
"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_measures_and_brakes_are_sentences(lang):
    made = dataset(months=2, members=2)
    old, new = (as_run(made.assign_attrs(scenario_yaml=text), lang) for text in (WITH, "levers: {}"))
    found = [Difference("brakes[0]", {"risk": "data"}, None), Difference("ensemble.seed", 1, 2)]
    told = "\n".join(input_sentences(old, new, found))
    when = {"en": "; Jul 2023 to Jun 2025", "zh": "；2023年7月至2025年6月"}[lang]
    assert when in told and {"en": "held back to 50 %", "zh": "原力度的50%"}[lang] in told
    assert "{" not in told and {"en": "Seed: 1 → 2", "zh": "随机种子：1 → 2"}[lang] in told
