"""Reading measured: pages a second, memory, long documents, a PDF, runs of marks and words.

    python benchmarks/reading.py [FILE]    FILE gets the table (build/benchmarks/reading.md)

Every line is measured in a process of its own, on one core, with texts made on the spot. Numbers,
never a test: a busy machine is slower.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = 3_000
LONG: Final = 2_000_000
OTHERS: Final = 500_000
NAMED: Final = "云岭科宏林王张李刘陈赵高"
PDF_PAGES: Final = 200
ROUNDS: Final = 15
MEGABYTE: Final = 1_000_000


def page() -> str:
    """The sample page of the repository, as long as a newspaper's: 3,000 characters."""
    text = next((ROOT / "examples").glob("*.txt")).read_text(encoding="utf-8")
    return (text + "\n\n") * (PAGE // len(text)) + text[: PAGE % len(text)]


def reading() -> tuple[float, str]:
    """Pages a second, read only."""
    from taizhang.engine.text import RawText, articles

    return _pages(lambda text: articles(RawText(text)))


def extracting() -> tuple[float, str]:
    """Pages a second, read and extracted."""
    from taizhang.engine.extract import extract
    from taizhang.engine.text import RawText

    return _pages(lambda text: extract(RawText(text)))


def _pages(act: Callable[[str], object]) -> tuple[float, str]:
    text = page()
    act(text)
    took = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        act(text)
        took.append(time.process_time() - begun)
    return 1 / min(took), "pages/s"


def long_text() -> tuple[float, str]:
    """Two million characters, read only."""
    from taizhang.engine.text import RawText, articles

    text = (page() + "\n\n") * (LONG // PAGE)
    begun = time.process_time()
    articles(RawText(text[:LONG]))
    return time.process_time() - begun, "s"


def long_extracting() -> tuple[float, str]:
    """Two million characters, read and extracted."""
    from taizhang.engine.extract import extract
    from taizhang.engine.text import RawText

    text = (page() + "\n\n") * (LONG // PAGE)
    begun = time.process_time()
    extract(RawText(text[:LONG]))
    return time.process_time() - begun, "s"


def others() -> tuple[float, str]:
    """Half a million characters in which every page names other people and bodies."""
    from taizhang.engine.extract import extract
    from taizhang.engine.text import RawText

    text = "\n\n".join(_renamed(page(), copy) for copy in range(OTHERS // PAGE))
    begun = time.process_time()
    extract(RawText(text))
    return time.process_time() - begun, "s"


def _renamed(text: str, copy: int) -> str:
    """The page with the commonest letters of names changed, to others in each copy."""
    return text.translate(
        {ord(letter): chr(0x4E00 + (ord(letter) + 97 * copy) % 6_000) for letter in NAMED}
    )


def long_pdf() -> tuple[float, str]:
    """A text PDF of 200 pages in four columns, opened and read."""
    from taizhang.engine.formats import read_bytes
    from taizhang.engine.text import articles
    from tests.engine.formats.samples import pdf

    data = pdf([_columns(page())] * PDF_PAGES)
    begun = time.process_time()
    articles(read_bytes(data, name="book.pdf"))
    return time.process_time() - begun, "s"


def _columns(text: str) -> list[tuple[float, float, float, str]]:
    bare = "".join(text.split())
    lines = [bare[place : place + 14] for place in range(0, len(bare), 14)]
    deep = -(-len(lines) // 4)
    return [
        (20.0 + 145 * (number // deep), 780.0 - 13 * (number % deep), 10.0, line)
        for number, line in enumerate(lines)
    ]


MARKS: Final = (
    *"“”‘’（）()《》〈〉「」『』【】[]{}<>。，；：:;！？!?…、·•.．,—-–_#*|/\\%@&=+~^$'\"",
    *(
        "\n",
        "\t",
        " ",
        "\u3000",
        "\r\n",
        "（（））",
        "“‘’”",
        "【“（《》）”】",
        "。”",
        "“，",
        " ，",
        "、，",
    ),
)
DIGITS: Final = (
    *"01９一二十百①⑳年月日号",
    *("2026年", "2026年3月", "3月5日", "2026年3月5日", "(1)", "1.", "1 2 ", "\t1"),
    *(
        "一、",
        "（一）",
        "（一）（一）",
        "一是一是",
        "第一，",
        "\n一、",
        "\n1. ",
        "3个工作日内",
        "12家企业",
    ),
)
WORDS: Final = (
    *(
        "局",
        "公司",
        "有限公司、",
        "集团",
        "中心",
        "政府",
        "管委会",
        "工作组",
        "园区",
        "市委",
        "科技",
    ),
    *("郑州市", "县局", "、局、局", "局和", "、企业", "等企业", "等13家企业", "书记、主任", "王和"),
    *(
        "张局长张局长",
        "李某某、",
        "会议要求",
        "要求要求",
        "企业反映",
        "企业反映。",
        "了解到，",
        "得知",
    ),
    *("来到", "深入调研", "走访企业", "召开会议", "存在问题", "发现隐患", "针对问题", "希望政府"),
    *("；要", "。要", "，由局牵头", "尽快", "10月底前", "责任单位：局", "记者", "通讯员 ", "会议"),
    *("张局长要求企业反映的2026年3月问题，", "公司反映缺资金，局要求尽快解决。", "\n\n局", "a b "),
)


def marks() -> tuple[float, str]:
    """The slowest megabyte of a mark of punctuation, nested brackets or blanks."""
    return _slowest(MARKS)


def digits() -> tuple[float, str]:
    """The slowest megabyte of a digit, a date or the number of an item."""
    return _slowest(DIGITS)


def words() -> tuple[float, str]:
    """The slowest megabyte of a word of the trade, or of a few."""
    return _slowest(WORDS)


def _slowest(runs: tuple[str, ...]) -> tuple[float, str]:
    """Seconds for a megabyte of the run that takes longest to read and extract, and its name."""
    from taizhang.engine.extract import extract
    from taizhang.engine.text import RawText

    took = {}
    for run in runs:
        text = run * (MEGABYTE // len(run.encode()))
        begun = time.process_time()
        extract(RawText(text))
        took[run] = time.process_time() - begun
    worst = max(took, key=lambda run: took[run])
    return took[worst], f"s ({json.dumps(worst, ensure_ascii=False).replace('|', '&#124;')})"


MEASURED: Final[dict[str, tuple[str, Callable[[], tuple[float, str]]]]] = {
    "reading": ("read a page of 3,000 characters", reading),
    "extracting": ("read and extract a page", extracting),
    "long": ("read 2 million characters", long_text),
    "long-extract": ("read and extract 2 million characters", long_extracting),
    "others": ("read and extract half a million, other names on each page", others),
    "pdf": ("read a PDF of 200 pages", long_pdf),
    "marks": (f"extract 1 MB of one of {len(MARKS)} marks, the slowest", marks),
    "digits": (f"extract 1 MB of one of {len(DIGITS)} numbers, the slowest", digits),
    "words": (f"extract 1 MB of one of {len(WORDS)} words of the trade, the slowest", words),
}


def machine() -> str:
    """What kind of machine it is; no name of it."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def measured(name: str) -> dict[str, object]:
    """One line, in a process of its own."""
    given = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, __file__, "--only", name]
    ended = subprocess.run(command, env=given, text=True, stdout=subprocess.PIPE, check=True)
    found: dict[str, object] = json.loads(ended.stdout.splitlines()[-1])
    return found


def only(name: str) -> None:
    """Measure one and say it as JSON."""
    value, unit = MEASURED[name][1]()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"value": round(value, 2), "unit": unit, "memory": memory}))


def main(arguments: list[str]) -> int:
    """Measure everything and write the table."""
    if arguments[:1] == ["--only"]:
        only(arguments[1])
        return 0
    target = Path(arguments[0]) if arguments else ROOT / "build" / "benchmarks" / "reading.md"
    lines = [
        f"Measured on {dt.datetime.now(tz=dt.UTC):%Y-%m-%d}, one core of: {machine()}",
        "",
        "| what | result | memory |",
        "|---|---|---|",
    ]
    for name, (what, _act) in MEASURED.items():
        found = measured(name)
        lines.append(f"| {what} | {found['value']} {found['unit']} | {found['memory']} MB |")
        print(lines[-1], flush=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
