"""The page's notices: none for a form that was filed, and none that outlives its reader or its moment."""

import pytest
from playwright.sync_api import expect

BEFORE_TELLING = 700  # the page tells half a second after the last letter what was typed


def ask_for_form(page):
    page.fill("#composer-text", "/wg feedback")
    page.keyboard.press("Enter")
    return page.get_by_label("What hurts?")


def fail(page):
    """Does what cannot work, which is said in a notice."""
    page.evaluate("import('/page/store.js').then(({ deed }) => deed('no_such_deed'))")
    expect(page.locator(".toast")).to_have_count(1)


@pytest.fixture
def ana(look, stage):
    """Ana's page, on which every notice is noted down, however short it was."""
    page = look(stage.ana)
    page.evaluate("""() => {
      window.notices = [];
      const note = (changes) => changes.forEach(({ addedNodes }) =>
        addedNodes.forEach((node) => window.notices.push(node.textContent)));
      new MutationObserver(note).observe(document.getElementById("toasts"), { childList: true });
    }""")
    return page


def test_a_form_sent_right_after_typing_says_nothing(ana):
    field = ask_for_form(ana)
    field.press_sequentially("Sent without leaving the field")
    ana.get_by_role("button", name="Send", exact=True).click()
    expect(ana.locator("#messages .message", has_text="Sent without leaving")).to_have_count(1)
    ana.wait_for_timeout(BEFORE_TELLING)
    assert ana.evaluate("window.notices") == []


def test_a_form_that_is_closed_elsewhere_while_typing_says_nothing(ana, stage):
    field = ask_for_form(ana)
    field.press_sequentially("Too late")
    stage.do(stage.sandbox.hands.closes("ana", stage.ws.forms.stacks[stage.ana.id][-1].view))
    expect(ana.get_by_role("dialog")).to_have_count(0)
    ana.wait_for_timeout(BEFORE_TELLING)
    assert ana.evaluate("window.notices") == []


def test_what_was_typed_just_before_the_person_is_switched_is_kept(ana, stage):
    field = ask_for_form(ana)
    field.press_sequentially("Half a thought")
    ana.evaluate(f"location.hash = '{stage.bo.id}/{stage.general.id}'")
    expect(ana.get_by_role("dialog")).to_have_count(0)
    ana.wait_for_timeout(BEFORE_TELLING)
    assert ana.evaluate("window.notices") == []
    ana.evaluate(f"location.hash = '{stage.ana.id}/{stage.general.id}'")
    ana.reload()
    expect(field).to_have_value("Half a thought")
    ana.keyboard.press("Escape")
    stage.no_form(stage.ana)


def test_a_notice_goes_when_the_person_is_switched_and_after_a_while(ana, stage):
    ana.clock.install()
    fail(ana)
    ana.evaluate(f"location.hash = '{stage.bo.id}/{stage.general.id}'")
    expect(ana.locator(".toast")).to_have_count(0)
    fail(ana)
    ana.clock.fast_forward(4000)
    expect(ana.locator(".toast")).to_have_count(0)


def test_code_in_the_help_of_a_command_is_drawn(ana):
    ana.locator("#composer-text").press_sequentially("/wg h")
    help_text = ana.locator("#pane .completion small")
    expect(help_text).to_have_text("All that can be typed, as /wg <noun>.")
    expect(help_text.locator("code")).to_have_text("/wg <noun>")
    ana.fill("#composer-text", "")
