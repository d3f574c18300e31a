"""The door: ask for a simulation, look things up. ``.uv/bin/uv run run.py --help`` lists the commands."""

import os
import signal

from common.interrupts import end_at_once

if __name__ == "__main__":  # Ctrl-C before the first command is known: nothing has begun, nobody need read a traceback
    signal.signal(signal.SIGINT, end_at_once)

    from commands.own_python import insist

    insist()

import sys
from pathlib import Path
from typing import Annotated

for _library in ("OMP", "OPENBLAS", "MKL"):  # members fill the cores; read when NumPy is first imported
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
os.environ["MPLBACKEND"] = "agg"  # figures are written to files; what a notebook set for itself is not for this process

from common.garbage import look_for_cycles_seldom

look_for_cycles_seldom()  # already while libraries are imported

import typer

from commands import line_evaluate, line_results, line_search
from commands.line_language import InOneLanguage
from commands.line_options import (
    Candidates,
    Cluster,
    Lang,
    Ledger,
    Members,
    Out,
    Posterior,
    Replace,
    Resume,
    Scale,
    Seed,
    Workers,
    folder,
    folder_option,
    option,
)

app = typer.Typer(
    cls=InOneLanguage,
    help="What does opening bring to Nanjing, month by month, compared with not opening?\n\n"
    "南京的各项开放政策，与不实施相比，逐月带来什么？",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Scenario files. 情景文件。", show_default=False)]


def _command() -> tuple[str, ...]:
    """Return the words of the command, for the record beside results."""
    return ("run.py", *sys.argv[1:])


@app.command()
def simulate(
    files: Files,
    members: Members = None,
    seed: Seed = None,
    scale: Scale = None,
    precision: Annotated[
        str | None, option("--precision", "Members until mean effects are known so well. 按精度定样本数。", "X")
    ] = None,
    workers: Workers = None,
    cluster: Cluster = None,
    part: Annotated[
        str | None, option("--part", "Only this part of the members, to gather. 只运行一部分样本。", "K/N")
    ] = None,
    posterior: Posterior = None,
    out: Out = Path("outputs/runs"),
    ledger: Ledger = None,
    observed: Annotated[
        Path | None,
        option("--observed", "Members that agree with these figures. 选取与实际数据相符的样本。", "FILE.csv"),
    ] = None,
    candidates: Candidates = None,
    resume: Resume = False,
    replace: Replace = False,
    lang: Lang = None,
) -> None:
    """Run scenarios against their counterfactuals and keep the results. 运行情景并与对照情景比较。"""
    from commands.console import RESUME, open_console

    with open_console(lang, RESUME) as console:
        from scenarios.running.workers import prepare

        prepare(workers)
        from commands.progress import at_work

        with at_work("simulate", "getting ready", "正在准备", console):  # the imports take longest
            from commands.options import RunOptions
            from commands.precision import share
            from commands.simulate import simulate
            from scenarios.running.member_parts import read_part

        run_options = RunOptions(
            members=members,
            seed=seed,
            scale=scale,
            precision=None if precision is None else share(precision),
            posterior=posterior,
            workers=workers,
            cluster=cluster,
            part=None if part is None else read_part(part),
            ledger=ledger,
            observed=observed,
            candidates=candidates,
            out=out,
            resume=resume,
            replace=replace,
            command=_command(),
        )
        code = simulate(files, run_options, console)
    raise typer.Exit(code)


@app.command()
def gather(
    files: Files,
    members: Members = None,
    seed: Seed = None,
    scale: Scale = None,
    workers: Workers = None,
    posterior: Posterior = None,
    out: Out = Path("outputs/runs"),
    ledger: Ledger = None,
    replace: Replace = False,
    lang: Lang = None,
) -> None:
    """Join the parts of simulate --part into the run, with the options that made them. 把各部分样本合成完整结果。"""
    from commands.console import AGAIN, open_console

    with open_console(lang, AGAIN) as console:
        from commands.gather import gather
        from commands.options import RunOptions

        run_options = RunOptions(
            members=members,
            seed=seed,
            scale=scale,
            posterior=posterior,
            workers=workers,
            ledger=ledger,
            out=out,
            resume=True,
            replace=replace,
            command=_command(),
        )
        code = gather(files, run_options, console)
    raise typer.Exit(code)


@app.command()
def store(
    clear: Annotated[bool, option("--clear", "Remove all that is kept. 全部清除。")] = False, lang: Lang = None
) -> None:
    """Tell how much of earlier runs is kept for the next, and where; clear it. 查看或清除已算结果的缓存。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.store import store

        store(clear, console)


@app.command()
def attribute(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file. 情景文件。", show_default=False)],
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="levers|tables|decider|tasks|fields", help="Who the effect is shared among. 按什么分解。"
        ),
    ] = "levers",
    permutations: Annotated[
        int | None, option("--permutations", "Orders to sample with more than six parts. 抽样的加入顺序数。", "N")
    ] = None,
    members: Members = None,
    seed: Seed = None,
    scale: Scale = None,
    workers: Workers = None,
    out: Out = Path("outputs/runs"),
    ledger: Ledger = None,
    resume: Resume = False,
    replace: Replace = False,
    lang: Lang = None,
) -> None:
    """Tell each lever's part of the effect, in its own unit. 分解各政策工具对效果的贡献。"""
    from commands.console import RESUME, open_console

    with open_console(lang, RESUME) as console:
        from commands.attribute import AttributeOptions, attribute
        from commands.options import RunOptions

        run_options = RunOptions(
            members=members,
            seed=seed,
            scale=scale,
            workers=workers,
            ledger=ledger,
            out=out,
            resume=resume,
            replace=replace,
            command=_command(),
        )
        code = attribute(file, AttributeOptions(by, permutations), run_options, console)
    raise typer.Exit(code)


@app.command()
def compare(
    runs: Annotated[
        list[str],
        typer.Argument(metavar="RUN", help="Runs: paths, or names under --out. 结果的路径或名称。", show_default=False),
    ],
    out: Out = Path("outputs/runs"),
    to: Annotated[
        Path | None,
        folder_option("--to", "Folder for the files, default the first run's. 文件存放处。"),
    ] = None,
    lang: Lang = None,
) -> None:
    """Tell what differs between runs: in the inputs, then in the outcomes. 比较多次运行的输入与结果。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.compare import compare

        compare(runs, out, to, console)


@app.command()
def benchmarks(
    runs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RUN]", help="Runs: paths, or names under --out. 结果的路径或名称。", show_default=False
        ),
    ] = None,
    out: Out = Path("outputs/runs"),
    to: Annotated[
        Path | None,
        folder_option("--to", "Folder for the files, default the first run's. 文件存放处。"),
    ] = None,
    lang: Lang = None,
) -> None:
    """Set Nanjing beside its benchmarks, and tell what runs close of each gap. 与标杆城市对照，并说明各次运行缩小多少差距。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.benchmarks import benchmarks

        benchmarks(runs or [], out, to, console)


@app.command()
def check(files: Files, ledger: Ledger = None, lang: Lang = None) -> None:
    """Tell every problem of every file at once, and how long a run takes. 一次列出全部问题，并估计运行时间。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.check import check

        check(files, console, ledger)


@app.command("list")
def list_(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WHAT",
            help="scenarios, levers, tasks, parameters, variables, channels, origins, world, systems or words. 列什么。",
            show_default=False,
        ),
    ] = None,
    sector: Annotated[str | None, option("--sector", "Tasks that name this sector. 涉及该行业的任务。", "WORD")] = None,
    field: Annotated[str | None, option("--field", "Tasks of this field of the plan. 该领域的任务。", "WORD")] = None,
    table: Annotated[str | None, option("--table", "Tasks of this table, 1-6. 该表的任务。", "N")] = None,
    zone: Annotated[str | None, option("--zone", "Tasks that name this zone. 涉及该片区的任务。", "WORD")] = None,
    channel: Annotated[str | None, option("--channel", "Tasks that act by it. 经由该渠道的任务。", "WORD")] = None,
    lang: Lang = None,
) -> None:
    """List what there is: scenarios, levers, tasks, parameters, variables. 列出情景、政策工具、任务、参数、变量。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.explain import show_list

        asked = {"sector": sector, "field": field, "table": table, "zone": zone, "channel": channel}
        show_list(what, console, {by: word for by, word in asked.items() if word is not None})


@app.command()
def explain(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="E.g. route_rights, 1.16, visitors. 名称。", show_default=False)
    ],
    lang: Lang = None,
) -> None:
    """Say what a lever, task, parameter, variable or scenario is. 用平实的话说明一个名称。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.explain import show_explanation

        show_explanation(name, console)


@app.command()
def report(
    runs: Annotated[
        list[str],
        typer.Argument(metavar="RUN", help="Runs, by path or name. 结果的路径或名称。", show_default=False),
    ],
    form: Annotated[
        list[str] | None,
        option(
            "--format",
            "Web page (default), Word, workbook, one page, slides; several with commas. 网页（默认）、Word 等，可多个。",
            "html|docx|xlsx|brief|pptx",
        ),
    ] = None,
    template: Annotated[
        Path | None, option("--template", "An office's own Word file, for its styles. 本单位 Word 模板。", "FILE.docx")
    ] = None,
    effects: Annotated[
        Path | None, option("--effects", "Measured effects, default those shipped. 效果检验表。", "FILE")
    ] = None,
    observed: Annotated[
        Path | None, option("--observed", "Observations to compare one run with. 用于对照的实际数据。", "FILE.csv")
    ] = None,
    out: Out = Path("outputs/runs"),
    lang: Lang = None,
) -> None:
    """Write a report of a run, or one that compares several. 生成报告；给出多个结果则并列比较。"""
    from commands.console import open_console

    with open_console(lang) as console:
        from commands.report import ReportOptions, report

        report(runs, out, form or (), console, ReportOptions(effects, observed, template))


@app.command()
def explore(
    runs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RUN]",
            help="Up to four runs, or one search or sweep, by path or name; none: the newest run. 至多四个结果，或一个寻优、多方案结果；默认最新。",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        Path | None, option("--to", "The file, default explore.html beside the first run. 页面文件。", "FILE.html")
    ] = None,
    observed: Annotated[
        Path | None, option("--observed", "Observations to show beside the runs. 用于对照的实际数据。", "FILE.csv")
    ] = None,
    serve: Annotated[
        bool,
        option("--serve", "Serve it here with a form that writes and runs scenarios. 在本机打开，可填表写情景并运行。"),
    ] = False,
    scenarios: Annotated[
        Path,
        typer.Option(
            "--scenarios", metavar="DIR", parser=folder, help="With --serve: folder of scenario files. 情景文件夹。"
        ),
    ] = Path("scenarios"),
    workers: Workers = None,
    out: Out = Path("outputs/runs"),
    lang: Lang = None,
) -> None:
    """Write one page, offline and in both languages, to look into runs, a search or a sweep. 生成可离线查看、可切换中英文的探索页面。"""
    from commands.console import open_console

    with open_console(lang) as console:
        if serve:
            from commands.explore_served import serve_runs

            serve_runs(runs or [], out, scenarios, console, observed, workers)
        else:
            from commands.explore import explore

            explore(runs or [], out, console, to, observed)


@app.command()
def validate(
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="[RUN or FILE]",
            help="A run, or a scenario file, default the scenario observed. 结果或情景文件，默认情景 observed。",
            show_default=False,
        ),
    ] = None,
    observed: Annotated[Path | None, option("--observed", "What was observed. 实际数据。", "FILE.csv")] = None,
    alone: Annotated[
        bool, option("--alone", "Score the run only, not its counterpart in the other world. 只为该结果评分。")
    ] = False,
    part: Annotated[
        str | None,
        option(
            "--part", "Without --observed: only this part. 未给实际数据时只做这一部分。", "backtests|routes|effects"
        ),
    ] = None,
    only: Annotated[
        list[str] | None, option("--only", "Published effects to test, by id. 只检验这些已发表效果。", "ID")
    ] = None,
    members: Members = None,
    seed: Seed = None,
    scale: Scale = None,
    workers: Workers = None,
    out: Out = Path("outputs/runs"),
    replace: Replace = False,
    lang: Lang = None,
) -> None:
    """Score a run against observations; without them, the model against the past. 用实际数据或历史检验。"""
    from commands.console import AGAIN, open_console

    with open_console(lang, AGAIN) as console:
        from commands.options import RunOptions
        from commands.validate import ValidateOptions, validate

        run_options = RunOptions(
            members=members,
            seed=seed,
            scale=scale,
            workers=workers,
            out=out,
            resume=True,
            replace=replace,
            command=_command(),
        )
        code = validate(ValidateOptions(target, observed, alone, part, tuple(only or ())), run_options, console)
    raise typer.Exit(code)


@app.command()
def calibrate(
    only: Annotated[
        str | None, option("--only", "fit, coverage, backtests, sensitivity; default all. 只做其中几步。", "PARTS")
    ] = None,
    budget: Annotated[
        str, typer.Option("--budget", metavar="full|small", help="Small: to see how it goes. 运行规模。")
    ] = "full",
    workers: Workers = None,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", parser=folder, help="Folder for runs, tables and figures. 结果文件夹。"),
    ] = Path("outputs/calibration"),
    adopt: Annotated[
        bool, option("--adopt", "Make the fit the one that simulate draws from. 采用为模型的后验分布。")
    ] = False,
    lang: Lang = None,
) -> None:
    """Fit to 2013-2022, test the fit, tell what the answer rests on. 按历史数据校准，检验并分析敏感性。"""
    from commands.console import AGAIN, open_console

    with open_console(lang, AGAIN) as console:
        from commands.calibrate import CalibrateOptions, calibrate, parts_of

        code = calibrate(CalibrateOptions(parts_of(only), budget, workers, out, adopt), console)
    raise typer.Exit(code)


line_evaluate.add(app)
line_results.add(app)
line_search.add(app)

if __name__ == "__main__":
    from commands.streams import prepare_streams

    prepare_streams()  # before a message about options or the help is printed
    app()
