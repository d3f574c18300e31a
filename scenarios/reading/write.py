"""A scenario as text again: whole, canonical, and read back as the same scenario."""

import io

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.representer import SafeRepresenter

from scenarios.reading.schema import Scenario


class _Representer(SafeRepresenter):
    """Text of several lines as it stands, what begins with a digit (task ids, dates) in quotes, short things in a line."""

    def represent_str(self, data: str) -> ScalarNode:
        style = "|" if "\n" in data else "'" if data[:1].isdigit() else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def represent_list(self, data: list) -> SequenceNode:
        node = super().represent_list(data)
        _put_in_a_line(node, node.value)
        return node

    def represent_dict(self, data: dict) -> MappingNode:
        node = super().represent_dict(data)
        _put_in_a_line(node, [value for _, value in node.value])
        return node


def _put_in_a_line(node: CollectionNode, items: list[Node]) -> None:
    """Write a list or table in one line where it holds nothing but short values."""
    node.flow_style = all(isinstance(item, ScalarNode) and item.style != "|" for item in items)


for _kind, _represent in ((str, "represent_str"), (list, "represent_list"), (dict, "represent_dict")):
    _Representer.add_representer(_kind, getattr(_Representer, _represent))


def resolved_yaml(scenario: Scenario) -> str:
    """Return the scenario with all inherited values, defaults and the counterfactual's levers written out."""
    return as_yaml(_plain(scenario.model_dump(by_alias=True, exclude_none=True)))


def as_yaml(scenario: object) -> str:
    """Return a scenario as plain data as the text of a file, in the order of the data."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.sort_base_mapping_type_on_output = False  # declared as None
    yaml.allow_unicode = True
    yaml.width = 10_000  # one line for one action, whatever its length
    text = io.StringIO()
    yaml.dump(scenario, text)
    return text.getvalue()


def _plain(value: object) -> object:
    """Lists for tuples, whole numbers without a decimal point, nothing empty: equal scenarios give equal text."""
    if isinstance(value, dict):
        kept = {key: _plain(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in ({}, [])}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
