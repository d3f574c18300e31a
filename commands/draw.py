"""``draw``: figures of a run in the forms that are asked for, such as PDF with its fonts for a typesetter."""

from collections.abc import Sequence
from pathlib import Path

from commands.console import Console
from commands.options_check import several
from commands.progress import members_done
from common.errors import UserError
from common.problems import nearest
from common.text import LANGUAGES
from outputs.results.open import find_run, open_run

ALL = "all"


def draw(
    run: str,
    names: Sequence[str],
    forms: Sequence[str],
    to: Path | None,
    one_lang: str | None,
    out: Path,
    console: Console,
) -> None:
    """Draw figures of a finished run.

    Args:
        run: the run's path or name.
        names: of figures, commas between several, or ``all``; none: the headline figures.
        forms: of :data:`outputs.figures.FORMATS`, commas between several; none: PDF, which a run does not have yet.
        to: folder of the files, default ``figures`` of the run.
        one_lang: the language of the figures; None: both.
        out: the folder that holds runs.
        console: prints in the reader's language.

    Raises:
        UserError: no such run, figure or form.
    """
    from outputs.figures import DETAILS, FORMATS, HEADLINE, save_all
    from outputs.results.history import history_of

    known = (*HEADLINE, *DETAILS)
    asked, named = several(forms, ("pdf",)), several(names, tuple(HEADLINE))
    chosen = list(known) if ALL in named else named
    _check("--figure", chosen, known)
    _check("--format", asked, FORMATS)
    folder = find_run(run, out)
    target = folder / "figures" if to is None else to
    langs = LANGUAGES if one_lang is None else (one_lang,)
    pieces = [(lang, name) for lang in langs for name in chosen]
    with open_run(folder) as dataset, members_done(folder.name, console, ("figures", "幅图")) as progress:
        before, written = history_of(folder), list[Path]()
        for done, (lang, name) in enumerate(pieces):
            progress(done, len(pieces), 0)
            written += save_all(dataset, target, (lang,), asked, (name,), history=before)
        progress(len(pieces), len(pieces), 0)
    console.result(f"Figures: {len(written)} files in {target}", f"图：{target} 中的 {len(written)} 个文件")


def _check(option: str, words: Sequence[str], known: Sequence[str]) -> None:
    """Refuse the first word that is not known, and name the nearest.

    Raises:
        UserError: there is one.
    """
    for word in words:
        if word not in known:
            near = nearest(word, known)
            en, zh = ("", "") if near is None else (f"; did you mean {near}?", f"；是否指 {near}？")
            raise UserError(
                f"{option} {word}: one of {', '.join(known)}{en}", f"{option} {word}：可用 {'、'.join(known)}{zh}"
            )
