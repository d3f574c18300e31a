"""``search``: the best plan for a budget, found and tested, as tables, scenario files, figures and a report."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from commands.coalition_folder import kept
from commands.console import DONE, FAILED, Console
from commands.duration import PLAN_S, tell
from commands.options_check import check_cluster_option, check_out, check_workers
from commands.progress import stages_done
from commands.search_answer import plan_name, shown
from common.files import write_text
from common.text import LANGUAGES, Text
from outputs.search.search_result import SearchResult
from scenarios.reading.options import with_options
from scenarios.running import fingerprints
from scenarios.running.prepare import Prepared, prepare
from scenarios.searching import stages
from scenarios.searching.measure import ByBatches
from scenarios.searching.plan_files import scenario_of, text_of
from scenarios.searching.question import NoMember, Sizes
from scenarios.searching.search_reader import Search, read

TITLES = {
    stages.SCREEN: ("screening plans", "筛选方案"),
    stages.VERIFY: ("testing the best by the stand-in", "检验代理模型给出的方案"),
    stages.CHOOSE: ("choosing among finalists", "在入选方案中淘汰"),
    stages.STRESS: ("running finalists in fresh worlds", "在新的外部环境中检验"),
}


@dataclass(frozen=True, kw_only=True)
class SearchOptions:
    """Options of the command; None leaves the value to the file or the machine."""

    runs: int | None = None
    seed: int | None = None
    scale: float | None = None
    workers: int | None = None
    cluster: str | None = None
    out: Path


def search(file: Path, options: SearchOptions, console: Console) -> int:
    """Search for the best plans that a file asks for, and write what was found.

    Returns:
        The exit code: 1 where no member of a stage finished, so that plans cannot be compared, else 0.

    Raises:
        InputError: problems in the file or its base; all of them are in the error.
        UserError: an option that cannot be followed.
        KeyboardInterrupt: interrupted; what was finished is kept, and the same command goes on from it.
    """
    check_workers(options.workers)
    check_cluster_option(options.cluster)
    check_out(options.out)
    found = _with_options(read(file), options)
    base, asked = found.base, found.asked
    prepared = prepare(base)
    choices = len(asked.space.choices)
    console.note(
        f"{found.name}: {choices} measures with {len(asked.space.options)} options to choose among",
        f"{found.name}：可选 {choices} 项措施，共 {len(asked.space.options)} 个选项",
    )
    runs = asked.sizes.runs(
        len(asked.wants), asked.deciders != ("city", "province", "national"), asked.reach is not None
    )
    tell(runs, base.scale, base.period.months, options.workers, console, PLAN_S)
    place = kept(options.out / f".{found.name}.batches")
    with ExitStack() as stack:
        update = stack.enter_context(stages_done(TITLES, console, ("batches of runs", "批运行")))

        def progress(stage: str) -> Callable[[int, int, int], None]:
            return lambda done, total, failed: update(stage, done, total, failed)

        measure = ByBatches(
            prepared.job, prepared.job.scenario, asked, found.worlds, place, options.workers, progress, options.cluster
        )
        try:
            answer = stages.search(asked, measure)
        except NoMember:
            (seed, member), (_, why) = next(iter(measure.failed.items()))
            console.note(
                f"no member of a stage finished under all plans, so that plans cannot be compared; the first that failed, seed {seed}, member {member}: {why}",
                f"某一阶段没有样本在所有方案下完成，无法比较方案；首个失败的是种子 {seed} 的样本 {member}：{why}",
            )
            return FAILED
    result = shown(found, answer, measure, _identity(found, prepared, measure), _period(prepared))
    folder = options.out / found.name
    written = _write(found, result, answer.plans, folder)
    _show(result, written, console)
    return DONE


def _with_options(found: Search, options: SearchOptions) -> Search:
    base = with_options(found.base, None, options.seed, options.scale)
    sizes = found.asked.sizes if options.runs is None else Sizes.for_runs(options.runs, found.asked.tails)
    return found._replace(base=base, asked=replace(found.asked, sizes=sizes, seed=base.ensemble.seed))


def _identity(found: Search, prepared: Prepared, measure: ByBatches) -> str:
    """Fingerprint of all that the answer depends on."""
    asked = found.asked
    options = [(option.key, option.plan) for option in asked.space.options]
    wants = [(want.variables, want.of, want.amount, want.weight) for want in asked.wants]
    reach = None if asked.reach is None else (asked.reach.want.variables, asked.reach.amount, asked.reach.share)
    rest = (
        asked.budget,
        asked.deciders,
        asked.risks,
        asked.sizes,
        asked.seed,
        dict(found.worlds),
        sorted(measure.failed),
    )
    return fingerprints.fingerprint(prepared.job.inputs, options, wants, reach, rest)


def _period(prepared: Prepared) -> Text:
    from outputs.results.reader_names import period

    shown = prepared.scenario.period  # without what comes before it, where there is a history
    months = (np.datetime64(shown.start, "M") + np.arange(shown.months)).astype("datetime64[ns]")
    return Text(period(months, "en"), period(months, "zh"))


def _write(found: Search, result: SearchResult, plans: np.ndarray, folder: Path) -> list[Path]:
    """Write tables, plans, figures and the report in both languages; return what a reader opens first."""
    from outputs.figures.figure_files import save_forms
    from outputs.search import search_figures, search_file
    from outputs.search.search_tables import tables

    (folder / "plans").mkdir(parents=True, exist_ok=True)
    (folder / "figures").mkdir(exist_ok=True)
    for old in (folder / "plans").glob("*.yaml"):
        old.unlink()
    for name, text in tables(result).items():
        write_text(folder / name, text)
    for shown_plan, plan in zip(result.plans, plans, strict=True):
        write_text(folder / "plans" / f"{shown_plan.name}.yaml", _plan_text(found, result, shown_plan.name, plan))
    pages = []
    write_text(folder / search_file.FILE, search_file.text(result))
    for lang in LANGUAGES:
        for name, draw in (("front", search_figures.front), ("measures", search_figures.measures)):
            save_forms(draw(result, lang), folder / "figures", name, search_figures.footer(result, lang), lang)
        pages.append(folder / f"search.{lang}.html")
        write_text(pages[-1], search_file.report(result, lang))
    return [*pages, folder / "plans", folder / "front.csv"]


def _plan_text(found: Search, result: SearchResult, name: str, plan: np.ndarray) -> str:
    from outputs.search.search_numbers import named_plan

    title = Text(f"{found.title.en}: {name}", f"{found.title.zh}：{named_plan(name, 'zh')}")
    notes = Text(
        f"Found by the search {found.name} (fingerprint {result.fingerprint[:12]}).",
        f"由方案寻优 {found.name} 得到（指纹 {result.fingerprint[:12]}）。",
    )
    return text_of(scenario_of(found, plan, plan_name(found.name, name), title, notes))


def _show(result: SearchResult, written: Sequence[Path], console: Console) -> None:
    from outputs.search import search_words as words

    lang = console.lang
    sentences = [
        *words.answer(result, lang),
        words.together(result, lang),
        *words.more_money(result, lang),
        *words.rights(result, lang),
        *words.reaching(result, lang),
        *words.boxes(result, lang),
        *words.finding_out(result, lang),
        *words.trust(result, lang),
        *words.failed(result, lang),
    ]
    console.tell(sentences, written)
