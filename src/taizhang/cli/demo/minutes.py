"""The minutes of a symposium, as an office would write them down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from taizhang.cli.demo.cast import Cast, PersonCard

_OPENINGS: Final = ("反映", "提出", "在发言中说", "反映")


def sentence(cast: Cast, text: dict[str, Any], firms: Sequence[str], place: int) -> str:
    """What one enterprise, or several with the same trouble, said."""
    names = "、".join(cast.enterprises[code].name for code in firms)
    more = f"等{len(firms)}家企业" if len(firms) > 1 else ""
    return f"{names}{more}{_OPENINGS[place % len(_OPENINGS)]}，{text['text']}"


def _reply(cast: Cast, host: PersonCard, text: dict[str, Any], place: int) -> str:
    """Every other matter is answered on the spot, with a unit and a time."""
    if place % 2:
        return ""
    lead = cast.units[text["lead"]].name
    return f"对此，{host.name}现场答复，由{lead}牵头，一周内上门对接并提出办理意见。"


def written(
    cast: Cast,
    day: date,
    *,
    park: str,
    host: PersonCard,
    spoken: Sequence[tuple[dict[str, Any], tuple[str, ...]]],
    guests: Sequence[str],
) -> str:
    """Headline, who met, what was said, how it ended."""
    said = [
        sentence(cast, text, firms, place) + _reply(cast, host, text, place)
        for place, (text, firms) in enumerate(spoken)
    ]
    present = "、".join(cast.enterprises[code].name for code in guests)
    who, office = f"{host.title.split('、')[-1]}{host.name}", cast.units["hdb"].name
    lines = [
        f"{park}企业家座谈会纪要",
        "",
        (
            f"{day.month}月{day.day}日，{who}在{park}会议室主持召开企业家座谈会，"
            f"{present}等{len(guests)}家企业参加，{office}、{park}运营中心负责人到会听取意见。"
        ),
        "",
        *(line for one in said for line in (one, "")),
        f"{host.name}逐一作了回应。会议认为，企业反映的情况客观具体，诉求合理。",
    ]
    return "\n".join(lines) + "\n"
