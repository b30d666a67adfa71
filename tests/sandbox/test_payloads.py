"""What is sent is as complete as Slack's own: every field name against real ones, where those are at hand."""

import asyncio
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.sandbox.everything import everything

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "slack" / "payloads.jsonl"

# What real payloads have and ours need not: other installations, other products, things Slack has given up.
NOT_OURS = {
    "enterprise",
    "enterprise_id",
    "enterprise_name",
    "authed_users",
    "authed_teams",
    "bot_access_token",
    "function_data",
    "interactivity",
    "workflow_step",
    "submit_disabled",
    "ssl_check",
}
# Of other people: guests, bots, those with a picture of their own, and what only admins are told.
OTHER_PEOPLE = {"guest_channels", "guest_invited_by", "guest_expiration_ts", "is_invited_user", "is_stranger"}
OTHER_PEOPLE |= {"bot_id", "api_app_id", "always_active", "is_workflow_bot", "is_connector_bot"}
OTHER_PEOPLE |= {"image_original", "image_1024", "is_custom_image", "pronouns", "status_emoji_url"}
OTHER_PEOPLE |= {"enterprise_user", "has_2fa", "two_factor_type", "has_files", "presence", "locale"}
# Of messages that came from another workspace; one reaction of many has the type.
SELDOM = {"event.source_team", "event.user_team", "event.user_profile", "event.item.channel_type"}
NAMES = {"message_action": "message_shortcut", "shortcut": "global_shortcut"}


@pytest.fixture(scope="module")
def ours():
    """The paths of the fields of all that was sent, by kind."""
    found = defaultdict(set)
    for envelope in asyncio.run(everything()):
        found[f"socket_mode:{envelope['type']}"] |= {*envelope}
        if payload := envelope.get("payload"):
            found[kind_of(payload)] |= paths(payload)
    return found


def kind_of(payload):
    if "event" in payload:
        return f"event:{payload['event']['type']}:{payload['event'].get('subtype', '')}"
    kind = payload.get("type", "slash_command")
    return NAMES.get(kind, kind)


def paths(value, prefix=""):
    """The names of all fields, however deep, but for the names that somebody gave to blocks and elements."""
    found = set()
    if isinstance(value, list):
        return found.union(*(paths(each, prefix) for each in value))
    for name, inner in value.items() if isinstance(value, dict) else ():
        path = re.sub(r"(state\.values)\.[^.]+(\.[^.]+)?", r"\1", f"{prefix}{name}")
        found |= {path} | paths(inner, f"{path}.")
    return found


def lacking(sample, known):
    """What is missing, without what belongs to a larger installation or to other people."""
    missing = {path: {*path.split(".")} for path in paths(sample) - known - SELDOM}
    return {path for path, names in missing.items() if names.isdisjoint(needless(path))}


def needless(path):
    return NOT_OURS | OTHER_PEOPLE if path.startswith("event.user.") else NOT_OURS


def real():
    if not SAMPLES.exists():
        pytest.skip("the folder ../shared/data is not here")
    return [json.loads(line) for line in SAMPLES.read_text().splitlines()]


def of_slack(kind, subtype=None):
    """Whole payloads with values; where there are none of an event, the skeletons of its fields."""
    rows = [row for row in real() if row["kind"] == kind and "token" in row["payload"]]
    if subtype is not None:
        rows = [row for row in rows if row["payload"]["event"].get("subtype", "") == subtype]
    valued = [row["payload"] for row in rows if row["via"] != "json-skeleton"]
    return valued or [row["payload"] for row in rows]


INTERACTIONS = [
    "slash_command",
    "block_actions",
    "block_suggestion",
    "view_submission",
    "view_closed",
    "global_shortcut",
    "message_shortcut",
]


@pytest.mark.parametrize("kind", INTERACTIONS)
def test_an_interaction_has_every_field_of_slacks(ours, kind):
    samples = [each for each in of_slack(kind) if not {"workflow_step", "function_data"} & {*each}]
    assert samples
    for sample in samples:
        assert not lacking(sample, ours[kind])


EVENTS = [
    "message:",
    "message:channel_join",
    "message:channel_leave",
    "message:channel_name",
    "message:channel_archive",
    "message:channel_unarchive",
    "app_mention:",
    "member_joined_channel:",
    "member_left_channel:",
    "app_home_opened:",
    "reaction_added:",
    "reaction_removed:",
    "channel_rename:",
    "channel_archive:",
    "channel_unarchive:",
    "channel_left:",
    "group_rename:",
    "group_archive:",
    "group_unarchive:",
    "group_left:",
    "message:message_changed",
    "message:message_deleted",
    "user_change:",
    "team_join:",
]


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_has_every_field_of_slacks(ours, name):
    kind, subtype = name.split(":")
    samples = of_slack(f"event:{kind}", subtype)
    assert samples
    for sample in samples:
        assert not lacking(sample, ours[f"event:{name}"])


@pytest.mark.parametrize("kind", ["slash_commands", "interactive", "events_api", "hello"])
def test_an_envelope_has_every_field_of_slacks(ours, kind):
    samples = [row["payload"] for row in real() if row["kind"] == f"socket_mode:{kind}"]
    assert samples
    for sample in samples:
        assert {*sample} <= ours[f"socket_mode:{kind}"]


def test_without_the_samples_the_fields_that_bolt_needs_are_there(ours):
    assert {"view.type", "view.callback_id", "view.state", "user.id", "team.id"} <= ours["view_submission"]
    assert {"container.type", "trigger_id", "response_url", "state.values"} <= ours["block_actions"]
    assert {"actions.action_id", "actions.block_id"} <= ours["block_actions"]
    assert {"command", "trigger_id", "response_url", "channel_name"} <= ours["slash_command"]
