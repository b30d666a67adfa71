"""The words of which people make days and hours: where another one stands, no due phrase is looked for. Pure."""

from __future__ import annotations

import re
from functools import cache

from handlers import zones
from handlers.calendar import DAY, MONTH
from handlers.day_names import NUMBERS, mended

_SAID = (
    # what leads to a day, and what ends it
    "due by before until till til deadline eta no not later than on or latest date is was at to around about the for",
    "within from say some sometime maybe probably ideally approximately roughly circa thing in over of and",
    "please pls plz thanks thx hopefully max tops if possible so earlier",
    # days, and how they lie to each other
    "today tonight eod cob eob cop now tmr tmrw tmrow yesterday fortnight fortnights day days tu th fr sa su mo",
    "weekend wknd weekday weekdays business working work workday workdays calendar play",
    "this next last coming upcoming following current after ago past hence out during",
    "commencing starting beginning start early late middle mid top close end eow eom eoq eoy",
    # lengths of time
    "couple few half penultimate an a st nd rd year years yr yrs y quarter quarters qtr qtrs q month months mth mths",
    "mo mos week weeks wk wks w cw kw hour hours hr hrs h minute minutes min mins d time",
    "meeting call sync session standup stand up our",
    # hours
    "am pm p m t noon midday midnight oclock o clock morning mornings afternoon evening night lunch lunchtime",
    # feasts
    "new newyear newyears years eve nye valentine valentines good easter whit pentecost memorial labor labour",
    "halloween thanksgiving black cyber christmas xmas x mas boxing",
)
_NAME = re.compile(rf"(?:{DAY})s?|{MONTH}|tom+or+ow|mor+ow")
_LETTERS = re.compile(r"[^\W\d_]+")
_QUOTES = dict.fromkeys(map(ord, "'‘’´"))


def may_tell_a_day(word: str) -> bool:
    """All that is made of letters in it ("3pm", "mid-march", "friday/saturday") must be of days."""
    parts = _LETTERS.findall(word.translate(_QUOTES).lower())
    return all(_is_known(part) or _is_known(part.removeprefix("mid")) for part in parts)


def _is_known(part: str) -> bool:
    return part in _known() or bool(_NAME.fullmatch(part)) or mended(part) != part


@cache
def _known() -> frozenset[str]:
    return frozenset(_LETTERS.findall(" ".join((*_SAID, *NUMBERS, *zones.longest_first()))))
