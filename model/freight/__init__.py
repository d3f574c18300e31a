"""Freight: by which mode and gate Nanjing's goods leave and come, what flies and runs, and what that saves trade."""
