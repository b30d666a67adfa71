"""The `convener` command; each of its words imports what it needs only when it is used."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.config import Need, Settings

convener = typer.Typer(
    help="A Slack bot that runs working groups and sees to it that feedback gets an answer.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="The settings [default: config.toml]")
]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Where the page is served; 0 takes any free port")]


@convener.callback()
def of_all(context: typer.Context, config: Config = None) -> None:
    context.obj = config


@convener.command()
def demo(
    port: Port = 8023,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address")] = False,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Keep the bot's database in this SQLite file (messages start afresh)"
        ),
    ] = None,
    story: Annotated[
        bool, typer.Option("--story", help="Play the whole loop by itself; exit 0 when it closed")
    ] = False,
) -> None:
    """Open a local Slack workspace with the bot in it, in the browser. Needs no Slack."""
    from bot import demo as play

    raise typer.Exit(play.story() if story else play.demo(port, not no_browser, data))


@convener.command()
def run(context: typer.Context, config: Config = None) -> None:
    """Run the bot."""
    settings = _settings(context, config, need=True)
    from bot import logs
    from bot.app import serve

    logs.set_up(settings)
    raise typer.Exit(asyncio.run(serve(settings)))


@convener.command()
def sandbox(
    port: Port = 8024,
    request_url: Annotated[
        str, typer.Option(metavar="URL", help="Where to call a bot that holds no socket")
    ] = "http://127.0.0.1:3000/slack/events",
) -> None:
    """Run the local Slack workspace alone, for a `convener run` of your own beside it."""
    from bot.playground import serve

    raise typer.Exit(asyncio.run(serve(port, request_url)))


@convener.command()
def init() -> None:
    """Write a config.toml to fill in; one that is there is left alone."""
    from bot.config import DEFAULT
    from bot.starting import write_config

    typer.echo(write_config(DEFAULT))


@convener.command()
def manifest(
    context: typer.Context,
    http: Annotated[
        str | None, typer.Option(metavar="URL", help="For http mode: this machine's public address")
    ] = None,
    name: Annotated[str, typer.Option(help="What the bot is called in Slack")] = "Convener",
    command: Annotated[str | None, typer.Option(help="The slash command [default: of the settings]")] = None,
    config: Config = None,
) -> None:
    """Print the app manifest to create the Slack app from."""
    settings = _settings(context, config)
    from bot.manifest import as_json

    typer.echo(as_json(name, command or settings.slack.command, http))


@convener.command()
def check(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For machines")] = False,
    config: Config = None,
) -> None:
    """Look at everything, change nothing, and say how to mend what fails."""
    from bot.check import check as look

    raise typer.Exit(asyncio.run(look(_file(context, config), as_json)))


@convener.command("import")
def import_groups(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Kubernetes' sigs.yaml, or OpenStack's irc-meetings")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what it would do")] = False,
    people: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Who is who in Slack, as YAML or CSV")
    ] = None,
    config: Config = None,
) -> None:
    """Read groups, their areas and their people from a file; doing it twice changes nothing."""
    settings = _settings(context, config)
    from bot.registry import import_file

    raise typer.Exit(asyncio.run(import_file(settings, file, people, dry_run)))


@convener.command("export")
def export_groups(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to write [default: print it]")] = None,
    config: Config = None,
) -> None:
    """Write groups, areas and people as YAML, as import reads it."""
    settings = _settings(context, config)
    from bot.registry import export_file

    raise typer.Exit(export_file(settings, file))


@convener.command()
def migrate(context: typer.Context, config: Config = None) -> None:
    """Bring the database up to this version; `run` does it too."""
    settings = _settings(context, config)
    from storage.db import Database
    from storage.migrate import upgrade

    database = Database(settings.database.url)
    for applied in upgrade(database):
        typer.echo(f"Applied {applied}.")
    database.close()
    typer.echo("The database is up to date.")


def _file(context: typer.Context, config: Path | None) -> Path | None:
    """`--config` may stand before or after the word."""
    return config or context.obj


def _settings(context: typer.Context, config: Path | None, need: Need | bool = False) -> Settings:
    from bot.config import load

    return load(_file(context, config), need)


def main() -> None:
    """What went wrong in a known way is a sentence, without a traceback."""
    try:
        convener()
    except Exception as failure:
        from bot.failures import explained

        code, sentence = explained(failure)
        if sentence is None:
            raise
        typer.echo(sentence, err=True)
        sys.exit(code)


if __name__ == "__main__":
    main()
