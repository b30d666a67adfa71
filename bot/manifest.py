"""The app manifest, made from what the program registers, so that it cannot lag behind."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.config import ConfigError
from bot.scopes import SCOPES
from bot.settings import COMMAND, Slack
from bot.slack_events import SUBSCRIBED
from handlers.router import Routes
from handlers.routes import routes

DESCRIPTION = "Runs working groups, and sees to it that feedback gets an answer."
REQUEST_PATH = "/slack/events"
COLOUR = "#2b4c7e"
LONGEST_NAME = 35

Manifest = dict[str, Any]


def as_json(name: str, command: str, http: str | None) -> str:
    """Refuses, by the option's name, what Slack would refuse."""
    if not 1 <= len(name) <= LONGEST_NAME:
        raise ConfigError(f"--name must have 1 to {LONGEST_NAME} characters.")
    if not re.fullmatch(COMMAND, command):
        raise ConfigError(f"--command must be {Slack.model_fields['command'].description}.")
    if http is not None and not re.match(r"https?://[^/\s]", http):
        raise ConfigError("--http must be an address that begins with https://.")
    return json.dumps(manifest(name, command, http), indent=2, ensure_ascii=False)


def manifest(name: str = "Convener", command: str = "/wg", http: str | None = None) -> Manifest:
    """For socket mode; with `http`, this machine's public address, for http mode."""
    url = {"request_url": request_url(http)} if http else {}
    return {
        "_metadata": {"major_version": 1},
        "display_information": {"name": name, "description": DESCRIPTION, "background_color": COLOUR},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "shortcuts": _shortcuts(routes),
            "slash_commands": [_command(routes, command, url)],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**url, "bot_events": sorted(SUBSCRIBED)},
            "interactivity": {"is_enabled": True, **url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not http,
            "token_rotation_enabled": False,
        },
    }


def request_url(base: str) -> str:
    """Where Slack is to call, whether the address was given with the path or without."""
    return base.rstrip("/").removesuffix(REQUEST_PATH) + REQUEST_PATH


def _shortcuts(routes: Routes) -> list[Manifest]:
    return [
        {"name": name, "type": on, "callback_id": callback_id, "description": f"{name}, with Convener."}
        for callback_id, (on, name, _) in routes.shortcuts.items()
    ]


def _command(routes: Routes, command: str, url: Manifest) -> Manifest:
    nouns = dict.fromkeys(c.pattern.literals[0] for c in routes.commands if c.pattern.literals)
    where = {"url": url["request_url"]} if url else {}
    return {
        "command": command,
        "description": DESCRIPTION,
        "usage_hint": f"[{' | '.join(nouns)}] …",
        "should_escape": True,
        **where,
    }
