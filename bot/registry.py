"""`convener import` and `convener export`: groups, areas and people from and to a file."""

from __future__ import annotations

from pathlib import Path

import typer
from sqlalchemy import Connection

from bot.app import App
from bot.config import demand
from bot.settings import Settings
from handlers.contract import UserError
from handlers.registry.exporting import export
from handlers.registry.importing import Plan, apply, plan
from storage import migrate, workspaces
from storage.db import Database


async def import_file(settings: Settings, file: Path, people: Path | None, dry_run: bool) -> int:
    """Print what changes; Slack is asked first who is there, so that everybody is found."""
    demand(settings, "token")
    groups, who = _text(file), _text(people) if people else None
    app = await App.build(settings)
    try:
        await app.door.directory.refresh(app.workspace)

        def do(db: Connection) -> Plan:
            found = plan(db, app.workspace, groups, who, app.clock.now())
            if not dry_run:
                apply(db, found, app.clock.now())
            return found

        found = await (app.work.read(do) if dry_run else app.work.write(do))
    finally:
        await app.stop()
    typer.echo("\n".join(found.lines()))
    return 0


def export_file(settings: Settings, file: Path | None) -> int:
    """To the file, or printed."""
    database = Database(settings.database.url)
    migrate.upgrade(database)
    with database.reading() as db:
        text = export(db, _only_workspace(db))
    database.close()
    if file is None:
        typer.echo(text, nl=False)
    else:
        file.write_text(text, "utf-8")
    return 0


def _text(file: Path) -> str:
    """A folder's files follow each other: OpenStack keeps one a meeting."""
    if file.is_dir():
        return "\n---\n".join(_text(each) for each in sorted(file.glob("*.yaml")))
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        raise UserError(f"{file} is not a text in UTF-8.") from None


def _only_workspace(db: Connection) -> str:
    found = workspaces.known(db)
    if len(found) != 1:
        known = f"{len(found)} workspaces, and I export one" if found else "nothing yet to export"
        raise UserError(f"[database] url holds {known}.")
    return found[0]
