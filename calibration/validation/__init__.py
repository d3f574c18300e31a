"""How good a projection was: proper scores, the references it must beat, rolling-origin backtests, published bars."""
