"""The shelf: whole editions or none, links for what is unchanged, one run at a time."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest
from synthetic_suite import SyntheticSuite

from altay_analysis.batch.ledger import read_ledger
from altay_analysis.batch.plan import Job, Request
from altay_analysis.batch.produce import Summary, foresee, produce
from altay_analysis.batch.progress import Silence
from altay_analysis.batch.publish import Shelf
from altay_analysis.batch.run import ERRORED, FAILED, SUCCEEDED, Result
from altay_analysis.errors import MachineryError, ShelfBusyError, UsageError


class Bench:
    """A suite, a shelf, and a map over jobs that starts no kernel."""

    def __init__(self, path: Path) -> None:
        self.suite = SyntheticSuite(path / "suite")
        self.shelf = Shelf(path / "shelf 架")
        self.made: list[Job] = []
        self.outcome = SUCCEEDED
        self.prepared: list[tuple[int, int]] = []

    def make(self, jobs: Sequence[Job]) -> Generator[Result, None, None]:
        """Yield a result for each job, of the outcome that is set."""
        for job in jobs:
            self.made.append(job)
            if self.outcome == SUCCEEDED:
                own = {form: f"{form} {job.key} {len(self.made)}".encode() for form in job.formats}
                yield Result(job.report, job.lang, SUCCEEDED, 0.1, own)
            else:
                yield Result(job.report, job.lang, self.outcome, 0.1, partial=b"{}", message="why")

    def run(self, **asked: Any) -> Summary:
        """Publish what is asked for."""
        request = Request(self.suite.path, **asked)
        return produce(
            request, self.shelf, make=self.make, tell=Silence(), now=lambda: "now",
            prepare=lambda folders, reports: self.prepared.append((len(folders), reports)),
        )  # fmt: skip

    @property
    def latest(self) -> Path:
        """The link to the newest edition."""
        return self.shelf.folder / "latest"

    @property
    def newest(self) -> str:
        """Where the link leads."""
        return str(self.latest.readlink())

    def editions(self) -> set[str]:
        """Whatever stands on the shelf, but for the link."""
        return {path.name for path in self.shelf.folder.iterdir() if not path.is_symlink()}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_an_edition_has_its_files_an_index_and_a_ledger(bench: Bench) -> None:
    """An edition is language folders with the reports, an index, and a ledger of it all."""
    summary = bench.run()
    files = {path.relative_to(summary.path).as_posix() for path in Path(summary.path).rglob("*.*")}
    outputs = {f"{lang}/first.{form}" for lang in ("en", "zh-Hans") for form in ("html", "ipynb")}
    assert files == outputs | {"index.html", "run.json"}
    assert summary.exit_code == 0
    assert "published" in summary.line


def test_latest_is_a_relative_link(bench: Bench) -> None:
    """`latest` is a link that holds where the shelf is moved to."""
    summary = bench.run()
    assert bench.newest == summary.edition


def test_a_ledger_reads_back(bench: Bench) -> None:
    """`run.json` names parameters, keys with their parts, hashes, versions and outcomes."""
    summary = bench.run()
    ledger = read_ledger(bench.latest)
    assert ledger is not None
    assert ledger.reports == summary.reports
    entry = ledger.entry("first", "en")
    assert entry is not None
    assert entry.components["data"] in ledger.data
    assert entry.outcome == SUCCEEDED
    assert "pandas" in ledger.versions
    assert ledger.made == "now"


def test_an_index_leads_to_each_output(bench: Bench) -> None:
    """The index links each file, in both languages, with no script and no other host."""
    page = Path(bench.run().path, "index.html").read_text(encoding="utf-8")
    for path in ("en/first.html", "zh-Hans/first.ipynb", "run.json"):
        assert f'href="{path}"' in page
    assert "A title" in page
    assert "标题" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_same_again_is_nothing_to_do(bench: Bench) -> None:
    """A run with the same keys makes nothing, and says so."""
    bench.run()
    bench.made.clear()
    summary = bench.run()
    assert not bench.made
    assert summary.outcome == "unchanged"
    assert summary.line.startswith("nothing to do")


@pytest.mark.parametrize("asked", [{}, {"only": ("first",)}], ids=["edition", "drafts"])
def test_nothing_is_prepared_where_nothing_is_to_do(bench: Bench, asked: dict[str, Any]) -> None:
    """What makes reports ready is begun with the data and the number of reports, or not at all."""
    bench.run(**asked)
    assert bench.prepared
    assert set(bench.prepared) == {(1, 2)}
    bench.prepared.clear()
    assert bench.run(**asked).outcome == "unchanged"
    assert bench.prepared == []


def test_what_is_linked_is_not_prepared_for(bench: Bench) -> None:
    """The number of reports is that of those to be made."""
    bench.run(languages=("en",))
    bench.prepared.clear()
    bench.run()
    assert bench.prepared == [(1, 1)]


def test_an_older_edition_that_holds_again_becomes_latest(bench: Bench) -> None:
    """Data put back as they were lead `latest` back, without anything made."""
    old = bench.run()
    bench.suite.data.put("regions", 2, name_en="Another")
    assert bench.run().edition != old.edition
    bench.suite.data.put("regions", 2, name_en="City")
    bench.made.clear()
    assert bench.run().outcome == "unchanged"
    assert not bench.made
    assert bench.newest == old.edition


def test_what_is_unchanged_is_linked(bench: Bench) -> None:
    """An output whose key stands in `latest` is the same file in the new edition."""
    bench.run(languages=("en",))
    old = bench.latest.resolve() / "en/first.html"
    bench.made.clear()
    summary = bench.run()
    assert [job.lang for job in bench.made] == ["zh-Hans"]
    assert Path(summary.path, "en/first.html").samefile(old)


def test_the_longest_is_made_first(bench: Bench) -> None:
    """First comes what took longest, or, where no run has timed it, what is longest."""
    bench.suite.notebook("x = 1  # " + "x" * 2000, name="second")
    text = bench.suite.toml.read_text("utf-8")
    entry = text[text.index("[[reports]]") :]
    bench.suite.toml.write_text(text + entry.replace("first", "second"), "utf-8")
    bench.run(languages=("en",))
    assert [job.report for job in bench.made] == ["second", "first"]


def test_a_format_that_is_new_is_made_alone(bench: Bench) -> None:
    """Where `latest` has one format of a key, the other one is made, and that one linked."""
    bench.run(formats=("html",))
    bench.made.clear()
    bench.run(formats=("html", "ipynb"))
    assert {job.formats for job in bench.made} == {("ipynb",)}


def test_a_damaged_output_is_made_again(bench: Bench) -> None:
    """A file of `latest` that is not as it was written is not linked."""
    bench.run(languages=("en",))
    damaged = bench.latest / "en/first.html"
    damaged.write_bytes(b"x" * damaged.stat().st_size)
    bench.made.clear()
    bench.run()
    assert {(job.lang, job.formats) for job in bench.made} == {
        ("en", ("html",)),
        ("zh-Hans", ("html", "ipynb")),
    }


def test_a_damaged_edition_is_made_whole_again(bench: Bench) -> None:
    """Where a file of an edition is gone, the same run makes it again, alone, and says so before."""
    edition = bench.run().edition
    (bench.latest / "en/first.html").unlink()
    steps = foresee(Request(bench.suite.path), bench.shelf)["reports"]
    assert [(step["action"], step["why"]) for step in steps] == [
        ("run", ["en/first.html is not as it was made"]),
        ("link", []),
    ]
    bench.made.clear()
    assert bench.run().outcome == "published"
    assert [(job.lang, job.formats) for job in bench.made] == [("en", ("html",))]
    assert bench.editions() == {edition, ".lock"}
    assert (bench.latest / "en/first.html").exists()


def test_a_name_with_other_keys_is_refused(bench: Bench) -> None:
    """An edition is not overwritten by other content; the answer names `--force`."""
    bench.run(edition="mine")
    before = (bench.shelf.folder / "mine/run.json").read_bytes()
    bench.suite.data.put("regions", 2, name_en="Another")
    with pytest.raises(UsageError, match="--force"):
        bench.run(edition="mine")
    assert (bench.shelf.folder / "mine/run.json").read_bytes() == before


def test_force_makes_all_again_and_replaces(bench: Bench) -> None:
    """`--force` makes each output, links none, and leaves nothing of the old edition."""
    bench.run(edition="mine")
    (bench.shelf.folder / "mine/stray").write_text("x")
    bench.made.clear()
    summary = bench.run(edition="mine", force=True, languages=("en",))
    assert len(bench.made) == 1
    assert not any(out.linked for entry in summary.reports for out in entry.outputs.values())
    left = {path.name for path in Path(summary.path).iterdir()}
    assert left == {"en", "index.html", "run.json"}


def test_a_folder_that_is_no_edition_is_never_replaced(bench: Bench) -> None:
    """A folder that the shelf did not make is refused, under force too."""
    (bench.shelf.folder / "mine").mkdir(parents=True)
    (bench.shelf.folder / "mine/thesis.txt").write_text("x")
    with pytest.raises(UsageError, match="no edition"):
        bench.run(edition="mine", force=True)
    assert (bench.shelf.folder / "mine/thesis.txt").exists()


def test_a_draft_stands_aside_and_is_replaced_by_the_next(bench: Bench) -> None:
    """Drafts stand in `draft/`, are copies, never move `latest`, and need no force."""
    published = bench.run()
    draft = bench.run(parameters={"target": "5"})
    assert Path(draft.path).name == "draft"
    assert bench.newest == published.edition
    again = bench.run(only=("first",))
    assert again.outcome == "published"
    kept = bench.latest / "en/first.html"
    copied = Path(again.path, "en/first.html")
    assert copied.read_bytes() == kept.read_bytes()
    assert not copied.samefile(kept)


@pytest.mark.parametrize(("outcome", "code"), [(FAILED, 1), (ERRORED, 3)])
def test_a_report_that_fails_publishes_nothing(bench: Bench, outcome: str, code: int) -> None:
    """One failure: no edition, `latest` as it was, and the partial notebook kept aside."""
    before = bench.run().edition
    bench.suite.data.put("regions", 2, name_en="Another")
    bench.outcome = outcome
    summary = bench.run()
    assert summary.exit_code == code
    assert "not published" in summary.line
    assert bench.newest == before
    assert bench.editions() == {before, "failed", ".lock"}
    assert (bench.shelf.folder / "failed" / summary.edition / "en/first.ipynb").exists()
    bench.outcome = SUCCEEDED
    bench.run()
    assert not (bench.shelf.folder / "failed" / summary.edition).exists()


def test_data_edited_meanwhile_publish_nothing(bench: Bench) -> None:
    """Where the data are not those that were hashed, nothing is published."""

    def edited(jobs: Sequence[Job]) -> Generator[Result, None, None]:
        bench.suite.data.put("regions", 2, name_en="Another")
        yield from bench.make(jobs)

    request = Request(bench.suite.path)
    with pytest.raises(MachineryError, match="changed while"):
        produce(request, bench.shelf, make=edited, tell=Silence(), now=lambda: "now")
    assert bench.editions() == {".lock"}


def test_a_shelf_that_is_held_is_busy(bench: Bench) -> None:
    """A second run of a shelf ends at once, while the first holds it."""
    with bench.shelf.locked(), pytest.raises(ShelfBusyError, match="another run"):
        bench.run()


def test_the_lock_of_a_dead_process_holds_nothing(bench: Bench) -> None:
    """A run that was killed leaves a lock file, and the next run goes on."""
    code = """
        import os, signal, sys
        from pathlib import Path
        from altay_analysis.batch.publish import Shelf
        with Shelf(Path(sys.argv[1])).locked():
            os.kill(os.getpid(), signal.SIGKILL)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(bench.shelf.folder)]
    assert subprocess.run(command, check=False).returncode == -9
    assert (bench.shelf.folder / ".lock").exists()
    assert bench.run().outcome == "published"


def test_what_a_killed_run_left_is_swept(bench: Bench) -> None:
    """Staging that a killed run left is removed; an edition on its way out is put back."""
    edition = bench.run().edition
    folder = bench.shelf.folder
    (folder / ".staging-dead/en").mkdir(parents=True)
    (folder / edition).rename(folder / f".replaced-{edition}")
    with bench.shelf.locked():
        pass
    assert bench.editions() == {edition, ".lock"}


def test_a_full_disk_publishes_nothing(bench: Bench) -> None:
    """Where the system refuses to write, one line says why, and nothing is left half done."""
    code = """
        import resource, sys
        from pathlib import Path
        from altay_analysis.batch.publish import Shelf
        from altay_analysis.errors import MachineryError
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        shelf = Shelf(Path(sys.argv[1]))
        try:
            with shelf.locked(), shelf.staged() as stage:
                stage.write("en/first.html", b"x" * 100_000)
        except MachineryError as error:
            print(error)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(bench.shelf.folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "cannot be written: File too large; nothing was published" in done.stdout
    assert bench.editions() == {".lock"}


@pytest.mark.skipif(not Path("/sys/kernel").exists(), reason="no file system that refuses folders")
def test_a_read_only_shelf_is_one_line() -> None:
    """A shelf that cannot be made is an error of the machinery, in one line."""
    with (
        pytest.raises(MachineryError, match="cannot be written"),
        Shelf(Path("/sys/kernel/altay-shelf")).locked(),
    ):
        pass


def test_a_shelf_that_is_a_file_is_refused(bench: Bench) -> None:
    """`--out` with the path of a file is a mistake of usage."""
    bench.shelf.folder.write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        bench.run()


def test_a_plan_touches_nothing(bench: Bench) -> None:
    """`--plan` names what would run and why, and does not even make the shelf."""
    foreseen = foresee(Request(bench.suite.path), bench.shelf)
    assert [(step["action"], step["why"]) for step in foreseen["reports"]] == [("run", ["new"])] * 2
    assert not bench.shelf.folder.exists()


def test_a_plan_says_what_is_linked(bench: Bench) -> None:
    """What is unchanged is linked, what changed is run, and why is named."""
    bench.run(languages=("en",))
    foreseen = foresee(Request(bench.suite.path), bench.shelf)
    actions = [(step["lang"], step["action"]) for step in foreseen["reports"]]
    assert actions == [("en", "link"), ("zh-Hans", "run")]
    bench.run()
    assert foresee(Request(bench.suite.path), bench.shelf)["to_do"] == "nothing to do"
