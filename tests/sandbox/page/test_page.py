"""The page of the local workspace, used as a person does: by mouse, by keyboard, on a narrow screen."""

from playwright.sync_api import expect


def typed(page, text):
    page.fill("#composer-text", text)
    page.keyboard.press("Enter")


def message(page, text):
    return page.locator("#messages .message", has_text=text)


def test_a_person_is_switched_and_the_place_kept_where_it_may_be_seen(look, stage):
    page = look(stage.ana)
    page.fill("#composer-text", "a draft of Ana's")
    page.click(".person-card")
    page.get_by_role("option", name="Bo Lind").click()
    expect(page.locator(".person-card")).to_contain_text("Bo Lind")
    expect(page.locator("#pane-head h1")).to_have_text("general")
    expect(page.locator("#composer-text")).to_have_value("")
    expect(page.locator("#sidebar")).not_to_contain_text("secret")
    page.go_back()
    expect(page.locator("#composer-text")).to_have_value("a draft of Ana's")
    page.fill("#composer-text", "")
    page.get_by_role("button", name="secret").click()
    page.evaluate(f"location.hash = '{stage.bo.id}/{stage.secret.id}'")
    expect(page.locator("#pane-head h1")).to_have_text("general")


def test_a_command_is_completed_and_its_answer_is_for_one_pair_of_eyes(look, stage):
    page, other = look(stage.ana), look(stage.bo)
    page.locator("#composer-text").press_sequentially("/w")
    expect(page.locator("#pane .completion")).to_contain_text("/wg feedback <text>")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator("#composer-text")).to_have_value("/wg help ")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    answer = message(page, "You can type help.")
    expect(answer.locator(".only-you")).to_have_text("Only visible to you")
    expect(answer.locator("b")).to_have_text("help")
    expect(message(other, "You can type help.")).to_have_count(0)


def test_a_form_shows_its_errors_keeps_what_was_typed_and_is_sent(look, stage):
    page = look(stage.ana)
    typed(page, "/wg feedback")
    dialog = page.get_by_role("dialog", name="Give feedback")
    field = dialog.get_by_label("What hurts?")
    page.bring_to_front()
    expect(field).to_be_focused()
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_role("alert").last).to_have_text("Please complete this required field.")
    field.fill("too short")
    dialog.get_by_role("button", name="Area").click()
    page.get_by_role("option", name="Storage").click()
    stage.do(stage.sandbox.hands.says("bo", "general", "in the meantime"))
    expect(message(page, "in the meantime")).to_have_count(1)
    expect(field).to_have_value("too short")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.locator("[data-block=text] .error")).to_have_text("Please say a little more.")
    page.bring_to_front()  # a browser with several windows gives the focus to one of them
    expect(field).to_be_focused()
    expect(dialog.get_by_role("button", name="Area")).to_contain_text("Storage")
    field.fill("Snapshots take hours <b>& more</b>")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_have_count(0)
    expect(message(page, "Snapshots take hours <b>& more</b>")).to_have_count(1)


def test_a_reload_and_the_other_person_lose_nothing_of_a_form(look, stage):
    page = look(stage.ana)
    typed(page, "/wg feedback")
    page.get_by_label("What hurts?").fill("half a thought")
    with page.expect_response("**/page/do"):
        pass
    page.reload()
    expect(page.get_by_label("What hurts?")).to_have_value("half a thought")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    stage.no_form(stage.ana)


def test_a_click_is_confirmed_and_the_message_redrawn(look, stage):
    page = look(stage.bo)
    typed(page, "/wg feedback")
    page.get_by_label("What hurts?").fill("Upgrades stop halfway")
    page.get_by_role("button", name="Send", exact=True).click()
    accept = message(page, "Upgrades stop halfway").get_by_role("button", name="Accept")
    accept.click()
    page.get_by_role("dialog").get_by_role("button", name="Not yet").click()
    expect(accept).to_be_visible()
    accept.click()
    page.get_by_role("dialog").get_by_role("button", name="Yes, accept").click()
    expect(message(page, "Upgrades stop halfway")).to_contain_text("Accepted by bo")
    expect(accept).to_have_count(0)


def test_a_thread_is_answered_and_counted(look, stage):
    root = stage.do(stage.sandbox.hands.says("bo", "general", "Who takes notes?"))
    page = look(stage.ana)
    message(page, "Who takes notes?").hover()
    message(page, "Who takes notes?").get_by_role("button", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    thread.get_by_label("Reply…").fill("I do")
    page.keyboard.press("Enter")
    expect(thread.locator(".message", has_text="I do")).to_have_count(1)
    stage.do(stage.sandbox.hands.says("bo", "general", "Thank you!", thread_ts=root["ts"]))
    expect(thread.locator(".message", has_text="Thank you!")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()
    expect(message(page, "Who takes notes?").locator(".thread-bar")).to_contain_text("2 replies")
    expect(message(page, "Thank you!")).to_have_count(0)


def test_reactions_edits_and_deletions(look, stage):
    page = look(stage.ana)
    typed(page, "The fourth wrod")
    own = message(page, "The fourth")
    own.hover()
    own.get_by_role("button", name="Add reaction").click()
    page.get_by_label("Search emoji").fill("tada")
    page.keyboard.press("Enter")
    expect(own.get_by_role("button", name="tada, 1")).to_have_attribute("aria-pressed", "true")
    page.locator("#composer-text").focus()
    page.keyboard.press("ArrowUp")
    page.get_by_label("Edit message").fill("The fourth word")
    page.keyboard.press("Enter")
    expect(own).to_contain_text("The fourth word (edited)")
    own.hover()
    own.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete message").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(own).to_have_count(0)


def test_a_message_shortcut_reaches_the_app(look, stage):
    stage.do(stage.sandbox.hands.says("bo", "general", "The docs are a maze"))
    page = look(stage.ana)
    said = message(page, "The docs are a maze")
    said.hover()
    said.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Send as feedback").click()
    expect(message(page, "Filed: The docs are a maze").locator(".only-you")).to_be_visible()


def test_the_clock_is_moved_in_the_zone_of_who_looks(look, stage):
    page = look(stage.ana)
    before = stage.ws.now()
    page.get_by_role("button", name="+1 day").click()
    expect(page.locator(".clock-face")).to_have_text("Wed 4 Nov 2026 10:00")
    assert stage.ws.now() - before == 86400
    page.get_by_role("button", name="Next Monday 09:00").click()
    expect(page.locator(".clock-face")).to_have_text("Mon 9 Nov 2026 09:00")
    page.evaluate(f"location.hash = '{stage.bo.id}/{stage.general.id}'")
    expect(page.locator(".clock-face")).to_have_text("Mon 9 Nov 2026 03:00")


def test_the_app_tab_shows_what_the_app_published(look, stage):
    page = look(stage.ana)
    page.locator("[data-key=app]").click()
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_role("heading", name="Good morning")).to_be_visible()
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_label("Message Convener")).to_be_visible()


def test_a_narrow_screen_has_a_drawer_and_whole_panes(look, stage):
    stage.do(stage.sandbox.hands.says("bo", "general", "On a telephone"))
    page = look(stage.ana, width=400)
    expect(page.locator(".person-card")).to_be_hidden()
    page.get_by_role("button", name="Open the sidebar").click()
    page.get_by_role("button", name="secret").click()
    expect(page.locator(".person-card")).to_be_hidden()
    expect(page.locator("#pane-head h1")).to_have_text("secret")
    page.goto(f"{stage.sandbox.url}/#{stage.ana.id}/{stage.general.id}")
    message(page, "On a telephone").hover()
    message(page, "On a telephone").get_by_role("button", name="Reply in thread").click()
    expect(page.locator("#pane")).to_be_hidden()
    assert page.locator("#thread").bounding_box()["width"] == 400
    page.get_by_role("button", name="Close thread").click()
    typed(page, "/wg feedback")
    assert page.get_by_role("dialog").bounding_box()["width"] == 400
    page.keyboard.press("Escape")
    stage.no_form(stage.ana)
    page.wait_for_function("document.documentElement.scrollWidth === 400")  # once all has slid away


def test_a_keyboard_is_enough(look, stage):
    stage.do(stage.sandbox.hands.says("bo", "general", "Reach me without a mouse"))
    page = look(stage.ana)
    page.keyboard.press("Control+k")
    page.keyboard.type("sec")
    page.keyboard.press("Enter")
    expect(page.locator("#pane-head h1")).to_have_text("secret")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("gen")
    page.keyboard.press("Enter")
    expect(page.locator("#composer-text")).to_be_focused()
    while page.evaluate("!document.activeElement.matches('.message')"):
        page.keyboard.press("Shift+Tab")
    expect(message(page, "Reach me without a mouse")).to_be_focused()
    for key in ("Tab", "Tab", "Tab", "Tab", "Enter", "Enter"):  # through the toolbar to its menu
        page.keyboard.press(key)
    expect(message(page, "Filed: Reach me without a mouse")).to_have_count(1)
    page.locator("#composer-text").focus()
    page.keyboard.type("/wg feedback\n")
    expect(page.get_by_label("What hurts?")).to_be_focused()
    page.keyboard.type("By keyboard alone")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Area")).to_contain_text("Storage")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Since")).to_contain_text("Nov 2026")
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(message(page, "By keyboard alone")).to_have_count(1)


def test_what_others_write_appears_is_announced_and_marks_the_channel(look, stage):
    page = look(stage.ana, place=stage.secret.id)
    stage.do(stage.sandbox.hands.says("bo", "general", "Hello <@nobody> <script>"))
    expect(page.get_by_role("button", name="general, ")).to_have_class("row unread")
    page.get_by_role("button", name="general, ").click()
    expect(message(page, "Hello <@nobody> <script>")).to_have_count(1)
    stage.do(stage.sandbox.hands.says("bo", "general", "Live from New York"))
    expect(page.locator("#announcer")).to_have_text("Bo Lind: Live from New York")
    expect(message(page, "Live from New York")).to_be_in_viewport()


def test_a_lost_server_is_said_and_found_again(look, stage):
    page = look(stage.ana)
    port = int(stage.sandbox.url.rsplit(":", 1)[1])
    stage.stop()
    expect(page.get_by_role("alert")).to_contain_text("The workspace is not answering.")
    stage.start(port)
    expect(page.locator("#banner")).to_be_hidden()
    stage.do(stage.sandbox.hands.says("bo", "general", "Back again"))
    expect(message(page, "Back again")).to_have_count(1)
    look.complaints[:] = [each for each in look.complaints if "Failed to load resource" not in each]
