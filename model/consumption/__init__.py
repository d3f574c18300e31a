"""Consumption and brands: first stores, time-honoured brands, e-commerce across the border and livestream bases."""
