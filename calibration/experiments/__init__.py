"""Published effects as experiments: what is switched, what is measured, and whether the model agrees.

:func:`run` measures; ``validate --part effects`` also shows what was measured. The rows are in
``calibration/data/effects.csv``, what the model said of them last in ``calibration/data/effects_measured.csv``.
"""

from calibration.experiments.record import Experiment
from calibration.experiments.run_experiments import EXPERIMENTS, run, write_measured
from calibration.experiments.table import TABLE, Row, effects
from calibration.experiments.verdict import Result

__all__ = ["EXPERIMENTS", "TABLE", "Experiment", "Result", "Row", "effects", "run", "write_measured"]
