"""Public holidays of countries, from the `holidays` library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache

from handlers.contract import UserError
from handlers.text import clip, escape

# The library is loaded where it is first used: it takes half a second, which few need.


@cache
def _in_year(country: str, year: int) -> dict[date, str]:
    import holidays

    return dict(holidays.country_holidays(country, years=year, language="en_US"))


def on_days(countries: Sequence[str], days: Iterable[date]) -> list[tuple[date, str]]:
    """Which of the days are holidays, and what they are called where."""
    found = []
    for day in days:
        named = [(country, _in_year(country, day.year).get(day)) for country in countries]
        said = [f"{country}: {name}" for country, name in named if name]
        found += [(day, ", ".join(said))] if said else []
    return found


def countries_of(text: str, field: str = "countries") -> str:
    """ "fr, US" as "FR,US"; a country that is not known is refused with the nearest."""
    import holidays

    known = holidays.list_supported_countries()
    wanted = [word.upper() for word in text.replace(";", ",").replace(",", " ").split()]
    for code in wanted:
        if code not in known:
            near = get_close_matches(code, sorted(known), n=1, cutoff=0.4)
            hint = f" Did you mean {near[0]}?" if near else ""
            said = escape(clip(code, 20))
            raise UserError(f"I know no country “{said}”. Write codes such as FR, US or JP.{hint}", field)
    return ",".join(dict.fromkeys(wanted))
