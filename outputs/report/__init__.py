"""Reports that an office can circulate, from results files alone: one HTML page or one Word file, in Chinese or English.

``write_report`` makes one; :mod:`outputs.report.build` says what is in it, :mod:`outputs.documents.html` and
:mod:`outputs.documents.word` how it looks.
"""

from outputs.report.write import FORMATS, write_report

__all__ = ["FORMATS", "write_report"]
