"""`taizhang extract FILE --explain`: what each finding stands on, in plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from taizhang.cli.speech import say
from taizhang.engine.extract import Extraction
from taizhang.engine.text.span import Span


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


def explanation(found: Extraction) -> Iterable[str]:
    """For every entry, activity, person and organisation the rule, its words and its place."""
    yield say(_("Entries"))
    for entry in found.entries:
        yield f"{entry.id}  {say(entry.ledger.label)}  {entry.confidence:.2f}  {entry.text}"
        yield _because(entry.reasons, (entry.span,))
        if entry.category is not None and entry.category_words:
            words = "、".join(entry.category_words)
            yield "    " + say(
                _("category {category} by {words}"), category=say(entry.category.label), words=words
            )
    for title, some in (
        (_("Activities"), [(a.id, a.title, a.reasons, (a.span,)) for a in found.activities]),
        (_("People"), [(p.id, p.name, p.reasons, p.mentions) for p in found.people]),
        (_("Organisations"), [(o.id, o.name, o.reasons, o.mentions) for o in found.organisations]),
    ):
        if some:
            yield from ("", say(title))
        for name, text, reasons, spans in some:
            yield f"{name}  {text}"
            yield _because(reasons, spans)


def _because(reasons: Sequence[str], spans: Sequence[Span]) -> str:
    """The rule first: it is a message; the words behind it are the document's own."""
    rule, *words = reasons
    said = f"{say(rule)}: {' · '.join(words)}" if words else say(rule)
    places = " ".join(f"[{span.start}, {span.end})" for span in spans[:3])
    return f"    {said}  {places}{' …' if len(spans) > 3 else ''}"  # noqa: PLR2004 - the first tell enough
