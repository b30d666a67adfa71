"""How what was found is drawn, how nothing is, and the form to look for something. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers import blocks as b
from handlers.contract import Block, Form, Message
from handlers.paging import Page
from handlers.search.rules import LONGEST
from handlers.text import counted, escape, one_line

PAGE = 8
KINDS = {"F": "Feedback", "A": "Action item", "D": "Decision", "M": "Minutes"}


@dataclass(frozen=True, slots=True)
class Row:
    """One item found; `pieces` are a part of its text, (words, whether they were looked for)."""

    kind: str
    number: int
    group: str
    at: datetime
    pieces: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Question:
    """What was looked for, as headings tell it; `said` and `narrow` are as the buttons carry them."""

    words: str
    said: str = ""
    narrow: str = ""
    facts: Sequence[str] = ()
    command: str = "/wg"

    @property
    def told(self) -> str:
        """Cut before it is escaped: as long as a heading may be."""
        words = f"“{one_line(self.words, 120)}”"
        return " · ".join([words, *(escape(fact) for fact in self.facts)])


def found(question: Question, page: Page[Row], *, most: int, says_all: bool) -> Message:
    """Best first; counted as far as anybody turns the pages."""
    count = f"More than {most} results" if page.total > most else counted(page.total, "result")
    title = f"*{count}* for {question.told}"
    if not says_all:
        title = f"Nothing says all of {question.told}. *{count}* for some of it"
    blocks: list[Block] = [b.section(title)]
    for row in page.items:
        blocks += _row(row)
    before = f"{question.narrow} {question.said} ".lstrip()
    return b.message(f"{count} for {question.told}", *blocks, *_turns(page, before))


def _turns(page: Page[Row], before: str) -> list[Block]:
    return page.turns("search.page", before)


def _row(row: Row) -> list[Block]:
    label = f"{row.kind}-{row.number}"
    facts = [
        KINDS[row.kind],
        *([escape(row.group)] if row.group else []),
        b.when(row.at, "{date_short_pretty}"),
    ]
    head = f"*{label}* · {' · '.join(facts)}"
    return [b.section(head, _opening(row, label)), b.quotation(row.pieces)]


def _opening(row: Row, label: str) -> Block:
    if row.kind == "F":
        return b.button("Show", "feedback.show", label)
    if row.kind == "A":
        return b.button("Show", "action.show", label)
    if row.kind == "D":
        return b.button("Show", "decision.show", label)
    return b.button("Read the minutes", "minutes.read", str(row.number))


def nothing(question: Question) -> Message:
    """With what to try instead."""
    title = f"I found nothing for {question.told} among what you may see."
    tries = [
        "• fewer words, or others: each form of a word counts (_migrate_ finds _migrations_)",
        "• the beginning of a word as the last one: _migr_",
    ]
    if question.narrow:
        tries.append("• everything, in all groups and of any age")
    row = [b.button("Search again", "search.open", question.said)] if question.said else []
    if question.narrow and question.said:
        row.insert(0, b.button("Search everything", "search.page:all", f"{question.said} 1"))
    return b.message(
        title, b.section("\n".join([title, "You can try", *tries])), *([b.actions(*row)] if row else [])
    )


def no_words(question: Question) -> Message:
    """Stop words, emoji, marks: nothing by which anything could be found."""
    title = "There is no word in that by which I could find something."
    how = f"Name what it is about: `{question.command} search live migration`, or a number such as `F-12`."
    return b.message(title, b.section(f"{title}\n{how}"), b.actions(b.button("Search", "search.open", "")))


def form(
    *,
    words: str = "",
    kinds: Mapping[str, str],
    groups: Sequence[b.Option],
    kind: str | None = None,
    group: str | None = None,
    by: str | None = None,
    after: date | None = None,
) -> Form:
    offered = [(name, KINDS[letter]) for letter, name in kinds.items()]
    inputs = [
        b.text_input(
            "words",
            "Words",
            value=words,
            most=LONGEST,
            hint="In quotes they must be said like that: “live migration”.",
        ),
        b.choice_input("kind", "Kind", offered, chosen=kind, optional=True, placeholder="Any"),
        b.person_input("by", "Said by", chosen=by, optional=True),
        b.date_input("after", "Since", chosen=after, optional=True),
    ]
    if groups:
        inputs.insert(
            2, b.choice_input("group", "Group", groups, chosen=group, optional=True, placeholder="Any")
        )
    return Form("search.find", "Search", tuple(inputs), submit="Search")
