"""A chart's data, as handlers give it, drawn as a PNG: its own light card, so that it reads on dark and on light.

The library takes a second and 60 MB to load, so it is loaded when the first picture leaves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, DPI = 4.8, 200  # inches; in Slack's 360 pixels the smallest text is 10 pixels high
TITLE, TEXT = 11, 9.5  # points
HEIGHTS = {"bars": 1.25, "lines": 1.45}
HEAD, FOOT, ROW = 0.5, 0.75, 0.42

CARD, LINE, INK, QUIET = "#ffffff", "#c9d1d9", "#1f2937", "#4b5563"
COLOURS = ("#2b4c7e", "#b45309", "#047857", "#7c3aed", "#6b7280", "#374151")
DASHES, MARKS = ("-", "--", ":"), ("o", "s", "^")
KEPT = 32  # pictures of some 30 kB: the chairs of a group get the same one, in the same hour
NARROWEST = 5  # percent; in less, a number would not fit

_one_at_a_time = Lock()

Panel = Mapping[str, Any]


def png(chart: Mapping[str, Any]) -> bytes:
    """Takes a tenth of a second, and once a second more; one at a time, whatever thread asks."""
    with _one_at_a_time:
        return _drawn_once(json.dumps(chart))


@lru_cache(maxsize=KEPT)
def _drawn_once(chart: str) -> bytes:
    file = BytesIO()
    figure(json.loads(chart)).savefig(file, format="png", dpi=DPI, metadata={"Software": None})
    return file.getvalue()


def figure(chart: Mapping[str, Any]) -> Figure:
    """One below the other, so that it is as readable on a phone."""
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    panels: Sequence[Panel] = chart["panels"]
    heights = [_height(panel) for panel in panels]
    drawn = Figure(
        figsize=(WIDTH, HEAD + sum(heights)),
        layout="constrained",
        facecolor=CARD,
        edgecolor=LINE,
        linewidth=2,
    )
    drawn.get_layout_engine().set(w_pad=0.1, h_pad=0.09)
    drawn.suptitle(chart["title"], x=0.03, ha="left", size=TITLE, weight="bold", color=INK)
    places = drawn.subplots(len(panels), 1, squeeze=False, height_ratios=heights)
    for axes, panel in zip(places.flat, panels, strict=True):
        _DRAWN[panel["kind"]](axes, panel)
    for text in drawn.findobj(Text):
        text.set_parse_math(False)  # a dollar is a dollar
    return drawn


def _height(panel: Panel) -> float:
    return HEIGHTS.get(panel["kind"]) or FOOT + ROW * len(panel["labels"])


def _bars(axes: Axes, panel: Panel) -> None:
    """Amounts, each with its number on top."""
    values = [value or 0 for value in panel["series"][0]["values"]]
    bars = axes.bar(range(len(values)), values, width=0.55, color=COLOURS[0])
    axes.bar_label(bars, [f"{value:,}" for value in values], padding=2, size=TEXT, color=INK)
    axes.set_ylim(0, max([*values, 1]) * 1.3)
    axes.set_yticks([])
    _frame(axes, panel)


def _lines(axes: Axes, panel: Panel) -> None:
    """What goes up and down, of equal values both seen; a gap where there was nothing to measure."""
    for place, series in enumerate(panel["series"]):
        values = [float("nan") if value is None else value for value in series["values"]]
        how = {"color": COLOURS[place], "linestyle": DASHES[place], "marker": MARKS[place]}
        axes.plot(
            range(len(values)), values, label=series["name"], linewidth=2, markersize=8 - 3 * place, **how
        )
    known = [value for series in panel["series"] for value in series["values"] if value is not None]
    if not known:
        axes.text(0.5, 0.5, "Nothing yet", transform=axes.transAxes, ha="center", size=TEXT, color=QUIET)
    most = panel.get("most") or _even(max([*known, 1]))
    axes.set_ylim(-0.05 * most, 1.12 * most)
    axes.set_xlim(-0.4, len(panel["labels"]) - 0.6)
    axes.set_yticks([0, most / 2, most], [f"{tick:,.1f}".removesuffix(".0") for tick in (0, most / 2, most)])
    axes.grid(axis="y", color=LINE, linewidth=0.7)
    _frame(axes, panel)
    axes.legend(
        loc="lower right",
        bbox_to_anchor=(1, 1),
        ncols=len(panel["series"]),
        frameon=False,
        fontsize=TEXT - 1,
        labelcolor=INK,
        borderaxespad=0,
        handlelength=2.6,
    )


def _even(most: float) -> float:
    """Not less, and easy to read: 1, 2, 4, 6, 8, 10, 20 …"""
    tens = 10 ** (len(f"{most:.0f}") - 1)
    return next(step * tens for step in (1, 2, 4, 6, 8, 10, 20) if step * tens >= most)


def _stacks(axes: Axes, panel: Panel) -> None:
    """Shares of a whole, a row each; where there are none, the words that say why."""
    rows = len(panel["labels"])
    sums = [sum(series["values"][row] or 0 for series in panel["series"]) or 1 for row in range(rows)]
    begins = [0.0] * rows
    for place, series in enumerate(panel["series"]):
        widths = [100 * (value or 0) / sums[row] for row, value in enumerate(series["values"])]
        colour = COLOURS[series.get("colour", place)]  # the same thing has the same in every picture
        how = {"color": colour, "edgecolor": CARD, "linewidth": 1.5, "label": series["name"]}
        bars = axes.barh(range(rows), widths, left=begins, height=0.68, **how)
        told = [f"{series['values'][row]}" if w >= NARROWEST else "" for row, w in enumerate(widths)]
        axes.bar_label(bars, told, label_type="center", size=TEXT, color=CARD, weight="bold")
        begins = [begin + width for begin, width in zip(begins, widths, strict=True)]
    for row, why in enumerate(panel.get("notes", ())):
        axes.text(1, row, why, va="center", size=TEXT, color=QUIET)
    axes.set_xlim(0, 100)
    axes.set_ylim(rows - 0.4, -0.6)
    _frame(axes, panel)
    axes.set_xticks([])
    axes.set_yticks(range(rows), panel["labels"], size=TEXT, color=INK)
    axes.legend(
        loc="upper center",
        bbox_to_anchor=(0.4, 0),
        ncols=3,
        frameon=False,
        fontsize=TEXT - 1,
        labelcolor=INK,
        handlelength=1,
        columnspacing=1.2,
    )


def _frame(axes: Axes, panel: Panel) -> None:
    axes.set_facecolor(CARD)
    axes.set_title(panel["title"], loc="left", size=TEXT, color=INK)
    axes.set_xticks(range(len(panel["labels"])), panel["labels"])
    axes.tick_params(length=0, labelsize=TEXT - 1, labelcolor=QUIET)
    for side in ("top", "left", "right", "bottom"):
        axes.spines[side].set_visible(side == "bottom" and panel["kind"] != "stacks")
        axes.spines[side].set_color(LINE)


_DRAWN = {"bars": _bars, "lines": _lines, "stacks": _stacks}
