"""All benchmarks: ``python -m tests.benchmarks``."""

from tests.benchmarks import member, travel_choice

worst = travel_choice.main()
print()
raise SystemExit(max(worst, member.main()))
