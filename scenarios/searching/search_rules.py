"""The kinds of single values that only a search file holds."""

from typing import Any

from common.other_names import result_meant
from common.problems import nearest, one_of
from scenarios.reading.messages import phrase
from scenarios.reading.rules import Rule, fault


class FlowName(Rule):
    """The name of a result that is counted month by month and adds up."""

    def check(self, value: object) -> object:
        from model.variables import VARIABLES

        flows = [key for key, variable in VARIABLES.items() if variable.kind == "flow"]
        if value not in flows:
            code = "not_a_flow" if value in VARIABLES else "unknown_result"
            raise fault(phrase(code), phrase("result_names"), nearest(value, flows) or result_meant(value, flows))
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "kind": "flow"}


class FieldName(Rule):
    """A field of the plan."""

    def check(self, value: object) -> object:
        from model.levers.catalogue import catalogue

        known = tuple(dict.fromkeys(task.field for task in catalogue().values()))
        if value not in known:
            raise fault(phrase("unknown_word"), one_of(known), nearest(value, known))
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "kind": "field"}
