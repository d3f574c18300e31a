"""Short names for the types of numbers that functions take and give."""

import numpy as np

Num = float | np.ndarray
"""One number or an array of numbers; the function works on both."""
Results = dict[str, np.ndarray]
"""Figures of one month by the keys of :data:`model.variables.VARIABLES`."""
