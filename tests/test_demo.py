"""The first thing that a newcomer tries: the demo, and the story that it plays by itself."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
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


def test_the_demo_serves_its_page_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    file = tmp_path / "kept" / "demo.db"
    with subprocess.Popen(
        [*CONVENER, "demo", "--no-browser", "--port", str(port), "--data", str(file)],
        cwd=HERE,
        stdout=subprocess.PIPE,
        text=True,
    ) as demo:
        assert demo.stdout is not None
        said = next(line for line in demo.stdout if "http://" in line)
        assert f"http://127.0.0.1:{port}/" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as page:
            assert b"<html" in page.read()
        demo.send_signal(signal.SIGINT)
        assert demo.wait(timeout=60) == 0
    assert file.exists()
