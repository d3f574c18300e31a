"""``run.py`` with the quick stand-in for the model: what a served page begins, in tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.support.killed_runs import use_quick_model

if __name__ == "__main__":
    use_quick_model()
    import commands.run_ensemble
    import run

    commands.run_ensemble._draw = lambda folder, workers: []
    run.app()
