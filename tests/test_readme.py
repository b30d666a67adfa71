"""The README's tables say what the program does: `uv run python tests/test_readme.py` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot.__main__ import convener
from bot.scopes import SCOPES
from handlers.rights import ADMIN, AUTHOR, CHAIR, DEEDS, EVERYONE, LEAD, MEMBER, OWNER, SPONSOR
from handlers.routes import routes

README = Path(__file__).parent.parent / "README.md"
PLURAL = {
    EVERYONE: "everyone",
    MEMBER: "members",
    AUTHOR: "its author",
    OWNER: "its owners",
    SPONSOR: "its sponsor",
    LEAD: "leads",
    CHAIR: "chairs",
    ADMIN: "admins",
}


def table(head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [head, ("---", "---"), *((a.replace("|", "\\|"), b.replace("|", "\\|")) for a, b in rows)]
    return "\n".join(f"| {a} | {b} |" for a, b in lines)


def commands() -> str:
    """By noun, in the order in which the features are listed."""
    told = [c for c in routes.commands if c.help]
    nouns = list(dict.fromkeys(c.pattern.literals[:1] for c in told))
    told.sort(key=lambda c: nouns.index(c.pattern.literals[:1]))
    return table(("type", "to"), ((f"`/wg {c.pattern.usage}`".replace(" `", "`"), c.help) for c in told))


def rights() -> str:
    def who(roles: frozenset[str]) -> str:
        return ", ".join(plural for role, plural in PLURAL.items() if role in roles)

    return table(("deed", "who may"), ((deed, who(roles)) for deed, (roles, _) in DEEDS.items()))


def scopes() -> str:
    return table(("scope", "why"), ((f"`{name}`", f"{scope.reason}.") for name, scope in SCOPES.items()))


def rewritten(text: str) -> str:
    for part in (commands, rights, scopes):
        body = rf"(<!-- {part.__name__}:[^\n]*-->\n).*?(<!-- end -->)"
        written = f"{part()}\n"
        text, found = re.subn(body, lambda m, w=written: m[1] + w + m[2], text, flags=re.DOTALL)
        assert found == 1, f"the README has no place for the {part.__name__}"
    return text


def test_the_tables_are_todays() -> None:
    text = README.read_text("utf-8")
    assert text == rewritten(text), "run: uv run python tests/test_readme.py"


def test_every_word_of_the_command_line_is_explained() -> None:
    text = README.read_text("utf-8")
    words = [command.name or command.callback.__name__ for command in convener.registered_commands]
    assert [w for w in words if f"convener {w}" not in text] == []


def test_every_shortcut_is_named() -> None:
    text = README.read_text("utf-8")
    assert [name for _, name, _ in routes.shortcuts.values() if f"*{name}*" not in text] == []


def test_what_it_links_to_is_there() -> None:
    text = README.read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert links and all((README.parent / link).exists() for link in links)


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text("utf-8")), "utf-8")
