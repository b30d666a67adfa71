"""Groups from a file and back again, as an operator runs it against the database of a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from sqlalchemy import Connection

from handlers.contract import UserError
from handlers.registry.exporting import export
from handlers.registry.importing import Plan, apply, plan
from storage import areas, groups, items, people, registry
from storage.db import Database

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "schedules" / "kubernetes-sigs.yaml"
FILE = """
sigs:
- dir: sig-storage
  name: Storage
  mission_statement: Everything that keeps data.
  charter_link: charter.md
  leadership:
    chairs:
    - {github: annika, name: Annika, company: Acme, email: ana@example.org}
    - {github: nobody, name: No Body, company: Acme}
    tech_leads:
    - {github: leo, name: Leo, company: Initech, slack: ULEA}
    emeritus_leads:
    - {github: olga, name: Olga}
  meetings:
  - {description: Regular, day: Monday, time: '11:00', tz: PT, frequency: weekly, url: 'https://meet.example/x'}
  contact:
    slack: sig-storage
    mailing_list: https://lists.example/storage
    liaison: {github: dev, name: Dev}
  subprojects:
  - {name: Volume Snapshots, description: Copies in time.}
  - {name: website, description: Where it is told.}
workinggroups:
- dir: wg-web
  name: Web
  mission_statement: ''
  leadership:
    chairs:
    - {github: Leo}
  contact: {slack: nowhere}
  subprojects:
  - name: website
    leads: [{github: dev}]
    contact: {slack: web-leads}
"""
PEOPLE = "github,slack\nleo,ULEA\nDEV, dev@example.org\nolga,UOLGA\n"


@pytest.fixture
def db(tables_url: str) -> Iterator[Connection]:
    database = Database(tables_url)
    with database.transaction() as db:
        for user in ("ANA", "LEA", "DEV", "OLGA"):
            people.save_person(db, "T1", f"U{user}", name=user.lower(), email=f"{user.lower()}@example.org")
        people.save_person(db, "T1", "UBOT", name="robot", email="robot@example.org", is_bot=True)
        people.save_channel(db, "T1", "CSTORAGE", name="sig-storage", bot_in=True, is_private=True)
        people.save_channel(db, "T1", "CWEB", name="web-leads")
        yield db
    database.close()


def run(db: Connection, text: str = FILE, people_file: str | None = PEOPLE) -> Plan:
    found = plan(db, "T1", text, people_file, NOW)
    apply(db, found, NOW)
    return found


def test_the_table_says_what_is_made_and_by_name_what_is_not(db: Connection) -> None:
    told = "\n".join(plan(db, "T1", FILE, PEOPLE, NOW).lines())
    for line in (
        "group     sig-storage  Storage, in #sig-storage",
        "role      ana is chair of sig-storage",
        "area      volume-snapshots  of sig-storage, led by lea",
        "employer  ana works for Acme",
        "sig-storage: chair: No Body (nobody): no e-mail, no Slack id, and not in a people file",
        "wg-web: channel #nowhere is not known",
        "wg-web: website: website is taken, so it is called wg-web-website",
        "In the file: 2 groups, 3 areas, 1 meetings",
    ):
        assert line in told
    assert groups.live_groups(db, "T1") == []


def test_it_makes_groups_areas_roles_and_employers(db: Connection) -> None:
    run(db)
    group = groups.group_by_slug(db, "T1", "sig-storage")
    assert group is not None and group.channel == "CSTORAGE" and group.is_private
    held = {(role.user, role.role) for role in groups.roles_of_group(db, group.id) if role.area_id is None}
    assert held == {("UANA", "chair"), ("ULEA", "lead"), ("UDEV", "liaison")}
    snapshots = areas.area_by_slug(db, "T1", "volume-snapshots")
    website = areas.area_by_slug(db, "T1", "wg-web-website")
    assert snapshots is not None and areas.leads(db, snapshots.id) == ["ULEA"]
    assert website is not None and areas.leads(db, website.id) == ["UDEV"] and website.channel == "CWEB"
    assert people.employer(db, "T1", "ULEA", NOW) == "Initech"
    assert "created" in [event.what for event in items.history(db, "T1", "group/sig-storage")]


def test_running_twice_changes_nothing(db: Connection) -> None:
    run(db)
    again = plan(db, "T1", FILE, PEOPLE, NOW)
    assert not again.steps and "Changes: none" in again.lines()[-1]
    assert not plan(db, "T1", FILE, None, NOW).steps, "matches are remembered"


def test_what_is_exported_can_be_imported_and_changes_nothing(db: Connection) -> None:
    run(db)
    text = export(db, "T1")
    assert not plan(db, "T1", text, None, NOW).steps
    given, kept = yaml.safe_load(FILE)["sigs"][0], yaml.safe_load(text)["sigs"][0]
    for key in ("dir", "name", "mission_statement", "charter_link", "meetings"):
        assert kept[key] == given[key]
    assert kept["contact"]["mailing_list"] == given["contact"]["mailing_list"]
    assert kept["leadership"]["emeritus_leads"] == given["leadership"]["emeritus_leads"]
    assert {"github": "nobody", "name": "No Body", "company": "Acme"} in kept["leadership"]["chairs"]


def test_an_export_of_one_workspace_fills_another(db: Connection) -> None:
    run(db)
    text = export(db, "T1")
    for user in ("ANA", "LEA", "DEV", "OLGA"):
        people.save_person(db, "T2", f"U{user}", name=user.lower())
    people.save_channel(db, "T2", "C1", name="sig-storage")
    people.save_channel(db, "T2", "C2", name="web-leads")
    apply(db, plan(db, "T2", text, None, NOW), NOW)
    assert yaml.safe_load(export(db, "T2")) == yaml.safe_load(text)


def test_groups_made_in_slack_are_exported_too(db: Connection) -> None:
    group = groups.add_group(db, "T1", "product", "Product", NOW, zone="Europe/Paris", acknowledge_days=3)
    groups.take_role(db, "T1", group, "UANA", "chair", NOW)
    groups.take_role(db, "T1", group, "ULEA", "co-chair", NOW)
    area = areas.add_area(db, "T1", group, "nova", "Compute")
    areas.set_aliases(db, area, ["vm", "hypervisor"])
    text = export(db, "T1")
    assert not plan(db, "T1", text, None, NOW).steps
    apply(db, plan(db, "T2", text, None, NOW), NOW)
    copy = groups.group_by_slug(db, "T2", "product")
    assert copy is not None and (copy.zone, copy.acknowledge_days) == ("Europe/Paris", 3)


def test_a_changed_file_changes_what_it_names_and_nothing_else(db: Connection) -> None:
    run(db)
    groups.take_role(db, "T1", groups.group_by_slug(db, "T1", "wg-web").id, "UOLGA", "chair", NOW)  # type: ignore[union-attr]
    newer = FILE.replace("Everything that keeps data.", "All data.").replace("Copies in time.", "Copies.")
    newer = newer.replace("{github: olga, name: Olga}", "{github: leo, name: Leo}").replace(
        "    - {github: leo, name: Leo, company: Initech, slack: ULEA}\n",
        "    - {github: olga, slack: UOLGA}\n",
    )
    told = "\n".join(run(db, newer).lines())
    assert "group     sig-storage  mission" in told and "area      volume-snapshots  description" in told
    assert "lea is emeritus in the file, so no longer lead in sig-storage" in told
    assert "olga is lead of volume-snapshots" in told
    assert "wg-web: olga chairs it here and not in the file; left" in told
    assert areas.leads(db, areas.area_by_slug(db, "T1", "volume-snapshots").id) == ["UOLGA"]  # type: ignore[union-attr]
    assert not plan(db, "T1", newer, PEOPLE, NOW).steps


def test_what_people_said_of_themselves_stands(db: Connection) -> None:
    people.set_employer(db, "T1", "UANA", "Globex", NOW - timedelta(days=1))
    told = "\n".join(run(db).lines())
    assert "ana works for Globex here and for Acme in the file; left" in told
    assert people.employer(db, "T1", "UANA", NOW) == "Globex"


def test_archived_groups_and_areas_are_left_alone(db: Connection) -> None:
    run(db)
    group = groups.group_by_slug(db, "T1", "wg-web")
    area = areas.area_by_slug(db, "T1", "website")
    assert group and area
    groups.change_group(db, group.id, archived_at=NOW)
    areas.change_area(db, area.id, archived_at=NOW)
    found = plan(db, "T1", FILE, PEOPLE, NOW)
    assert not found.steps
    assert any("wg-web: was archived here" in line for line in found.problems)
    assert any("the area website was archived here" in line for line in found.problems)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("robot@example.org", "robot@example.org is an app"),
        ("ghost@example.org", "nobody in this workspace is ghost@example.org"),
        ("UNOBODY", "nobody in this workspace is UNOBODY"),
    ],
)
def test_people_who_cannot_be_matched_are_named_with_the_reason(db: Connection, who: str, why: str) -> None:
    found = plan(db, "T1", FILE, f"nobody: {who}\nleo: ULEA\ndev: UDEV", NOW)
    assert f"sig-storage: chair: No Body (nobody): {why}" in found.problems


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "lists no groups"),
        ("just words", "lists no groups"),
        ("sigs: [}", "no YAML in line 1"),
        ("- a\n- b", "lists no groups"),
    ],
)
def test_a_file_that_lists_no_groups_is_refused(db: Connection, text: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        plan(db, "T1", text, None, NOW)


def test_strange_entries_are_named_and_the_rest_is_used(db: Connection) -> None:
    strange = """
sigs:
- 17
- {dir: sig-a, name: '🎉'}
- {dir: sig-b, name: B, subprojects: [null, {name: ''}, {name: fine, leads: [{}]}], leadership: nobody, meetings: none}
- {dir: sig-b, name: Again}
- {dir: sig-c, name: C, convener: {zone: Mars/Base, acknowledge_days: soon}}
workinggroups: none
other: []
"""
    found = plan(db, "T1", strange, None, NOW)
    told = "\n".join(found.problems)
    for line in (
        "sigs, number 1: A name needs",
        "sigs, number 2: A name needs",
        "sig-b stands in the file twice",
        "sig-b: subproject a subproject without a name",
        "sig-b/fine: somebody without a name or handle",
        "sig-c: I know no time zone",
        "sig-c: acknowledge_days",
        "workinggroups: should be a list",
        "other: not a list of groups",
    ):
        assert line in told
    apply(db, found, NOW)
    assert [group.slug for group in groups.live_groups(db, "T1")] == ["sig-b", "sig-c"]


@pytest.mark.skipif(not REAL.exists(), reason="the real data are not here (../shared/data)")
def test_the_real_file(db: Connection) -> None:
    text = REAL.read_text("utf-8")
    known = sorted(set(handles(yaml.safe_load(text))))
    for n, handle in enumerate(known):
        people.save_person(db, "T1", f"UK{n}", name=handle, email=f"{handle}@example.org")
    found = run(db, text, "\n".join(f"{handle},{handle}@example.org" for handle in known))
    assert "14 groups, 98 areas, 37 meetings" in found.found
    assert len(groups.live_groups(db, "T1")) == 14 and len(areas.live_areas(db, "T1")) == 98
    assert all("channel #" in problem or ": meeting “" in problem for problem in found.problems)
    assert not plan(db, "T1", text, None, NOW).steps
    assert not plan(db, "T1", export(db, "T1"), None, NOW).steps
    group = groups.group_by_slug(db, "T1", yaml.safe_load(text)["sigs"][0]["dir"])
    assert (
        group
        and yaml.safe_load(registry.imported_of(db, group.id).meetings)
        == yaml.safe_load(text)["sigs"][0]["meetings"]
    )  # type: ignore[union-attr]


def handles(found: object) -> Iterator[str]:
    if isinstance(found, dict):
        yield from ([str(found["github"])] if "github" in found else [])
        for value in found.values():
            yield from handles(value)
    elif isinstance(found, list):
        for value in found:
            yield from handles(value)
