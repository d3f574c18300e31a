"""All benchmarks, and how runs grow: ``python -m tests.benchmarks --figure growth.png``; options are those of growth."""

from tests.benchmarks import growth, member, rooms, travel_choice

worst = travel_choice.main([])
for benchmark in (member, rooms):
    print()
    worst = max(worst, benchmark.main([]))
raise SystemExit(max(worst, growth.main()))
