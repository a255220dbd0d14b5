"""The pages that people read: generated parts, commands that run, two READMEs that agree."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from test_cli import Command

import altay_analysis

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
PAGES = [*READMES, *(f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md")))]


def blocks(page: str, language: str) -> list[str]:
    """The code of a page in a language."""
    text = (ROOT / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def commands(page: str) -> list[str]:
    """Each shell command of a page, without its comment and its redirection."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    bare = (re.split(r"\s+#\s|\s>\s", line)[0].strip() for line in lines)
    return [line.removeprefix(".venv/bin/") for line in bare if line]


def headings(page: str) -> list[str]:
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)
    return re.findall(r"^#+", text, re.MULTILINE)


RUN = sorted({
    command for page in PAGES for command in commands(page) if command.startswith("altay ")
})  # fmt: skip


@pytest.fixture
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def altay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """`altay` in a working copy."""
    command = Command(capsys)
    assert command("init", str(tmp_path / "copy")) == 0
    monkeypatch.chdir(tmp_path / "copy")
    return command


def test_generated_parts_are_up_to_date(generate: ModuleType) -> None:
    """Command reference, parameters and reports are as the code has them: docs/generate.py."""
    assert [page.name for page in generate.stale()] == []


def test_a_part_that_is_stale_is_made_anew(generate: ModuleType) -> None:
    """What stands between the marks is replaced, and nothing else."""
    mark = "<!-- parameters: made by docs/generate.py -->"
    made = generate.updated(f"before\n{mark}\nSTALE\n<!-- end of parameters -->\nafter\n")
    assert made.startswith(f"before\n{mark}\n\n| parameter |")
    assert made.endswith("|\n\n<!-- end of parameters -->\nafter\n")
    assert "STALE" not in made


def test_both_readmes_have_the_same_commands_and_headings() -> None:
    """The Chinese README has the headings, commands, pictures and links of the English one."""
    english, chinese = ((ROOT / name).read_text("utf-8") for name in READMES)
    assert commands(READMES[0]) == commands(READMES[1])
    assert headings(READMES[0]) == headings(READMES[1])
    targets = [set(re.findall(r"\]\((\S+?)\)", text)) - set(READMES) for text in (english, chinese)]
    assert targets[0] == targets[1]


@pytest.mark.parametrize("command", RUN)
def test_each_command_of_the_pages_runs(altay: Command, command: str) -> None:
    """A command as a page gives it is one that works; one that makes reports is planned only."""
    words = shlex.split(command)[1:]
    if words[0] == "report":
        words = [*words, "--plan"]
    expected = 1 if "--strict" in words else 0
    assert altay(*words) == expected, altay.err


@pytest.mark.parametrize("name", READMES)
def test_each_make_target_of_a_readme_is_one(name: str) -> None:
    """`make` commands name targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = [command.split()[1] for command in commands(name) if command.startswith("make ")]
    assert named
    assert all(f"\n{target}:" in makefile for target in named)


@pytest.mark.parametrize("page", PAGES)
def test_each_link_leads_to_a_file(page: str) -> None:
    """A relative link of a page leads to a file of the project."""
    text = (ROOT / page).read_text("utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\((\S+?)\)", text)]
    files = [link for link in links if link and "://" not in link]
    assert [link for link in files if not ((ROOT / page).parent / link).exists()] == []


def test_the_recipes_of_the_researchers_page_hold(altay: Command) -> None:
    """Each recipe gives what stands below it, in order, in a working copy."""
    assert altay("check") == 0
    page = ROOT / "docs/researcher.md"
    recipes = "\n".join(blocks("docs/researcher.md", "python"))
    parsed = doctest.DocTestParser().get_doctest(recipes, {}, page.name, str(page), 0)
    assert len(parsed.examples) > 30
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(parsed, out=told.append)
    assert told == []
    assert recipes.count("import altay_analysis as aa") == 1


def test_the_citation_names_the_suite_and_nobody() -> None:
    """CITATION.cff has the package's version, and an entity as author: no person."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == altay_analysis.__version__
    assert citation["authors"] == [{"name": "Altay indicators"}]
    assert citation["cff-version"] == "1.2.0"


def test_every_exit_code_is_explained(generate: ModuleType) -> None:
    """The codes that a command can end with stand in the reference, and in the scheduler's page."""
    from altay_analysis import errors

    kinds = [kind for kind in vars(errors).values() if hasattr(kind, "exit_code")]
    codes = {0, 130, *(kind.exit_code for kind in kinds)}
    for page in ("commands.md", "scheduler.md"):
        text = (generate.DOCS / page).read_text("utf-8")
        assert codes <= {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
