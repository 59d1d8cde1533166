"""`taizhang extract FILE --explain`: what each finding stands on, in plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from taizhang.cli.speech import say
from taizhang.engine.extract import Extraction
from taizhang.engine.extract.result import Found, FoundActivity
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
    names = {each.id: each.name for each in found.organisations}
    people = [(each, [(unit, each.mentions[0]) for unit in each.units]) for each in found.people]
    bodies = [(each, [(of.whole, of.span) for of in each.part_of]) for each in found.organisations]
    for title, some in (
        (_("Activities"), [_told(activity) for activity in found.activities]),
        (_("People"), [_named(each, wholes, names) for each, wholes in people]),
        (_("Organisations"), [_named(each, wholes, names) for each, wholes in bodies]),
    ):
        if some:
            yield from ("", say(title))
        for lines in some:
            yield from lines


def _told(activity: FoundActivity) -> Iterable[str]:
    yield f"{activity.id}  {activity.title}"
    yield _because(activity.reasons, (activity.span,))


def _named(
    one: Found, wholes: Iterable[tuple[str, Span]], names: Mapping[str, str]
) -> Iterable[str]:
    """A name, how it was found, and whom it belongs to."""
    yield f"{one.id}  {one.name}"
    yield _because(one.reasons, one.mentions)
    for whole, span in wholes:
        belongs = say(_("belongs to {whole}"), whole=names[whole])
        yield f"    {belongs}  [{span.start}, {span.end})"


def _because(reasons: Sequence[str], spans: Sequence[Span]) -> str:
    """The rule first: it is a message; the words behind it are the document's own."""
    rule, *words = reasons
    said = f"{say(rule)}: {' · '.join(words)}" if words else say(rule)
    places = " ".join(f"[{span.start}, {span.end})" for span in spans[:3])
    return f"    {said}  {places}{' …' if len(spans) > 3 else ''}"  # noqa: PLR2004 - the first tell enough
