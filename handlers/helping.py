"""`/wg help`, and the answer to a command that was not understood: made from what is registered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers import blocks as b
from handlers.commands import Command, NotUnderstood
from handlers.contract import Context, Message, Reply, Say, Settings, UserError
from handlers.grammar import same_word
from handlers.router import Router, Routes, compose
from handlers.text import escape, plain, quote
from handlers.tokens import Token, tokens

TYPED_LIMIT = 12_000
NEAREST = 3


def help_router(routes: Routes) -> Router:
    """Help on `routes`, and the buttons that run a command."""
    router = Router()

    @router.command("help [<noun>]", help="All commands, or those of one noun.", read=True)
    def give_help(ctx: Context, noun: str | None = None) -> Reply:
        commands = [c for c in (*routes.commands, *router.commands) if c.help]
        return Say(overview(commands, noun, ctx.settings.command))

    @router.click("command.run <words:raw>")
    def run(ctx: Context, words: str) -> Reply | None:
        return run_command(compose(routes, router), ctx, words)

    return router


def run_command(routes: Routes, ctx: Context, words: str) -> Reply | None:
    parsed = routes.parse(words)
    if isinstance(parsed, NotUnderstood):
        return Say(nearest_answer(parsed, words, ctx.settings))
    said = replace(ctx, group_said=parsed.group) if parsed.group else ctx
    return parsed.handler(said, **parsed.inputs)


def completions(routes: Routes, typed: str, slash: str) -> list[dict[str, str]]:
    """The commands that may be meant by what is typed so far: what to put in, how it goes on, what it does."""
    words = typed.removeprefix(slash).lstrip().casefold()
    found = []
    for command in routes.commands:
        fixed = " ".join(command.pattern.literals)
        if command.help and (fixed.startswith(words.rstrip()) or words.startswith(f"{fixed} ")):
            usage = f"{slash} {command.pattern.usage}".strip()
            found.append({"text": f"{slash} {fixed}".strip() + " ", "usage": usage, "help": command.help})
    return found


def overview(commands: Iterable[Command], noun: str | None, slash: str) -> Message:
    by_noun = _by_noun(commands)
    if noun is None:
        drawn = [_entry(name, listed, slash) for name, listed in by_noun.items() if name]
        opening = b.section(f"*What {_code(slash, '')} understands*: a noun, and what to do with it.")
        return b.message(f"What {slash} understands", opening, *drawn, b.context(_habits(slash)))
    wanted = next((name for name in by_noun if same_word(noun.casefold(), name)), None)
    if wanted is None:
        names = ", ".join(f"`{name}`" for name in by_noun if name)
        raise UserError(f"I have no help on “{escape(noun[:60])}”. Try one of {names}.")
    chapter = _chapter(wanted, by_noun[wanted], slash)
    return b.message(f"Help on {wanted}", *chapter, b.context(_habits(slash)))


def _habits(slash: str) -> str:
    return (
        (
            "Leave words out and a form opens. `in:<group>` names a group when you are elsewhere; "
            f"`share` after a read shows it to the channel. `{slash} help group` tells of groups only."
        )
        .replace("<", "&lt;")
        .replace(">", "&gt;")
    )


def _by_noun(commands: Iterable[Command]) -> dict[str, list[Command]]:
    found: dict[str, list[Command]] = {}
    for command in commands:
        found.setdefault(next(iter(command.pattern.literals), ""), []).append(command)
    return found


def _entry(noun: str, commands: list[Command], slash: str) -> dict[str, object]:
    """A noun with its verbs, and a button to its chapter; one command alone says what it does."""
    verbs = list(dict.fromkeys(c.pattern.literals[1] for c in commands if len(c.pattern.literals) > 1))
    most_useful = commands[0]
    what = f"{_code(slash, noun)} {escape(most_useful.help)}"
    if len(commands) == 1:
        return b.section(what)
    more = b.button("More", f"command.run:{noun}", f"help {noun}")
    return b.section(f"{what}\n{', '.join(verbs)}" if verbs else what, more)


def _chapter(noun: str, commands: list[Command], slash: str) -> list[dict[str, object]]:
    lines = [f"{_code(slash, c.pattern.usage)} {escape(c.help)}" for c in commands]
    return b.paragraphs("\n".join([f"*{noun}*", *lines] if noun else lines))


def _code(slash: str, words: str) -> str:
    return f"`{escape(f'{slash} {words}'.strip()).replace('`', chr(39))}`"


def nearest_answer(not_understood: NotUnderstood, typed: str, settings: Settings) -> Message:
    """What was typed, given back; the likeliest commands, with a button each to run it as it was meant."""
    slash = settings.command
    said = f"{slash} {escape(plain(typed)[:TYPED_LIMIT])}".replace("`", "'")
    # Code ends with its line.
    head = b.paragraphs(
        f"I did not understand this:\n{quote(said)}" if "\n" in said else f"I did not understand `{said}`."
    )
    if not not_understood.nearest:
        look = f"`{slash} help` lists what I understand. Feedback begins with `{slash} feedback`."
        return b.message(f"I did not understand that. {slash} help lists what I do.", *head, b.section(look))
    near = sorted(not_understood.nearest, key=lambda c: not _works(_corrected(c, typed), [c]))[:NEAREST]
    usages = "\n".join(f"{_code(slash, c.pattern.usage)} {escape(c.help)}" for c in near)
    meant = dict.fromkeys(_corrected(c, typed) for c in near)
    sound = [w for w in meant if len(w) <= b.VALUE_LIMIT and _works(w, near)]
    row = [_run_button(words, slash, n) for n, words in enumerate(sound)]
    drawn = [
        *head,
        *b.paragraphs(f"Did you mean one of these?\n{usages}"),
        *([b.actions(*row)] if row else []),
    ]
    likeliest = escape(plain(next(iter(meant)))[:100])
    return b.message(f"I did not understand that. Did you mean {slash} {likeliest}?", *drawn)


def _works(words: str, commands: Iterable[Command]) -> bool:
    """A button is drawn only for what is complete, or opens a form."""
    return any(c.pattern.match(words) is not None or (c.form and c.pattern.known(words)) for c in commands)


def _run_button(words: str, slash: str, nth: int) -> dict[str, object]:
    return b.button(f"{slash} {plain(words)}", f"command.run:{nth}", words)


def _corrected(command: Command, typed: str) -> str:
    """The command's own words in place of the misspelt ones; the rest as it was typed."""
    literals = command.pattern.literals
    words = tokens(typed[:200])
    known = 1 if words and command.pattern.is_meant_by_verb(words[0].folded) else len(literals)
    rest = typed[words[known - 1].end :] if len(words) >= known else ""
    meant = f"{' '.join(literals)}{rest}".strip()
    return meant if meant.casefold() != typed.strip().casefold() else _shortened(command, typed, words)


def _shortened(command: Command, typed: str, words: Sequence[Token]) -> str:
    """Without the last words, as far as it then can be done."""
    begun = (typed[: word.end].strip() for word in reversed(words))
    fitting = (text for text in begun if command.pattern.match(text) is not None)
    return next(fitting, " ".join(command.pattern.literals))
