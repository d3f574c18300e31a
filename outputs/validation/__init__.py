"""How a run stands to what was observed, from plain tables of scores: figures, tables, a page."""
