"""``calibrate``, the part ``sensitivity``: how much of the interval is luck, the world, numbers; and which numbers."""

from typing import TYPE_CHECKING

from commands.console import Console
from commands.progress import stages_done

if TYPE_CHECKING:
    from commands.calibrate_options import CalibrateOptions

STAGES = {
    "bank": ("bank of members", "样本库"),
    "swaps": ("members with one source swapped", "替换单一来源的样本"),
    "verify": ("numbers moved", "移动单个参数的检验"),
}
RUNS = ("runs", "次运行")


def sensitivity(options: "CalibrateOptions", console: Console) -> None:
    """Run the study, write and maybe adopt its tables, draw its figures, say what stands out."""
    from calibration import sensitivity as part
    from calibration.report import write_rows

    budget = part.Budget() if options.budget == "full" else part.SMALL
    with stages_done(STAGES, console, RUNS) as progress:
        tables = part.study(options.out / "runs", budget, options.workers, progress).tables
    for name, rows in tables.items():
        write_rows(options.out / f"{name}.csv", rows)
        if options.adopt:
            write_rows(part.FOLDER / f"{name}.csv", rows)
    _draw(options, tables, console)
    _say(tables, console)


def outcome_names(console: Console) -> dict[str, str]:
    """Return the outcomes' names in the reader's language, by key."""
    from calibration.headline_effects import OUTCOMES
    from model.variables import VARIABLES
    from outputs.results.outcomes import HEADLINES

    named = {outcome.variables: outcome.name(console.lang) for outcome in HEADLINES}
    return {
        key: named.get(parts) or console.pick(VARIABLES[parts[0]].en, VARIABLES[parts[0]].zh)
        for key, parts in OUTCOMES.items()
    }


def _draw(options: "CalibrateOptions", tables, console: Console) -> None:
    from calibration.sensitivity import SCENARIO
    from outputs.figures import sensitivity as figures
    from outputs.figures.figure_files import save_as
    from outputs.figures.fit import footer
    from scenarios.running.fingerprints import version

    outcomes = outcome_names(console)
    note = console.pick(f"Scenario {SCENARIO}, effects over three years", f"情景 {SCENARIO}，三年效果")
    source = footer(console.lang, version(), note)
    for name in figures.FIGURES:
        figure = getattr(figures, name)(tables[name], outcomes, console.lang, version(), note)
        save_as(figure, options.out / name, source, console.lang, ("png", "svg"))


def _say(tables, console: Console) -> None:
    names = outcome_names(console)
    console.result(
        "Share of the spread over members that goes when a source is fixed (by rank, ± standard error; alone and with all interplay):",
        "各来源在样本间差异中所占的比重（按秩次，± 标准误；含与其他来源的交互）：",
    )
    for outcome, name in names.items():
        rows = [row for row in tables["interval_shares"] if (row["outcome"], row["measure"]) == (outcome, "rank")]
        told = [f"{row[console.lang]} {row['total']:.0%} ± {row['total_error']:.0%}" for row in rows]
        console.result(f"  {name}: {', '.join(told)}", f"  {name}：{'，'.join(told)}")
    beyond = [row for row in tables["standing_out"] if row["beyond_chance"]]
    console.result(
        f"Numbers beyond chance: {len({row['name'] for row in beyond})}. What real runs say of those moved across their 80 % range:",
        f"影响超出偶然的参数：{len({row['name'] for row in beyond})} 个。在 80% 区间两端实际运行的结果：",
    )
    for row in tables["standing_out"]:
        if row["beyond_chance"] or row["verified"]:
            moved = f"{row['at_low']:+.2f} % → {row['at_high']:+.2f} % (± {row['error']:.2f})"
            console.result(
                f"  {names[row['outcome']]}: {row['name']} {moved}",
                f"  {names[row['outcome']]}：{row['name']}（{row['zh']}）{moved.replace(' %', '%')}",
            )
