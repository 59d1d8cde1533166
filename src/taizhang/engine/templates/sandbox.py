"""The machine that fills Word documents, held in a grammar of its own.

The library that fills them takes whatever Jinja takes. A template is a stranger's file: here
nothing but fields, one walk through one list, and conditions is compiled at all; no calls, no
arithmetic, no filters, no attributes but the fields of an entry. What comes out is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from taizhang.engine.templates.marks import ROW, ROWS
from taizhang.engine.templates.refusals import PaperTooLarge

MOST_CHARACTERS: Final = 40_000_000
"""Of one part of the filled document, as XML."""
_ALLOWED: Final = frozenset(
    (
        *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const),
        *(nodes.For, nodes.If, nodes.Getattr),
        *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    )
)
_OF_LOOP: Final = frozenset(("index", "first", "last"))


class Row:
    """An entry of the list: its fields by key, and nothing else."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    def field(self, key: str) -> str:
        """What it says; nothing for a field that it has not."""
        return self._fields.get(key, "")


class Grammar(SandboxedEnvironment):
    """Compiles fields, one list, conditions; refuses everything else before it is compiled."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, cache_size=0)
        self.filters.clear()
        self.tests.clear()
        self.globals.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _check(tree, in_list=False)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401  # as the library has it
        """The fields of an entry, and where a walk through the list is."""
        if isinstance(obj, Row):
            return obj.field(attribute)
        if isinstance(obj, LoopContext) and attribute in _OF_LOOP:
            return getattr(obj, attribute)
        raise SecurityError(attribute)

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """Everything that was written, as long as it stays within bounds."""
        found, size = [], 0
        for piece in pieces:
            size += len(piece)
            if size > MOST_CHARACTERS:
                raise PaperTooLarge(megabytes=MOST_CHARACTERS // 1_000_000)
            found.append(piece)
        return "".join(found)


def _check(node: nodes.Node, *, in_list: bool) -> None:
    """Refuse what is no part of the grammar, by name."""
    kind = type(node)
    if kind not in _ALLOWED:
        raise SecurityError(kind.__name__)
    if isinstance(node, nodes.Name) and (node.name == "self" or node.name.startswith("_")):
        raise SecurityError(node.name)
    if isinstance(node, nodes.Getattr) and not _is_owned(node):
        raise SecurityError(node.attr)
    if isinstance(node, nodes.For):
        is_ours = (
            isinstance(node.target, nodes.Name)
            and node.target.name == ROW
            and isinstance(node.iter, nodes.Name)
            and node.iter.name == ROWS
        )
        if in_list or not is_ours or node.recursive or node.test is not None or node.else_:
            raise SecurityError(kind.__name__)
        in_list = True
    for child in node.iter_child_nodes():
        _check(child, in_list=in_list)


def _is_owned(node: nodes.Getattr) -> bool:
    owner = node.node
    return isinstance(owner, nodes.Name) and owner.name in {ROW, "loop"}
