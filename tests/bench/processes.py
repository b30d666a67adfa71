"""The processes that take part in a benchmark: started, asked for figures, held still, ended."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any, TypedDict

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Tokens(TypedDict):
    """What a bot needs to know of a workspace."""

    api_url: str
    bot_token: str
    app_token: str
    signing_secret: str


class Process:
    """A Python program beside this one; `talks` when it answers a line of JSON with a line of JSON."""

    def __init__(self, *arguments: str, talks: bool = False, env: dict[str, str] | None = None) -> None:
        pipe = subprocess.PIPE if talks else None
        self._child = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=pipe,
            stdout=pipe or subprocess.DEVNULL,
            text=True,
        )
        self._heard: dict[str, Any] = self.hear() if talks else {}

    @property
    def first_words(self) -> dict[str, Any]:
        return self._heard

    def hear(self) -> dict[str, Any]:
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._child.args} ended with {self._child.wait()}")
        return dict(json.loads(line))

    def ask(self, question: str, **more: Any) -> dict[str, Any]:
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps({"ask": question, **more}) + "\n")
        self._child.stdin.flush()
        return self.hear()

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self._child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_mb(self) -> float:
        return int(Path(f"/proc/{self._child.pid}/statm").read_text().split()[1]) * PAGE / 1e6

    def hold(self) -> None:
        """It does nothing until `let_go`: what it has left to do must not slow another's turn."""
        self._child.send_signal(signal.SIGSTOP)

    def let_go(self) -> None:
        self._child.send_signal(signal.SIGCONT)

    def is_running(self) -> bool:
        return self._child.poll() is None

    def kill(self) -> None:
        """As a power cut would."""
        self._child.kill()
        self._child.wait()

    def terminate(self, within: float = 10.0) -> int:
        """SIGTERM; its exit code."""
        self._child.terminate()
        try:
            return self._child.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_running():
            self.let_go()
            self.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()


def bot(tokens: Tokens, database_url: str, port: int, **settings: dict[str, Any]) -> Process:
    """`convener run`, configured by its environment."""
    said: dict[str, dict[str, Any]] = {
        "slack": {"mode": "http", **tokens},
        "http": {"port": port},
        "database": {"url": database_url},
        "logging": {"level": "warning"},
    }
    for section, values in settings.items():
        said[section] = {**said.get(section, {}), **values}
    env = {f"CONVENER_{s}__{k}".upper(): str(v) for s, values in said.items() for k, v in values.items()}
    return Process("-m", "bot", "run", env=env)


def wait_until_ready(process: Process, port: int, within: float = 20.0) -> float:
    """Until /healthz says that every part is alive; how many seconds that took."""
    began = time.perf_counter()
    while time.perf_counter() - began < within:
        if not process.is_running():
            raise RuntimeError("it ended before it was ready")
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
            return time.perf_counter() - began
        time.sleep(0.02)
    raise TimeoutError(f"not ready within {within} s")


def wait_until_listening(port: int, within: float = 10.0) -> None:
    began = time.perf_counter()
    while time.perf_counter() - began < within:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise TimeoutError(f"nobody listens on {port}")
