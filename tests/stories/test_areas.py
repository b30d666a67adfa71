"""Areas as chairs make them and everybody sees them."""

from __future__ import annotations

import pytest

from tests.world import World, product_working_group


def shown(world: World, who: str, channel: str = "product-wg") -> str:
    return world.text(world.hands.shown(who, channel)[-1])


def test_a_chair_adds_an_area_in_one_line(world: World) -> None:
    product_working_group(world)
    card = world.types("ana", "/wg area show nova").text
    assert "Nova compute" in card and world.id("lea") in card and "compute, hypervisor" in card
    assert str(world.workspace.channel("nova-leads").id) in card
    told = world.texts(world.channel("product-wg"))
    assert "New area *Nova compute* (`nova`)" in told and "##nova" in told


@pytest.mark.parametrize(
    "said",
    [
        "/wg area add glance Glance images lead @dev #nova-leads alias images, pictures",
        '/wg area add glance "Glance images" @dev #nova-leads alias images, pictures',
        "/wg Areas Add ##glance “Glance images” #nova-leads lead @dev aliases images, pictures",
    ],
)
def test_many_ways_to_say_it(world: World, said: str) -> None:
    product_working_group(world)
    world.types("carl", said)
    card = world.types("ana", "/wg area show glance").text
    assert "*Glance images*" in card and world.id("dev") in card and "images, pictures" in card


def test_without_a_lead_the_form_asks(world: World) -> None:
    product_working_group(world)
    form = world.types("carl", '/wg area add glance "Glance images"').form
    assert form is not None and "Glance images" in str(form)
    world.submits("carl", aliases="images; pictures")
    assert "glance" in str(world.types("carl", "/wg area add glance").form)
    assert "without a lead" in world.texts(world.channel("product-wg"))
    assert "the chairs answer" in world.types("ana", "/wg area").text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("/wg area add nova Again lead @lea", "There is an area `nova` already"),
        ("/wg area add glance Glance lead @gus", "is a guest"),
        ("/wg area add glance Glance lead @Convener", "is an app"),
        ("/wg area add glance Glance lead @lea #random-place", "/invite"),
        ("/wg area add glance ✨ lead @lea", "at least one letter"),
        (f"/wg area add glance Glance lead @lea alias {'x' * 200}", "An alias is a word or two"),
        ("/wg area show glance", "I know no area `glance`"),
        ("/wg area lead remove nova @dev", "does not lead"),
        ("/wg area lead add nova @lea", "already"),
    ],
)
def test_what_cannot_be_is_said(world: World, said: str, sentence: str) -> None:
    product_working_group(world)
    world.workspace.add_channel("random-place", ["carl"])
    assert sentence in world.types("carl", said).text


def test_only_chairs_change_areas(world: World) -> None:
    product_working_group(world)
    for deed in ("add x X lead @ana", "edit nova", "alias nova vms", "lead add nova @ana", "archive nova"):
        refusal = world.types("ana", f"/wg area {deed}").text
        assert "Only the chairs of Product Working Group" in refusal and world.id("carl") in refusal


def test_leads_come_and_go(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg area lead add nova @pam")
    assert world.id("pam") in world.types("ana", "/wg area show nova").text
    world.types("carl", "/wg area lead remove nova @lea")
    world.types("carl", "/wg area lead remove @pam nova")
    assert "no lead now" in world.texts(world.channel("product-wg"))
    world.types("carl", "/wg area lead add")
    world.submits("carl", slug="nova", who=world.id("olga"))
    assert world.id("olga") in world.types("ana", "/wg area show nova").text


def test_an_area_is_edited_and_archived(world: World) -> None:
    product_working_group(world)
    world.types("carl", "/wg area edit nova")
    world.submits("carl", name="Compute", aliases="vm, VM, servers", description="Virtual machines <here>")
    card = world.types("ana", "/wg area show nova").text
    assert "*Compute*" in card and "servers, vm" in card and "&lt;here&gt;" in card
    world.types("carl", "/wg area alias nova instances")
    assert "instances, servers, vm" in world.types("ana", "/wg area show nova").text
    question = world.types("carl", "/wg area archive nova").messages[-1]
    world.clicks("carl", question, "Keep it")
    assert "stays" in shown(world, "carl")
    question = world.types("carl", "/wg area archive nova").messages[-1]
    world.clicks("carl", question, "Archive it")
    assert "know no area" in world.types("ana", "/wg area show nova").text
    assert "archived area's" in world.types("carl", "/wg area add nova Nova lead @lea").text


def test_areas_of_a_private_group_are_unknown_outside(world: World) -> None:
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", "/wg group create secret Secret", channel="secret-wg")
    world.types("ada", "/wg area add moon Moonshot lead @lea", channel="secret-wg")
    assert "moon" in world.types("lea", "/wg area list in:secret", channel="general").text
    assert "moon" not in world.types("ana", "/wg area list", channel="general").text
    assert "know no area `moon`" in world.types("ana", "/wg area show moon", channel="general").text
    assert "know no area `moon`" in world.types("ana", "/wg area edit moon", channel="general").text


def test_a_leads_channel_that_is_archived_is_told_to_the_chairs(world: World) -> None:
    product_working_group(world)
    world.does("archives", "carl", "nova-leads")
    assert "area edit nova" in world.texts(world.inbox("carl"))


def test_a_word_leads_to_one_area(world: World) -> None:
    product_working_group(world)
    refused = world.types("carl", '/wg area add metal "Bare metal" lead @dev #cinder-leads alias compute')
    assert "“compute” already leads to Nova compute (`nova`)" in refused.text
    refused = world.types("carl", "/wg area alias cinder hypervisor")
    assert "already leads to Nova compute" in refused.text
    assert "Nova compute" in world.types("ana", "/wg area explain the hypervisor crashed").text


def test_which_area_is_asked_where_it_was_not_said(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg area show")
    world.submits("ana", slug="nova")
    assert "hypervisor" in shown(world, "ana") + world.texts(world.inbox("ana"))
    world.types("carl", "/wg area edit")
    world.submits("carl", slug="nova")
    assert world.form("carl")["title"]["text"] == "Edit the area"
    world.submits("carl", name="Nova", aliases="compute")
    world.types("carl", "/wg area alias")
    world.submits("carl", slug="nova", aliases="scheduler")
    world.types("carl", "/wg area archive cinder")
    world.types("carl", "/wg area archive")
    world.submits("carl", slug="cinder")
    world.types("ana", "/wg area explain")
    world.submits("ana", text="the scheduler is slow")
    assert "*Nova* (`nova`)" in shown(world, "ana") + world.texts(world.inbox("ana"))
    assert "Only the chairs" in world.types("ana", "/wg area edit").text
