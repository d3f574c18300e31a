"""Fairs, matches and other events: the houses and days that they need, who comes from abroad, and whom they meet."""
