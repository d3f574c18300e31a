"""What pages on the known years share: where their figures are from, and the frame of the page."""

from collections.abc import Sequence
from functools import partial

import xarray as xr

from common.text import Text, pick
from outputs.documents.document import Document, Section, numbered
from outputs.figures.figure_page import MODEL_NAME
from outputs.results.numbers import percent


def source(data: Text, check: Text, members: int, version: str) -> xr.Dataset:
    """Return what figures say of where they are from.

    Args:
        data: what the model is compared with.
        check: what the check is called.
        members: of the model.
        version: of the model.
    """
    return xr.Dataset(
        attrs={
            "footer_en": f"{data.en}; {members} members\nSource: {MODEL_NAME['en']} {version}, {check.en}",
            "footer_zh": f"{data.zh}；{members}个模拟样本\n来源：{MODEL_NAME['zh']} {version}版{check.zh}",
            "version": version,
            "fingerprint": "",
        }
    )


def framed(title: Text, subtitle: Text, sections: Sequence[Section], members: int, version: str, lang: str) -> Document:
    """Return a page of numbered sections under a title, with the model and its members."""
    say = partial(pick, lang)
    return Document(
        lang=lang,
        title=title.of(lang),
        subtitle=subtitle.of(lang),
        author=MODEL_NAME[lang],
        sections=numbered(sections),
        about=(f"{MODEL_NAME[lang]} {version}", say(f"{members} members", f"{members}个模拟样本")),
    )


def share(value: float, lang: str) -> str:
    """Return a share in a sentence; Chinese sets no space before the sign."""
    return percent(value, lang=lang)
