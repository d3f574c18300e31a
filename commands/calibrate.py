"""``calibrate``: fit to history, check the fit on cities with known truth, tell what the answer rests on."""

import numpy as np

from commands.calibrate_backtests import check_libraries, run_backtests
from commands.calibrate_options import PARTS, CalibrateOptions
from commands.console import DONE, Console
from commands.options_check import check_workers
from commands.progress import stages_done
from common.errors import UserError
from scenarios.running.workers import number

BUDGETS = ("full", "small")
STAGES = {
    "luck": ("luck of history", "历史随机性"),
    "prior": ("candidates of the prior", "先验候选点"),
    "near": ("candidates near the posterior", "后验附近候选点"),
    "check": ("checks by real runs", "实际运行检验"),
    "cities": ("synthetic cities", "合成城市"),
    "fits": ("fits of synthetic cities", "合成城市拟合"),
}
RUNS = ("runs", "次运行")


def calibrate(options: CalibrateOptions, console: Console) -> int:
    """Run the parts asked for, in order; each goes on from what was finished, and writes its tables and figures.

    Raises:
        UserError: a part or budget that does not exist, or a library of the calibration group that is missing.
    """
    _check(options)
    options = options._replace(workers=number(options.workers))
    options.out.mkdir(parents=True, exist_ok=True)
    if "fit" in options.parts or "coverage" in options.parts:
        _fit(options, console)
    if "backtests" in options.parts:
        run_backtests(options.out, options.budget == "full", options.workers, options.adopt, console)
    if "sensitivity" in options.parts:
        from commands.calibrate_sensitivity import sensitivity

        sensitivity(options, console)
    console.result(f"Files: {options.out}", f"文件：{options.out}")
    return DONE


def _check(options: CalibrateOptions) -> None:
    check_workers(options.workers)
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown or not options.parts:
        words = ", ".join(unknown) or "-"
        raise UserError(f"--only {words}: {', '.join(PARTS)}", f"--only {words}：可选 {'、'.join(PARTS)}")
    if options.budget not in BUDGETS:
        raise UserError(f"--budget {options.budget}: full or small", f"--budget {options.budget}：可选 full 或 small")
    if options.adopt and (options.budget != "full" or not {"fit", "backtests", "sensitivity"} & set(options.parts)):
        raise UserError(
            "--adopt ships the fit, from which every later run draws, or the tables of backtests or sensitivity: only with --budget full and one of these parts",
            "--adopt 会使此后所有运行改用新的拟合结果，或更新随项目提供的回测、敏感性结果：只能用于 --budget full 且包含 fit、backtests 或 sensitivity 步骤",
        )
    if "backtests" in options.parts:
        check_libraries()


def _fit(options: CalibrateOptions, console: Console) -> None:
    from calibration import report
    from calibration.coverage import coverage
    from calibration.fit import SMALL, Budget, fit

    budget = Budget() if options.budget == "full" else SMALL
    with stages_done(STAGES, console, RUNS) as progress:
        found = fit(options.out / "runs", budget, options.workers, progress)
        cities = (
            coverage(options.out / "runs", budget.cities, budget, options.workers, progress)
            if "coverage" in options.parts
            else None
        )
    tables = {
        "fit_targets": report.target_rows(found),
        "fit_parameters": report.parameter_rows(found, cities),
        "fit_checks": report.check_rows(found),
        "fit_drawn": report.drawn_rows(found),
    }
    if cities is not None:
        tables["coverage"] = report.coverage_rows(cities)
    for name, rows in tables.items():
        report.write_rows(options.out / f"{name}.csv", rows)
    report.write_posterior(found, options.out / "posterior.csv")
    if options.adopt:
        report.adopt(found, tables)
    targets, parameters = tables["fit_targets"], tables["fit_parameters"]
    _draw_fit(options, targets, parameters, np.quantile(found.scores, (0.1, 0.5, 0.9), axis=0), console)
    _say_fit(targets, parameters, cities, console)
    _say_checks(tables["fit_checks"], parameters, tables["fit_drawn"], console)


def _draw_fit(options: CalibrateOptions, targets, parameters, scores: np.ndarray, console: Console) -> None:
    from outputs.figures.figure_files import save_as
    from outputs.figures.fit import fitted_parameters, fitted_targets, footer
    from scenarios.running.fingerprints import version

    note = console.pick("History 2013-2022", "2013-2022年历史")
    source = footer(console.lang, version(), note)
    drawn = {
        "fit_targets": fitted_targets(targets, console.lang, version(), note),
        "fit_parameters": fitted_parameters(parameters, scores, console.lang, version(), note),
    }
    for name, figure in drawn.items():
        save_as(figure, options.out / name, source, console.lang, ("png", "svg"))


def _say_fit(targets, parameters, cities, console: Console) -> None:
    from calibration.report import LEARNT

    targets = [row for row in targets if row["use"] == "fit"]
    far = [row for row in targets if abs(row["distance"]) > 2]
    learnt = sorted((row for row in parameters if row["learnt"] >= LEARNT), key=lambda row: -row["learnt"])
    console.result(
        f"{len(targets) - len(far)} of {len(targets)} targets are met within two standard deviations.",
        f"{len(targets)}个目标中有{len(targets) - len(far)}个落在两个标准差以内。",
    )
    for row in far:
        console.result(
            f"  missed: {row['en']}: counted {row['counted']:,.4g}, fitted {row['posterior_median']:,.4g} {row['unit']}",
            f"  未达：{row['zh']}：统计值 {row['counted']:,.4g}，拟合值 {row['posterior_median']:,.4g} {row['unit']}",
        )
    console.result(
        f"The data taught something of {len(learnt)} of {len(parameters)} calibrated numbers; of the others nearly nothing.",
        f"{len(parameters)}个校准参数中，数据对{len(learnt)}个提供了信息；其余几乎没有。",
    )
    for row in learnt:
        band = f"{row['posterior_median']:.3g} ({row['posterior_low']:.3g} – {row['posterior_high']:.3g})"
        console.result(
            f"  {row['name']}: {band}, {row['learnt']:.0%} of the prior's variance taken away",
            f"  {row['name']}（{row['zh']}）：{band}，先验方差消除{row['learnt']:.0%}",
        )
    if cities is not None:
        share, chance = cities.held_all(0.8)
        console.result(
            f"On {len(cities.ranks)} synthetic cities 80 % intervals held the truth {share:.0%} of the time (p = {chance:.2f}).",
            f"在{len(cities.ranks)}个合成城市上，80%区间包含真值的比例为{share:.0%}（p = {chance:.2f}）。",
        )


def _say_checks(checks, parameters, drawn, console: Console) -> None:
    """Say what the model could not have made, what drives the numbers, and which drawn ones move a target too."""
    console.result(
        "Chance that the model makes figures as far off as those counted (prior, posterior):",
        "模型产生与统计值同样偏离的数字的概率（先验、后验）：",
    )
    for row in checks:
        told = f"{row['prior']:.2f}, {row['posterior']:.2f}"
        console.result(f"  {row['en']} ({row['targets']}): {told}", f"  {row['zh']}（{row['targets']}个）：{told}")
    count = {word: sum(row["driven_by"] == word for row in parameters) for word in ("data", "both", "prior")}
    console.result(
        f"Power-scaling: the data drive {count['data']} numbers, data and prior together {count['both']}, the prior alone {count['prior']}.",
        f"幂缩放：{count['data']}个参数由数据决定，{count['both']}个由数据与先验共同决定，{count['prior']}个仅由先验决定。",
    )
    if drawn:
        said = ", ".join(f"{row['name']} ({row['correlation']:+.2f})" for row in drawn)
        console.result(
            f"Drawn and not fitted, yet moving a target beyond chance (correlation): {said}.",
            f"只抽取、未拟合，但对某个目标的影响超出偶然的参数（相关系数）：{said}。",
        )


def parts_of(words: str | None) -> tuple[str, ...]:
    """Return the parts named in ``--only``, comma-separated; None asks for all."""
    return PARTS if words is None else tuple(word.strip() for word in words.split(",") if word.strip())
