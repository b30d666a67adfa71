"""The structure of rich_text blocks."""

from bot.sandbox.blocks.rules import Rule, anything, choice, flag, items, kinds, shape, string, url, whole

_STYLE = shape(
    {},
    {
        name: flag
        for name in (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
            "unlink",
        )
    },
)
_STYLED = {"style": _STYLE}
INLINE = kinds(
    {
        "text": shape({"text": string(12_000)}, _STYLED),
        "link": shape({"url": url()}, _STYLED | {"text": string(12_000, 0), "unsafe": flag}),
        "user": shape({"user_id": string(255)}, _STYLED),
        "usergroup": shape({"usergroup_id": string(255)}, _STYLED),
        "channel": shape({"channel_id": string(255)}, _STYLED),
        "team": shape({"team_id": string(255)}, _STYLED),
        "emoji": shape(
            {"name": string(255)}, _STYLED | {"unicode": string(100), "url": url(), "skin_tone": whole(1, 6)}
        ),
        "broadcast": shape({"range": choice("here", "channel", "everyone")}, _STYLED),
        "date": shape(
            {"timestamp": whole(0, 99_999_999_999), "format": string(255)},
            _STYLED | {"url": url(), "fallback": string(3000)},
        ),
        "color": shape({"value": string(20)}, _STYLED),
    }
)
_INLINES = items(INLINE, 10_000, 0)
_BORDER = {"border": whole(0, 1)}
_SECTION = shape({"elements": _INLINES}, {})
_LIST = shape(
    {
        "style": choice("bullet", "ordered"),
        "elements": items(kinds({"rich_text_section": _SECTION}), 1000, 0),
    },
    _BORDER | {"indent": whole(0, 8), "offset": whole(0, 1_000_000)},
)
PARTS = kinds(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": _LIST,
        "rich_text_preformatted": shape({"elements": _INLINES}, _BORDER | {"language": string(100)}),
        "rich_text_quote": shape({"elements": _INLINES}, _BORDER),
    }
)
RICH_TEXT: Rule = shape({"elements": items(PARTS, 1000, 0)}, {"block_id": string(255)})
_CELL = kinds({"raw_text": shape({"text": string(10_000, 0)}, {}), "rich_text": RICH_TEXT})
TABLE: Rule = shape(
    {"rows": items(items(_CELL, 20), 100)},
    {"block_id": string(255), "column_settings": items(anything, 20, 0)},
)
