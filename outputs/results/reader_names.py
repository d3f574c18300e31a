"""What the results file says about itself, in either language: names of variables and of words, months covered."""

import re
import textwrap

import numpy as np
import xarray as xr

from common.text import full_width


def variable_name(dataset: xr.Dataset, key: str, lang: str) -> str:
    """The reader's name of a variable, from its attributes."""
    name = dataset.variables[key].attrs["long_name_zh" if lang == "zh" else "long_name"]
    return chinese(name) if lang == "zh" else name


def axis_names(dataset: xr.Dataset, axis: str, lang: str) -> np.ndarray:
    """The readers' names of the labels of an axis, shape (labels,); the labels themselves where the file has none."""
    coordinate = f"{axis}_name_zh" if lang == "zh" else f"{axis}_name"
    names = dataset.variables[coordinate if coordinate in dataset.coords else axis].values
    return np.array([chinese(str(name)) if lang == "zh" else str(name) for name in names], dtype=object)


def chinese(text: str) -> str:
    """Text with the brackets, commas and colons that stand beside Chinese characters made full-width."""
    return full_width(text)


def period(months: np.ndarray, lang: str) -> str:
    """The months that results cover, in words: ``Jan 2023 to Dec 2025``, ``2023年1月至2025年12月``."""
    texts = [month_name(months[i], lang) for i in (0, -1)]
    return texts[0] if len(months) == 1 else ("至" if lang == "zh" else " to ").join(texts)


def month_name(month: np.datetime64, lang: str) -> str:
    """A month in words: ``Jan 2023``, ``2023年1月``."""
    found = month.astype("datetime64[M]").astype(object)
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{found.year}年{found.month}月" if lang == "zh" else f"{names[found.month - 1]} {found.year}"


def wrapped(name: str, width: int) -> str:
    """A long name in several lines; Chinese is broken after hyphens, brackets and commas, and where there is none, anywhere."""
    if name.isascii():
        return "\n".join(textwrap.wrap(name, width, break_long_words=False))
    lines = [""]
    for piece in re.split(r"(?<=[-）、，])", name):
        if len(lines[-1]) + len(piece) > width:
            lines.append("")
        lines[-1] += piece
        while len(lines[-1]) > width:
            lines[-1:] = [lines[-1][:width], lines[-1][width:]]
    return "\n".join(filter(None, lines))
