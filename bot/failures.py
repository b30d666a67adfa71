"""What goes wrong around the program, as a sentence that says what to do; the rest are faults of ours."""

from __future__ import annotations

import errno

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from bot.config import ConfigError
from bot.refusals import error_of
from handlers.contract import UserError
from storage.migrate import NewerDatabase


def explained(failure: Exception) -> tuple[int, str | None]:
    """(the exit code, the sentence); no sentence when it is not one of those."""
    if isinstance(failure, ConfigError):
        return 2, str(failure)
    if isinstance(failure, UserError | NewerDatabase):
        return 1, str(failure)
    if isinstance(failure, SlackApiError):
        return 1, f"Slack refuses: {error_of(failure)}. `convener check` says what to mend."
    if isinstance(failure, ArgumentError | NoSuchModuleError):
        return 2, "[database] url is no address of a database: use sqlite:///FILE or postgresql://HOST/NAME."
    if isinstance(failure, DBAPIError):
        cause = str(failure.orig).strip().splitlines()[0]
        return 1, f"The database does not work: {cause}. Look at [database] url."
    if isinstance(failure, OSError | ClientError):
        return 1, _of_system(failure)
    return 1, None


def _of_system(failure: OSError | ClientError) -> str:
    if getattr(failure, "errno", None) == errno.EADDRINUSE:
        return "That port is in use: stop what listens there, or take another ([http] port, or --port)."
    if isinstance(failure, OSError) and failure.filename:
        return f"{failure.filename}: {failure.strerror}."
    return f"Cannot reach Slack or the network: {failure}. `convener check` looks at every part."
