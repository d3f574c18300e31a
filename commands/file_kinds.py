"""Which kind of file a file is: a scenario, a sweep over its variants, or a search for the best plan."""

from pathlib import Path

from common.problems import Phrase
from common.text import Text


def told_of_other_kind(file: Path) -> Text | None:
    """Return what a sound sweep or search file holds, in a few words; None for any other file.

    Raises:
        InputError: problems in a file that is a sweep or a search; all of them are in the error.
    """
    from scenarios.reading.file_kind import kind_of
    from scenarios.reading.file_names import content
    from scenarios.reading.yaml_text import parse

    data = content(str(file))
    tree = None if isinstance(data, Phrase) else parse(data, str(file))[0]
    kind = None if tree is None else kind_of(tree)
    if kind == "search":
        from scenarios.searching.search_reader import read as read_search

        search = read_search(file)
        measures, options = len(search.asked.space.choices), len(search.asked.space.options)
        return Text(
            f"{search.title.en}, a search among {measures} measures with {options} options",
            f"{search.title.zh}，在{measures}项措施、{options}个选项中寻优",
        )
    if kind == "sweep":
        from scenarios.sweeping.sweep_reader import read as read_sweep

        sweep = read_sweep(file)
        members = sweep.variants[0].scenario.ensemble.members
        return Text(
            f"{sweep.title.en}, a sweep of {len(sweep.variants)} variants, {members} members",
            f"{sweep.title.zh}，{len(sweep.variants)} 个方案，{members} 个模拟样本",
        )
    return None
