"""All benchmarks, and how runs grow: ``python -m tests.benchmarks --figure growth.png``; options are those of growth."""

import os

from tests.benchmarks import growth, member, rooms, travel_choice

if os.name == "posix":  # elsewhere there is no terminal to give to it
    from tests.benchmarks import first_command

    first_command.main([])
    print()
worst = travel_choice.main([])
for benchmark in (member, rooms):
    print()
    worst = max(worst, benchmark.main([]))
raise SystemExit(max(worst, growth.main()))
