"""Start a node of a Dask cluster that knows this project, from any folder.

    python scenarios/running/cluster_node.py scheduler --port 8786
    python scenarios/running/cluster_node.py worker tcp://HOST:8786

All further options are those of ``dask scheduler`` and ``dask worker``. A worker runs one member at a time, in as many
processes as this machine has processors, unless ``--nworkers`` says otherwise.
"""

import os
import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[2])
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main(words: list[str]) -> None:
    """Start the node that ``words`` ask for and serve until it is ended."""
    if not words or words[0] not in ("scheduler", "worker"):
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    # Workers start processes of their own, which find the project by the environment.
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([ROOT, *([before] if before else [])])
    for name in ONE_THREAD:  # members fill the processors; read when NumPy is first imported
        os.environ.setdefault(name, "1")
    sys.path[0] = ROOT  # in place of this file's own folder
    role, *options = words
    if role == "scheduler":
        from distributed.cli.dask_scheduler import main as serve
    else:
        from distributed.cli.dask_worker import main as serve

        from scenarios.running.workers import processors

        if "--nworkers" not in options:
            options += ["--nworkers", str(processors())]
        if "--nthreads" not in options:
            options += ["--nthreads", "1"]
    serve(options)


if __name__ == "__main__":
    main(sys.argv[1:])
