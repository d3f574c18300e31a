"""The sweep file as frozen pydantic models; what its variants change is judged as part of the scenario that they make."""

from typing import Annotated, Any

from pydantic import Field

from scenarios.reading.rules import FileName, Name, Range
from scenarios.reading.schema_parts import InBothLanguages, Part, Prose
from scenarios.sweeping.path_rule import CsvName, KeyPath

Anything = Annotated[Any, Field()]
"""A value or a table of a scenario file."""


class SweepFile(Part):
    """A sweep: variants of one scenario that differ in some of its keys.
    多方案比较：同一情景在若干键上取不同值的一组方案。"""

    name: Annotated[str, Name()]
    """Names the folder of the results: small letters, digits and hyphens.
    结果文件夹的名称：小写字母、数字和连字符。"""
    title: InBothLanguages
    """Title in both languages.
    中英文标题。"""
    question: Prose | None = None
    """The question it answers: one text, or one in each language.
    要回答的问题：一段文字，或中英文各一段。"""
    base: Annotated[str, FileName()]
    """The scenario that is varied: a file of this folder or of the one above.
    被改动的情景：同目录或上级目录中的文件。"""
    members: Annotated[int, Range(1, 10_000, "count", whole=True)] | None = None
    """Members of each variant; left out: as many as the base says.
    每个方案的样本数；不填则与所依据的情景相同。"""
    variants: Annotated[dict[Annotated[str, Name()], Anything], Field(min_length=1)] | None = None
    """Variants by name, each a table of keys of a scenario file, laid over the base: tables merge, lists are replaced, null removes.
    按名称列出的方案，各为情景文件的一部分，叠加在所依据的情景之上：表合并，列表替换，null 删除。"""
    grid: Annotated[dict[Annotated[str, KeyPath()], Annotated[tuple[Anything, ...], Field(min_length=1)]], Field(min_length=1)] | None = None  # fmt: skip
    """Keys and the values that each takes, every combination a variant: levers.duty_free.shops[0].area_m2: [2000, 4000].
    各键及其取值，所有组合各为一个方案：levers.duty_free.shops[0].area_m2: [2000, 4000]。"""
    table: Annotated[str, CsvName()] | None = None
    """A design table of the same folder (CSV): a row a variant, a column a key as in grid; the column name, where there is one, names it.
    同目录下的设计表（CSV）：每行一个方案，每列一个键（写法同 grid）；可用 name 列给方案命名。"""
