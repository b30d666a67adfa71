"""What was said, decided and noted, found by its words; whoever asks is shown what they may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from handlers.blocks import day
from handlers.calendar import today
from handlers.contract import Context, Message, Open, Reply, Say, UserError
from handlers.paging import Page, page_of
from handlers.past_days import past_day
from handlers.places import group_named, groups_seen, is_admin, is_guest
from handlers.quiet import zone_of
from handlers.router import Router
from handlers.search import jobs, rules, views
from handlers.search.snippet import snippet
from handlers.text import clip, plain
from handlers.tokens import USER
from storage import groups, people, search
from storage.candidates import RANKED
from storage.groups import Group
from storage.kinds import KINDS, Named, Reader
from storage.search import Asked, Found, Hit

router = Router()
FEATURE = (router, jobs.router)

NAMES = {letter: kind.name for letter, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Narrow:
    """Where not everything is looked through: a kind, a group, who said it, since when."""

    kind: str | None = None
    group: Group | None = None
    by: str | None = None
    since: date | None = None

    @property
    def value(self) -> str:
        """As the buttons carry it, and as somebody would type it."""
        options = {
            "kind": NAMES[self.kind] if self.kind else None,
            "in": self.group.slug if self.group else None,
            "by": f"<@{self.by}>" if self.by else None,
            "after": self.since.isoformat() if self.since else None,
        }
        return " ".join(f"{key}:{value}" for key, value in options.items() if value)


def ask(
    ctx: Context,
    words: str = "",
    kind: str | None = None,
    by: str | None = None,
    after: str | None = None,
) -> Reply:
    """The form, filled in as far as known."""
    return _form(ctx, words, _narrow(ctx, kind, ctx.group_said, by, after))


@router.click("search.open [<words:raw>]")
def open_form(ctx: Context, words: str = "") -> Reply:
    return _form(ctx, words, Narrow())


def _form(ctx: Context, words: str, narrow: Narrow) -> Reply:
    known = [(group.slug, group.name) for group in groups_seen(ctx)]
    return Open(
        views.form(
            words=plain(words),
            kinds=NAMES,
            groups=known,
            kind=NAMES[narrow.kind] if narrow.kind else None,
            group=narrow.group.slug if narrow.group else None,
            by=narrow.by,
            after=narrow.since,
        )
    )


@router.command(
    "search <words:raw> [kind:<kind>] [by:<by>] [after:<after>]",
    help="What was said, promised, decided and noted, by its words or number.",
    form=ask,
    read=True,
)
def find(
    ctx: Context, words: str, kind: str | None = None, by: str | None = None, after: str | None = None
) -> Reply:
    return Say(_answer(ctx, words, _narrow(ctx, kind, ctx.group_said, by, after), 1))


@router.submit("search.find")
def asked(
    ctx: Context,
    words: str,
    kind: str | None = None,
    group: str | None = None,
    by: str | None = None,
    after: str | None = None,
) -> Reply:
    return Say(_answer(ctx, words, _narrow(ctx, kind, group, f"<@{by}>" if by else None, after), 1))


@router.click("search.page <words:raw> <page:int> [kind:<kind>] [in:<group>] [by:<by>] [after:<after>]")
def turn(
    ctx: Context,
    words: str,
    page: int,
    kind: str | None = None,
    group: str | None = None,
    by: str | None = None,
    after: str | None = None,
) -> Reply:
    return Say(_answer(ctx, words, _narrow(ctx, kind, group, by, after), page), replace=True)


def _narrow(ctx: Context, kind: str | None, group: str | None, by: str | None, after: str | None) -> Narrow:
    return Narrow(
        rules.kind_named(kind, NAMES),
        group_named(ctx, group) if group else None,
        _person(ctx, by) if by else None,
        past_day(after, today(ctx.now, _zone(ctx)), "after") if after else None,
    )


def _person(ctx: Context, said: str) -> str:
    if said.casefold() == "me":
        return ctx.actor
    found = USER.match(said)
    if found is None:
        raise UserError("Whose words? Mention them: `by:@ana`. Your own are `by:me`.", "by")
    return found[1]


def _name(ctx: Context, user: str) -> str:
    known = people.person(ctx.db, ctx.workspace, user)
    return known.name if known and known.name else "somebody"


def _zone(ctx: Context) -> str:
    me = people.person(ctx.db, ctx.workspace, ctx.actor)
    return me.zone if me else "UTC"


def _answer(ctx: Context, words: str, narrow: Narrow, number: int) -> Message:
    said = clip(words.replace("\0", " ").strip(), rules.LONGEST)
    question = _question(ctx, said, narrow)
    asked = _asked(ctx, search.understood(plain(said)), narrow)
    if not asked.words:
        return views.no_words(question)
    found = _found(ctx, asked, rules.number_in(plain(said)))
    if not found.hits:
        return views.nothing(question)
    page = page_of(found.hits[:RANKED], number, views.PAGE)
    drawn = Page(_rows(ctx, asked, page.items), page.number, page.pages, found.total)
    return views.found(question, drawn, most=RANKED, says_all=found.says_all)


def _question(ctx: Context, said: str, narrow: Narrow) -> views.Question:
    facts = [
        views.KINDS[narrow.kind].lower() if narrow.kind else "",
        f"in {narrow.group.name}" if narrow.group else "",
        f"by {_name(ctx, narrow.by)}" if narrow.by else "",
        f"since {day(narrow.since)}" if narrow.since else "",
    ]
    return views.Question(plain(said), said, narrow.value, list(filter(None, facts)), ctx.settings.command)


def _asked(ctx: Context, asked: Asked, narrow: Narrow) -> Asked:
    """Days are the reader's."""
    since = datetime.combine(narrow.since, time(), zone_of(_zone(ctx))) if narrow.since else None
    kinds = (KINDS[narrow.kind],) if narrow.kind else asked.kinds
    group_id = narrow.group.id if narrow.group else None
    return replace(asked, kinds=kinds, group_id=group_id, by=narrow.by, since=since)


def _found(ctx: Context, asked: Asked, number: tuple[str, int] | None) -> Found:
    """An item that is asked for by its number comes before those that only mention it."""
    reader = Reader(ctx.workspace, ctx.actor, is_admin(ctx), is_guest(ctx), ctx.is_shared, ctx.channel)
    it = search.numbered(ctx.db, reader, asked, *number) if number else None
    found = search.find(ctx.db, reader, asked)
    if it is None:
        return found
    same = [hit for hit in found.hits if (hit.kind, hit.number) == (it.kind, it.number)]
    if not found.says_all:
        return Found([it], 1)
    others = [hit for hit in found.hits if hit not in same]
    return Found([it, *others], found.total - len(same) + 1)


def _rows(ctx: Context, asked: Asked, hits: list[Hit]) -> list[views.Row]:
    named: dict[tuple[str, int], Named] = {}
    for kind in {hit.kind.letter: hit.kind for hit in hits}.values():
        numbers = [hit.number for hit in hits if hit.kind == kind]
        named |= {(kind.letter, n): told for n, told in kind.named(ctx.db, ctx.workspace, numbers).items()}
    shown = [(hit.kind.letter, named[hit.kind.letter, hit.number]) for hit in hits]
    names = groups.names(ctx.db, {told.group_id for _, told in shown})
    return [
        views.Row(letter, told.shown, names.get(told.group_id, ""), told.at, snippet(told.text, asked.says))
        for letter, told in shown
    ]
