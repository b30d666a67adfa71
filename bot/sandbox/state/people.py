"""The people of the workspace and the app that is installed in it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.state import ids

COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836")
SLACKBOT = "USLACKBOT"
_AVATARS = "https://a.slack-edge.com/80588/img/avatars/ava_0000"
_AVATAR_SIZES = (24, 32, 48, 72, 192, 512)


@dataclass
class Person:
    """One account, human or bot."""

    id: str
    team_id: str
    name: str
    real_name: str
    tz: str = "UTC"
    email: str = ""
    title: str = ""
    is_admin: bool = False
    is_restricted: bool = False
    is_bot: bool = False
    deleted: bool = False
    bot_id: str | None = None
    app_id: str | None = None
    color: str = COLORS[0]
    updated: int = 0

    def as_user(self) -> dict[str, Any]:
        """The user object of users.info and of the events about people."""
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "color": self.color,
            "real_name": self.real_name,
            **self._zone(),
            "profile": self._profile(),
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
            "updated": self.updated,
        }

    def _zone(self) -> dict[str, Any]:
        moment = datetime.fromtimestamp(self.updated, ZoneInfo(self.tz))
        offset = moment.utcoffset()
        return {
            "tz": self.tz,
            "tz_label": moment.tzname(),
            "tz_offset": int(offset.total_seconds()) if offset else 0,
        }

    def _profile(self) -> dict[str, Any]:
        first, _, last = self.real_name.partition(" ")
        profile = {
            "title": self.title,
            "phone": "",
            "skype": "",
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": "",  # left empty, as most people do: Slack then shows the real name
            "display_name_normalized": "",
            "status_text": "",
            "status_text_canonical": "",
            "status_emoji": "",
            "status_expiration": 0,
            "avatar_hash": f"g{self.id.lower()}",
            "first_name": first,
            "last_name": last,
            "team": self.team_id,
            "huddle_state": "default_unset",
            "huddle_state_expiration_ts": 0,
            **{f"image_{size}": f"{_AVATARS}-{size}.png" for size in _AVATAR_SIZES},
        }
        if self.is_bot:
            return profile | {"bot_id": self.bot_id, "api_app_id": self.app_id, "always_active": True}
        return profile | {"email": self.email}


@dataclass
class App:
    """The one app of the workspace, as its manifest describes it; None means that nothing is restricted."""

    id: str
    bot_id: str
    user_id: str
    name: str
    commands: dict[str, dict[str, Any]] = field(default_factory=dict)
    shortcuts: list[dict[str, Any]] = field(default_factory=list)
    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    bot_token: str = field(default_factory=ids.bot_token)
    app_token: str = ""
    signing_secret: str = field(default_factory=ids.signing_secret)
    verification_token: str = field(default_factory=ids.signing_secret)

    def install(self, manifest: dict[str, Any]) -> None:
        """Takes over commands, shortcuts, scopes and events from an app manifest."""
        features = manifest.get("features", {})
        self.commands = {each["command"]: each for each in features.get("slash_commands", [])}
        self.shortcuts = list(features.get("shortcuts", []))
        scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])
        self.scopes = frozenset(scopes)
        subscriptions = manifest.get("settings", {}).get("event_subscriptions", {})
        self.events = frozenset(subscriptions.get("bot_events", []))

    @property
    def profile(self) -> dict[str, Any]:
        """The bot_profile that messages of the bot carry."""
        icons = {
            f"image_{size}": f"https://a.slack-edge.com/80588/img/plugins/app/bot_{size}.png"
            for size in (36, 48, 72)
        }
        return {
            "id": self.bot_id,
            "deleted": False,
            "name": self.name,
            "updated": 0,
            "app_id": self.id,
            "icons": icons,
            "team_id": "",
        }
