"""The city: zones, shops, the regulator, the economy and the five forces."""
