"""``cite``: how to cite a run, and how to make it again."""

from pathlib import Path

from commands.console import Console
from outputs.results.open import find_run


def cite(run: str, out: Path, console: Console) -> None:
    """Print a sentence, a BibTeX entry, the whole fingerprint and the commands that make the run again.

    Raises:
        UserError: no such run, or one that is damaged.
    """
    from outputs.citing.cite import again, bibtex, sentence
    from outputs.citing.facts import facts

    folder = find_run(run, out)
    found = facts(folder)
    print(sentence(found, console.lang), bibtex(found), sep="\n\n")
    console.result(f"\nFingerprint: {found.fingerprint}", f"\n指纹：{found.fingerprint}")
    console.result(f"SHA-256 of results.nc: {found.results_sha256}", f"results.nc 的 SHA-256：{found.results_sha256}")
    console.result("\nTo make it again, in a checkout of the project:", "\n在项目文件夹中重新生成：")
    print(again(found, str(folder / "scenario.yaml")))
