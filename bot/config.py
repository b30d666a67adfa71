"""Reads the settings from a TOML file and the environment; a mistake is a sentence with its key and fix."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from bot.settings import Settings, Slack

__all__ = ["ConfigError", "Settings", "demand", "load"]

DEFAULT = Path("config.toml")
PREFIX = "CONVENER_"
# Slack's own names for its secrets, which other tools set as well.
SLACKS_NAMES = {
    "SLACK_BOT_TOKEN": "bot_token",
    "SLACK_APP_TOKEN": "app_token",
    "SLACK_SIGNING_SECRET": "signing_secret",
}
Need = Literal["token", "socket", "http"]
NEEDED: dict[Need, tuple[str, ...]] = {
    "token": ("bot_token",),
    "socket": ("bot_token", "app_token"),
    "http": ("bot_token", "signing_secret"),
}
WHERE_TO_FIND = {
    "bot_token": "OAuth & Permissions > Bot User OAuth Token",
    "app_token": "Basic Information > App-Level Tokens, with the scope connections:write",
    "signing_secret": "Basic Information > App Credentials",
}
KEYS = {name: field.annotation.model_fields for name, field in Settings.model_fields.items()}
Said = dict[str, Any]


class ConfigError(Exception):
    """What is wrong, one sentence a problem; no sentence repeats a value, it may be a secret."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(path: Path | None = None, need: Need | bool = False) -> Settings:
    """The environment wins over the file (`None`: the default one, which may be missing).

    `need` demands the secrets of a mode, or (True) of the mode that is set.
    """
    file = _read_file(path)
    environment = _read_environment(os.environ)
    problems = [*_wrong_in_file(file, path or DEFAULT), *_wrong_in_environment(environment)]
    if problems:
        raise ConfigError(*problems)
    spoken = _spoken(environment).model_dump(exclude_unset=True)
    settings = Settings.model_validate({s: file.get(s, {}) | spoken.get(s, {}) for s in {**file, **spoken}})
    if need:
        demand(settings, settings.slack.mode if need is True else need)
    return settings


def demand(settings: Settings, need: Need) -> None:
    """Refuse settings that lack a secret."""
    problems = [*_swapped(settings.slack), *_missing(settings.slack, need)]
    if problems:
        raise ConfigError(*problems)


def _read_file(path: Path | None) -> Said:
    try:
        return tomllib.loads((path or DEFAULT).read_text("utf-8"))
    except FileNotFoundError:
        if path is None:
            return {}
        raise ConfigError(
            f"There is no file {path}: `convener init` writes a config.toml to fill in."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path or DEFAULT} is not TOML: {error}.") from None
    except OSError as error:
        raise ConfigError(f"{path or DEFAULT} cannot be read: {error.strerror}.") from None


def _read_environment(environ: Mapping[str, str]) -> Said:
    """`CONVENER_<SECTION>__<KEY>`; what is set but empty counts as not set."""
    said: Said = {"slack": {key: environ[name] for name, key in SLACKS_NAMES.items() if environ.get(name)}}
    for name, value in environ.items():
        section, _, key = name.removeprefix(PREFIX).lower().partition("__")
        # Without the double underscore it may be anybody's: Kubernetes sets CONVENER_PORT for a service.
        if name.startswith(PREFIX) and key and value:
            said.setdefault(section, {})[key] = value
    return said


def _spoken(said: Said) -> Settings:
    """All that the environment says is text; a list there is `U1,U2`."""
    return Settings.model_validate_strings(said, context="environment")


def _wrong_in_file(said: Said, path: Path) -> Iterator[str]:
    try:
        Settings.model_validate(said)
    except ValidationError as found:
        for error in found.errors(include_input=False):
            section, *key = error["loc"][:2]
            named = f"[{section}] {key[0]}" if key else f"{section}"
            yield f"{path}: {_sentence(error['type'], named, str(section), *map(str, key))}"


def _wrong_in_environment(said: Said) -> Iterator[str]:
    try:
        _spoken(said)
    except ValidationError as found:
        for error in found.errors(include_input=False):
            section, *key = map(str, error["loc"][:2])
            name = PREFIX + "__".join([section, *(key or said[section])]).upper()
            yield "Environment: " + _sentence(error["type"], name, section, *key)


def _sentence(kind: str, named: str, section: str, key: str = "") -> str:
    if section not in KEYS:
        home = next((s for s, keys in KEYS.items() if section in keys), None)
        hint = f"; write it below [{home}]" if home else _meant(section, KEYS)
        return f"{named} is no section that I know{hint}."
    if not key:
        return f"{named} must be a section: write [{section}] and its keys below it."
    if kind == "extra_forbidden":
        return f"{named} is no key that I know{_meant(key, KEYS[section])}."
    return f"{named} must be {KEYS[section][key].description}."


def _meant(typed: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(typed, known, 1)
    return f"; perhaps {near[0]}" if near else f"; there are {', '.join(known)}"


def _swapped(slack: Slack) -> Iterator[str]:
    """The two tokens look alike to newcomers."""
    if slack.bot_token.get_secret_value().startswith("xapp-"):
        yield f"[slack] bot_token holds an app token (xapp-…); it wants {WHERE_TO_FIND['bot_token']}."
    if slack.app_token.get_secret_value().startswith("xoxb-"):
        yield f"[slack] app_token holds a bot token (xoxb-…); it wants {WHERE_TO_FIND['app_token']}."


def _missing(slack: Slack, need: Need) -> Iterator[str]:
    for key in NEEDED[need]:
        if not getattr(slack, key).get_secret_value():
            name = next(name for name, known in SLACKS_NAMES.items() if known == key)
            why = "needed always" if key == "bot_token" else f"needed in {need} mode"
            shown = WHERE_TO_FIND[key]
            yield f"[slack] {key} is missing, {why}: set {name} to what api.slack.com/apps shows under {shown}."
