"""Every drawing of a meeting is one that Slack takes, however much was said; files hold nobody's markup."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from handlers.contract import Message
from handlers.minutes import chairs, forms, views
from handlers.minutes.log import Minutes, minutes_of
from handlers.minutes.markdown import markdown
from handlers.minutes.page import anchor, page
from handlers.minutes.words import About
from handlers.naming import Names
from handlers.paging import page_of
from storage.minutes import Line
from tests.views.nasty import faults_of

NASTY = "&lt;b&gt; <!channel> *bold* `code` [x](y) | # ~" * 12
PEOPLE = {f"U{n}": f"Ana <{n}> & {'x' * 60}" for n in range(60)}
KINDS = (
    "TOPIC:",
    "INFO:",
    "IDEA:",
    "LINK: https://example.org/?a=1&amp;b=2",
    "AGREED:",
    "ACTION: Zoe to",
    "q+ to",
)
LOG = [
    Line(f"{1772445600 + n}.000000", f"U{n % 60}", f"{KINDS[n % 7]} {NASTY} {n}", deleted=False)
    for n in range(700)
]
ABOUT = About(
    number=3,
    name=NASTY[:150],
    group=NASTY[:80],
    began=datetime(2026, 3, 2, 10, tzinfo=UTC),
    members=frozenset(PEOPLE),
    summary="<@U1> " * 300,
    voices={user: "operator" if int(user[1:]) % 2 else "developer" for user in PEOPLE},
)
NAMES = Names(PEOPLE)
FULL = minutes_of(LOG, PEOPLE)
EMPTY = minutes_of([], {})


@pytest.mark.parametrize("minutes", [FULL, EMPTY], ids=["full", "empty"])
def test_messages_are_taken(minutes: Minutes) -> None:
    whole = list(views.whole_lines(minutes, NAMES))
    drawn: list[Message] = [
        views.live_card(minutes, ABOUT, NAMES, scribe="U1", first=NASTY[:300]),
        views.ended_card(ABOUT, ABOUT.began, "The chairs have it."),
        chairs.draft(minutes, ABOUT, NAMES),
        views.published(minutes, ABOUT, NAMES),
        chairs.settled(minutes, ABOUT, NAMES),
        chairs.asked(ABOUT),
        *(views.whole(page_of(whole, n, views.PAGE), ABOUT) for n in range(1, 4)),
        *([views.absent([(ABOUT, NAMES, "C1", minutes.entries)] * 3)] if minutes.entries else []),
    ]
    for message in drawn:
        assert faults_of(message) == []
        parsed = str([message.text, *(block for block in message.blocks if block["type"] != "header")])
        assert "<!channel>" not in parsed and "<@" not in parsed, "plain text pings nobody, mrkdwn would"


def test_the_form_is_taken() -> None:
    form = forms.edit(3, ABOUT.summary, FULL, struck=2)
    assert faults_of(form) == []


class Reader(HTMLParser):
    """Which tags a page has, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        known = dict(attrs)
        self.ids.add(known.get("id") or "")
        self.links.append(known.get("href") or "")


def test_the_page_leads_from_each_item_to_its_line() -> None:
    reader = Reader()
    reader.feed(page(FULL, ABOUT, NAMES, LOG))
    inner = {link[1:] for link in reader.links if link.startswith("#")}
    assert inner and inner <= reader.ids
    assert {anchor(line.ts) for line in LOG} <= reader.ids
    allowed = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ul", "ol", "li"}
    assert reader.tags == allowed | {"a", "span", "time", "b", "br"} - {"br"}
    assert {link.split("/")[0] for link in reader.links if link and link[0] != "#"} == {"https:"}


def test_markdown_takes_nothing_for_markup() -> None:
    text = markdown(FULL, ABOUT, NAMES)
    assert not re.search(r"(?<!\\)`|(?<!\\)\[x\]|<b>|<!channel", text)
    assert "<https://example.org/?a=1&b=2>" in text


def test_markdown_in_full() -> None:
    said = ("TOPIC: Quotas", "INFO: a_b *c*", "AGREED: yes", "ACTION: Bo to do it by fri", "scribe+")
    log = [Line(f"1772445600.{n}", "U1", text, deleted=False) for n, text in enumerate(said)]
    names = Names({"U1": "Ana", "U2": "Bo"})
    about = About(7, "Weekly", "Product", datetime(2026, 3, 2, 10, tzinfo=UTC), is_draft=False)
    assert markdown(minutes_of(log, names.people), about, names) == (
        "# Weekly: minutes of M-7\n\nProduct, Monday 2 March 2026, 10:00 UTC\n\n"
        "- Present (1 person): Ana\n- Scribe: Ana\n\n"
        "## Decisions\n\n- **Agreed:** yes\n\n## Actions\n\n- [ ] Bo to do it by fri (Bo; due Fri 6 Mar 2026)\n\n"
        "## Quotas\n\n- a\\_b \\*c\\*\n- **Agreed:** yes\n- [ ] Bo to do it by fri (Bo; due Fri 6 Mar 2026)\n"
    )
