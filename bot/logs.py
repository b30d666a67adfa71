"""Logging to standard error, as text or JSON, with every secret struck out."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.settings import Settings

_TOKEN = re.compile(r"\bx(?:ox[a-z]|app)(?:\.[a-z]+)?-[\w.-]+")
_STRUCK = "[secret]"
# From which level on a library is heard; Bolt warns of what is meant so.
LIBRARIES = {
    "slack_bolt": logging.ERROR,
    "slack_sdk": logging.WARNING,
    "aiohttp": logging.WARNING,
    "apscheduler": logging.WARNING,
    "alembic": logging.WARNING,
}
TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def set_up(settings: Settings) -> None:
    """For the whole process; debugging tells also what the libraries say."""
    slack = settings.slack
    secrets = (slack.bot_token, slack.app_token, slack.signing_secret, settings.privacy.relay_key)
    known = [secret.get_secret_value() for secret in secrets]
    level = settings.logging.level.upper()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((Json if settings.logging.format == "json" else Text)(known))
    if level != "DEBUG":
        handler.addFilter(_worth_telling)
    logging.basicConfig(handlers=[handler], level=level, force=True)


def _worth_telling(record: logging.LogRecord) -> bool:
    """A filter and no level, since Bolt sets its loggers' own."""
    library = record.name.partition(".")[0]
    return record.levelno >= LIBRARIES.get(library, logging.NOTSET)


class Text(logging.Formatter):
    """A line for people. Striking out the finished line catches tracebacks and arguments alike."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(TEXT)
        self._strike = _striker(secrets)

    def format(self, record: logging.LogRecord) -> str:
        return self._strike.sub(_STRUCK, super().format(record))


class Json(Text):
    """An object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return self._strike.sub(_STRUCK, json.dumps(said, ensure_ascii=False))


def _striker(secrets: Iterable[str]) -> re.Pattern[str]:
    known = [re.escape(secret) for secret in secrets if secret]
    return re.compile("|".join([*known, _TOKEN.pattern]))
