"""A conversation: channel, private channel or direct message, with everything that was said in it."""

from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]

SCOPE_FAMILY = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass
class Channel:
    """Messages are kept by ts, in the order in which they came."""

    id: str
    name: str
    kind: str
    creator: str
    created: int
    members: dict[str, None] = field(default_factory=dict)
    is_archived: bool = False
    topic: str = ""
    purpose: str = ""
    messages: dict[str, Message] = field(default_factory=dict)
    replies: dict[str, list[str]] = field(default_factory=dict)
    ephemerals: dict[str, list[Message]] = field(default_factory=dict)
    bookmarks: dict[str, dict[str, Any]] = field(default_factory=dict)
    pins: dict[str, None] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    @property
    def is_direct(self) -> bool:
        return self.kind in ("im", "mpim")

    @property
    def is_private(self) -> bool:
        return self.kind != "channel"

    def other(self, user: str) -> str:
        """Whom a direct message is with, seen from `user`."""
        return next((member for member in self.members if member != user), user)

    def visible_to(self, user: str) -> bool:
        return self.kind == "channel" or user in self.members

    def as_conversation(self, team_id: str, seen_by: str) -> dict[str, Any]:
        """The conversation object, as `seen_by` gets it."""
        if self.kind == "im":
            return self._as_direct(team_id, seen_by)
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": False,
            "is_mpim": self.kind == "mpim",
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_general": False,
            "is_member": seen_by in self.members,
            "is_shared": False,
            "is_ext_shared": False,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "unlinked": 0,
            "created": self.created,
            "updated": self.created * 1000,
            "creator": self.creator,
            "context_team_id": team_id,
            "shared_team_ids": [team_id],
            "previous_names": [],
            "topic": self._note(self.topic),
            "purpose": self._note(self.purpose),
        }

    def _as_direct(self, team_id: str, seen_by: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "created": self.created,
            "updated": self.created * 1000,
            "is_archived": False,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": team_id,
            "user": self.other(seen_by),
            "is_user_deleted": False,
            "priority": 0,
        }

    def _note(self, value: str) -> dict[str, Any]:
        return {
            "value": value,
            "creator": self.creator if value else "",
            "last_set": self.created if value else 0,
        }
