"""The two font files that figures use, and how they were made."""
