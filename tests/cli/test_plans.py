"""``planroom plan …``: the library without a server."""

import io
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageDraw
from tests.support.command_line import run_planroom
from tests.support.houses import plan_of, two_rooms

from planroom.floorplan.model.codec import read_plan, write_plan
from planroom.floorplan.model.edits.apply import Edit, apply_edits, edits_from_builtins
from planroom.floorplan.model.edits.move_wall import MoveWall
from planroom.floorplan.model.edits.rooms import SetRoomLabel
from planroom.floorplan.model.plan import Scale, ScaleSource


@pytest.fixture
def blueprint(tmp_path: Path) -> Path:
    """A drawing of two rooms with a door between them and one to the outside."""
    picture = Image.new("L", (1000, 700), 255)
    pen = ImageDraw.Draw(picture)
    for wall in ((100, 100, 900, 120), (100, 580, 900, 600), (100, 100, 120, 600), (880, 100, 900, 600)):
        pen.rectangle(wall, fill=0)
    pen.rectangle((490, 100, 510, 600), fill=0)
    pen.rectangle((485, 300, 515, 380), fill=255)
    pen.rectangle((250, 575, 330, 605), fill=255)
    path = tmp_path / "blueprint.png"
    picture.save(path)
    return path


def test_a_plan_is_drafted_checked_measured_and_drawn(blueprint: Path, tmp_path: Path) -> None:
    plan = tmp_path / "made" / "plan.json"
    drafted = run_planroom("plan", "draft", blueprint, "--info", "width 8 m", "-o", plan, "--json")
    assert drafted.status == 0, drafted.messages
    assert list(drafted.answer) == ["rooms", "walls", "openings", "scale", "findings", "plan"]
    assert (drafted.answer["rooms"], drafted.answer["openings"], drafted.answer["plan"]) == (2, 2, str(plan))
    assert drafted.answer["scale"]["source"] == "given"
    assert len(read_plan(plan.read_bytes()).storeys[0].walls) == drafted.answer["walls"]
    assert drafted.messages != ""

    checked = run_planroom("plan", "check", plan, "--json")
    assert checked.status == 0
    assert {"findings", "worst"} == set(checked.answer)

    areas = run_planroom("plan", "areas", plan, "--json")
    assert areas.status == 0
    assert areas.answer["total"]["gross_external_m2"] == pytest.approx(8.0 * 5.0, rel=0.03)

    assert list(areas.answer) == ["storeys", "total"]
    assert list(areas.answer["storeys"][0]["rooms"][0]) == ["id", "label", "type", "area_m2", "counted_in"]

    drawn = run_planroom("plan", "draw", plan, "-o", tmp_path / "out", "--format", "svg,png", "--json")
    assert drawn.status == 0, drawn.messages
    files = [Path(file["path"]) for file in drawn.answer["files"]]
    assert sorted(file.suffix for file in files) == [".png", ".png", ".svg", ".svg"]
    assert all(file.parent == tmp_path / "out" and file.stat().st_size > 0 for file in files)
    with Image.open(io.BytesIO(next(file for file in files if file.suffix == ".png").read_bytes())) as picture:
        assert picture.width > 500


def test_what_is_no_picture_is_refused_with_the_reason_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("hello")
    ended = run_planroom("plan", "draft", tmp_path / "text.png", "-o", tmp_path / "plan.json", "--json")
    assert (ended.status, ended.answer["code"]) == (1, "source_not_a_picture")
    assert not (tmp_path / "plan.json").exists()


def test_a_picture_larger_than_the_limit_is_refused_before_it_is_decoded(blueprint: Path, tmp_path: Path) -> None:
    variables = {"PLANROOM_MAX_SOURCE_PIXELS": "1000"}
    ended = run_planroom("plan", "draft", blueprint, "-o", tmp_path / "plan.json", "--json", variables=variables)
    assert ended.status == 1
    assert "pixel" in ended.answer["message"]


def test_a_missing_file_is_refused_and_named(tmp_path: Path) -> None:
    for words in (("draft", tmp_path / "gone.png", "-o", tmp_path / "plan.json"), ("check", tmp_path / "gone.json")):
        ended = run_planroom("plan", *words)
        assert (ended.status, ended.output) == (1, "")
        assert "gone" in ended.messages


def test_what_is_no_plan_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"schema_version": 1, "storeys": 5}')
    ended = run_planroom("plan", "check", tmp_path / "plan.json", "--json")
    assert (ended.status, ended.answer["code"]) == (1, "plan_unreadable")
    assert "storeys" in ended.answer["message"]


def test_an_unknown_style_is_refused_and_an_unknown_format_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"schema_version": 1, "storeys": []}')
    draw = ("plan", "draw", tmp_path / "plan.json", "-o", tmp_path / "out")
    style = run_planroom(*draw, "--style", "baroque")
    assert style.status == 1
    assert "Known styles" in style.messages
    file_format = run_planroom(*draw, "--format", "svg,dwg")
    assert file_format.status == 2
    assert "dwg cannot be drawn; choose from svg" in file_format.messages


def test_areas_are_told_by_standard_with_the_reason_of_every_room(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(write_plan(plan_of(two_rooms())))
    told = run_planroom("plan", "areas", plan, "--details")
    assert told.status == 0
    assert "ANSI Z765: 861 sq ft above grade, 0 sq ft below grade" in told.output
    assert "nen2580         69.56" in told.output
    assert "s-room-1  ansi_gla_above  100%    A7" in told.output
    whole = run_planroom("plan", "areas", plan, "--details", "--json")
    assert {"uncertainty", "notes", "ansi_square_feet"} <= set(whole.answer)


def test_a_plan_without_a_scale_has_no_areas_to_tell(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    unscaled = msgspec.structs.replace(plan_of(two_rooms()), scale=Scale(source=ScaleSource.UNKNOWN))
    plan.write_bytes(write_plan(unscaled))
    told = run_planroom("plan", "areas", plan)
    assert (told.status, "This plan has no scale" in told.output) == (0, True)
    assert run_planroom("plan", "areas", plan, "--json").answer["total"]["gia_m2"] is None


def test_two_plans_are_compared_in_the_words_of_edits(tmp_path: Path) -> None:
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    plan = plan_of(two_rooms())
    edits: tuple[Edit, ...] = (
        MoveWall(wall_id="partition", dx_mm=500.0, dy_mm=0.0),
        SetRoomLabel(room_id="s-room-1", label="Den"),
    )
    before.write_bytes(write_plan(plan))
    after.write_bytes(write_plan(apply_edits(plan, edits)))
    told = run_planroom("plan", "diff", before, after, "--json")
    assert (told.status, told.answer["complete"], told.answer["remaining"]) == (0, True, [])
    assert edits_from_builtins(told.answer["edits"]) == edits
    assert "A room is now called Den." in told.answer["changes"]
    read = run_planroom("plan", "diff", before, after)
    assert 'set_room_label room_id="s-room-1" label="Den"' in read.output
    assert "Both plans are the same." in run_planroom("plan", "diff", before, before).messages
    stretched = msgspec.structs.replace(plan, tolerance_mm=2.0)
    after.write_bytes(write_plan(stretched))
    assert "no edit brings about: the plan itself" in run_planroom("plan", "diff", before, after).output


def test_a_plan_file_of_another_program_is_read(tmp_path: Path) -> None:
    rows = ("0 0 400 0 wall", "0 300 400 300 wall", "0 0 0 300 wall", "400 0 400 300 wall", "20 20 60 40 kitchen")
    source, plan = tmp_path / "annotation.txt", tmp_path / "made" / "plan.json"
    source.write_text("".join("\t".join((*row.split(), "1", "1", "")) + "\n" for row in rows), encoding="utf-8")
    done = run_planroom("plan", "read", source, "-o", plan, "--json")
    assert done.status == 0, done.messages
    assert list(done.answer) == ["format", "storeys", "walls", "openings", "rooms", "findings"]
    assert [done.answer[name] for name in ("format", "storeys", "walls", "openings", "rooms")] == ["r2v", 1, 4, 0, 1]
    assert list(done.answer["findings"][0]) == ["code", "severity", "message", "elements"]
    assert read_plan(plan.read_bytes()).storeys[0].rooms[0].label == "Kitchen"

    source.write_text("Dear Sir or Madam", encoding="utf-8")
    refused = run_planroom("plan", "read", source, "--json")
    assert refused.status == 1
    assert "source_not_this_format" in refused.messages + refused.output
