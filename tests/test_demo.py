"""The first thing that a newcomer tries: the demo, and the story that it plays by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.stage import free_port

CONVENER = [sys.executable, "-m", "bot"]
HERE = Path(__file__).parent.parent


def test_the_story_closes_the_loop() -> None:
    played = subprocess.run(
        [*CONVENER, "demo", "--story"], cwd=HERE, capture_output=True, text=True, timeout=300, check=False
    )
    assert played.returncode == 0, played.stdout + played.stderr
    assert "Ana clicks [Yes]" in played.stdout
    assert played.stdout.rstrip().endswith("The loop closed.")
    assert not played.stderr


# A browser that stays open in the foreground, as BROWSER=firefox or w3m do, and notes what it was shown.
BROWSER = """
import os, signal, sys, urllib.request
signal.signal(signal.SIGINT, signal.SIG_DFL)
with urllib.request.urlopen(sys.argv[2], timeout=60) as page:
    shown = page.read().decode()
with open(sys.argv[1] + ".part", "w") as notes:
    notes.write(sys.argv[2] + "\\n" + shown)
os.rename(notes.name, sys.argv[1])
signal.pause()
"""


def test_the_demo_opens_a_browser_and_ends_with_control_c(tmp_path: Path) -> None:
    browser, notes, file = tmp_path / "browser.py", tmp_path / "notes", tmp_path / "kept" / "demo.db"
    browser.write_text(BROWSER)
    environment = {**os.environ, "BROWSER": f"{sys.executable} {browser} {notes} %s"}

    with demo("--data", str(file), **environment) as (running, address):
        noted = notes_of(notes)
        assert noted.startswith(f"{address}\n") and "</html>" in noted
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to everything that runs in it
        assert running.wait(timeout=60) == 0
    assert file.exists()

    notes.unlink()
    with demo("--data", str(file), "--no-browser", **environment) as (running, address):
        with urllib.request.urlopen(address, timeout=60) as page:
            assert b"<html" in page.read()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) == 0
    assert not notes.exists()


@contextmanager
def demo(*words: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The demo at work, and the address that it printed."""
    begun = [*CONVENER, "demo", "--port", str(free_port()), *words]
    options = {"cwd": HERE, "env": environment, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(begun, start_new_session=True, **options) as running:
        try:
            line = next(line for line in running.stdout if "http://" in line)
            yield running, line.split()[-1]
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


def notes_of(file: Path) -> str:
    """What the browser wrote down, as soon as it did."""
    for _ in range(2400):
        if file.exists():
            return file.read_text()
        time.sleep(0.05)
    raise AssertionError("no browser was shown the page")
