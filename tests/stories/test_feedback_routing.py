"""Where feedback goes: an area named outright, ##tags, words of an area, the group, its triage, the admins."""

from __future__ import annotations

from sqlalchemy import Connection

from storage import areas
from tests.cards import lead_card, triage_card, whispered
from tests.world import World, product_working_group


def explained(world: World, text: str, who: str = "ana", channel: str = "general") -> str:
    return world.types(who, f"/wg area explain {text}", channel).text


def test_each_step_of_the_order(world: World) -> None:
    product_working_group(world)
    # named outright beats a tag, a tag beats words, and words beat the group
    world.types("ana", "/wg feedback")
    world.submits("ana", text="##nova and the hypervisor", area="Cinder volumes (cinder)")
    assert "of *Cinder volumes* (you named `cinder`)" in whispered(world, "ana")
    assert "of *Cinder volumes* (##cinder)" in world.types("ana", "/wg feedback ##cinder hypervisor").text
    assert "of *Nova compute* (the word “hypervisor”)" in world.types("ana", "/wg feedback Hypervisors!").text
    said = world.types("ana", "/wg feedback everything is slow")
    assert "Carl Chair of *Product Working Group* (this channel's group)" in said.text
    assert "*Waits for triage*" in world.text(triage_card(world, "carl", 4))
    said = world.types("ana", "/wg feedback everything is slow", "general")
    assert "Ada Admin, who will find its place (no area or group is named)" in said.text
    assert "no group yet" in world.text(triage_card(world, "ada", 5))
    said = world.types("ana", "/wg feedback everything is slow in:product", "general")
    assert "Carl Chair of *Product Working Group* (you named the group)" in said.text
    assert "I know no group `nothing`" in world.types("ana", "/wg feedback slow in:nothing").text


def test_explain_tells_the_choice_and_why(world: World) -> None:
    product_working_group(world)
    assert explained(world, "##gap ##Nova slow") == (
        "That goes to *Nova compute* (`nova`): Lea Lead. Why: ##nova."
    )
    assert "Dev Developer. Why: the word “volumes”." in explained(world, "my VOLUMES hang")
    assert "“cinder volumes”" in explained(world, "cinder volumes on a hypervisor"), "two words beat one"
    assert "`nova`" in explained(world, "the computes"), "a plural is the word too"
    assert "the admins: Ada Admin. Why: no area or group is named." in explained(
        world, "a computer, a novation"
    )
    assert "the admins" in explained(world, "`##nova` is how"), "backticks are never parsed"
    assert "the triage of *Product Working Group*" in explained(world, "slow", channel="product-wg")
    assert "F-1" in world.types("ana", "/wg feedback slow").text, "explaining files nothing"
    world.types("carl", "/wg area lead remove nova @lea")
    assert "(`nova`): Carl Chair. Why: ##nova." in explained(world, "##nova")


def test_an_area_without_leads_or_channel_goes_to_who_answers_it(world: World) -> None:
    product_working_group(world)
    world.types("carl", '/wg area add glance "Glance images" lead @dev')
    world.types("ana", "/wg feedback ##glance uploads stall")
    assert "F-1* · Glance images" in world.text(triage_card(world, "dev", 1))
    world.types("carl", "/wg area lead remove glance @dev")
    world.types("ana", "/wg feedback ##glance downloads stall")
    assert "F-2* · Glance images" in world.text(triage_card(world, "carl", 2))
    world.clicks("carl", triage_card(world, "carl", 2), "Accept")
    assert "Accepted* by Carl Chair" in world.text(triage_card(world, "carl", 2))


def test_who_gives_and_who_answers_may_be_the_same_person(world: World) -> None:
    product_working_group(world)
    world.types("ada", "/wg feedback all is slow", "general")
    assert "*Your feedback F-1*" in world.texts(world.inbox("ada"))
    world.clicks("ada", triage_card(world, "ada", 1), "Accept")
    assert "F-1 is accepted" in world.texts(world.inbox("ada"))


def test_a_channel_of_two_groups_asks_only_when_nothing_else_decides(world: World) -> None:
    product_working_group(world)
    world.types("ada", '/wg group create second "Second Group"')
    assert "F-1" in world.types("ana", "/wg feedback ##nova is slow").text
    asked = world.types("ana", "/wg feedback everything is slow").text
    assert "Several groups meet in this channel. Add `in:product` or `in:second`" in asked
    assert "You typed: `/wg feedback everything is slow`" in asked
    assert "*Second Group* (you named the group)" in world.types("ana", "/wg feedback slow in:second").text


def test_of_more_areas_than_a_menu_holds_those_meant_here_come_first(world: World) -> None:
    product_working_group(world)
    world.types("ada", '/wg group create second "Second Group"', "general")
    world.types("ada", '/wg area add zz "Last of all" lead @lea', "general")

    def many(db: Connection) -> None:
        nova = areas.area_by_slug(db, world.workspace.id, "nova")
        assert nova is not None
        for number in range(101):
            areas.add_area(db, world.workspace.id, nova.group_id, f"a{number:03}", f"Area {number}")

    world.run(world.app.work.write(many))
    world.types("ana", "/wg feedback ##nova is slow")
    world.types("ana", "/wg feedback", "general")
    menu = next(b for b in world.form("ana")["blocks"] if b.get("block_id") == "area")
    assert [o["value"] for o in menu["element"]["options"]][:2] == ["zz", "nova"]
    assert menu["hint"]["text"] == "Not listed? Write ##area in the text."
    world.clicks("lea", lead_card(world, 1), "Re-route…")
    assert "Type /wg feedback route F-1 and the area's short name" in str(world.form("lea"))
    assert "F-1 is with *Area 100* now" in world.types("lea", "/wg feedback route F-1 a100").text


def test_rerouting_moves_the_card(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova volumes are slow to attach")
    card = lead_card(world, 1)
    world.clicks("lea", card, "Re-route…")
    choices = [o["value"] for o in world.form("lea")["blocks"][1]["element"]["options"]]
    assert choices == ["cinder"]
    world.submits("lea", area="cinder", words="Attaching is yours.")
    assert "F-1 is with *Cinder volumes* now" in whispered(world, "lea", "nova-leads")
    assert "moved to *Cinder volumes* by Lea Lead" in world.text(world.channel("nova-leads")[-1])
    there = lead_card(world, 1, "cinder-leads")
    assert "Cinder volumes" in world.text(there) and "re-routed by Lea Lead" in world.text(there)
    assert "*Waits for an answer* · Cinder volumes" in world.texts(world.inbox("ana"))
    assert "can answer this feedback" in world.types("lea", "/wg feedback accept F-1").text
    assert "Attaching is yours." in world.types("ana", "/wg trace F-1").text

    world.types("carl", '/wg area add glance "Glance images" lead @pam')
    world.types("carl", '/wg area add swift "Swift objects" lead @pam')
    world.types("carl", "/wg area lead add swift @olga")
    world.types("carl", "/wg feedback route F-1 glance")
    inbox = len(world.inbox("pam"))
    world.types("pam", "/wg feedback route F-1 swift")
    assert "F-1* · Swift objects" in world.text(triage_card(world, "pam", 1))
    assert len(world.inbox("pam")) == inbox and "moved" not in world.texts(world.inbox("pam"))
    world.types("pam", "/wg feedback route F-1 cinder")

    before = len(world.channel("nova-leads"))
    world.types("dev", "/wg feedback route F-1 nova")
    assert len(world.channel("nova-leads")) == before, "it is gathered there within the hour"
    assert "I know no area “nope”" in world.types("carl", "/wg feedback route F-1 nope").text
    assert "F-1 is with `nova` already" in world.types("lea", "/wg feedback route F-1 nova").text
