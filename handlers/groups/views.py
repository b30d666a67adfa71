"""How a group is drawn: its card, lists of groups, its forms, the greeting in a channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import blocks as b
from handlers.contract import Block, Form, Message
from handlers.fields import NAME_LIMIT, PROSE_LIMIT, SLUG_LIMIT
from handlers.groups.rules import Officers
from handlers.paging import Page
from handlers.text import counted, escape, one_line
from storage.areas import Area
from storage.groups import Group
from storage.meetings import LIVE, Meeting

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Face:
    """What a reader sees of one group."""

    group: Group
    officers: Officers
    areas: Sequence[str]
    members: int
    is_mine: bool
    may_edit: bool


def title(group: Group) -> str:
    return f"*{escape(group.name)}* (`{group.slug}`)"


def people_named(users: Sequence[str], nobody: str = "nobody") -> str:
    more = len(users) - MOST_NAMED
    named = ", ".join(b.mention(user) for user in users[:MOST_NAMED])
    return f"{named} and {more} more" if more > 0 else named or nobody


def card(face: Face) -> Message:
    group, officers = face.group, face.officers
    facts = [
        f"*Chair*\n{people_named(officers.chairs, 'none; the admins act')}",
        f"*Where*\n{b.channel_link(group.channel) if group.channel else 'no channel yet'}",
        f"*Areas*\n{_areas(face.areas)}",
        f"*Members*\n{face.members}",
    ]
    if officers.co_chairs:
        facts.insert(1, f"*Co-chair*\n{people_named(officers.co_chairs)}")
    lock = "🔒 " if group.is_private else ""
    drawn = [b.section(f"{lock}{title(group)}"), *b.paragraphs(escape(group.mission)), b.fields(*facts)]
    habits = (
        f"Time zone {escape(group.zone)} · leads are nudged after {counted(group.acknowledge_days, 'day')}"
    )
    return b.message(f"{title(group)}", *drawn, b.context(habits), _buttons(face))


def _areas(slugs: Sequence[str]) -> str:
    named = ", ".join(f"`{slug}`" for slug in slugs[:MOST_NAMED])
    more = len(slugs) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named or "none yet"


def _buttons(face: Face) -> Block:
    slug = face.group.slug
    part = b.button("Leave", "group.leave", slug) if face.is_mine else b.button("Join", "group.join", slug)
    row = [b.button("Give feedback", "feedback.open", "", style="primary"), part]
    return b.actions(*row, *([b.button("Edit…", "group.edit", slug)] if face.may_edit else []))


def listing(page: Page[Face], command: str) -> Message:
    if not page.total:
        return b.note(f"There is no group yet. An admin makes one: `{command} group create`")
    heading = f"*{counted(page.total, 'group')}*" + (
        f" · page {page.number} of {page.pages}" if page.pages > 1 else ""
    )
    rows = [b.section(_line(face), b.button("Show", "group.show", face.group.slug)) for face in page.items]
    return b.message(counted(page.total, "group"), b.section(heading), *rows, *page.turns("group.page"))


def _line(face: Face) -> str:
    group = face.group
    lock = "🔒 " if group.is_private else ""
    where = f" · {b.channel_link(group.channel)}" if group.channel else ""
    yours = " · _yours_" if face.is_mine else ""
    mission = f"\n{one_line(group.mission, 140)}" if group.mission else ""
    return f"{lock}{title(group)}{where} · {counted(face.members, 'member')}{yours}{mission}"


def create_form(slug: str, name: str, channel: str | None, zone: str, chair: str) -> Form:
    return Form(
        "group.create",
        "New working group",
        (
            b.text_input("name", "Name", value=name, most=NAME_LIMIT, placeholder="Product Working Group"),
            b.text_input(
                "slug", "Short name", value=slug, most=SLUG_LIMIT, hint="What people type, such as product-wg"
            ),
            b.channel_input(
                "channel", "Where it meets", chosen=channel, hint="A private channel makes it private"
            ),
            b.person_input("chair", "Chair", chosen=chair),
            b.text_input("mission", "What it is for", long=True, most=PROSE_LIMIT, optional=True),
            b.text_input("zone", "Time zone", value=zone, most=64, hint="Such as Europe/Paris"),
        ),
        submit="Create",
    )


def edit_form(group: Group) -> Form:
    return Form(
        "group.edit",
        "Edit the group",
        (
            b.text_input("name", "Name", value=group.name, most=NAME_LIMIT),
            b.text_input(
                "mission", "What it is for", value=group.mission, long=True, most=PROSE_LIMIT, optional=True
            ),
            b.channel_input("channel", "Where it meets", chosen=group.channel),
            b.text_input("zone", "Time zone", value=group.zone, most=64, hint="Such as Europe/Paris"),
            b.text_input(
                "days",
                "Days until a nudge",
                value=str(group.acknowledge_days),
                most=3,
                hint="When feedback is not acknowledged by then, its lead is reminded once",
            ),
            b.text_input(
                "confirm",
                "Days until sponsors confirm again",
                value=str(group.confirm_days),
                most=3,
                hint="Who stands by a commitment is asked anew after so many days",
            ),
        ),
        known={"group": group.slug},
    )


def chair_form(group: Group, who: str | None = None, *, is_co: bool = False) -> Form:
    options = (("chair", "Chair"), ("co", "Co-chair (may do what a chair may)"))
    return Form(
        "group.chair",
        "Name a chair",
        (
            b.section(f"For {title(group)}"),
            b.person_input("who", "Who?", chosen=who),
            b.choice_input("office", "As", options, chosen="co" if is_co else "chair"),
        ),
        submit="Name them",
        known={"group": group.slug},
    )


def name_a_chair(group: Group, gone: str) -> Message:
    """`gone` is a sentence that says who left and how."""
    ask = f"{gone} {title(group)} has no chair now. Whom do you name?"
    return b.message(
        ask, b.section(ask), b.actions(b.button("Name a chair…", "group.name_chair", group.slug))
    )


def archive_question(group: Group, areas: int, open_feedback: int) -> Message:
    take = "takes" if areas == 1 else "take"
    gone = f"Its {counted(areas, 'area')} {take} no more feedback, and it" if areas else "It"
    follows = [f"Archive {title(group)}?", f"{gone} leaves every list."]
    if open_feedback:
        stays = "is still open and stays" if open_feedback == 1 else "are still open and stay"
        follows.append(f"{counted(open_feedback, 'piece')} of feedback in it {stays} with its leads.")
    follows.append("What was said and decided is kept. Its short name is not given again.")
    text = " ".join(follows)
    row = b.actions(
        b.button("Archive it", "group.archive", group.slug, style="danger"),
        b.button("Keep it", "group.keep", group.slug),
    )
    return b.message(text, b.section(text), row)


def greeting(channel: str, here: Sequence[Group], command: str) -> Message:
    """Once a channel, when the bot comes in."""
    hello = "Hello! I am Convener: I help working groups meet, and carry what people say to those who decide."
    can = (
        f"• `{command} feedback` says what works and what hurts, to somebody who answers\n"
        f"• `{command} group` shows the group that meets here\n"
        f"• `{command} help` lists all that I do"
    )
    if here:
        meet = "meets" if len(here) == 1 else "meet"
        meets = f"Here {meet} {', '.join(map(title, here))}."
        return b.message(hello, b.section(f"{hello}\n{meets}"), b.section(can), b.actions(_feedback()))
    make = b.button("Make this channel a working group", "group.make", channel)
    return b.message(hello, b.section(hello), b.section(can), b.actions(make, _feedback()))


def welcome(group: Group, coming: Meeting | None, command: str) -> Message:
    """To somebody new in the channel, in their direct messages."""
    hello = f"Welcome to *{escape(group.name)}*!"
    mission = f"\n{one_line(group.mission, 300)}" if group.mission else ""
    heard = (
        "Something hurts, or works well? Press *Give feedback*, or type "
        f"`{command} feedback` and your words. It goes to the one who can decide, and you get an answer."
    )
    row = [_feedback()]
    if coming is not None:
        row.append(b.button("I'm coming", "meeting.coming", str(coming.number)))
    facts = (b.section(_meets(coming)), b.section(heard), b.actions(*row))
    return b.message(hello, b.section(hello + mission), *facts)


def _meets(coming: Meeting | None) -> str:
    if coming is None:
        return "No meeting is planned yet; the channel will hear of the next one."
    name = f"*{escape(coming.name)}* (M-{coming.number})"
    return (
        f"{name} is on right now." if coming.state == LIVE else f"Next: {name}, {b.when(coming.starts_at)}."
    )


def _feedback() -> Block:
    return b.button("Give feedback", "feedback.open", "")


def remove_chair_form(group: Group, chairs: Sequence[str]) -> Form:
    return Form(
        "group.chair_remove",
        "Remove a chair",
        (b.section(f"Of {title(group)}"), b.person_input("who", "Who?", chosen=next(iter(chairs), None))),
        submit="Remove",
        known={"group": group.slug},
    )


def lead_gone(group: Group, name: str, areas: Sequence[str], command: str) -> Message:
    return b.note(
        f"{name} has left this workspace and led {_areas(areas)} in {title(group)}. "
        f"Name another lead: `{command} area lead add {areas[0]} @who in:{group.slug}`"
    )


def channel_gone(group: Group, channel: str) -> Message:
    text = (
        f"{b.channel_link(channel)}, where {title(group)} meets, was archived. Choose another channel for it."
    )
    row = b.actions(b.button("Choose a channel…", "group.edit", group.slug))
    return b.message(text, b.section(text), row)


def leads_channel_gone(area: Area, channel: str, command: str) -> Message:
    return b.note(
        f"{b.channel_link(channel)}, where the leads of `{area.slug}` hear of feedback, was archived. "
        f"Choose another: `{command} area edit {area.slug}`"
    )
