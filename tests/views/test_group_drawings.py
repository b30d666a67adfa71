"""Every drawing of groups, areas, people and help is one that Slack takes, however much there is in it."""

from __future__ import annotations

import html

import pytest

from handlers import helping
from handlers.areas import views as areas
from handlers.commands import NotUnderstood
from handlers.contract import Form, Message, Settings
from handlers.groups import views as groups
from handlers.groups.rules import Officers
from handlers.paging import Page, page_of
from handlers.profile import views as profile
from handlers.router import Router, compose
from handlers.text import escape
from storage.areas import Area
from tests.views.nasty import NASTY, PROSE, SLUG, a_group, a_person, faults_of, harmless, texts
from tests.views.rows import NOW, a_meeting

USERS = [f"U{n:09}" for n in range(200)]


def an_area(n: int = 0, *, full: bool = True) -> Area:
    name, about = (NASTY[:80], PROSE[:2500]) if full else ("A", "")
    return Area(n, "T1", 0, f"{SLUG[:40]}{n}", name, about, "C1" if full else None, None)


def a_face(n: int = 0, *, full: bool = True) -> groups.Face:
    officers = Officers(tuple(USERS), tuple(USERS)) if full else Officers((), ())
    slugs = [SLUG] * 300 if full else []
    return groups.Face(a_group(n, full=full), officers, slugs, 100_000, is_mine=full, may_edit=full)


def an_area_face(n: int = 0, *, full: bool = True) -> areas.Face:
    words = [NASTY[:40]] * 20 if full else []
    return areas.Face(an_area(n, full=full), a_group(full=full), USERS if full else [], words, may_edit=full)


def an_export() -> list[Message]:
    rows = [{"text": PROSE + "```" * 9, "at": NOW} for _ in range(60)]
    return profile.export({name: rows for name in ("you", "roles", "<feedback>")})


MESSAGES = {
    "welcome": lambda full: groups.welcome(
        a_group(full=full), a_meeting(9_999, NASTY[:150]) if full else None, "/wg"
    ),
    "group card": lambda full: groups.card(a_face(full=full)),
    "group list": lambda full: groups.listing(
        Page([a_face(n, full=full) for n in range(15)], 2, 3, 45) if full else page_of([], 1, 15), "/wg"
    ),
    "group archive": lambda full: groups.archive_question(a_group(full=full), 99, 999 if full else 0),
    "greeting": lambda full: groups.greeting("C1", [a_group(n) for n in range(9)] if full else [], "/wg"),
    "name a chair": lambda full: groups.name_a_chair(a_group(full=full), escape(PROSE[:200])),
    "lead gone": lambda full: groups.lead_gone(
        a_group(full=full), escape(NASTY), [SLUG] * (200 if full else 1), "/wg"
    ),
    "channel gone": lambda full: groups.channel_gone(a_group(full=full), "C1"),
    "leads' channel gone": lambda full: groups.leads_channel_gone(an_area(full=full), "C1", "/wg"),
    "area card": lambda full: areas.card(an_area_face(full=full)),
    "area list": lambda full: areas.listing(
        Page([an_area_face(n, full=full) for n in range(15)], 2, 3, 45) if full else page_of([], 1, 15),
        NASTY if full else None,
        "/wg",
    ),
    "area archive": lambda full: areas.archive_question(an_area(full=full), 9 if full else 0),
    "area told": lambda full: Message(
        areas.told(an_area(full=full), USERS[:1] * full, [NASTY[:40]] * 20 * full)
    ),
    "whoami": lambda full: profile.whoami(
        a_person(full=full),
        NASTY[:100] if full else None,
        escape(NASTY[:150]) * full,
        [profile.Office("co-chair", escape(NASTY), NOW)] * 99 * full,
        9,
        NOW,
    ),
    "erase": lambda full: profile.erase_question(["voice", "employers"] * full),
    "saved": lambda full: profile.saved(a_person(full=full), NASTY if full else None, NOW),
}
FORMS = {
    "create": lambda full: groups.create_form(
        SLUG * full, NASTY[:80] * full, "C1" if full else None, "UTC", "U1"
    ),
    "edit": lambda full: groups.edit_form(a_group(full=full)),
    "chair": lambda full: groups.chair_form(a_group(full=full), "U1" if full else None, is_co=full),
    "remove a chair": lambda full: groups.remove_chair_form(a_group(full=full), USERS[:1] * full),
    "area": lambda full: areas.add_form(
        a_group(full=full), SLUG * full, NASTY[:80] * full, "U1" if full else None, None, NASTY * 6 * full
    ),
    "edit area": lambda full: areas.edit_form(an_area_face(full=full)),
    "which area": lambda full: areas.which_form(
        "area.which_edit", [an_area(n) for n in range(150 if full else 1)], None, "Edit…"
    ),
    "aliases": lambda full: areas.alias_form([an_area()], None, NASTY * 6 * full),
    "leads": lambda full: areas.lead_form(
        [an_area(n) for n in range(150 if full else 1)], None, None, remove=full
    ),
    "settings": lambda full: profile.settings_form(a_person(full=full), NASTY[:100] if full else None, NOW),
}


def holds(message: Message) -> None:
    assert harmless(message.text)
    assert faults_of(message) == []
    assert all(map(harmless, texts(message.blocks)))


@pytest.mark.parametrize("full", [True, False], ids=["full", "bare"])
@pytest.mark.parametrize("name", MESSAGES)
def test_messages(name: str, full: bool) -> None:
    holds(MESSAGES[name](full))


@pytest.mark.parametrize("full", [True, False], ids=["full", "bare"])
@pytest.mark.parametrize("name", FORMS)
def test_forms(name: str, full: bool) -> None:
    form: Form = FORMS[name](full)
    assert faults_of(form) == []
    assert all(map(harmless, texts(form.blocks)))


def test_an_export_is_whole_and_fits() -> None:
    messages = an_export()
    for message in messages:
        holds(message)
    pieces = [text.split("```") for message in messages for text in texts(message.blocks)]
    whole = html.unescape("".join(piece[1] for piece in pieces))
    assert whole.count("<!channel>") == PROSE.count("<!channel>") * 180


def wordy() -> Router:
    router = Router()
    for n in range(60):
        noun = "feedback" if n % 2 else "meeting"
        router.command(f"{noun} verb{n} <number:F> [<words...>]", help=PROSE[:120])(
            lambda ctx, number, words="": None
        )
    return router


def test_help_fits_however_much_there_is() -> None:
    commands = wordy().commands
    for noun in (None, "meetings"):
        holds(helping.overview(commands, noun, "/wg"))


@pytest.mark.parametrize(
    "typed", ["", "meetng verb2 F-1", "meetng verb2 " + PROSE, "`" * 40_000, "meetng " + "<!here>" * 6_000]
)
def test_the_answer_to_what_was_not_understood(typed: str) -> None:
    found = compose(wordy()).parse(typed)
    assert isinstance(found, NotUnderstood)
    holds(helping.nearest_answer(found, typed, Settings()))
    holds(helping.nearest_answer(NotUnderstood(()), typed, Settings()))
