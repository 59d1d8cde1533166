"""Contrast AA, computed from the style sheet's own colours, in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.PACKAGE) / "web" / "static" / "src" / "tokens.css"
TEXT = [
    *((ink, ground) for ink in ("ink", "muted", "blue") for ground in ("paper", "ground")),
    *(("red", ground) for ground in ("paper", "ground", "red-tint")),
    *(("ink", f"{tint}-tint") for tint in ("blue", "orange", "red", "green", "violet", "amber")),
    *((tint, f"{tint}-tint") for tint in ("blue", "orange", "red", "green", "violet", "amber")),
    *(("green", "paper"), ("paper", "green"), ("orange", "paper")),
    *(("muted", "grey-tint"), ("ink", "grey-tint"), ("on-blue", "button"), ("muted", "blue-tint")),
]
"""What is written on what: 4.5 : 1."""
SHAPES = [("edge", "paper"), ("blue", "paper"), ("blue", "ground"), ("edge", "ground")]
"""Borders of controls and the focus ring: 3 : 1."""


def schemes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.read_text("utf-8").split("prefers-color-scheme: dark")
    pattern = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
    first = dict(pattern.findall(light))
    return {"light": first, "dark": first | dict(pattern.findall(dark))}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(scheme: str, ink: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(scheme: str, shape: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[shape], colours[ground]) >= 3
