"""All that an operator may set, as frozen models; each key's description says what it must be."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationInfo

Mode = Literal["socket", "http"]
COMMAND = r"/[a-z0-9_-]{1,31}"


def _fits(pattern: str, said: Any) -> Any:
    """Passed on unless it is a text of another form; its type is checked afterwards."""
    if isinstance(said, str) and not re.fullmatch(pattern, said):
        raise ValueError("another form")
    return said


def _command(said: Any) -> Any:
    return _fits(COMMAND, said)


def _api_url(said: Any) -> Any:
    """With the slash at its end, to which slack_sdk appends the method."""
    said = _fits(r"https?://[^/\s].*", said)
    return said.rstrip("/") + "/" if isinstance(said, str) else said


def _public_url(said: Any) -> Any:
    said = _fits(r"(https?://[^/\s].*)?", said)
    return said.rstrip("/") if isinstance(said, str) else said


def _database_url(said: Any) -> Any:
    """`postgresql://`, as every host hands it out, means psycopg 3 here."""
    said = _fits(r"(sqlite|postgres(ql)?(\+psycopg)?)://.*", said)
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", said) if isinstance(said, str) else said


def _fernet_key(said: Any) -> Any:
    return _fits(r"([A-Za-z0-9_-]{43}=)?", said)


def _lower(said: Any) -> Any:
    return said.lower() if isinstance(said, str) else said


def _ids(said: Any, info: ValidationInfo) -> Any:
    """In the environment `U1,U2`, or as in the file `["U1", "U2"]`."""
    if info.context == "environment":
        return tuple(re.findall(r"\w+", said))
    return tuple(said) if isinstance(said, list) else said


class Section(BaseModel):
    """Strict, so that `port = true` is a mistake; errors never repeat the value, it may be a secret."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class Slack(Section):
    """How to reach the workspace."""

    mode: Mode = Field("socket", description='"socket" or "http"')
    api_url: Annotated[str, BeforeValidator(_api_url)] = Field(
        "https://slack.com/api/", description="an address that begins with https:// or http://"
    )
    bot_token: SecretStr = Field(SecretStr(""), description="a text that begins with xoxb-")
    app_token: SecretStr = Field(SecretStr(""), description="a text that begins with xapp-")
    signing_secret: SecretStr = Field(SecretStr(""), description="a text")
    command: Annotated[str, BeforeValidator(_command)] = Field(
        "/wg", description="a slash and 1 to 31 small letters, digits, - or _, like /wg"
    )
    admins: Annotated[tuple[str, ...], BeforeValidator(_ids)] = Field(
        (), description='a list of user ids, like ["U012AB3CD"]'
    )


class Http(Section):
    """Where to listen: health and metrics, and in http mode Slack's calls."""

    host: str = Field("127.0.0.1", description="a host name or an IP address")
    port: int = Field(3000, ge=0, le=65535, description="a whole number from 0 to 65535")
    public_url: Annotated[str, BeforeValidator(_public_url)] = Field(
        "", description="the https:// address under which Slack reaches this machine"
    )


class Database(Section):
    """Where everything is kept; the address may hold a password."""

    url: Annotated[str, BeforeValidator(_database_url)] = Field(
        "sqlite:///convener.db", repr=False, description="an address like sqlite:///FILE or postgresql://…"
    )


class Clock(Section):
    """How often to look for what is due."""

    tick_seconds: float = Field(5.0, gt=0, le=3600, description="a number above 0, at most 3600")


class Logging(Section):
    """What the log tells, and how."""

    level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = Field(
        "info", description='"debug", "info", "warning" or "error"'
    )
    format: Literal["text", "json"] = Field("text", description='"text" or "json"')


class Delivery(Section):
    """How fast messages leave: Slack's own limits for a workspace, a channel, a method."""

    posts_per_minute: int = Field(300, ge=1, le=100_000, description="a whole number from 1 to 100000")
    edits_per_minute: int = Field(50, ge=1, le=100_000, description="a whole number from 1 to 100000")
    homes_per_minute: int = Field(90, ge=1, le=100_000, description="a whole number from 1 to 100000")
    channel_seconds: float = Field(1.0, ge=0, le=60, description="a number from 0 to 60")
    workers: int = Field(20, ge=1, le=200, description="a whole number from 1 to 200")


class Privacy(Section):
    """What protects people who speak anonymously."""

    relay_key: Annotated[SecretStr, BeforeValidator(_fernet_key)] = Field(
        SecretStr(""), description="a Fernet key (32 bytes in URL-safe base64, 44 characters)"
    )


class Settings(Section):
    """One field a section."""

    slack: Slack = Slack()
    http: Http = Http()
    database: Database = Database()
    clock: Clock = Clock()
    logging: Logging = Logging()
    delivery: Delivery = Delivery()
    privacy: Privacy = Privacy()
