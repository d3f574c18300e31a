"""What every worker needs, imported and read once in the process from which workers are forked."""

import scipy.special

from common.garbage import look_for_cycles_seldom, never_look_at_what_is_here
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

look_for_cycles_seldom()
never_look_at_what_is_here()
