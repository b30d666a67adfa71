"""`convener check`: looks at everything, changes nothing, and says for what fails how to mend it."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.app import slack_client
from bot.checks import here, slack
from bot.checks.findings import Finding, all_well, as_json, as_text, bad
from bot.clock import Clock
from bot.config import ConfigError, load


async def check(path: Path | None, json: bool = False) -> int:
    """Print what was found; the exit code."""
    findings = await look(path)
    typer.echo(as_json(findings) if json else as_text(findings))
    return 0 if all_well(findings) else 1


async def look(path: Path | None) -> list[Finding]:
    """What the machine itself can tell first; then what Slack says."""
    try:
        settings = load(path)
    except ConfigError as wrong:
        return [bad("config", problem, "Correct it and check again.") for problem in wrong.problems]
    found = [*here.config(path), here.database(settings), here.relay_key(settings)]
    client = slack_client(settings)
    who = await slack.identity(client, Clock().real())
    found += who.findings
    if settings.slack.mode == "socket":
        found += await slack.socket(client, settings)
    else:
        found += await slack.address(settings)
    if who.workspace:
        needed = here.channels_needed(settings, who.workspace)
        found += await slack.membership(client, needed, who.name)
    return found
