"""The story is played: every act through the ledger's own services, in the order of time."""

from __future__ import annotations

import struct
import zlib
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from taizhang.cli.demo.common_stage import CommonStage
from taizhang.engine.codes import ActivityKind, Category, LedgerKind, Scope
from taizhang.intake import queries as intake_queries
from taizhang.intake import services as intake
from taizhang.ledger import services as ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from taizhang.cli.demo.common import SharedStory
    from taizhang.cli.demo.plot import Gathering, Step
    from taizhang.cli.demo.story import Story
    from taizhang.cli.demo.zone import Zone
    from taizhang.intake.models import Activity, Document, Draft
    from taizhang.ledger.models import Entry

_WIDTH, _HEIGHT = 320, 240
_MOST_STEPS = 100
"""More than any matter has: keeps the acts of one matter in their order."""


def play(story: Story, shared: SharedStory, zone: Zone, *, until: datetime) -> int:
    """Do all that happens before `until`; how many acts that were."""
    first = len(story.matters)
    stage = _Stage(zone)
    problem = CommonStage(zone, stage.entries, first=first)
    gatherings = [
        (one.at, 0, place, partial(stage.gather, one)) for place, one in enumerate(story.gatherings)
    ]
    steps = [
        (step.at, 1, place * _MOST_STEPS + turn, partial(stage.act, place, step))
        for place, matter in enumerate([*story.matters, *shared.matters])
        for turn, step in enumerate(matter)
    ]
    together = [
        (step.at, 2, place, partial(problem.act, step)) for place, step in enumerate(shared.problem)
    ]
    timeline: list[tuple[datetime, int, int, Callable[[], None]]]
    timeline = [*gatherings, *steps, *together]
    timeline = sorted((one for one in timeline if one[0] < until), key=lambda one: one[:3])
    for *_when, do in timeline:
        do()
    stage.clear_minutes()
    return len(timeline)


class _Stage:
    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.activities: dict[str, Activity] = {}
        self.documents: dict[str, tuple[Document, Gathering]] = {}
        self.entries: dict[int, Entry] = {}

    def gather(self, gathering: Gathering) -> None:
        """Note a gathering; minutes come in as a document, which brings the activity itself."""
        if gathering.minutes:
            self._take_minutes(gathering)
        else:
            self._note(gathering)

    def _take_minutes(self, gathering: Gathering) -> None:
        by = self.zone.people[gathering.by]
        document = intake.receive_text(
            f"{gathering.title}纪要",
            gathering.minutes,
            by=by,
            now=gathering.at,
            dated=gathering.at.date(),
            read_now=True,
        )
        self.documents[gathering.key] = (document, gathering)

    def _note(self, gathering: Gathering) -> None:
        zone = self.zone
        by = zone.people[gathering.by]
        self.activities[gathering.key] = intake.record_activity(
            kind=ActivityKind(gathering.kind),
            title=gathering.title,
            held_on=gathering.at.date(),
            by=by,
            now=gathering.at,
            place=gathering.place,
            organizer=gathering.organizer,
            park=zone.parks.get(gathering.park),
            enterprises=[zone.enterprises[code] for code in gathering.enterprises],
            people=[zone.people[code] for code in gathering.people],
            note=gathering.note,
        )

    def act(self, matter: int, step: Step) -> None:
        """One act of one matter."""
        by = self.zone.people[step.by]
        if step.act == "register":
            self.entries[matter] = ledger.register(
                by=by, now=step.at, **self._registered(step.said)
            )
        elif step.act == "register_draft":
            draft = self._draft(step)
            self.entries[matter] = ledger.register_draft(draft, by=by, now=step.at)
        else:
            service = getattr(ledger, step.act)
            said = self._resolved(step.said)
            self.entries[matter] = service(self.entries[matter], by=by, now=step.at, **said)

    def _registered(self, said: dict[str, Any]) -> dict[str, Any]:
        resolved = self._resolved(said)
        activity = said.get("activity")
        return {
            **resolved,
            "ledger": LedgerKind(said["ledger"]),
            "category": Category(said["category"]) if said["category"] else None,
            "scope": Scope(said["scope"]) if said["scope"] else None,
            "activity": self.activities[activity] if activity else None,
        }

    def _resolved(self, said: dict[str, Any]) -> dict[str, Any]:
        """Codes become rows, file names become files."""
        zone = self.zone
        readers: dict[str, Callable[[Any], object]] = {
            "lead": lambda code: zone.units[code],
            "co_units": lambda codes: [zone.units[code] for code in codes],
            "in_charge": lambda code: zone.people[code],
            "watcher": lambda code: zone.people[code],
            "enterprise": lambda code: zone.enterprises[code],
            "enterprises": lambda codes: [zone.enterprises[code] for code in codes],
            "files": lambda names: [ledger.Upload(name, photo(name)) for name in names],
        }
        return {key: readers.get(key, _as_is)(value) for key, value in said.items()}

    def _draft(self, step: Step) -> Draft:
        """The draft that the reading made of what was said, put right as an official would."""
        document, _gathering = self.documents[step.said["activity"]]
        by = self.zone.people[step.by]
        start, end = intake.find_quote(document, step.said["text"])
        waiting = [one for one in intake_queries.drafts(document) if one.status == "waiting"]
        shared = {one: min(end, one.end) - max(start, one.start) for one in waiting}
        best = max(shared, key=lambda one: (shared[one], -one.start), default=None)
        if best is None or shared[best] <= 0:
            best = intake.add(document, start, end, by=by, now=step.at)
        said = step.said
        names = [
            (self.zone.enterprises[code].name, self.zone.enterprises[code].code)
            for code in said["enterprises"]
        ]
        best = intake.set_enterprises(best, names, by=by, now=step.at)
        return intake.edit(
            best,
            by=by,
            now=step.at,
            ledger=said["ledger"],
            text=said["text"],
            category=said["category"],
            scope=said["scope"],
        )

    def clear_minutes(self) -> None:
        """What the reading found beside the matters is no task; an official says so."""
        for document, gathering in self.documents.values():
            for draft in intake_queries.drafts(document):
                if draft.status == "waiting":
                    by = self.zone.people[gathering.by]
                    intake.reject(draft, "会议背景或已登记事项的重复表述", by=by, now=gathering.at)


def _as_is(value: object) -> object:
    return value


def photo(name: str) -> bytes:
    """A small picture that stands for a photo: grey with a tint of its own."""
    tint = sha256(name.encode()).digest()
    rows = bytearray()
    for y in range(_HEIGHT):
        shade = 150 + y // 4
        pixel = bytes((shade + part // 10) % 256 for part in tint[:3])
        rows += b"\0" + pixel * _WIDTH
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
