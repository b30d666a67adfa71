"""What can be checked on this machine alone: the settings, the database, the relay key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from bot.checks.findings import Finding, bad, fine, note
from bot.config import DEFAULT, ConfigError, load
from bot.settings import Settings
from handlers import sealing
from storage import migrate
from storage.areas import live_areas
from storage.db import Database
from storage.feedback import feedback
from storage.groups import live_groups

Answer = TypeVar("Answer")
NEW_KEY = 'python3 -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'


def config(path: Path | None) -> list[Finding]:
    """Whether the secrets of the mode are all there; the rest was found sound by loading it."""
    where = path or DEFAULT
    source = f"{where} and the environment" if where.exists() else f"the environment (there is no {where})"
    try:
        settings = load(path, need=True)
    except ConfigError as wrong:
        return [bad("config", problem, "Set it and check again.") for problem in wrong.problems]
    return [fine("config", f"{source}, {settings.slack.mode} mode")]


def database(settings: Settings) -> Finding:
    url = make_url(settings.database.url)
    shown = url.render_as_string(hide_password=True)
    if _is_missing(settings):
        return bad("database", f"{url.database} does not exist yet", "`convener migrate` makes it.")
    try:
        found = Database(settings.database.url)
        behind, at = migrate.pending(found), migrate.current(found)
        found.close()
    except migrate.NewerDatabase as newer:
        return bad("database", str(newer), "Install the version that wrote it, or a later one.")
    except (SQLAlchemyError, ImportError) as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        return bad("database", f"{shown}: {cause}", "Is it running, and is [database] url right?")
    if behind:
        return bad(
            "database", f"{shown} lacks {', '.join(behind)}", "`convener migrate` brings it up to date."
        )
    return fine("database", f"{shown}, revision {at}")


def relay_key(settings: Settings) -> Finding:
    key = settings.privacy.relay_key.get_secret_value()
    if not key:
        says = "not set: anonymous feedback can be given, but its author not be answered"
        return note("relay key", says, f"Set CONVENER_PRIVACY__RELAY_KEY to the output of {NEW_KEY}")
    sealed = _ask(settings, lambda db: db.scalar(_LAST_SEALED))
    if sealed and sealing.unseal(key, sealed) is None:
        return bad("relay key", "does not open what was sealed before", "Set the key that was used then.")
    return fine("relay key", "set")


def channels_needed(settings: Settings, workspace: str) -> dict[str, str]:
    """The channels of groups and areas: {id: what for}."""

    def ask(db: Connection) -> Iterator[tuple[str | None, str]]:
        for area in live_areas(db, workspace):
            yield area.channel, f"the leads of {area.slug}"
        for group in live_groups(db, workspace):
            yield group.channel, f"the group {group.slug}"

    found = _ask(settings, lambda db: list(ask(db))) or []
    return {channel: what for channel, what in found if channel}


_LAST_SEALED = (
    select(feedback.c.relay)
    .where(feedback.c.relay.is_not(None))
    .order_by(feedback.c.created_at.desc())
    .limit(1)
)


def _is_missing(settings: Settings) -> bool:
    url = make_url(settings.database.url)
    return url.get_backend_name() == "sqlite" and not (url.database and Path(url.database).exists())


def _ask(settings: Settings, question: Callable[[Connection], Answer]) -> Answer | None:
    """None where the database cannot answer; `database` says why."""
    if _is_missing(settings):
        return None
    asked = Database(settings.database.url)
    try:
        with asked.reading() as db:
            return question(db)
    except (SQLAlchemyError, ImportError):
        return None
    finally:
        asked.close()
