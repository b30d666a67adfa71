"""The command as an operator meets it: exit codes, sentences instead of tracebacks, a clean end."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import sys
from pathlib import Path
from typing import NamedTuple

import aiohttp
import pytest

from bot.__main__ import main
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.stage import free_port

ROOT = Path(__file__).parent.parent
WORDS = ["demo", "run", "sandbox", "init", "manifest", "check", "import", "export", "migrate"]


class Ended(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def empty_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def run(*words: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["convener", *words])
        with pytest.raises(SystemExit) as end:
            main()
        return Ended(int(end.value.code or 0), *capsys.readouterr())

    return run


def is_a_sentence(ended: Ended) -> bool:
    lines = ended.err.strip().splitlines()
    return bool(lines) and "Traceback" not in ended.err and all(line.endswith(".") for line in lines)


def test_help_lists_every_word_with_a_line(typed) -> None:
    ended = typed("--help")
    said = re.findall(r"^  ([a-z]+) +[A-Z].+$", ended.out, re.MULTILINE)
    assert ended.code == 0 and said == WORDS


@pytest.mark.parametrize("word", ["run", "manifest", "import x.yaml", "export", "migrate"])
def test_a_mistake_in_the_settings_ends_with_2_and_a_sentence(typed, word: str) -> None:
    Path("config.toml").write_text('[http]\nprot = "xoxb-hidden"', "utf-8")
    ended = typed(*word.split())
    assert ended.code == 2 and is_a_sentence(ended)
    assert "[http] prot" in ended.err and "xoxb-hidden" not in ended.err


def test_run_names_the_secrets_that_are_missing(typed) -> None:
    ended = typed("run")
    assert ended.code == 2 and is_a_sentence(ended)
    assert "bot_token" in ended.err and "app_token" in ended.err


@pytest.mark.parametrize("words", [["--config", "no.toml", "migrate"], ["migrate", "--config", "no.toml"]])
def test_a_named_file_that_is_missing_ends_with_2(typed, words: list[str]) -> None:
    ended = typed(*words)
    assert ended.code == 2 and is_a_sentence(ended) and "no.toml" in ended.err


def test_an_unknown_word_or_option_ends_with_2(typed) -> None:
    for words in (["rnu"], ["run", "--prot"], ["demo", "--port", "x"], []):
        ended = typed(*words)
        assert ended.code == 2 and "Traceback" not in ended.err


def test_migrate_says_what_it_did_and_is_quiet_the_second_time(typed) -> None:
    first, second = typed("migrate"), typed("migrate")
    assert first.code == second.code == 0
    assert first.out.startswith("Applied 0001") and second.out == "The database is up to date.\n"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("sqlite:////no/such/folder/x.db", 1),
        ("postgresql://u@127.0.0.1:1/x", 1),
        ("sqlite://host/x", 2),
    ],
)
def test_a_database_out_of_reach_is_a_sentence(typed, monkeypatch, url: str, code: int) -> None:
    monkeypatch.setenv("CONVENER_DATABASE__URL", url)
    ended = typed("migrate")
    assert ended.code == code and is_a_sentence(ended) and "[database] url" in ended.err


def test_init_writes_the_example_once_for_the_owner_only(typed) -> None:
    first, second = typed("init"), typed("init")
    written = Path("config.toml")
    assert first.code == second.code == 0 and "Wrote" in first.out and "left it alone" in second.out
    assert written.read_text("utf-8") == (ROOT / "config.example.toml").read_text("utf-8")
    assert written.stat().st_mode & 0o077 == 0


def test_manifest_takes_the_command_of_the_settings(typed) -> None:
    Path("config.toml").write_text('[slack]\ncommand = "/groups"', "utf-8")
    printed = json.loads(typed("manifest").out)
    assert printed["features"]["slash_commands"][0]["command"] == "/groups"
    said = json.loads(typed("manifest", "--command", "/x", "--name", "Bob").out)
    assert said["features"]["slash_commands"][0]["command"] == "/x"
    assert said["display_information"]["name"] == "Bob"


@pytest.mark.parametrize(
    "words", [["--name", "x" * 36], ["--name", ""], ["--command", "wg"], ["--http", "example.org"]]
)
def test_manifest_refuses_what_slack_would(typed, words: list[str]) -> None:
    ended = typed("manifest", *words)
    assert ended.code == 2 and is_a_sentence(ended) and words[0] in ended.err


def test_a_file_that_is_not_there_is_named(typed, monkeypatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    ended = typed("import", "nothing.yaml")
    assert ended.code == 1 and ended.err == "nothing.yaml: No such file or directory.\n"


def test_slack_out_of_reach_is_a_sentence(typed, monkeypatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("CONVENER_SLACK__API_URL", "http://127.0.0.1:1/api/")
    Path("x.yaml").write_text("sigs: []", "utf-8")
    ended = typed("import", "x.yaml")
    assert ended.code == 1 and is_a_sentence(ended) and "convener check" in ended.err


def test_export_of_nothing_is_a_sentence(typed) -> None:
    ended = typed("export")
    assert ended.code == 1 and is_a_sentence(ended)


def environment(sandbox: Sandbox, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "CONVENER_SLACK__API_URL": sandbox.api_url,
        "CONVENER_HTTP__PORT": str(port),
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_SIGNING_SECRET": sandbox.signing_secret,
    }


async def begun(sandbox: Sandbox, port: int, **more: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env={**environment(sandbox, port), "PYTHONPATH": str(ROOT), **more},
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def healthy(port: int) -> dict[str, bool]:
    async with aiohttp.ClientSession() as session:
        for _ in range(1200):
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    if answer.status == 200:
                        return await answer.json()
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.05)
    raise AssertionError("the bot did not come to life within a minute")


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_run_comes_to_life_and_ends_well_on_sigterm(mode: str) -> None:
    async def story() -> None:
        port = free_port()
        url = f"http://127.0.0.1:{port}/slack/events" if mode == "http" else None
        async with Sandbox(Workspace(), request_url=url) as sandbox:
            bot = await begun(sandbox, port, CONVENER_SLACK__MODE=mode)
            parts = await healthy(port)
            assert ("socket" in parts) == (mode == "socket")
            bot.send_signal(signal.SIGTERM)
            _, err = await asyncio.wait_for(bot.communicate(), 10)
            said = err.decode()
            assert bot.returncode == 0 and "Traceback" not in said and sandbox.bot_token not in said
            assert "unused" not in said

    asyncio.run(story())


def test_a_port_that_is_taken_is_a_sentence() -> None:
    async def story() -> None:
        async with Sandbox(Workspace()) as sandbox:
            with socket.socket() as taken:
                taken.bind(("127.0.0.1", 0))
                taken.listen()
                bot = await begun(sandbox, taken.getsockname()[1])
                _, err = await asyncio.wait_for(bot.communicate(), 60)
        assert bot.returncode == 1 and "Traceback" not in err.decode()
        assert "That port is in use" in err.decode()

    asyncio.run(story())
