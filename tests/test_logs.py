"""The log tells what happened, in either form, and never a secret."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from bot import logs
from bot.settings import Logging, Privacy, Settings, Slack

KEY = "k" * 43 + "="


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def settings(form: str, level: str = "info") -> Settings:
    slack = Slack.model_validate({"signing_secret": "hush-hush", "bot_token": "odd.token"})
    return Settings(
        slack=slack,
        logging=Logging.model_validate({"format": form, "level": level}),
        privacy=Privacy.model_validate({"relay_key": KEY}),
    )


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_passes(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(settings(form))
    log = logging.getLogger("bot")
    secrets = ("hush-hush", "odd.token", KEY, "xoxb-1-a", "xapp-1-A-2-b", "xoxp-9", "xoxe.xoxp-1-M")
    for secret in secrets:
        log.info("with %s inside", secret)
        try:
            raise ValueError(secret)
        except ValueError:
            log.exception("failed")
    said = capsys.readouterr().err
    assert not any(secret in said for secret in secrets) and said.count("[secret]") >= 2 * len(secrets)


def test_json_is_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(settings("json"))
    try:
        sys.exit('quotes " and\nlines')
    except SystemExit:
        logging.getLogger("bot.x").exception("it “fails”\nhere")
    logging.getLogger("bot").debug("unheard")
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["level"], said["logger"], said["message"]) == ("error", "bot.x", "it “fails”\nhere")
    assert said["at"].endswith("+00:00") and "SystemExit" in said["traceback"]


def test_libraries_speak_up_only_when_it_matters(capsys: pytest.CaptureFixture[str]) -> None:
    def heard(level: str) -> str:
        logs.set_up(settings("text", level))
        bolt = logging.getLogger("slack_bolt.AsyncApp")
        bolt.setLevel(logging.DEBUG)
        bolt.warning("chatter")
        bolt.error("trouble")
        return capsys.readouterr().err

    assert "trouble" in heard("info") and "chatter" not in heard("info")
    assert "chatter" in heard("debug")
