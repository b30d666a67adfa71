"""How an area is drawn: its card, lists of areas, the forms to add and edit one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import blocks as b
from handlers.contract import Form, Message
from handlers.fields import NAME_LIMIT, PROSE_LIMIT, SLUG_LIMIT
from handlers.paging import Page
from handlers.text import clip, counted, escape, one_line
from storage.areas import Area
from storage.groups import Group

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Face:
    """What a reader sees of one area."""

    area: Area
    group: Group
    leads: Sequence[str]
    aliases: Sequence[str]
    may_edit: bool = False


def title(area: Area) -> str:
    return f"*{escape(area.name)}* (`{area.slug}`)"


def card(face: Face) -> Message:
    area = face.area
    where = area.channel or face.group.channel
    facts = [
        f"*Leads*\n{_leads(face)}",
        f"*They hear of feedback in*\n{b.channel_link(where) if where else 'direct messages'}",
        f"*Group*\n{escape(face.group.name)} (`{face.group.slug}`)",
        f"*Also called*\n{_called(face.aliases)}",
    ]
    drawn = [b.section(title(area)), *b.paragraphs(escape(area.description)), b.fields(*facts)]
    row = [b.button("Give feedback", "feedback.open", "", style="primary")]
    row += [b.button("Edit…", "area.edit", area.slug)] if face.may_edit else []
    return b.message(title(area), *drawn, b.actions(*row))


def _leads(face: Face) -> str:
    named = ", ".join(b.mention(user) for user in face.leads[:MOST_NAMED])
    more = len(face.leads) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named or "nobody yet; the chairs answer"


def _called(aliases: Sequence[str]) -> str:
    return ", ".join(escape(alias) for alias in aliases) or "nothing else"


def listing(page: Page[Face], of_group: str | None, command: str) -> Message:
    """`of_group` is the group's name when the list is of one group only."""
    whose = f" of {escape(of_group)}" if of_group else ""
    if not page.total:
        add = f'`{command} area add nova "Compute" lead @who #leads-channel`'
        return b.note(f"There is no area{whose} yet. A chair adds one: {add}")
    heading = f"*{counted(page.total, 'area')}{whose}*"
    if page.pages > 1:
        heading += f" · page {page.number} of {page.pages}"
    rows = [b.section(_line(face), b.button("Show", "area.show", face.area.slug)) for face in page.items]
    before = f"{page.items[0].group.slug} " if of_group else ""
    return b.message(heading, b.section(heading), *rows, *page.turns("area.page", before))


def _line(face: Face) -> str:
    called = f" · also {_called(face.aliases[:6])}" if face.aliases else ""
    about = one_line(face.area.description, 120)
    return f"{title(face.area)} · led by {_leads(face)}{called}" + (f"\n{about}" if about else "")


def add_form(group: Group, slug: str, name: str, who: str | None, leads: str | None, aliases: str) -> Form:
    return Form(
        "area.add",
        "New area",
        (
            b.section(f"Something that *{escape(group.name)}* looks after."),
            b.text_input("name", "Name", value=name, most=NAME_LIMIT, placeholder="Compute"),
            b.text_input("slug", "Short name", value=slug, most=SLUG_LIMIT, hint="People tag it so: ##nova"),
            b.person_input("who", "Lead", chosen=who, optional=True, hint="Without a lead the chairs answer"),
            b.channel_input(
                "leads", "Leads' channel", chosen=leads, optional=True, hint="Where they hear of feedback"
            ),
            *_words(aliases, ""),
        ),
        submit="Add",
        known={"group": group.slug},
    )


def edit_form(face: Face) -> Form:
    area = face.area
    return Form(
        "area.edit",
        "Edit the area",
        (
            b.section(title(area)),
            b.text_input("name", "Name", value=area.name, most=NAME_LIMIT),
            b.channel_input(
                "leads",
                "Leads' channel",
                chosen=area.channel,
                optional=True,
                hint="Where they hear of feedback",
            ),
            *_words(", ".join(face.aliases), area.description),
        ),
        known={"slug": area.slug},
    )


def _words(aliases: str, description: str) -> tuple[dict[str, object], dict[str, object]]:
    return (
        b.text_input(
            "aliases",
            "Also called",
            value=aliases,
            most=1000,
            optional=True,
            hint="Words with commas between",
        ),
        b.text_input(
            "description", "What it is", value=description, long=True, most=PROSE_LIMIT, optional=True
        ),
    )


def which_form(submits: str, areas: Sequence[Area], slug: str | None, submit: str) -> Form:
    """For a command that does not say which one it means."""
    return Form(submits, "Which area?", (_choice(areas, slug),), submit=submit)


def alias_form(areas: Sequence[Area], slug: str | None, aliases: str) -> Form:
    hint = "Words with commas between"
    words = b.text_input("aliases", "Also called", value=aliases, most=1000, hint=hint)
    return Form("area.alias", "More names", (_choice(areas, slug), words))


def _choice(areas: Sequence[Area], chosen: str | None) -> dict[str, object]:
    options = [(area.slug, f"{clip(area.name, 40)} ({clip(area.slug, 30)})") for area in areas]
    return b.choice_input("slug", "Area", options, chosen=chosen)


def lead_form(areas: Sequence[Area], slug: str | None, who: str | None, *, remove: bool) -> Form:
    return Form(
        "area.lead_remove" if remove else "area.lead_add",
        "Remove a lead" if remove else "Add a lead",
        (_choice(areas, slug), b.person_input("who", "Lead", chosen=who)),
        submit="Remove" if remove else "Add",
    )


def archive_question(area: Area, open_feedback: int) -> Message:
    stay = "stays" if open_feedback == 1 else "stay"
    open_items = f" {counted(open_feedback, 'piece')} of feedback in it {stay} open." if open_feedback else ""
    text = f"Archive {title(area)}? No more feedback goes there, and its short name stays taken.{open_items}"
    row = b.actions(
        b.button("Archive it", "area.archive", area.slug, style="danger"),
        b.button("Keep it", "area.keep", area.slug),
    )
    return b.message(text, b.section(text), row)


def told(area: Area, leads: Sequence[str], aliases: Sequence[str]) -> str:
    """A new area, in one sentence."""
    led = ", ".join(b.mention(user) for user in leads)
    led = f"led by {led}" if led else "without a lead, so the chairs answer"
    also = f" It is also called {_called(aliases)}." if aliases else ""
    return f"New area {title(area)}, {led}. Feedback with `##{area.slug}` goes there.{also}"
