"""Cross-border finance: cash pools, single accounts, licensed institutions, funds and programmes of credit."""
