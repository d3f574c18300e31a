"""Observed numbers from a CSV file, beside a run: :func:`read_observed` reads them, :func:`members` gives the run's own."""

from outputs.observed.members import members, path
from outputs.observed.observation import SUMS, Cell, Observation, Observed
from outputs.observed.reader import check_observed, read_observed

__all__ = ["SUMS", "Cell", "Observation", "Observed", "check_observed", "members", "path", "read_observed"]
