"""What every worker needs, imported and read once in the process from which workers are forked."""

import gc

import scipy.special

from model import numba_switch
from model.facts import facts
from model.levers.catalogue import catalogue
from model.parameters import declared
from model.pilot import PilotModel
from model.segments import segments
from scenarios.running import member, remembered

__all__ = ["PilotModel", "member", "remembered", "scipy"]

for _read in (facts, segments, declared, catalogue, numba_switch.compiled):
    _read()

gc.collect()
gc.set_threshold(50_000, 50, 50)  # a member leaves few cycles, and is taken apart by hand
gc.freeze()  # what is imported stays: no worker looks it over, nor makes a copy of its pages by doing so
