"""Everything that the page draws for one person, as JSON."""

from typing import Any

from bot.sandbox.blocks.fields import values_of
from bot.sandbox.driver import Hands
from bot.sandbox.methods.history import thread
from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.forms import OpenForm, View
from bot.sandbox.state.people import Person
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
_SHOWN = 500  # the newest messages of a place


def draw(hands: Hands, connected: bool, user: str, place: str, thread_ts: str) -> Json:
    """The state for a person who looks at a place; unknown ones fall back to the first there is."""
    ws = hands.ws
    person = ws.people.get(user) or next(each for each in ws.people.values() if not each.is_bot)
    channel = None if place == "home" else _looked_at(ws, person, place)
    if channel and channel.messages:
        channel.read[person.id] = next(reversed(channel.messages))
    return {
        "version": ws.version,
        "now": ws.now(),
        "team": {"id": ws.id, "name": ws.name},
        "app": _app(ws, connected),
        "user": _person(person),
        "people": [_person(each) for each in ws.people.values()],
        "channels": [_channel(ws, each, person) for each in _visible(ws, person)],
        "dms": _directs(ws, person),
        "place": _place(hands, person, channel),
        "thread": _thread(channel, thread_ts, person),
        "forms": [_form(each) for each in ws.forms.stacks.get(person.id, [])],
    }


def _looked_at(ws: Workspace, person: Person, place: str) -> Channel:
    wanted = ws.channels.get(place)
    if wanted and wanted.visible_to(person.id):
        return wanted
    return next(iter(_visible(ws, person)), None) or ws.bot_dm(person.id)


def _visible(ws: Workspace, person: Person) -> list[Channel]:
    channels = (each for each in ws.channels.values() if not each.is_direct)
    if person.is_restricted:
        return [each for each in channels if person.id in each.members]
    return [each for each in channels if each.visible_to(person.id)]


def _app(ws: Workspace, connected: bool) -> Json:
    app = ws.app
    shortcuts: Json = {"message": [], "global": []}
    for each in app.shortcuts:
        shortcuts[each["type"]].append({"callback_id": each["callback_id"], "name": each["name"]})
    command = next(iter(app.commands), None)
    named = {"app_id": app.id, "bot_id": app.bot_id, "user_id": app.user_id, "name": app.name}
    return named | {"command": command, "connected": connected, "shortcuts": shortcuts}


def _person(person: Person) -> Json:
    names = (
        "id",
        "name",
        "real_name",
        "title",
        "tz",
        "color",
        "is_bot",
        "is_admin",
        "is_restricted",
        "deleted",
    )
    initials = "".join(word[0] for word in person.real_name.split()[:2]).upper()
    return {name: getattr(person, name) for name in names} | {"initials": initials}


def _channel(ws: Workspace, channel: Channel, person: Person) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_member": person.id in channel.members,
        "topic": channel.topic,
        "bot_in": ws.bot_in(channel),
        "unread": _unread(channel, person),
        "members": list(channel.members),
    }


def _directs(ws: Workspace, person: Person) -> list[Json]:
    first = ws.bot_dm(person.id)
    others = [each for each in ws.channels_of(person.id) if each.kind == "im" and each is not first]
    return [
        {"id": each.id, "with": each.other(person.id), "unread": _unread(each, person)}
        for each in (first, *others)
    ]


def _unread(channel: Channel, person: Person) -> int:
    read, count = channel.read.get(person.id, ""), 0
    if person.id not in channel.members:
        return 0
    for message in reversed(channel.messages.values()):
        if message["ts"] <= read:
            break
        count += message.get("user") != person.id and not str(message.get("subtype", "")).endswith(
            ("_join", "_leave")
        )
    return count


def _place(hands: Hands, person: Person, channel: Channel | None) -> Json:
    if channel is None:
        home = hands.home(person)
        return {"id": "home", "kind": "home", "messages": [], "home": _view(home) if home else None}
    shown = [_message(each) for each in hands.shown(person, channel)[-_SHOWN:]]
    kind = "dm" if channel.is_direct else "channel"
    return {"id": channel.id, "kind": kind, "messages": shown, "home": None}


def _thread(channel: Channel | None, ts: str, person: Person) -> Json | None:
    """Root and replies, with what was whispered there to this person."""
    if channel is None or ts not in channel.messages:
        return None
    root, *replies = thread(channel, ts)
    whispers = [each for each in channel.ephemerals.get(person.id, []) if each.get("thread_ts") == ts]
    replies = sorted([*replies, *whispers], key=lambda each: each["ts"])
    return {"root": _message(root), "replies": [_message(each) for each in replies]}


def _message(message: Message) -> Json:
    return {key: value for key, value in message.items() if key != "for_user"}


def _form(form: OpenForm) -> Json:
    shown = _view(form.view) | {"state": {"values": values_of(form.view["blocks"], form.typed)}}
    shown |= {"errors": form.errors} if form.errors else {}
    return shown | ({"notice": form.notice} if form.notice else {})


def _view(view: View) -> Json:
    return {key: value for key, value in view.items() if key != "user"}
