"""All benchmarks, and how runs grow: ``python -m tests.benchmarks --figure growth.png``; options are those of growth."""

from tests.benchmarks import growth, member, travel_choice

worst = travel_choice.main([])
print()
worst = max(worst, member.main([]))
raise SystemExit(max(worst, growth.main()))
