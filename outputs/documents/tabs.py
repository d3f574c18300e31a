"""A page of tabs, offline and in both languages, from reports that are there already: each section is a tab."""

from collections.abc import Mapping

import xarray as xr

from common.text import Text
from outputs.documents.document import Document
from outputs.documents.html import FOLDER, section, template, text
from outputs.documents.page_words import labels
from outputs.documents.policy import policy


def page(documents: Mapping[str, Document], dataset: xr.Dataset, tabs: Mapping[str, Text], lang: str) -> str:
    """Return the whole page.

    Args:
        documents: the same report in each language, with the same sections.
        dataset: the results that figures name as their source.
        tabs: a short name of each section by its anchor.
        lang: the language that it opens in.
    """
    code = text("tabs.js") + text("sort.js")
    style = text("style.css") + text("tabs.css")
    order = ("zh", "en") if lang == "zh" else ("en", "zh")
    return template(FOLDER / "tabs.html.jinja").render(
        lang=lang,
        documents=[documents[one] for one in order],
        tabs={one: {anchor: name.of(one) for anchor, name in tabs.items()} for one in order},
        body={
            one: {it.anchor: section(documents[one], it.anchor, dataset, f"{one}-") for it in documents[one].sections}
            for one in order
        },
        words={one: labels(one) for one in order},
        policy=policy(code, style, images="data:"),
        script=code,
        style=style,
    )
