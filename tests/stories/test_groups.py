"""Working groups as people meet them: made, found, joined, chaired, edited, archived, and kept private."""

from __future__ import annotations

import pytest

from tests.world import World, product_working_group


def answer(world: World, who: str, channel: str = "product-wg") -> str:
    """What somebody sees last in a channel: answers to clicks come a moment after the click."""
    return world.text(world.hands.shown(who, channel)[-1])


def place(world: World, channel: str) -> str:
    return str(world.workspace.channel(channel).id)


def test_an_admin_makes_this_channel_a_group_and_chairs_it(world: World) -> None:
    seen = world.types("ada", '/wg group create Product "Product Working Group"')
    assert "Product Working Group" in seen.text and "is made" in seen.text
    [told] = [m for m in world.channel("product-wg") if "home of" in world.text(m)]
    assert world.id("ada") in world.text(told)
    card = world.types("ana", "/wg group")
    assert "Product Working Group" in card.text and world.id("ada") in card.text


def test_the_bot_counts_as_no_member(world: World) -> None:
    product_working_group(world)
    everybody = world.workspace.channel("product-wg").members
    assert world.workspace.app.user_id in everybody
    assert f"*Members*\n{len(everybody) - 1}" in world.types("ana", "/wg group").text


def test_whoever_is_no_admin_is_told_who_can(world: World) -> None:
    seen = world.types("ana", "/wg group create product Product")
    assert "Only an admin" in seen.text and world.id("ada") in seen.text
    assert "You typed" in seen.text and "group create product" in seen.text


def test_a_create_that_lacks_words_opens_a_form_filled_in_as_far_as_known(world: World) -> None:
    form = world.types("ada", '/wg group create "Product WG"').form
    assert form is not None
    initial = {
        block["block_id"]: block["element"].get("initial_value")
        or block["element"].get("initial_conversation")
        for block in form["blocks"]
    }
    assert initial["name"] == "Product WG" and initial["slug"] == "product-wg"
    assert initial["channel"] == place(world, "product-wg")
    assert initial["zone"] == "Europe/London"
    world.submits("ada", chair=world.id("carl"), mission="What the market needs.")
    assert world.id("carl") in world.texts(world.channel("product-wg"))
    assert "What the market needs." in world.types("ana", "/wg group show product-wg").text


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/wg group create product :tada: :rocket:", "at least one letter"),
        ("/wg group create product 🎉🎉", "at least one letter"),
        (f"/wg group create product {'x' * 10_000}", "10,000 characters long; 80 are the most"),
        ("/wg group create Früh/Start! Early", "How about “fr-h-start”?"),
        ('/wg group create product "<!channel> & <b>"', "is made"),
    ],
)
def test_strange_names_get_a_sentence_each(world: World, said: str, answer: str) -> None:
    assert answer in world.types("ada", said).text
    assert world.pinged() <= {world.id("ada")}


def test_a_short_name_is_given_once_even_after_archiving(world: World) -> None:
    world.types("ada", "/wg group create product One")
    assert "already" in world.types("ada", "/wg group create PRODUCT Two").text
    question = world.types("ada", "/wg group archive")
    assert "Archive it" in str(question.messages[-1]["blocks"])
    world.clicks("ada", question.messages[-1], "Archive it")
    assert "archived group's" in world.types("ada", "/wg group create product Three").text
    assert "know no group `product`" in world.types("ada", "/wg group show product").text


def test_what_a_form_refuses_is_said_at_its_field_and_nothing_is_lost(world: World) -> None:
    world.types("ada", "/wg group create product One")
    world.types("ada", "/wg group create")
    world.submits("ada", name="Two", slug="product")
    assert "already" in world.hands.errors("ada")["slug"]
    world.submits("ada", name="Two", slug="two", zone="Europe/Pari")
    assert "Europe/Paris" in world.hands.errors("ada")["zone"]
    world.submits("ada", name="Two", slug="two", zone="europe/paris", chair=world.id("gus"))
    assert "guest" in world.hands.errors("ada")["chair"]


def test_in_a_direct_message_the_form_asks_for_the_channel(world: World) -> None:
    form = world.types("ada", "/wg group create product One", channel="dm").form
    assert form is not None and "Where it meets" in world.text(form)


def test_the_bot_must_be_in_the_channel(world: World) -> None:
    world.workspace.add_channel("hidden-wg", ["ada"], is_private=True)
    assert "/invite" in world.types("ada", "/wg group create hidden One", channel="hidden-wg").text


def test_chairs_are_named_and_go(world: World) -> None:
    product_working_group(world)
    assert "app" in world.types("carl", "/wg group chair add @Convener").text
    assert "guest" in world.types("carl", "/wg group chair add @gus").text
    assert "Only the chairs" in world.types("ana", "/wg group chair add @ana").text
    world.types("carl", "/wg group chair add @lea co")
    assert "co-chair" in world.texts(world.channel("product-wg"))
    assert "already" in world.types("lea", "/wg group chair add co @lea").text
    seen = world.types("lea", "/wg group chair remove @carl")
    assert "no chair now: the co-chair is asked" in seen.text
    assert "no longer chair of *Product" in world.texts(world.channel("product-wg"))
    [asked] = [m for m in world.inbox("lea") if "Whom do you name?" in world.text(m)]
    world.clicks("lea", asked, "Name a chair…")
    world.submits("lea", office="chair")
    assert "is now chair" in world.texts(world.channel("product-wg"))
    assert "Co-chair" not in world.types("ana", "/wg group").text


def test_without_a_chair_the_admins_are_asked_and_act(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg group chair remove @carl")
    assert "Whom do you name?" in world.texts(world.inbox("ada"))
    assert "is chair" in world.types("ada", "/wg group chair add @pam").text


def test_a_chair_who_leaves_the_channel_is_followed(world: World) -> None:
    product_working_group(world)
    world.does("leaves", "carl", "product-wg")
    world.settle()
    assert "Carl Chair left" in world.texts(world.inbox("ada")) or "carl left" in world.texts(
        world.inbox("ada")
    )


def test_a_deactivated_chair_and_lead_are_followed(world: World) -> None:
    product_working_group(world)
    world.does("changes_person", "lea", deleted=True)
    assert "led `nova`" in world.texts(world.inbox("carl"))
    world.types("carl", "/wg group chair add @pam co")
    world.does("changes_person", "carl", deleted=True)
    assert "has left this workspace" in world.texts(world.inbox("pam"))
    assert not [m for m in world.inbox("ada") if "Whom do you name" in world.text(m)]


def test_people_join_and_leave(world: World) -> None:
    product_working_group(world)
    assert "Welcome" in world.types("ana", "/wg groups join product", channel="general").text
    assert "already" in world.types("ana", "/wg group join product").text
    left = world.types("ana", "/wg group leave")
    assert "You left" in left.text and "still in" in left.text
    assert "no role" in world.types("ana", "/wg group leave").text
    assert "being asked" in world.types("carl", "/wg group leave").text


def test_a_group_is_edited_in_a_form(world: World) -> None:
    product_working_group(world)
    assert "Only the chairs" in world.types("ana", "/wg group edit").text
    world.types("carl", "/wg group edit")
    world.submits("carl", days="0")
    assert "from 1 to 90" in world.hands.errors("carl")["days"]
    world.submits("carl", days="3", name="Product & Users")
    assert "days until a nudge" in world.texts(world.channel("product-wg"))
    assert "Product &amp; Users" in world.types("ana", "/wg group").text


def test_a_private_group_is_unknown_outside(world: World) -> None:
    world.types("ada", "/wg group create open Open")
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", "/wg group create secret Secret", channel="secret-wg")
    assert "secret" in world.types("carl", "/wg group list").text
    for who in ("ana", "gus"):
        assert "secret" not in world.types(who, "/wg group list", channel="general").text
        unknown = world.types(who, "/wg group show secret", channel="general").text
        nonsense = world.types(who, "/wg group show secrex", channel="general").text
        assert unknown.replace("secret", "secrex") == nonsense
        assert "know no group" in world.types(who, "/wg group join secret", channel="general").text
        assert "know no group" in world.types(who, "/wg group edit in:secret", channel="general").text


def test_the_bot_greets_once_and_offers_to_make_a_group(world: World) -> None:
    world.workspace.add_channel("field-notes", ["ada", "ana"])
    world.does("invites_bot", "ana", "field-notes")
    [hello] = [m for m in world.channel("field-notes") if m.get("bot_id")]
    world.clicks("ana", hello, "Make this channel a working group")
    assert "An admin makes a channel a working group" in answer(world, "ana", "field-notes")
    world.clicks("ada", hello, "Make this channel a working group")
    assert "Field Notes" in str(world.form("ada"))
    world.submits("ada")
    assert "Field Notes" in world.types("ana", "/wg group", channel="field-notes").text
    world.does("kicks_bot", "ada", "field-notes")
    world.does("invites_bot", "ana", "field-notes")
    assert len([m for m in world.channel("field-notes") if "Hello!" in world.text(m)]) == 1


def test_a_renamed_channel_is_followed_and_an_archived_one_told(world: World) -> None:
    product_working_group(world)
    world.does("renames", "ada", "product-wg", "product-group")
    assert (
        place(world, "product-group") in world.types("ana", "/wg group show product", channel="general").text
    )
    world.does("archives", "ada", "product-group")
    [told] = [m for m in world.inbox("carl") if "was archived" in world.text(m)]
    world.clicks("carl", told, "Choose a channel…")
    world.submits("carl", channel=place(world, "general"))
    assert place(world, "general") in world.types("ana", "/wg group show product", channel="general").text


def test_two_groups_in_a_channel_are_told_apart(world: World) -> None:
    product_working_group(world)
    world.types("ada", "/wg group create second Second")
    assert "Add `in:product` or `in:second`" in world.types("ana", "/wg group").text
    assert "Second" in world.types("ana", "/wg group show in:second").text


def test_a_misspelt_command_is_given_back_with_the_nearest(world: World) -> None:
    product_working_group(world)
    seen = world.types("ana", "/wg gruop shwo product")
    assert "gruop shwo product" in seen.text
    world.clicks("ana", seen.messages[-1], "/wg group show product")
    assert "Product Working Group" in answer(world, "ana")


@pytest.mark.parametrize(
    ("typed", "button"),
    [
        ("minutes", "/wg meeting minutes"),
        ("done A-7", "/wg action done A-7"),
        ("endorse F-1", "/wg feedback endorse F-1"),
    ],
)
def test_a_verb_without_its_noun_is_given_back_with_it(world: World, typed: str, button: str) -> None:
    product_working_group(world)
    seen = world.types("ana", f"/wg {typed}")
    assert seen.messages[-1]["blocks"][-1]["elements"][0]["text"]["text"] == button


def test_long_lists_are_turned(world: World) -> None:
    for n in range(17):
        world.types("ada", f"/wg group create wg-{n:02} Group {n}", channel="general")
    seen = world.types("ana", "/wg group list")
    assert "page 1 of 2" in seen.text and "wg-16" not in seen.text
    world.clicks("ana", seen.messages[-1], "More →")
    assert "wg-16" in world.texts(world.hands.shown("ana", "product-wg"))
