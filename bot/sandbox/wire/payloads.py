"""The complete payloads of commands, clicks, forms, shortcuts and events."""

from typing import Any

from bot.sandbox.state.channels import Channel, Message
from bot.sandbox.state.forms import View
from bot.sandbox.state.messages import public
from bot.sandbox.state.people import Person
from bot.sandbox.workspace import Workspace

Payload = dict[str, Any]

_NAMES = {"im": "directmessage", "group": "privategroup"}


def slash_command(
    ws: Workspace, channel: Channel, user: Person, command: str, text: str, response_url: str
) -> Payload:
    """What /command sends; the same fields in Socket Mode and over HTTP."""
    return {
        "token": ws.app.verification_token,
        "team_id": ws.id,
        "team_domain": ws.domain,
        "channel_id": channel.id,
        "channel_name": _NAMES.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": ws.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": ws.forms.trigger(user.id),
    }


def block_actions(ws: Workspace, user: Person, action: Payload) -> Payload:
    """The part of a click that does not depend on where it happened."""
    return _interaction(ws, user, "block_actions") | {
        "trigger_id": ws.forms.trigger(user.id),
        "actions": [action | {"action_ts": ws.next_ts()}],
    }


def in_message(
    ws: Workspace, channel: Channel, message: Message, state: Payload, response_url: str
) -> Payload:
    """What a click in a message adds; of an ephemeral one Slack does not send the message itself."""
    ephemeral = bool(message.get("ephemeral"))
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    return {
        "container": container,
        "channel": _place(channel),
        "state": {"values": state},
        "response_url": response_url,
        **({} if ephemeral else {"message": public(message)}),
    }


def in_view(view: View) -> Payload:
    """What a click in a form or in the home tab adds."""
    return {"container": {"type": "view", "view_id": view["id"]}, "view": view}


def view_submission(ws: Workspace, user: Person, view: View, response_urls: list[Payload]) -> Payload:
    """With an address for each conversation that was chosen where the form asked for one."""
    payload = _interaction(ws, user, "view_submission") | {"trigger_id": ws.forms.trigger(user.id)}
    return payload | {"view": view, "response_urls": response_urls}


def view_closed(ws: Workspace, user: Person, view: View, cleared: bool) -> Payload:
    return _interaction(ws, user, "view_closed") | {"view": view, "is_cleared": cleared, "response_urls": []}


def shortcut(ws: Workspace, user: Person, callback_id: str) -> Payload:
    """A global shortcut."""
    return _interaction(ws, user, "shortcut") | _called(ws, user, callback_id)


def message_action(
    ws: Workspace, user: Person, callback_id: str, channel: Channel, message: Message, response_url: str
) -> Payload:
    """A shortcut out of a message's menu."""
    return (
        _interaction(ws, user, "message_action")
        | _called(ws, user, callback_id)
        | {"response_url": response_url, "channel": _place(channel), "message_ts": message["ts"]}
        | {"message": public(message)}
    )


def block_suggestion(ws: Workspace, user: Person, block_id: str, action_id: str, value: str) -> Payload:
    """The question of an external select for its options."""
    asked = {"block_id": block_id, "action_id": action_id, "value": value}
    return _interaction(ws, user, "block_suggestion") | asked


def _called(ws: Workspace, user: Person, callback_id: str) -> Payload:
    return {"callback_id": callback_id, "trigger_id": ws.forms.trigger(user.id), "action_ts": ws.next_ts()}


def _interaction(ws: Workspace, user: Person, kind: str) -> Payload:
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": ws.id},
        "api_app_id": ws.app.id,
        "token": ws.app.verification_token,
        "team": {"id": ws.id, "domain": ws.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _place(channel: Channel) -> Payload:
    return {"id": channel.id, "name": _NAMES.get(channel.kind, channel.name)}


def app_rate_limited(ws: Workspace, minute: int) -> Payload:
    """That from this minute on events were lost: there were too many in an hour."""
    return {
        "token": ws.app.verification_token,
        "type": "app_rate_limited",
        "team_id": ws.id,
        "minute_rate_limited": minute,
        "api_app_id": ws.app.id,
    }


def event_callback(ws: Workspace, event: Payload) -> Payload:
    """The envelope of the Events API around what happened."""
    authorization = {
        "enterprise_id": None,
        "team_id": ws.id,
        "user_id": ws.app.user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": ws.app.verification_token,
        "team_id": ws.id,
        "context_team_id": ws.id,
        "context_enterprise_id": None,
        "api_app_id": ws.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": ws.ids.next("Ev"),
        "event_time": int(ws.now()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event['type']}-{ws.id}",
    }
