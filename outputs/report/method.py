"""The last parts of a report: limits, method, parameters used and where the numbers come from."""

from outputs.documents.document import Block, Bullets, Cell, Paragraph, Section, Table, Verbatim, clean
from outputs.report.evidence import BASIS, Known, idle_tasks, known_tasks, tasks_at_work
from outputs.report.glossary import glossary
from outputs.report.made_again import made_again
from outputs.report.measures import readers
from outputs.report.monthly import figure_tables, monthly_tables
from outputs.report.outcomes import yearly_tables
from outputs.report.published import SIZE, effect_text, published
from outputs.report.run import Run
from outputs.results.numbers import MISSING, number, percent

_IDLE = {
    "not_modelled": ("not modelled, cost only", "未建模，仅计成本"),
    "set_itself": ("its measure is set by the scenario itself", "对应举措已由情景自身设定"),
    "too_late": ("takes effect after the period", "期末尚未见效"),
    "not_done": ("strength 0", "力度为0"),
}
"""What is said of a task that changed nothing, by the reason in the provenance."""


def limits(run: Run) -> Section:
    """What the numbers do not say."""
    dataset = run.dataset
    items = [
        *_assumed(run),
        run.pick(
            "The results are conditional projections, not forecasts: they hold for the world cases named in this report.",
            "结果是有条件的推演而非预测，只在本报告所列外部环境设定下成立。",
        ),
        run.pick(
            "Intervals cover uncertain parameters, paths of the world and luck; they do not cover what the model leaves "
            "out, so the true uncertainty is wider.",
            "区间反映参数、外部路径与随机性的不确定，不包括模型未纳入的因素，真实的不确定性更大。",
        ),
        run.pick(
            "FDI is counted by immediate origin: capital that passes through Hong Kong is counted as Hong Kong's. A few "
            "large projects make a single year's sum uncertain.",
            "外资按直接投资来源地统计，经香港中转的资本计入香港；少数大项目使单年金额波动较大。",
        ),
        run.pick(
            "A visitor who sleeps in two cities is counted in both; what visitors spend is not part of services trade.",
            "在两个城市过夜的游客在两地各计一次；游客消费不计入服务贸易。",
        ),
        run.pick(
            "Costs are those of the public purse that the scenario causes directly; taxes that come back are not set "
            "against them.",
            "成本为情景直接引起的财政支出，未抵减由此增加的税收。",
        ),
    ]
    scale = dataset.attrs.get("scale")
    if isinstance(scale, (int, float)) and 0 < float(scale) < 1:
        share = percent(float(scale), lang=run.lang)
        items.append(
            run.pick(
                f"Travellers were simulated as a sample of {share} and weighted up; firms and talent are one to one. "
                "Small origins carry sampling noise.",
                f"旅客按{share.replace(' ', '')}的样本模拟并加权还原，企业与人才为一比一；小客源地含有抽样误差。",
            )
        )
    failed = run.provenance.get("failed_members") or ()
    if failed:
        items.append(
            run.pick(f"{len(failed)} members failed and are left out.", f"有{len(failed)}个样本运行失败，未计入结果。")
        )
    return Section("limits", run.pick("Limits", "局限"), (Bullets(tuple(items)),))


def _assumed(run: Run) -> list[str]:
    """The main caveat: how strongly tasks act is assumed, and which published effects the model misses."""
    items = []
    if tasks_at_work(run):
        items.append(
            run.pick(
                "How strongly the tasks act is assumed: no task's effect has been measured in Nanjing, their unit costs are assumptions "
                "too. Members draw amounts around what was assumed; an error of the assumptions themselves is in no member, and the true "
                "uncertainty is wider than the intervals by that.",
                "任务的作用强度为设定值：没有任何一项任务的效果在南京实测过，单位成本同样是设定。各样本只围绕设定值抽取，"
                "设定值本身的偏差未计入区间，真实的不确定性更大。",
            )
        )
    sizes = [one for one in run.published if one.asks == SIZE]
    if missed := [one for one in sizes if one.verdict == "fail"]:
        names = run.pick("; ", "；").join(effect_text(one.row, "title", run.lang) for one in missed)
        items.append(
            run.pick(
                f"Of {len(sizes)} published sizes of effects the model misses {len(missed)}: {names}.",
                f"{len(sizes)}项已发表的效果大小中，模型有{len(missed)}项不符：{names}。",
            )
        )
    return items


def method(run: Run) -> Section:
    """How the numbers were made."""
    texts = (
        run.pick(
            "The model is agent-based. Potential travellers, foreign investors, firms and international talent decide "
            "month by month among Nanjing, rival cities and staying away; airlines open and end routes; land and rents "
            "follow. Levers change the terms on which they decide (flights, visas, shops, land, access to markets); no "
            "effect is written in, effects come out of the decisions.",
            "本模型为基于主体的模拟模型。潜在旅客、境外投资者、企业和国际人才逐月在南京、竞争城市与不来之间作出选择，"
            "航空公司增减航线，用地与租金随之变化。政策工具只改变各方决策的条件（航班、签证、免税店、用地、市场准入），"
            "不直接设定效果，效果由各方决策产生。",
        ),
        run.pick(
            "Each member of the ensemble draws a set of uncertain parameters, a path of the world and its luck, and runs "
            "scenario and counterfactual on them. The effect is the difference member by member; its mean and the "
            "quantiles of 10 % and 90 % over members are reported, rounded to two digits of the interval's half-width. "
            "Quantiles stand at q(M + 1) of M members, so that an 80 % interval holds one more draw four times in five; with "
            "fewer than nine members the smallest and the largest are given instead. “.uv/bin/uv run run.py validate” uses the same "
            "rule.",
            "每个模拟样本抽取一组不确定参数、一条外部路径和一份随机数，并据此分别运行情景与对照情景。"
            "效果为逐个样本之差；报告给出其均值及10%、90%分位数，并按区间半宽的两位有效数字取整。"
            "分位数取位于 q(M+1) 处的值，使80%区间以五分之四的概率包含新的一次抽样；样本少于9个时改为给出最小值与最大值。"
            "“.uv/bin/uv run run.py validate”采用同一规则。",
        ),
        run.pick(
            "Effects are tested against published estimates, and projections from 2022 against what was observed: "
            "“.uv/bin/uv run run.py validate” makes that comparison. The model is described in model/ODD.md.",
            "模型效果与已发表的估计相互检验，并以2022年为起点的推演与实际数据比较：运行“.uv/bin/uv run run.py validate”可得。"
            "模型说明见 model/ODD.md。",
        ),
    )
    return Section("method", run.pick("Method", "方法"), tuple(Paragraph(text) for text in texts))


def annexes(run: Run) -> Section:
    """Tables by year and month, published effects, tasks, parameters, words, the scenario as it was run, and provenance."""
    tables = (
        ("years", ("Tables by year", "分年度表"), tuple(yearly_tables(run))),
        ("months", ("Tables by month", "分月表"), tuple(monthly_tables(run))),
        ("figure-numbers", ("Numbers behind figures", "图中数据"), tuple(figure_tables(run))),
    )
    parts = [Section(anchor, run.pick(*title), blocks) for anchor, title, blocks in tables]
    parts.append(published(run))
    if (tasks := _tasks(run)) is not None:
        parts.append(Section("tasks", run.pick("Pilot tasks in force", "实施的试点任务"), (tasks,)))
    parts.append(Section("parameters", run.pick("Parameters used", "所用参数"), tuple(_parameters(run))))
    parts.append(glossary(run))
    parts.append(
        Section("provenance", run.pick("Data and run", "数据与运行信息"), (provenance_table(run), *made_again(run)))
    )
    if run.yaml:
        named = run.pick("The scenario as it was run", "情景文件全文")
        where = run.pick(
            "The whole file is in the web page of this report, and beside the results as scenario.yaml.",
            "全文见本报告网页版，以及结果目录中的 scenario.yaml。",
        )
        parts.append(Section("scenario", named, (Paragraph(where, "note"), Verbatim("scenario.yaml", run.yaml))))
    return Section("annexes", run.pick("Annexes", "附录"), (), tuple(parts))


def _parameters(run: Run) -> list[Block]:
    overrides = run.table("parameters")
    known = clean((run.provenance.get("hashes") or {}).get("parameters", ""), 16)
    version = clean(run.dataset.attrs.get("version", ""), 40)
    text = run.pick(
        f"The run used the parameter tables of model version {version}"
        f"{f' (hash {known})' if known else ''}. “.uv/bin/uv run run.py list parameters” lists every parameter with unit, default "
        "and range; “.uv/bin/uv run run.py explain NAME” tells its source.",
        f"本次运行使用模型{version}版的参数表{f'（哈希 {known}）' if known else ''}。"
        "“.uv/bin/uv run run.py list parameters”列出全部参数的单位、默认值与范围；“.uv/bin/uv run run.py explain 名称”说明其来源。",
    )
    if overrides:
        count = len(overrides)
        text += run.pick(
            f" The scenario overrides {count} of them, listed under the assumptions.",
            f"情景改动了其中{count}个，见“设定与假设”。",
        )
    return [Paragraph(text)]


def _tasks(run: Run) -> Table | None:
    """Every task that is at work in the scenario at the end: strength, cost, how well its effect is known, whether it has one."""
    tasks, known, idle = tasks_at_work(run), known_tasks(run.provenance), idle_tasks(run.provenance)
    if not tasks:
        return None
    of = readers(run, "task_cost")
    rows = tuple(
        (
            Cell(clean(task, 20)),
            Cell(run.name_of("task", task)),
            Cell(percent(strength, lang=run.lang), strength),
            Cell(number(of.factor * cost, 2), cost),
            Cell(known[task].grade if task in known else MISSING),
            Cell(_acts(run, task, known, idle)),
        )
        for task, (strength, cost) in tasks.items()
    )
    header = run.pick(
        f"No.|Task|Strength at the end|Cost, {of.name}|Grade|How it acts in the model",
        f"编号|任务|期末力度|成本（{of.name}）|证据等级|在模型中的作用",
    ).split("|")
    caption = run.pick(
        "Pilot tasks in force at the end of the period, cost summed over the period",
        "期末实施中的试点任务（成本为全期合计）",
    )
    return Table(caption, tuple(header), rows, words=frozenset({1, 4, 5}), long=True)


def _acts(run: Run, task: str, known: dict[str, Known], idle: dict[str, str]) -> str:
    """How a task acts; a plain word where it changed nothing in this run though it costs."""
    if task in idle:
        return run.pick(*_IDLE.get(idle[task], ("changed nothing, cost only", "未改变结果，仅计成本")))
    return run.pick(*BASIS[known[task].basis]) if task in known else MISSING


def provenance_table(run: Run, before: str = "") -> Table:
    """Where the numbers come from; ``before`` opens the caption."""
    dataset, record = run.dataset, run.provenance
    command, libraries = record.get("command"), record.get("libraries")
    told = {
        run.pick("Run", "运行名称"): run.name,
        run.pick("Scenario", "情景"): dataset.attrs.get("scenario", ""),
        run.pick("Model version", "模型版本"): dataset.attrs.get("version", ""),
        run.pick("Commit", "代码提交"): record.get("commit"),
        run.pick("Fingerprint", "指纹"): dataset.attrs.get("fingerprint", ""),
        run.pick("Seed", "随机种子"): dataset.attrs.get("seed"),
        run.pick("Members", "模拟样本数"): run.members,
        run.pick("Share of travellers simulated", "旅客模拟比例"): dataset.attrs.get("scale"),
        run.pick("Command", "命令"): " ".join(map(str, command)) if isinstance(command, list) else None,
        run.pick("Simulated", "模拟时间"): record.get("finished"),
        run.pick("Python and machine", "Python 与机型"): f"{record.get('python')}, {record.get('machine')}"
        if record.get("python")
        else None,
        run.pick("Libraries", "程序库"): ", ".join(f"{key} {value}" for key, value in libraries.items())
        if isinstance(libraries, dict)
        else None,
    }
    rows = tuple((Cell(key), Cell(clean(value, 1000))) for key, value in told.items() if value not in (None, ""))
    header = (run.pick("What", "项目"), run.pick("Value", "内容"))
    return Table(before + run.pick("Data and run", "数据与运行信息"), header, rows, words=frozenset({1}))
