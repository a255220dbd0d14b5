"""`altay lab`: JupyterLab on the project, on this machine alone, with its token."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest
from running_lab import running
from synthetic_suite import SyntheticSuite
from test_cli import Command

UNGUARDED = "c.IdentityProvider.token = ''\nc.ServerApp.token = ''\nc.ServerApp.ip = '0.0.0.0'\n"


@pytest.fixture
def altay(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


def asked(address: str, token: str = "", body: bytes | None = None) -> bytes:
    """What a server answers."""
    headers = {"Authorization": f"token {token}"} if token else {}
    request = urllib.request.Request(address, body, headers)  # noqa: S310  # our own server
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return bytes(answer.read())


def test_the_lab_shows_the_project_to_who_has_the_token(tmp_path: Path) -> None:
    """The project's files are there with the token; without it nobody gets in."""
    suite = SyntheticSuite(tmp_path / "a project 阿勒泰")
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    # No configuration of the user's turns the token off, or lets other machines in.
    (config / "jupyter_server_config.py").write_text(UNGUARDED, encoding="utf-8")
    with running(suite.path, tmp_path / "home") as lab:
        assert lab.host.startswith("http://127.0.0.1:")
        assert len(lab.token) == 48
        listed = json.loads(asked(f"{lab.host}/api/contents/notebooks", lab.token))
        assert "first.ipynb" in [file["name"] for file in listed["content"]]
        with pytest.raises(urllib.error.HTTPError) as refused:
            asked(f"{lab.host}/api/contents/notebooks")
        refused.value.close()
        assert refused.value.code == 403
        process = lab.process
    assert process.returncode == 0


def test_its_kernels_end_with_it(tmp_path: Path) -> None:
    """A kernel that was started is gone when the server is, and so is what told where it was."""
    suite = SyntheticSuite(tmp_path / "suite")
    with running(suite.path, tmp_path / "home") as lab:
        asked(f"{lab.host}/api/kernels", lab.token, body=b"{}")
        started = psutil.Process(lab.process.pid).children(recursive=True)
        assert started
    assert [each for each in started if each.is_running()] == []
    assert list((tmp_path / "home" / "runtime").glob("jpserver-*.json")) == []


def test_a_port_that_is_taken_is_named(
    altay: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A port that another program listens on is refused in one line, before anything starts."""
    monkeypatch.chdir(SyntheticSuite(tmp_path / "suite").path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert altay("lab", "--no-browser", "--port", str(port)) == 2
    assert f"port {port} cannot be used (Address already in use); give another" in altay.one_line()


def test_a_folder_without_reports_toml_is_refused(
    altay: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no project, one line says how to come by one."""
    monkeypatch.chdir(tmp_path)
    assert altay("lab") == 2
    assert "no reports.toml in" in altay.one_line()
    assert "altay init DIR" in altay.one_line()
