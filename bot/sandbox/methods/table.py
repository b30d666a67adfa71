"""Every Web API method that the workspace knows, with the scope that it takes."""

from collections.abc import Callable
from typing import NamedTuple

from bot.sandbox.methods import chat, conversations, files, history, marks, people, views
from bot.sandbox.methods.args import Answer, Args
from bot.sandbox.workspace import Workspace


class Method(NamedTuple):
    """What it does, and any one of these scopes allows it; none means that every token does."""

    does: Callable[[Workspace, Args], Answer]
    scopes: tuple[str, ...] = ()


_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_MANAGE = ("channels:manage", "groups:write")
_DIRECT = ("im:write", "mpim:write", "channels:manage", "groups:write")

METHODS: dict[str, Method] = {
    "api.test": Method(people.api_test),
    "auth.test": Method(people.auth_test),
    "bookmarks.add": Method(marks.add_bookmark, ("bookmarks:write",)),
    "bookmarks.edit": Method(marks.edit_bookmark, ("bookmarks:write",)),
    "bookmarks.list": Method(marks.list_bookmarks, ("bookmarks:read",)),
    "bookmarks.remove": Method(marks.remove_bookmark, ("bookmarks:write",)),
    "bots.info": Method(people.bot_info, ("users:read",)),
    "chat.delete": Method(chat.delete, ("chat:write",)),
    "chat.getPermalink": Method(chat.get_permalink),
    "chat.meMessage": Method(chat.me_message, ("chat:write",)),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(chat.post_message, ("chat:write",)),
    "chat.update": Method(chat.update, ("chat:write",)),
    "conversations.archive": Method(conversations.archive, _MANAGE),
    "conversations.create": Method(conversations.create, _MANAGE),
    "conversations.history": Method(history.history, _HISTORY),
    "conversations.info": Method(conversations.info, _READ),
    "conversations.invite": Method(
        conversations.invite, ("channels:manage", "groups:write", "channels:write.invites")
    ),
    "conversations.join": Method(conversations.join, ("channels:join",)),
    "conversations.leave": Method(conversations.leave, _MANAGE),
    "conversations.list": Method(conversations.list_all, _READ),
    "conversations.members": Method(conversations.members, _READ),
    "conversations.open": Method(conversations.open_direct, _DIRECT),
    "conversations.replies": Method(history.replies, _HISTORY),
    "conversations.setTopic": Method(conversations.set_topic, (*_MANAGE, "channels:write.topic")),
    "files.completeUploadExternal": Method(files.complete_upload, ("files:write",)),
    "files.getUploadURLExternal": Method(files.get_upload_url, ("files:write",)),
    "pins.add": Method(marks.add_pin, ("pins:write",)),
    "pins.remove": Method(marks.remove_pin, ("pins:write",)),
    "reactions.add": Method(marks.add_reaction, ("reactions:write",)),
    "reactions.get": Method(marks.get_reactions, ("reactions:read",)),
    "reactions.remove": Method(marks.remove_reaction, ("reactions:write",)),
    "team.info": Method(people.team_info, ("team:read",)),
    "users.conversations": Method(conversations.of_user, _READ),
    "users.info": Method(people.info, ("users:read",)),
    "users.list": Method(people.list_all, ("users:read",)),
    "users.lookupByEmail": Method(people.lookup_by_email, ("users:read.email",)),
    "views.open": Method(views.open_form),
    "views.publish": Method(views.publish),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
}

ALL_SCOPES = frozenset(scope for method in METHODS.values() for scope in method.scopes) | {
    "commands",
    "app_mentions:read",
}
