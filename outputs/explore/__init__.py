"""A page to look into runs: one HTML file that needs no network, made from results files alone.

:func:`outputs.explore.write.write_page` makes it. What is on the page is gathered as plain data (:mod:`outputs.explore.gather`)
and drawn by the scripts in ``page/``.
"""
