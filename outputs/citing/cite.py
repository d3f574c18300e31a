"""How to cite a run: a sentence, a BibTeX entry, and the commands that make it again."""

import re
import shlex

from outputs.citing.facts import MODEL, MODEL_ZH, Facts

_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}"} | {c: f"\\{c}" for c in "&%$#_"}
SHORT = 12
"""Letters of a fingerprint or a commit in running text."""


def sentence(run: Facts, lang: str) -> str:
    """The run in one sentence, with the version of the model and the fingerprint."""
    fingerprint, when = run.fingerprint[:SHORT], run.finished[:10]
    if lang == "zh":
        title = run.title_zh or run.name
        seed = f"，随机种子 {run.seed}" if run.seed else ""
        made = f"{when[:4]}年{int(when[5:7])}月{int(when[8:10])}日" if re.fullmatch(r"\d{4}-\d\d-\d\d", when) else ""
        return (
            f"《{title}》情景推演结果（{run.months_zh}，{run.members}个模拟样本{seed}）。{MODEL_ZH} {run.version}版"
            + (f"，{made}模拟" if made else "")
            + f"。指纹 {fingerprint}。"
        )
    seed = f", seed {run.seed}" if run.seed else ""
    members = f"{run.members} member{'s' * (run.members != 1)}"
    return (
        f"“{run.title_en or run.name}”, simulated {run.months_en} with {members}{seed}. {MODEL}, version {run.version}"
        + (f", run of {when}" if when else "")
        + f". Fingerprint {fingerprint}."
    )


def bibtex(run: Facts) -> str:
    """A BibTeX entry; where the scenario names no author, the maintainers of the model stand for one."""
    author = run.author or f"The maintainers of the {MODEL}"
    key = re.sub(r"[^a-z0-9]+", "-", run.name.lower()).strip("-") or "run"
    rows = {
        "author": f"{{{tex(author)}}}",
        "title": f"{{{tex(run.title_en or run.name)}}}: results of a scenario simulation, {tex(run.months_en)}",
        "year": run.year,
        "howpublished": f"{MODEL}, version {tex(run.version)}",
        "note": f"{run.members} members, seed {tex(run.seed)}; fingerprint {tex(run.fingerprint)}; "
        f"SHA-256 of results.nc {run.results_sha256}",
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items() if value)
    return f"@misc{{nanjing-opening-{key}-{run.fingerprint[:8] or 'run'},\n{body}\n}}"


def tex(text: str) -> str:
    """A text that LaTeX prints and does not run."""
    return "".join(_TEX.get(c, c) for c in " ".join(text.split()))


def again(run: Facts, scenario: str = "scenario.yaml") -> str:
    """Shell commands, in a checkout of the project, that make the run again and check that it is the same.

    The version of the code comes first, where the record has its commit. A fit or a ledger that the run was given has to
    be at hand under the same name.

    Args:
        run: what identifies it.
        scenario: path of the ``scenario.yaml`` that lies beside the results.
    """
    words = [scenario, *run.options, "--out", "again"]
    lines = [f"git checkout {run.commit[:SHORT]}"] if re.fullmatch(r"[0-9a-f]{7,64}", run.commit) else []
    return "\n".join(
        [
            *lines,
            "python3 -m venv .uv && .uv/bin/pip install -q uv",
            ".uv/bin/uv run run.py simulate " + " ".join(map(shlex.quote, words)),
            f".uv/bin/uv run run.py verify again/{shlex.quote(run.name)} --fingerprint {run.fingerprint[:SHORT]}",
        ]
    )
