"""The two font files that figures use; ``subset.py`` tells how they were made, ``LICENSE`` on what terms."""

from pathlib import Path

FOLDER = Path(__file__).parent
FAMILY = "Noto Sans SC Nanjing"
"""The family name inside the files."""
