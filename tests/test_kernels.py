"""Kernels that are forked: as fresh, as alone and as mortal as those started from nothing."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from synthetic_suite import SyntheticSuite

from altay_analysis.batch.kernels import server
from altay_analysis.batch.kernels.engine import MOST_SHOWN
from altay_analysis.batch.kernels.manager import OwnKernelManager
from altay_analysis.batch.plan import Job, Request, make_plan
from altay_analysis.batch.run import ERRORED, FAILED, SUCCEEDED, Result, run_job

forks = pytest.mark.skipif(bool(server.refusal()), reason=f"no fork: {server.refusal()}")
sees = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs /proc to see sockets")
both = pytest.mark.parametrize(
    "cold", [pytest.param(False, marks=forks), True], ids=["forked", "cold"]
)


@pytest.fixture
def suite(tmp_path: Path) -> SyntheticSuite:
    return SyntheticSuite(tmp_path / "suite")


def job(suite: SyntheticSuite, **asked: Any) -> Job:
    return make_plan(Request(suite.path, languages=("en",), **asked), None).jobs[0]


def ran(suite: SyntheticSuite, *code: str, **asked: Any) -> Result:
    suite.notebook(*code)
    return run_job(job(suite, **asked))


def outputs(content: bytes) -> Iterator[Any]:
    for cell in nbformat.reads(content.decode(), as_version=4).cells:
        yield from cell.get("outputs", [])


def told(suite: SyntheticSuite, *code: str, **asked: Any) -> Any:
    """What a notebook prints, as JSON."""
    result = ran(suite, *code, formats=("ipynb",), **asked)
    assert result.outcome == SUCCEEDED, result.message
    return json.loads("".join(o.text for o in outputs(result.outputs["ipynb"]) if "text" in o))


@forks
def test_a_kernel_is_forked_and_fresh(suite: SyntheticSuite) -> None:
    """Each notebook has a process of its own, forked from the server, that leads its group."""
    code = (
        "import json, os, multiprocessing as m\n"
        "print(json.dumps([os.getpid(), os.getppid(), os.getpgrp(), m.parent_process().pid]))"
    )
    first, second = told(suite, code), told(suite, code)
    assert first[0] == first[2] != second[0]
    assert first[1] == second[1] != os.getpid()
    assert first[3] == os.getpid()


def test_cold_starts_from_nothing(suite: SyntheticSuite) -> None:
    """With `cold` a kernel is a program of its own, as stock."""
    code = "import json, os, multiprocessing as m\nprint(json.dumps([os.getppid(), m.parent_process()]))"
    assert told(suite, code, cold=True) == [os.getpid(), None]


SPOIL = """\
import builtins, json, os, random, sys
import matplotlib, numpy, pandas, seaborn
from matplotlib import pyplot as plt
import altay_analysis.wording
state = (os.environ.get("SPOILT"), matplotlib.rcParams["figure.dpi"], plt.rcParams["font.size"],
         hasattr(altay_analysis.wording, "spoilt"), hasattr(builtins, "spoilt"), os.getcwd(),
         pandas.get_option("display.max_rows"), os.umask(0o22), len(plt.get_fignums()),
         sys.getrecursionlimit(), numpy.geterr()["over"], "spoilt" in globals(),
         seaborn.axes_style()["axes.grid"])
drawn = [int(numpy.random.randint(1 << 30)), random.randrange(1 << 30)]
print(json.dumps([state, drawn]))"""
SPOILS = """\
os.environ["SPOILT"] = "1"
matplotlib.rcParams["figure.dpi"] = 17
seaborn.set_theme(font_scale=3)
builtins.spoilt = altay_analysis.wording.spoilt = spoilt = True
os.chdir("/")
pandas.set_option("display.max_rows", 7)
os.umask(0o77)
plt.figure()
numpy.random.seed(1)
random.seed(1)
sys.setrecursionlimit(4321)
numpy.seterr(over="ignore")"""


@forks
def test_nothing_leaks_from_one_notebook_to_the_next(suite: SyntheticSuite) -> None:
    """Modules, settings, environment, folder and random state are as a new process has them."""
    first, drawn = told(suite, SPOIL, SPOILS)
    second, again = told(suite, SPOIL, SPOILS)
    assert first == second
    assert not set(drawn) & set(again)


def test_a_forked_kernel_sees_what_a_cold_one_sees(suite: SyntheticSuite) -> None:
    """Environment, path, time zone, hashes, arguments, warnings and signals are the same."""
    code = """\
        import json, os, signal, sys, time, warnings, multiprocessing, locale
        import altay_analysis as aa
        aa.overview
        import matplotlib, seaborn
        from matplotlib import pyplot as plt
        own = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "TMPDIR", "JPY_PARENT_PID", "JPY_SESSION_NAME")
        private = dict.fromkeys(own, "") | {"MPLCONFIGDIR": ""}
        print(json.dumps([
            {**os.environ, **private}, [p for p in sys.path if "zip" not in p], time.tzname,
            hash("a"), len(sys.argv), sys.flags.utf8_mode, matplotlib.get_backend(),
            sorted(f[0] for f in warnings.filters), str(signal.getsignal(signal.SIGTERM)),
            multiprocessing.get_start_method(), locale.getlocale(),
            {k: str(v) for k, v in matplotlib.rcParams.items()}, get_ipython().history_manager.hist_file,
            sys.executable, __name__, multiprocessing.current_process().daemon]))"""
    forked, cold = (told(suite, textwrap.dedent(code), cold=cold) for cold in (False, True))
    assert forked == cold


@both
def test_figures_are_shown(suite: SyntheticSuite, cold: bool) -> None:
    """What pyplot and seaborn draw is shown at the end of its cell."""
    result = ran(
        suite,
        "from matplotlib import pyplot as plt\nplt.plot([1, 2])",
        "import seaborn as sns\nsns.scatterplot(x=[1, 2], y=[2, 1])",
        cold=cold,
        formats=("ipynb",),
    )
    assert result.outcome == SUCCEEDED, result.message
    shown = [o for o in outputs(result.outputs["ipynb"]) if "image/png" in o.get("data", {})]
    assert len(shown) == 2


def test_forked_and_cold_make_the_same_bytes(suite: SyntheticSuite) -> None:
    """However its kernel began, a report has the same bytes."""
    suite.notebook(
        "from matplotlib import pyplot as plt\n_ = plt.plot([1, 2])",
        "import pandas as pd\npd.DataFrame({'a': [1.5]})",
        "print({'x', 'y', 'z'})",
    )
    forked, cold = (run_job(job(suite, cold=cold, formats=("ipynb",))) for cold in (False, True))
    assert forked.outcome == SUCCEEDED, forked.message
    assert forked.outputs == cold.outputs


@sees
@forks
def test_no_port_is_opened(suite: SyntheticSuite) -> None:
    """A forked kernel listens on files of a private folder, and on no port."""
    code = """\
        import json, os, stat
        from pathlib import Path
        mine = {os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
                if os.path.exists(f"/proc/self/fd/{n}")}
        ports = [line.split()[1] for name in ("tcp", "tcp6")
                 for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
                 if f"socket:[{line.split()[9]}]" in mine]
        folder = Path(os.environ["TMPDIR"])
        sockets = sum(stat.S_ISSOCK(p.lstat().st_mode) for p in folder.iterdir())
        print(json.dumps([ports, sockets, oct(folder.stat().st_mode & 0o777)]))"""
    ports, sockets, mode = told(suite, textwrap.dedent(code))
    assert ports == []
    assert sockets == 6  # five channels, and what processes of the notebook's own print
    assert mode == "0o700"


@both
def test_a_kernel_leaves_nothing(
    suite: SyntheticSuite, monkeypatch: pytest.MonkeyPatch, cold: bool
) -> None:
    """Its process, what that started, its sockets and its folder are gone with it."""
    code = (
        "import json, os, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "print(json.dumps([os.getpid(), child.pid]))"
    )
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        pids = told(suite, code, cold=cold)
        assert list(Path(folder).iterdir()) == []
    assert not any(alive(pid) for pid in pids)


def alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be reaped does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


@both
def test_a_kernel_is_interrupted(cold: bool) -> None:
    """An interrupt ends a cell, and the kernel goes on."""

    async def interrupted() -> list[str]:
        manager = OwnKernelManager(kernel_name="python3", forked=not cold)
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        sleeping = asyncio.ensure_future(
            # Else a kernel may abort what comes soon after an error.
            client.execute(
                "import time\nprint('on')\ntime.sleep(600)", reply=True, stop_on_error=False
            )
        )
        while (await client.get_iopub_msg(timeout=60))["msg_type"] != "stream":
            pass
        await manager.interrupt_kernel()
        first = await sleeping
        second = await client.execute("1", reply=True)
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
        return [first["content"]["ename"], second["content"]["status"]]

    assert asyncio.run(interrupted()) == ["KeyboardInterrupt", "ok"]


@forks
def test_a_notebook_may_have_processes_of_its_own(suite: SyntheticSuite) -> None:
    """A forked kernel is no daemon: a notebook may start processes, and what they print shows."""
    code = """\
        import multiprocessing
        process = multiprocessing.get_context("fork").Process(target=print, args=("7",))
        process.start()
        process.join()"""
    assert told(suite, textwrap.dedent(code)) == 7


@both
def test_a_kernel_that_dies_is_named(suite: SyntheticSuite, cold: bool) -> None:
    """A kernel that is killed: errored, the cell and the signal named, a banner, what was done."""
    result = ran(
        suite,
        "print('so far')",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        cold=cold,
    )
    assert result.outcome == ERRORED
    assert "first.ipynb cell 6: DeadKernelError: the kernel was ended by SIGKILL" in result.message
    assert b"so far" in result.partial
    assert b"An Exception was encountered at" in result.partial


def test_memory_that_runs_out_fails_the_report(suite: SyntheticSuite) -> None:
    """Where a cell asks for more memory than there may be, that is its error, and named."""
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1 << 33, 1 << 33))"
    result = ran(suite, limit, "bytearray(1 << 34)")
    assert result.outcome == FAILED
    assert "cell 6: MemoryError" in result.message
    assert b"An Exception was encountered at" in result.partial


@both
def test_a_report_that_takes_too_long_is_ended(suite: SyntheticSuite, cold: bool) -> None:
    """The limit is the whole notebook's: errored, the cell and the limit named, a banner."""
    suite.notebook("print('so far')", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')")
    result = run_job(replace(job(suite, cold=cold), timeout=5.0))
    assert result.outcome == ERRORED
    assert result.message.endswith(
        "cell 6: ran longer than 5 s; give it more with --timeout, or mend the notebook"
    )
    assert b"so far" in result.partial
    assert b"An Exception was encountered at" in result.partial


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("while True:\n    print('x' * 1000)", id="for ever"),
        pytest.param("print('x' * 150_000_000)", id="at once"),
    ],
)
def test_what_prints_too_much_is_stopped(suite: SyntheticSuite, code: str) -> None:
    """Output has a limit: the report fails, says so, and its partial copy is small."""
    result = ran(suite, "print('so far')", code)
    assert result.outcome == FAILED
    assert f"cell 6: shows more than {MOST_SHOWN // 1_000_000} million characters" in result.message
    assert b"so far" in result.partial
    assert len(result.partial) < 1_000_000


REAPER = """\
import ctypes, os, signal, subprocess, sys, time
from pathlib import Path
assert ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0  # PR_SET_CHILD_SUBREAPER
run = subprocess.Popen([sys.executable, "-m", "altay_analysis", "report", "--quiet", "--jobs", "2"])
end = time.monotonic() + 120
moment = sys.argv[1]
while not (len(list(Path("notebooks").glob("pid-*"))) == 2 if moment == "cell" else
           len(Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()) >= 2):
    assert time.monotonic() < end and run.poll() is None
    time.sleep(0.01)
run.kill()
run.wait()
# Who is orphaned becomes this one's child: to have none means that nobody is left.
while time.monotonic() < end:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("nobody is left")
        break
    time.sleep(0.01)
else:
    os.system("ps axf >&2")
"""


@forks
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see processes")
@pytest.mark.parametrize("moment", ["start", "cell"])
def test_who_kills_the_run_kills_its_kernels(suite: SyntheticSuite, moment: str) -> None:
    """A killed run leaves no server, worker or kernel, under a subreaper, with a busy cell."""
    suite.notebook(
        "from pathlib import Path\nPath(f'pid-{lang}').touch()",
        # The interpreter's lock is held, so that no thread of the kernel's comes to its turn.
        "import re\nre.match('(a+)+$', 'a' * 60 + 'b')",
    )
    command = [sys.executable, "-c", REAPER, moment]
    done = subprocess.run(command, cwd=suite.path, capture_output=True, text=True, check=False)
    assert done.stdout == "nobody is left\n", done.stderr
