"""Photographs of pages, measured: how many characters are read, and how many in their order.

    python benchmarks/photographs.py [FILE]    FILE gets the table (build/benchmarks/photographs.md)
    python benchmarks/photographs.py --keep    the pictures stay in build/benchmarks, to look at

The pages are invented: sentences drawn from word lists below, set in columns with a headline over
them, then spoilt the way a telephone spoils them. Rendered letters are cleaner than printed ones:
the figures compare ways of reading, they promise nothing about your camera. Needs `make ocr` and
the fonts Noto Sans CJK. Recall is the share of characters found in any order; order the share of
runs of twelve characters that come out as they stand.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from taizhang.engine.formats import read_bytes

ROOT: Final = Path(__file__).resolve().parent.parent
FONT: Final = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
RUN: Final = 12
LETTER: Final = 24
"""Pixels; 150 dots to the inch at 11.5 points."""
WHO: Final = ("经发局", "园区服务中心", "人社局", "住建局", "供电公司", "科技局", "行政审批局")
WHAT: Final = (
    "逐户核对厂房漏雨的情况",
    "把用电扩容的申请合并上报",
    "为新招的员工安排过渡住房",
    "同三家零部件企业面谈货款回笼",
    "把污水管网的图纸送到工地",
    "整理仓储用地的空闲面积",
    "请银行说明续贷要交的材料",
    "对接职业学校的毕业生名单",
)
WHEN: Final = ("周三下班前", "五个工作日内", "月底以前", "十月十二日", "下周例会之前", "当天")
THEN: Final = (
    "办不了的写明原因",
    "结果告诉提出问题的企业",
    "进度每周记一次",
    "由专人盯到底",
    "图纸留一份备查",
)
HEAD: Final = "云岭高新区把企业的难题一件件记上台账"

Picture = NDArray[np.uint8]


def sentences(seed: int) -> Iterator[str]:
    """Paragraphs of two sentences, one after the other, no two alike."""
    draw = random.Random(seed)  # noqa: S311  # a page, not a secret
    number = 1
    while True:
        said = [
            f"{draw.choice(WHO)}要在{draw.choice(WHEN)}{draw.choice(WHAT)}，{draw.choice(THEN)}，"
            f"编号{number + k}，涉及{draw.randint(2, 97)}户。"
            for k in range(2)
        ]
        number += 2
        yield "　　" + "".join(said)


def page(columns: int, rows: int, wide: int, seed: int) -> tuple[Picture, str]:
    """A page of so many columns of so many rows of so many letters, and what it says."""
    gutter, margin, pitch = 2 * LETTER, 4 * LETTER, round(1.5 * LETTER)
    width = 2 * margin + columns * wide * LETTER + (columns - 1) * gutter
    top = margin + 4 * LETTER
    sheet = Image.new("L", (width, top + rows * pitch + margin), 250)
    pen = ImageDraw.Draw(sheet)
    head = min(2 * LETTER, (width - 2 * margin) // len(HEAD))
    pen.text((margin, margin), HEAD, font=ImageFont.truetype(FONT, head), fill=20)
    font = ImageFont.truetype(FONT, LETTER)
    lines = _lines(seed, wide)
    said = [HEAD]
    for column in range(columns):
        for row in range(rows):
            line = next(lines)
            place = (margin + column * (wide * LETTER + gutter), top + row * pitch)
            for number, letter in enumerate(line):
                pen.text((place[0] + number * LETTER, place[1]), letter, font=font, fill=30)
            said.append(line)
    return np.asarray(sheet.convert("RGB")), "".join("".join(said).split())


def _lines(seed: int, wide: int) -> Iterator[str]:
    for paragraph in sentences(seed):
        for start in range(0, len(paragraph), wide):
            yield paragraph[start : start + wide]


def turned(picture: Picture, quarters: int) -> Picture:
    """Turned to the left by so many quarters."""
    return np.ascontiguousarray(np.rot90(picture, quarters))


def tilted(picture: Picture, degrees: float) -> Picture:
    """Laid askew, on a table of another colour."""
    height, width = picture.shape[:2]
    middle = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.93)
    return _seen(cv2.warpAffine(picture, middle, (width, height), borderValue=(150, 140, 130)))


def leaning(picture: Picture, part: float) -> Picture:
    """Seen from below and from the left: the far side is shorter by `part`."""
    height, width = picture.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    to = np.array(
        [
            (width * part, height * part),
            (width * (1 - part * 1.6), height * part * 0.2),
            (width * (1 - part * 0.2), height),
            (width * part * 0.2, height * (1 - part)),
        ],
        np.float32,
    )
    how = cv2.getPerspectiveTransform(corners, to)
    return _seen(cv2.warpPerspective(picture, how, (width, height), borderValue=(150, 140, 130)))


def shaded(picture: Picture, darkest: float) -> Picture:
    """A shadow falls across from the right, with a hard edge: a hand or the telephone itself."""
    height, width = picture.shape[:2]
    across = np.linspace(1.0, darkest, width)[None, :].repeat(height, 0)
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    across[x + 0.6 * y > 1.05 * width] *= 0.6
    return _seen(picture * across[:, :, None])


def rough(picture: Picture, blur: float, noise: float) -> Picture:
    """Out of focus, in poor light."""
    soft = cv2.GaussianBlur(picture, (0, 0), blur).astype(np.float32)
    return _seen(soft + np.random.default_rng(7).normal(0, noise, picture.shape))


def _seen(values: object) -> Picture:
    return np.clip(np.asarray(values), 0, 255).astype(np.uint8)


def large(picture: Picture, pixels: float) -> Picture:
    """As many pixels as a telephone takes."""
    scale = (pixels / (picture.shape[0] * picture.shape[1])) ** 0.5
    return _seen(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC))


def written(picture: Picture, quality: int, orientation: int = 1) -> bytes:
    """A JPEG that says how the telephone was held."""
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(picture).save(file, "JPEG", quality=quality, exif=exif)
    return file.getvalue()


def telephone(picture: Picture) -> Picture:
    """All of it at once."""
    seen = leaning(tilted(picture, 2.0), 0.04)
    return rough(shaded(large(seen, 12e6), 0.5), 1.6, 8)


CASES: Final[dict[str, tuple[int, Callable[[Picture], bytes]]]] = {
    "2 columns, clean": (2, lambda p: written(p, 90)),
    "3 columns, clean": (3, lambda p: written(p, 90)),
    "4 columns, clean": (4, lambda p: written(p, 90)),
    "3 columns, a quarter to the left": (3, lambda p: written(turned(p, 1), 90)),
    "3 columns, upside down": (3, lambda p: written(turned(p, 2), 90)),
    "3 columns, a quarter to the right": (3, lambda p: written(turned(p, 3), 90)),
    "3 columns, turned by its EXIF": (3, lambda p: written(turned(p, 1), 90, 6)),
    "3 columns, 3° askew": (3, lambda p: written(tilted(p, 3.0), 60)),
    "3 columns, seen from the side": (3, lambda p: written(leaning(p, 0.06), 60)),
    "2 columns, shadow": (2, lambda p: written(shaded(p, 0.35), 60)),
    "2 columns, blur 1.2, noise 12, JPEG 50": (2, lambda p: written(rough(p, 1.2, 12), 50)),
    "3 columns, all at once, 12 MP": (3, lambda p: written(telephone(p), 60)),
    "4 columns, all at once, 12 MP, turned": (4, lambda p: written(turned(telephone(p), 3), 60)),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of one picture."""

    recall: float
    order: float
    seconds: float


def measured(data: bytes, said: str) -> Figures:
    """Read it as any document and compare."""
    begun = time.monotonic()
    try:
        read = "".join(read_bytes(data, name="").text.split())
    except Exception as error:  # noqa: BLE001  # whatever it is, nothing was read
        print(f"  {error!r}", file=sys.stderr)
        read = ""
    seconds = time.monotonic() - begun
    return Figures(_recall(said, read), _order(said, read), seconds)


def _recall(said: str, read: str) -> float:
    left = list(read)
    found = 0
    for letter in said:
        if letter in left:
            left.remove(letter)
            found += 1
    return found / len(said)


def _order(said: str, read: str) -> float:
    runs = [said[i : i + RUN] for i in range(len(said) - RUN + 1)]
    return sum(run in read for run in runs) / len(runs)


def main(arguments: list[str]) -> int:
    """Write the table."""
    keep = "--keep" in arguments
    names = [argument for argument in arguments if not argument.startswith("--")]
    target = Path(names[0]) if names else ROOT / "build" / "benchmarks" / "photographs.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{dt.date.today()}", "", "| page | recall | order | seconds |", "|---|---|---|---|"]  # noqa: DTZ011
    for number, (name, (columns, spoil)) in enumerate(CASES.items()):
        picture, said = page(columns, 22, 16, seed=number)
        data = spoil(picture)
        if keep:
            target.with_name(f"photograph-{number:02}.jpg").write_bytes(data)
        found = measured(data, said)
        lines.append(f"| {name} | {found.recall:.3f} | {found.order:.3f} | {found.seconds:.1f} |")
        print(lines[-1], flush=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
