"""Trade: which firms buy and sell goods and services abroad, with whom and how much."""
