"""Payloads are as complete as Slack's own: field names against real ones, where those are at hand."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from bot.sandbox.state import events
from bot.sandbox.wire import payloads
from bot.sandbox.workspace import Workspace

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "slack" / "payloads.jsonl"

# What real payloads have and ours need not: other installations, other products, things Slack has given up.
NOT_OURS = {
    "enterprise",
    "user_team",
    "source_team",
    "user_profile",
    "authed_users",
    "authed_teams",
    "enterprise_id",
    "enterprise_name",
    "ssl_check",
    "bot_access_token",
    "function_data",
    "interactivity",
    "workflow_step",
    "app_unfurl",
    "submit_disabled",
    "is_cleared",
}
EVENT_EXTRAS = {
    "files",
    "upload",
    "display_as_bot",
    "icons",
    "root",
    "room",
    "client_msg_id",
    "blocks",
    "username",
}
EVENT_EXTRAS |= {
    "app_id",
    "attachments",
    "metadata",
    "bot_id",
    "bot_profile",
    "edited",
    "thread_ts",
    "parent_user_id",
    "reactions",
    "is_locked",
    "subtype",
}


@pytest.fixture
def ours(form, card):
    """One payload of every kind, with the paths of its fields."""
    ws = Workspace()
    ana, bo = ws.add_person("ana", "Ana Diaz"), ws.add_person("bo", "Bo Lind")
    place = ws.add_channel("general", [ana, bo, ws.app.user_id])
    heard = []
    ws.on_event.append(heard.append)
    said = ws.says(place, ana.id, f"hello <@{ws.app.user_id}>")
    posted = ws.post(place, ws.app.user_id, "card", card)
    ws.says(place, bo.id, "reply", thread_ts=said["ts"])
    ws.edit(place, said["ts"], ana.id, text="changed")
    ws.react(place, said["ts"], "eyes", bo.id)
    ws.unreact(place, said["ts"], "eyes", bo.id)
    ws.delete(place, posted["ts"])
    cy = ws.add_person("cy", "Cy Wu", joins=True)
    ws.join(place, cy.id, inviter=ana.id)
    ws.leave(place, cy.id)
    ws.change_person(cy, deleted=True)
    ws.rename(place, "all", ana.id)
    ws.archive(place, ana.id)
    ws.unarchive(place, ana.id)
    home = ws.forms.publish(ana.id, {"type": "home", "blocks": []}, None)
    ws.tell(events.home_opened(ana.id, ws.bot_dm(ana.id), "home", home, ws.next_ts()))
    ws.leave(place, ws.app.user_id, ana.id)
    action = {"type": "button", "action_id": "a", "block_id": "b", "text": {}, "value": "v"}
    view = ws.forms.open(ana.id, form(close={"type": "plain_text", "text": "Cancel"}))
    click = payloads.block_actions(ws, ana, action)
    found = defaultdict(set)
    found["slash_command"] = paths(payloads.slash_command(ws, place, ana, "/wg", "x", "u"))
    found["block_actions"] = paths(click | payloads.in_message(ws, place, said, {}, "u"))
    found["block_actions"] |= paths(click | payloads.in_view(view))
    found["view_submission"] = paths(payloads.view_submission(ws, ana, view))
    found["view_closed"] = paths(payloads.view_closed(ws, ana, view, False))
    found["global_shortcut"] = paths(payloads.shortcut(ws, ana, "c"))
    found["message_shortcut"] = paths(payloads.message_action(ws, ana, "c", place, said, "u"))
    for event in heard:
        name = f"event:{event['type']}:{event.get('subtype', '')}"
        found[name] |= paths(payloads.event_callback(ws, event))
    return found


def paths(value, prefix=""):
    """The names of all fields, four levels deep, without what is inside lists."""
    found = set()
    for name, inner in value.items():
        found.add(prefix + name)
        if isinstance(inner, dict) and prefix.count(".") < 3:
            found |= paths(inner, f"{prefix}{name}.")
    return found


def lacking(missing):
    """Without what belongs to a larger installation, and without what somebody happened to type in."""
    mattering = {each for each in missing if NOT_OURS.isdisjoint(each.split("."))}
    return {each for each in mattering if not each.startswith("view.state.values.")}


def real():
    if not SAMPLES.exists():
        pytest.skip("the folder ../shared/data is not here")
    return [json.loads(line) for line in SAMPLES.read_text().splitlines()]


KINDS = [
    "slash_command",
    "block_actions",
    "view_submission",
    "view_closed",
    "global_shortcut",
    "message_shortcut",
]


@pytest.mark.parametrize("kind", KINDS)
def test_an_interaction_has_every_field_of_slacks(ours, kind):
    samples = [
        row["payload"] for row in real() if row["kind"] == kind and row["via"] in ("python-dict", "string")
    ]
    samples = [each for each in samples if "token" in each and "workflow_step" not in each]
    assert samples
    for sample in samples:
        skeleton = {
            name: value for name, value in sample.items() if name not in ("message", "state", "actions")
        }
        assert not lacking(paths(skeleton) - ours[kind])


EVENTS = {
    "message:": 0,
    "message:message_changed": 1,
    "message:message_deleted": 1,
    "message:channel_join": 1,
    "message:channel_leave": 1,
    "app_mention:": 1,
    "member_joined_channel:": 1,
    "member_left_channel:": 1,
    "app_home_opened:": 1,
    "reaction_added:": 1,
    "reaction_removed:": 1,
    "channel_rename:": 1,
    "channel_archive:": 1,
    "channel_unarchive:": 1,
    "channel_left:": 1,
    "user_change:": 1,
    "team_join:": 1,
}


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_has_every_field_of_slacks(ours, name):
    kind, subtype = name.split(":")
    samples = [
        row["payload"]
        for row in real()
        if row["kind"] == f"event:{kind}" and row["payload"]["event"].get("subtype", "") == subtype
    ]
    samples = [each for each in samples if "token" in each]
    assert len(samples) >= EVENTS[name]
    for sample in samples:
        event = {key: value for key, value in sample["event"].items() if key not in EVENT_EXTRAS}
        shallow = {f"event.{key}" for key in event} | {key for key in sample if key != "event"}
        assert not lacking(shallow - ours[f"event:{name}"])


def test_the_profile_of_a_person_is_complete(ours):
    sample = next(row["payload"] for row in real() if row["kind"] == "event:user_change")
    rare = {
        "guest_channels",
        "guest_invited_by",
        "guest_expiration_ts",
        "status_emoji_url",
        "pronouns",
        "bot_id",
    }
    rare |= {"api_app_id", "always_active", "is_custom_image", "huddle_state", "huddle_state_expiration_ts"}
    wanted = {name for name in sample["event"]["user"]["profile"] if not name.startswith("image_")} - rare
    assert {f"event.user.profile.{name}" for name in wanted} <= ours["event:user_change:"]


def test_without_the_samples_the_fields_that_bolt_needs_are_there(ours):
    assert {"view.type", "view.callback_id", "view.state", "user.id", "team.id"} <= ours["view_submission"]
    assert {"container.type", "trigger_id", "response_url", "state.values", "actions"} <= ours[
        "block_actions"
    ]
    assert {"command", "trigger_id", "response_url", "channel_name"} <= ours["slash_command"]
