"""Firms: investors who look at Nanjing, foreign firms that operate there, and their capital."""
