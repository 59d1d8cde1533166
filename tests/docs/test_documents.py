"""What the documents promise is there: links, commands, settings, refusals, words."""

from __future__ import annotations

import importlib
import importlib.util
import re
import shlex
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from taizhang.cli.main import COMMANDS
from taizhang.engine import codes, lifecycle

if TYPE_CHECKING:
    from types import ModuleType

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = sorted(
    [
        *ROOT.glob("*.md"),
        *(page for page in ROOT.glob("docs/**/*.md") if "_build" not in page.parts),
    ]
)
NAMES: Final = [str(page.relative_to(ROOT)) for page in PAGES]
LINK: Final = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BLOCK: Final = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
ASSIGNMENT: Final = re.compile(r"^[A-Z_]+=")


def _lines() -> list[tuple[str, str]]:
    """Every command line in a block of commands, with the page it stands on."""
    return [
        (name, line)
        for name, page in zip(NAMES, PAGES, strict=True)
        for block in BLOCK.findall(page.read_text("utf-8"))
        for line in block.splitlines()
        if line.strip()
    ]


def _settings() -> set[str]:
    sources = ("config/settings.py", "cli/speech.py", "cli/serve.py")
    texts = [(ROOT / "src" / "taizhang" / source).read_text("utf-8") for source in sources]
    return {name for text in texts for name in re.findall(r'"(TAIZHANG_[A-Z_]+)"', text)}


def _catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "docs" / "catalogue.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    page = ROOT / name
    targets = [link.split("#")[0] for link in LINK.findall(page.read_text("utf-8"))]
    here = [one for one in targets if one and not one.startswith(("http:", "https:", "mailto:"))]

    assert [one for one in here if not (page.parent / one).exists()] == []


@pytest.mark.parametrize(("name", "line"), _lines())
def test_every_command_exists(name: str, line: str) -> None:
    words = shlex.split(line)
    while words and ASSIGNMENT.match(words[0]):
        words.pop(0)

    assert words, name
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    elif Path(words[0]).name == "taizhang":
        _parses(words[1:])
    else:
        assert words[0] in {"export", "cp", "git", "pg_dump"} or words[0].startswith(".venv/bin/")


def _parses(words: list[str]) -> None:
    assert words[0] in COMMANDS
    parser = ArgumentParser(prog=words[0])
    importlib.import_module(COMMANDS[words[0]][0]).configure(parser)
    if "--help" in words:
        with pytest.raises(SystemExit) as left:
            parser.parse_args(words[1:])
        assert left.value.code == 0
    else:
        parser.parse_args(words[1:])


@pytest.mark.parametrize("page", ["administration.md", "administration.zh.md"])
def test_every_setting_and_command_is_documented(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")

    assert sorted(_settings() - set(re.findall(r"TAIZHANG_[A-Z_]+", text))) == []
    assert [name for name in COMMANDS if f"`taizhang {name}" not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"TAIZHANG_[A-Z]+(?:_[A-Z]+)*", (ROOT / name).read_text("utf-8")))

    assert sorted(named - _settings() - {"TAIZHANG_TEST_STRICT"}) == []


def test_the_catalogue_of_refusals_is_up_to_date() -> None:
    catalogue = _catalogue()
    catalogue.load()
    written = (ROOT / "docs" / "errors.md").read_text("utf-8")

    assert written == catalogue.table(), "run: .venv/bin/python docs/catalogue.py"


@pytest.mark.parametrize(
    "listed",
    [codes.LedgerKind, codes.Category, codes.Scope, codes.Role, lifecycle.Move],
    ids=lambda listed: listed.__name__,
)
def test_the_glossary_has_a_word_for_every_code(listed: type) -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    told = {*re.findall(rf"{listed.__name__}\.([A-Z_]+)", text), *re.findall(r"`([a-z_]+)`", text)}
    refusing = {"REFUSE_EXTENSION"}

    missing = [one.name for one in listed if not {one.name, one.value} & told]
    assert sorted(set(missing) - refusing) == []


@pytest.mark.parametrize("enum", ["Move", "State", "Role", "LedgerKind", "Scope", "UnitKind"])
def test_every_code_that_is_named_exists(enum: str) -> None:
    known = getattr(codes, enum, None) or getattr(lifecycle, enum)
    named = {
        found
        for page in PAGES
        for found in re.findall(rf"\b{enum}\.([A-Z][A-Z_]+)\b", page.read_text("utf-8"))
    }

    assert sorted(named - {one.name for one in known}) == []


def test_the_chinese_guide_names_buttons_and_places_as_the_screens_do() -> None:
    catalogue = ROOT / "src" / "taizhang" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    shown = {
        "".join(re.findall(r'"(.*)"', lines))
        for lines in re.findall(
            r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', catalogue.read_text("utf-8"), re.MULTILINE
        )
    }
    guide = (ROOT / "docs" / "guide.zh.md").read_text("utf-8")

    assert sorted(set(re.findall(r"\*\*([^*]+)\*\*", guide)) - shown) == []


def test_both_readmes_lead_from_all_twenty_one_lines() -> None:
    rows = [
        re.findall(r"^\| (P\d+) \|", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh.md")
    ]

    assert rows == [[f"P{number}" for number in range(1, 22)]] * 2


def test_the_documents_build_without_a_warning_and_fetch_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "docs", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    pages = "".join(page.read_text("utf-8") for page in tmp_path.rglob("*.html"))
    fetched = re.findall(r'<(?:script|img|iframe)[^>]+src="(https?:[^"]+)"', pages)
    fetched += re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="(https?:[^"]+)"', pages)
    assert fetched == []
