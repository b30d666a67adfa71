"""Slack's payloads read into what a handler takes: who, where, which inputs. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from bot.work import Incoming
from handlers.contract import Form

Payload = Mapping[str, Any]

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_CHANNEL_LINK = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>")


def of_command(payload: Payload) -> Incoming:
    return Incoming(
        workspace=payload["team_id"],
        actor=payload["user_id"],
        channel=payload.get("channel_id"),
        receipt=_key("trigger", payload.get("trigger_id")),
    )


def of_interaction(payload: Payload) -> Incoming:
    """Clicks, submits and shortcuts."""
    container = payload.get("container") or {}
    view = payload.get("view") or {}
    known = form_known(view)
    channel = (payload.get("channel") or {}).get("id") or container.get("channel_id")
    return Incoming(
        workspace=(payload.get("team") or {}).get("id") or payload["user"]["team_id"],
        actor=payload["user"]["id"],
        channel=channel or known.get("_channel"),
        thread=container.get("thread_ts"),
        receipt=_receipt(payload),
        group=known.get("_group"),
    )


def _receipt(payload: Payload) -> str | None:
    if payload["type"] == "view_submission":
        return _key("form", f"{payload['view']['id']}/{payload['view'].get('hash', '')}")
    return _key("trigger", payload.get("trigger_id"))


def of_event(body: Payload) -> Incoming:
    event = body["event"]
    inner = event.get("message") or event.get("previous_message") or {}
    user = event.get("user") or inner.get("user") or ""
    channel = event.get("channel")
    return Incoming(
        workspace=body["team_id"],
        actor=user if isinstance(user, str) else user.get("id", ""),
        channel=channel if isinstance(channel, str) else (channel or {}).get("id"),
        thread=event.get("thread_ts") or inner.get("thread_ts"),
        receipt=_key("event", body.get("event_id")),
    )


def _key(kind: str, value: str | None) -> str | None:
    return f"{kind}/{value}"[:255] if value else None


def mentioned(text: str) -> tuple[set[str], set[str]]:
    """(people, channels) that a text names."""
    return set(_MENTION.findall(text)), set(_CHANNEL_LINK.findall(text))


def chosen(elements: Iterable[Payload]) -> tuple[set[str], set[str]]:
    """(people, channels) that were picked in menus."""
    people: set[str] = set()
    channels: set[str] = set()
    for element in elements:
        people.update(filter(None, [element.get("selected_user"), *(element.get("selected_users") or [])]))
        for kind in ("conversation", "channel"):
            one, several = element.get(f"selected_{kind}"), element.get(f"selected_{kind}s")
            channels.update(filter(None, [one, *(several or [])]))
    return people, channels


def inputs_of(view: Payload) -> Iterator[Payload]:
    """The elements of a form's inputs, as they were left."""
    for elements in view["state"]["values"].values():
        yield from elements.values()


def clicked(payload: Payload) -> Iterator[tuple[str, str]]:
    """(action id without what made it unique, value) of each element that was used."""
    for action in payload["actions"]:
        value = element_value(action)
        action_id = action["action_id"].partition(":")[0]
        yield action_id, " ".join(value) if isinstance(value, list) else str(value or "")


def element_value(element: Payload) -> Any:
    """What a person put into an element, whatever its type; None when nothing."""
    if option := element.get("selected_option"):
        return option["value"]
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"] or []]
    if "selected_date" in element:
        chosen = element["selected_date"]
        return date.fromisoformat(chosen) if chosen else None
    for key in ("selected_user", "selected_conversation", "selected_channel", "selected_time", "value"):
        if element.get(key) is not None:
            return element[key]
    for key in ("selected_users", "selected_conversations", "selected_channels"):
        if key in element:
            return list(element[key] or [])
    return None


def form_inputs(view: Payload) -> dict[str, Any]:
    """Each input by its block id; what was left empty is left out."""
    found: dict[str, Any] = {}
    for block_id, elements in view["state"]["values"].items():
        for element in elements.values():
            value = element_value(element)
            value = value.replace("\0", "").strip() if isinstance(value, str) else value
            if value not in (None, ""):
                found[block_id] = value
    return found


def form_known(view: Payload) -> dict[str, Any]:
    metadata = view.get("private_metadata") or ""
    return dict(json.loads(metadata)) if metadata.startswith("{") else {}


def view_of(form: Form, incoming: Incoming) -> dict[str, Any]:
    """The modal's JSON; where it was opened travels along, so that it is submitted in the same place."""
    place = {"_channel": incoming.channel, "_group": incoming.group}
    known = {**form.known, **{key: value for key, value in place.items() if value}}
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": form.id,
        "title": _plain(form.title),
        "close": _plain("Cancel" if form.submit else "Close"),
        "blocks": list(form.blocks),
        "private_metadata": json.dumps(known, separators=(",", ":")),
    }
    return {**view, "submit": _plain(form.submit)} if form.submit else view


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text[:24], "emoji": True}
