"""What the page makes of mrkdwn, dates and Block Kit, and the values that its elements send."""

import re

from playwright.sync_api import expect

from bot.sandbox.methods.files import as_file

MRKDWN = [
    ("*b* _i_ ~s~ `c`", '<b>b</b> <i>i</i> <s>s</s> <code class="code">c</code>'),
    ("*bold _and italic_*", "<b>bold <i>and italic</i></b>"),
    ("snake_case_name 2*3*4 a ~ b ~ c", "snake_case_name 2*3*4 a ~ b ~ c"),
    ("&lt;b&gt; &amp;amp; <b>", "&lt;b&gt; &amp;amp; <span>b</span>"),
    ("&gt; one\n&gt; two\nthree", '<blockquote class="quote">one<br>two</blockquote>three'),
    ("```a *b*\n&lt;c&gt;```", '<pre class="pre">a *b*\n&lt;c&gt;</pre>'),
    ("`*not bold*` at 09:12:30", '<code class="code">*not bold*</code> at 09:12:30'),
    ("<!channel> :no_such_one:", '<span class="mention own">@channel</span> :no_such_one:'),
    ("<javascript:alert(1)|press me>", "<span>press me</span>"),
]
DATES = {
    "{date_num} {time}": "2026-11-03 10:00",
    "{date_short_pretty} at {time}": "Today at 10:00",
    "{date_long}": "Tuesday, November 3rd, 2026",
    "{date} {time_secs}": "November 3rd, 2026 10:00:00",
    "{no_such_token}": "the fallback",
}
DRAW = """async (text) => {
  const { mrkdwn } = await import("/page/mrkdwn.js");
  const box = document.createElement("div");
  box.append(...mrkdwn(text));
  return box.innerHTML;
}"""


def test_mrkdwn_is_drawn_as_slack_draws_it(look, stage):
    page = look(stage.ana)
    assert [page.evaluate(DRAW, text) for text, _ in MRKDWN] == [drawn for _, drawn in MRKDWN]


def test_mentions_and_links_are_named_and_lead_somewhere(look, stage):
    page = look(stage.ana)
    drawn = page.evaluate(DRAW, f"<@{stage.bo.id}> <#{stage.general.id}> <https://a.b/c_d_e|see _this_>")
    assert re.findall(r">([^<]+)<", drawn) == ["@Bo Lind", " ", "#general", " ", "see _this_"]
    assert 'href="https://a.b/c_d_e"' in drawn


def test_a_date_is_told_in_the_zone_of_who_reads(look, stage):
    page = look(stage.ana)
    drawn = [page.evaluate(DRAW, f"<!date^1793696400^{form}|the fallback>") for form in DATES]
    assert [re.search(">([^<]+)<", each)[1] for each in drawn] == list(DATES.values())


def plain(text):
    return {"type": "plain_text", "text": text}


def options(*names):
    return [{"text": plain(name), "value": name.lower()} for name in names]


PICKED = {"options": options("One", "Two", "Three")}
ELEMENTS = {
    "static_select": PICKED,
    "multi_static_select": PICKED,
    "overflow": PICKED,
    "radio_buttons": PICKED,
    "checkboxes": PICKED,
    "users_select": {},
    "multi_users_select": {},
    "channels_select": {},
    "conversations_select": {},
    "datepicker": {"initial_date": "2026-12-24"},
    "timepicker": {"initial_time": "14:00"},
    "datetimepicker": {"initial_date_time": 1793696400},
}


def block(kind, details):
    element = {"type": kind, "action_id": f"any_{kind}"} | details
    if kind.startswith("multi"):
        return {"type": "section", "block_id": kind, "text": plain(kind), "accessory": element}
    return {"type": "actions", "block_id": kind, "elements": [element]}


def test_every_element_sends_what_was_chosen(look, stage):
    stage.posts("Try everything", [block(kind, details) for kind, details in ELEMENTS.items()])
    page = look(stage.ana)

    def at(kind):
        return page.locator(f"#messages [data-key*='/{kind}/']").last

    def choose(kind, name, key="Enter"):
        at(kind).click()
        page.keyboard.type(name)
        page.keyboard.press(key)
        return stage.heard_click(f"any_{kind}")

    assert choose("static_select", "two")["selected_option"]["value"] == "two"
    assert choose("users_select", "bo")["selected_user"] == stage.bo.id
    assert choose("channels_select", "gen")["selected_channel"] == stage.general.id
    assert choose("conversations_select", "secr")["selected_conversation"] == stage.secret.id
    assert choose("timepicker", "1545")["selected_time"] == "15:45"
    assert choose("multi_users_select", "ana")["selected_users"] == [stage.ana.id]
    page.keyboard.press("Escape")
    expect(page.locator(".chip")).to_have_text("Ana Diaz")
    at("datepicker").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert stage.heard_click("any_datepicker")["selected_date"] == "2026-12-31"
    at("overflow").click()
    page.get_by_role("menuitem", name="Three").click()
    assert stage.heard_click("any_overflow")["selected_option"]["value"] == "three"
    page.get_by_role("radio", name="Two").check()
    assert stage.heard_click("any_radio_buttons")["selected_option"]["value"] == "two"
    page.get_by_role("checkbox", name="One").check()
    assert [each["value"] for each in stage.heard_click("any_checkboxes")["selected_options"]] == ["one"]
    page.locator("#messages [data-key$='any_datetimepicker/time']").click()
    page.keyboard.type("11:30\n")
    assert stage.heard_click("any_datetimepicker")["selected_date_time"] == 1793696400 + 90 * 60


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)


def test_a_picture_is_shown_with_its_words_and_keeps_to_its_column(look, stage):
    page = look(stage.ana, width=390)
    ws = stage.sandbox.workspace
    ws.files["F1"] = {"id": "F1", "name": "loop.png", "title": "The loop", "alt_txt": "Three came in"}
    ws.files["F1"] |= {"user": ws.app.user_id, "content": PIXEL}

    async def share():
        ws.post(stage.general, ws.app.user_id, "", files=[as_file(ws, ws.files["F1"])])

    stage.do(share())
    picture = page.get_by_role("img", name="Three came in")
    expect(picture).to_be_visible()
    expect(page.get_by_text("The loop", exact=True)).to_be_visible()
    assert picture.evaluate("node => node.naturalWidth") == 1, "it was loaded, and is a picture"
    assert picture.bounding_box()["width"] <= 360


def test_words_and_digits_are_set_in_a_text_font_wherever_an_emoji_font_is_installed(look, stage):
    """Emoji fonts have digits and spaces of their own, far too wide."""
    assert "Emoji" not in look(stage.ana).evaluate("getComputedStyle(document.body).fontFamily")
