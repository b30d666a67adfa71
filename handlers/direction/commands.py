"""Where things are headed, told back to those who asked: one statement answers many pieces of feedback."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import sealing
from handlers.blocks import note
from handlers.contract import Context, Open, Reply, Say, UserError
from handlers.direction import rules, views
from handlers.direction.views import Answered
from handlers.places import group_if_any, group_meant, group_named, is_admin, is_guest, standing
from handlers.router import Router
from handlers.text import clip, counted, plain
from storage import direction, feedback, groups, items, links, outbox, people
from storage.direction import Reader, Statement
from storage.feedback import PEOPLE, Feedback
from storage.groups import Group

router = Router()

DEED = "say the direction"


def say_form(ctx: Context, statement: str = "", items: str = "") -> Reply:
    return _form(ctx, group_meant(ctx), statement, items)


def _form(ctx: Context, group: Group, statement: str = "", items: str = "") -> Reply:
    mine = _may_answer(ctx, group)
    if not mine:
        standing(ctx, group).demand(DEED)
    return Open(views.form(group, mine, clip(statement, rules.LONGEST), items))


def _may_answer(ctx: Context, group: Group) -> list[Feedback]:
    """The open feedback of the group that is the actor's to answer, the most endorsed first."""
    is_chair = standing(ctx, group, -1).may(DEED)
    led = {office.area_id for office in groups.roles_of_group(ctx.db, group.id) if office.user == ctx.actor}
    where = (feedback.feedback.c.group_id == group.id) & feedback.unsettled()
    if not is_chair:
        where &= feedback.feedback.c.area_id.in_(sorted(area for area in led if area is not None))
    return feedback.page(ctx.db, where, by_endorsements=True, limit=views.TICKED, offset=0)[0]


@router.click("direction.open <slug:slug>")
def open_form(ctx: Context, slug: str) -> Reply:
    return _form(ctx, group_named(ctx, slug))


@router.command(
    "direction <statement...> answers <items...>",
    help="Say where things are headed to all who asked: `answers F-3, F-9`.",
    form=say_form,
)
def say(ctx: Context, statement: str, items: str) -> Reply:
    words, numbers = rules.parted(statement, plain(items))
    found = _meant(ctx, rules.numbers_in(numbers))
    return _say(ctx, group_if_any(ctx) or _common_group(ctx, found), words.strip('“”" '), found)


@router.submit("direction.say")
def submitted(
    ctx: Context,
    slug: str,
    statement: str = "",
    ticked: Sequence[str] | None = None,
    others: str | None = None,
) -> Reply:
    found = _meant(ctx, rules.chosen(ticked or (), others or ""))
    return _say(ctx, group_named(ctx, slug), statement, found)


def _meant(ctx: Context, numbers: Sequence[int]) -> list[Feedback]:
    """What the actor may know of; a duplicate stands for the one that it went into."""
    rules.must_be_some(numbers)
    seen = feedback.visible(ctx.workspace, ctx.actor, admin=is_admin(ctx), guest=is_guest(ctx))
    found = {item.number: item for item in feedback.those_of(ctx.db, seen, numbers)}
    missing = next((number for number in numbers if number not in found), None)
    if missing is not None:
        raise UserError(f"I know no F-{missing} that you may see.", "others")
    taken_back = next((item for item in found.values() if item.state == "withdrawn"), None)
    if taken_back is not None:
        raise UserError(f"F-{taken_back.number} was withdrawn. Leave it out.", "others")
    into = [item.merged_into or item.number for item in found.values()]
    return feedback.those_of(ctx.db, seen, list(dict.fromkeys(into)))


def _common_group(ctx: Context, found: Sequence[Feedback]) -> Group:
    ids = {item.group_id for item in found}
    only = groups.group(ctx.db, next(iter(ids)) or 0) if len(ids) == 1 else None
    return only or group_meant(ctx)


def _say(ctx: Context, group: Group, words: str, found: Sequence[Feedback]) -> Reply:
    text = rules.checked(words)
    for item in found:
        _must_be_mine(ctx, group, item)
    if group.channel is None:
        raise UserError(f"{group.name} has no channel in which to say it. `group edit` sets one.")
    statement = direction.add(ctx.db, ctx.workspace, group.id, ctx.actor, text, ctx.now)
    answered = _answered(ctx, statement, group, found)
    told = _told_of(ctx, found)
    direction.address(ctx.db, statement, told)
    for item in found:
        _record(ctx, item, statement)
    for place, mine in told.items():
        ctx.tell(place, views.told(answered, mine, None), key=_reader_key(statement, place))
    ctx.post(group.channel, views.card(answered, len(told), {}), key=_card_key(statement))
    heard = counted(len(told), "person", "people")
    return Say(note(f"{answered.label} is out, and told to {heard} who asked for it."))


def _must_be_mine(ctx: Context, group: Group, item: Feedback) -> None:
    """Answered by who leads its area or chairs its group; what is private is answered at home."""
    home = groups.group(ctx.db, item.group_id) if item.group_id is not None else None
    standing(ctx, home, item.area_id if item.area_id is not None else -1).demand(DEED)
    if home is not None and home.is_private and home.id != group.id:
        raise UserError(f"F-{item.number} belongs to a private group. Answer it there.", "others")


def _record(ctx: Context, item: Feedback, statement: Statement) -> None:
    number = f"F-{item.number}"
    why = f"S-{statement.number}: {clip(statement.text, 200)}"
    links.link(ctx.db, ctx.workspace, number, f"S-{statement.number}", ctx.now)
    ctx.emit("direction.said", number=item.number)
    items.record(ctx.db, ctx.workspace, number, "told the direction", ctx.now, actor=ctx.actor, why=why)


def _told_of(ctx: Context, found: Sequence[Feedback]) -> dict[str, list[Feedback]]:
    """Place -> what they gave or endorsed. Whoever stands there by name is not told again as anonymous."""
    by_place: dict[str, list[Feedback]] = {}
    for item in found:
        for place in feedback.cards_of(ctx.db, ctx.workspace, item.number, PEOPLE):
            by_place.setdefault(place, []).append(item)
    told: dict[str, list[Feedback]] = {}
    known: set[str] = set()
    for place in sorted(by_place, key=lambda place: place.startswith(sealing.SEALED)):
        person = sealing.person_at(ctx.settings.relay_key, place)
        if person is not None and person not in known and person != ctx.actor:
            known.add(person)
            told[place] = by_place[place]
    return told


def _answered(ctx: Context, statement: Statement, group: Group, found: Sequence[Feedback]) -> Answered:
    author = people.person(ctx.db, ctx.workspace, statement.author)
    return Answered(statement, group, author.name if author else "somebody", found)


def _card_key(statement: Statement) -> str:
    return f"direction/{statement.number}/card"


def _reader_key(statement: Statement, place: str) -> str:
    return f"direction/{statement.number}/for/{sealing.name_of(place)}"


@router.click("direction.verdict <number:S> <verdict=yes|partly|no>")
def judged(ctx: Context, number: int, verdict: str) -> None:
    """Whoever was told says whether it answers them, and may think again."""
    statement = direction.get(ctx.db, ctx.workspace, number)
    told = direction.readers_of(ctx.db, ctx.workspace, number)
    me = next((reader for reader in told if _is_me(ctx, reader)), None)
    group = groups.group(ctx.db, statement.group_id) if statement else None
    if statement is None or group is None or me is None:
        raise UserError("Only those who gave or endorsed that feedback can say whether it answers them.")
    direction.judge(ctx.db, ctx.workspace, number, me.place, verdict, ctx.now)
    ctx.emit("direction.judged")
    answered = _answered(ctx, statement, group, _items_of(ctx, statement))
    mine = [item for item in answered.items if _has_card(ctx, item, me.place)]
    ctx.tell(me.place, views.told(answered, mine, verdict), key=_reader_key(statement, me.place), urgent=True)
    counts = direction.verdicts(direction.readers_of(ctx.db, ctx.workspace, number))
    if group.channel:
        ctx.post(group.channel, views.card(answered, len(told), counts), key=_card_key(statement))


def _is_me(ctx: Context, reader: Reader) -> bool:
    return sealing.person_at(ctx.settings.relay_key, reader.place) == ctx.actor


def _items_of(ctx: Context, statement: Statement) -> list[Feedback]:
    causes = links.causes_of(ctx.db, ctx.workspace, f"S-{statement.number}")
    return feedback.several(ctx.db, ctx.workspace, (int(cause.removeprefix("F-")) for cause in causes))


def _has_card(ctx: Context, item: Feedback, place: str) -> bool:
    return place in feedback.cards_of(ctx.db, ctx.workspace, item.number, PEOPLE)


@router.on("relay.erased")
def forget(ctx: Context, place: str) -> None:
    """An anonymous author's seal is erased here, too."""
    told = direction.told_at(ctx.db, ctx.workspace, place)
    keys = [f"direction/{number}/for/{sealing.name_of(place)}" for number in told]
    direction.forget_reader(ctx.db, ctx.workspace, place)
    outbox.forget_address(ctx.db, ctx.workspace, place, keys)
