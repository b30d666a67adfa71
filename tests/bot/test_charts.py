"""Pictures of numbers: what is in them, that they can be read, and that nothing breaks them."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from itertools import combinations
from typing import Any

import numpy
import pytest
from matplotlib import image
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text

from bot import charts

WEEKS = ["9 Feb", "16 Feb", "23 Feb", "2 Mar"]
VOICES = ["developers", "operators", "product and business", "users", "not said", "others"]


def bars(values: list[int | None]) -> dict[str, Any]:
    return {
        "kind": "bars",
        "title": "Came in",
        "labels": WEEKS[: len(values)],
        "series": [{"name": "", "values": values}],
    }


def lines(*values: list[float | None], **more: Any) -> dict[str, Any]:
    names = ("to a first word", "to a decision")
    series = [{"name": name, "values": of} for name, of in zip(names, values, strict=True)]
    return {"kind": "lines", "title": "Median days", "labels": WEEKS, "series": series, **more}


def stacks(rows: dict[str, list[int | None]], notes: list[str]) -> dict[str, Any]:
    series = [{"name": name, "values": [row[at] for row in rows.values()]} for at, name in enumerate(VOICES)]
    return {"kind": "stacks", "title": "Percent", "labels": list(rows), "notes": notes, "series": series}


NONE: list[float | None] = [None] * 4
CASES = {
    "nothing": [bars([0, 0, 0, 0]), lines(NONE, NONE), lines(NONE, NONE, most=100)],
    "one": [bars([1]), lines([None, None, None, 0.02], NONE)],
    "thousands": [bars([3, 14, 123_456, 0]), lines([1, 2, None, 4], [900, 9.25, 3, None])],
    "shares": [
        stacks(
            {"Members": [40, 30, 10, 10, 5, 5], "Speaking": [None] * 6, "Feedback": [100, 0, 0, 0, 0, 0]},
            ["", "too few people to tell", ""],
        )
    ],
}


def drawn(panels: list[dict[str, Any]]) -> numpy.ndarray[Any, Any]:
    return image.imread(BytesIO(charts.png({"title": "The loop", "panels": panels})), format="png")


@pytest.mark.parametrize("panels", CASES.values(), ids=CASES)
def test_a_chart_is_a_png_of_its_size_that_is_not_blank(panels: list[dict[str, Any]]) -> None:
    pixels = drawn(panels)
    high, wide, _ = pixels.shape
    assert wide == 960 and 300 <= high <= 1000
    assert len(numpy.unique(pixels.reshape(-1, pixels.shape[2]), axis=0)) > 10
    assert (pixels[6:-6, 6:-6, 3] == 1).all(), "its own card: nothing shines through"
    assert tuple(pixels[high // 2, wide - 8, :3]) == (1, 1, 1)


@pytest.mark.parametrize("panels", CASES.values(), ids=CASES)
def test_no_text_leaves_the_card_or_is_markup(panels: list[dict[str, Any]]) -> None:
    figure = charts.figure({"title": "The loop", "panels": panels})
    FigureCanvasAgg(figure).draw()
    card = figure.bbox
    texts = [t for t in figure.findobj(Text) if t.get_text() and t.get_visible()]
    boxes = {t.get_text(): t.get_window_extent() for t in texts}
    outside = [said for said, box in boxes.items() if box.x0 < 0 or box.y0 < 0 or box.x1 > card.x1]
    assert not outside and not any(t.get_parse_math() for t in texts)
    title, first = (boxes[said] for said in ("The loop", panels[0]["title"]))
    assert title.y0 >= first.y1, "the title stands above the rest"


def texts(panels: list[dict[str, Any]], title: str = "The loop") -> str:
    found = charts.figure({"title": title, "panels": panels}).findobj(Text)
    return "\n".join(text.get_text() for text in found)


def test_every_number_and_name_is_written_in_it() -> None:
    said = texts(CASES["thousands"], "It costs $5 and $6")
    for words in ("It costs $5 and $6", "Came in", "123,456", *WEEKS, "to a first word", "to a decision"):
        assert words in said
    assert "1,000" in said and "500" in said, "the axis ends at an even number"
    assert texts(CASES["nothing"]).count("Nothing yet") == 2
    shares = texts(CASES["shares"])
    for words in ("Members", "40", "too few people to tell", *VOICES):
        assert words in shares


def test_a_thing_has_its_colour_whatever_else_is_drawn() -> None:
    panel = stacks({"Members": [100, None, None, None, None, None]}, [""])
    panel["series"] = [panel["series"][0] | {"colour": 5}]
    figure = charts.figure({"title": "", "panels": [panel]})
    (bar,) = figure.axes[0].patches
    assert to_hex(bar.get_facecolor()) == charts.COLOURS[5]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_what_is_written_can_be_read() -> None:
    """WCAG's AA: 4.5 for text, also for the white numbers in the coloured bars."""
    for colour in (charts.INK, charts.QUIET, *charts.COLOURS):
        assert contrast(colour, charts.CARD) >= 4.5, colour
    assert all(one != other for one, other in combinations(charts.COLOURS, 2))


def test_nothing_of_the_library_is_loaded_before_the_first_picture() -> None:
    code = "import sys, bot.app, bot.__main__; assert not {'matplotlib', 'numpy'} & set(sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    code = "import sys; from bot.charts import png; png({'title': '', 'panels': [%r]})" % bars([1])  # noqa: UP031
    code += "; assert 'matplotlib.pyplot' not in sys.modules"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
