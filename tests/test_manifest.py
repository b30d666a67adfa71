"""The manifest is what Slack takes and what the program registers; no scope is asked for in vain."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.manifest import manifest, request_url
from bot.sandbox.methods.table import METHODS
from bot.scopes import SCOPES
from bot.slack_events import SUBSCRIBED
from handlers.routes import routes

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT.parent / "shared/data/slack/manifest.schema.2.0.0.json"
NOT_CALLED = {"apps.connections.open"}  # takes the app token, and no scope of the bot


@pytest.mark.parametrize("http", [None, "https://convener.example.org"])
def test_slack_takes_it(http: str | None) -> None:
    if not SCHEMA.exists():
        pytest.skip("the shared data with Slack's schema is not here")
    jsonschema.validate(manifest(http=http), json.loads(SCHEMA.read_text("utf-8")))


def test_it_holds_all_that_is_registered() -> None:
    made = manifest("Bob", "/groups")
    features, settings = made["features"], made["settings"]
    assert {s["callback_id"]: (s["type"], s["name"]) for s in features["shortcuts"]} == {
        callback_id: (on, name) for callback_id, (on, name, _) in routes.shortcuts.items()
    }
    (command,) = features["slash_commands"]
    assert command["command"] == "/groups" and command["should_escape"] is True
    assert all(c.pattern.literals[0] in command["usage_hint"] for c in routes.commands if c.pattern.literals)
    assert set(settings["event_subscriptions"]["bot_events"]) == set(SUBSCRIBED)
    assert set(made["oauth_config"]["scopes"]["bot"]) == set(SCOPES)
    assert settings["interactivity"]["is_enabled"] is True
    assert (
        features["app_home"]["home_tab_enabled"]
        and not features["app_home"]["messages_tab_read_only_enabled"]
    )
    assert made["display_information"]["name"] == features["bot_user"]["display_name"] == "Bob"


def urls(said: Any) -> list[str]:
    if isinstance(said, dict):
        return [u for value in said.values() for u in urls(value)]
    return [said] if isinstance(said, str) and said.startswith("http") else []


def test_socket_mode_names_no_address_and_http_mode_one_everywhere() -> None:
    socket, http = manifest(), manifest(http="https://x.example.org/")
    assert socket["settings"]["socket_mode_enabled"] and not urls(socket)
    assert not http["settings"]["socket_mode_enabled"]
    (command,) = http["features"]["slash_commands"]
    places = [
        command["url"],
        *(http["settings"][k]["request_url"] for k in ("event_subscriptions", "interactivity")),
    ]
    assert places == ["https://x.example.org/slack/events"] * 3


def test_the_address_may_be_given_with_its_path() -> None:
    for base in ("https://x.org", "https://x.org/", "https://x.org/slack/events"):
        assert request_url(base) == "https://x.org/slack/events"


def called() -> set[str]:
    """The Web API methods that the bot names in its code, by Slack's names."""
    known = {name.replace(".", "_"): name for name in METHODS}
    code = "\n".join(p.read_text("utf-8") for p in (ROOT / "bot").glob("**/*.py") if "sandbox" not in p.parts)
    named = {name for name in re.findall(r"\.([a-z]+_[a-zA-Z_]+)\b", code) if hasattr(AsyncWebClient, name)}
    assert named <= set(known) | {n.replace(".", "_") for n in NOT_CALLED}, "the sandbox lacks a method"
    return {known[name] for name in named if name in known}


def test_every_scope_is_needed_by_a_method_or_an_event() -> None:
    methods = called()
    for name, scope in SCOPES.items():
        in_use = methods & set(scope.methods) or set(SUBSCRIBED) & set(scope.events) or scope.besides
        assert in_use, f"nothing needs {name} any more: take it out of bot/scopes.py"
        vain = (set(scope.methods) - methods) | (set(scope.events) - set(SUBSCRIBED))
        assert not vain, f"{name} is justified with {vain}, which the bot does not use"


def test_what_neither_methods_nor_events_tell_is_in_use_too() -> None:
    assert {name for name, scope in SCOPES.items() if scope.besides} == {"commands", "users:read.email"}
    assert routes.commands and 'get("email")' in (ROOT / "bot/directory.py").read_text("utf-8")


def test_no_scope_is_missing() -> None:
    for method in called():
        takes = METHODS[method].scopes
        assert not takes or set(takes) & set(SCOPES), f"{method} needs one of {takes}"
        named = {name for name, scope in SCOPES.items() if method in scope.methods}
        assert bool(takes) == bool(named) and named <= set(takes), (
            f"say in bot/scopes.py that {method} needs {takes}"
        )
    explained = {event for scope in SCOPES.values() for event in scope.events}
    assert set(SUBSCRIBED) - explained == {"app_home_opened"}, "say in bot/scopes.py which scope it takes"


def test_each_has_a_reason() -> None:
    assert all(scope.reason and len(scope.reason) <= 80 for scope in SCOPES.values())
