"""What Slack's client makes of the words that a person types: mentions, channels, links, escapes."""

import re
from collections.abc import Callable

from bot.sandbox.state.messages import escape
from bot.sandbox.state.people import Person
from bot.sandbox.workspace import Workspace

_SPECIAL = ("channel", "here", "everyone")
_PIECE = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^<>]*)?>|<#(?P<room>C[A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|<!(?P<all>channel|here|everyone)>|(?P<link>https?://[^\s<>]+)"
    r"|(?<![\w&@])@(?P<name>\w[\w.-]*)|(?<![\w&#])#(?P<channel>\w[\w-]*)"
)


def as_sent(ws: Workspace, text: str) -> str:
    """The text of a message: <@U…>, <#C…>, <!channel>, <https://…>, everything else escaped."""
    return _converted(
        ws,
        text,
        person=lambda person: f"<@{person.id}>",
        room=lambda room_id, name: f"<#{room_id}|{name}>",
        link=lambda address: f"<{escape(address)}>",
    )


def as_command_text(ws: Workspace, text: str, should_escape: bool) -> str:
    """The text of a slash command, with names beside the ids when the app asks for escaping."""
    if should_escape:
        return _converted(
            ws,
            text,
            person=lambda person: f"<@{person.id}|{person.name}>",
            room=lambda room_id, name: f"<#{room_id}|{name}>",
            link=lambda address: f"<{escape(address)}>",
        )
    return _converted(
        ws, text, person=lambda person: f"@{person.name}", room=lambda _, name: f"#{name}", link=escape
    )


def _converted(
    ws: Workspace,
    text: str,
    person: Callable[[Person], str],
    room: Callable[[str, str], str],
    link: Callable[[str], str],
) -> str:
    def piece(match: re.Match[str]) -> str:
        if match["link"]:
            return link(match["link"])
        if match["all"] or (match["name"] or "").lower() in _SPECIAL:
            return f"<!{(match['all'] or match['name']).lower()}>"
        if match["user"] or match["name"]:
            return _person(ws, match, person)
        found = ws.channels.get(match["room"] or "") or ws.find_channel(match["channel"] or "")
        return room(found.id, found.name) if found else escape(match[0])

    parts, at = [], 0
    for match in _PIECE.finditer(text):
        parts += [escape(text[at : match.start()]), piece(match)]
        at = match.end()
    return "".join(parts) + escape(text[at:])


def _person(ws: Workspace, match: re.Match[str], person: Callable[[Person], str]) -> str:
    if match["user"]:
        found = ws.people.get(match["user"])
        return person(found) if found else escape(match[0])
    name = match["name"]
    bare = name.rstrip(".-")
    found = ws.find_person(name) or ws.find_person(bare)
    if found is None:
        return escape(match[0])
    return person(found) + ("" if ws.find_person(name) else name[len(bare) :])
