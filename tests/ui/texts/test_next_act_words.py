"""The words for what comes next: every act and every stop has some; days say what they are and wear an ink."""

from datetime import date

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.declaration import Stage
from app.domain.declaring import Step
from app.domain.next_acts import Act, DateKind, NextAct, Progress, judge_progress
from app.domain.submit_stops import Stop
from tests.factories import make_applicant, make_declaration, make_kit, make_organisation
from ui.texts import next_acts, stops

TODAY = date(2026, 10, 9)


def progress_of(step, found=None, **changes):
    person = make_applicant(make_organisation())
    return Progress(found or make_declaration(person, **changes), step, (), ())


def test_every_stop_has_words_for_the_next_act():
    assert next_acts.known_act_codes() == stops.known_stop_codes()


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.FILL_STEP])
def test_every_act_has_words(act):
    words = next_acts.describe_act(progress_of(NextAct(act, count=3)), make_kit(), TODAY)
    assert words.text and "…" not in words.text and "{" not in words.text


@pytest.mark.req("B8")
@pytest.mark.parametrize(
    ("code", "params", "words"),
    [
        ("photo_missing", {}, "上传证件照"),
        ("commitment_missing", {}, "请本人签承诺"),
        ("self_score_missing", {"needed": "105"}, "开始自评，要满105分"),
        ("statement_long", {"over": "12"}, "本人述职删去 12 字"),
        ("fact_missing", {"fact": "staffing"}, "填人员编制"),
    ],
)
def test_the_first_stop_names_the_act(code, params, words):
    found = make_declaration(make_applicant(make_organisation()))
    stop = Stop(code, Step.INFORMATION, "B5.1", params)
    progress = Progress(found, NextAct(Act.FILL_STEP, step=Step.INFORMATION), (), (stop,))
    assert next_acts.describe_act(progress, make_kit(), TODAY).text == words


def test_one_missing_material_is_named_several_are_the_step():
    kit = make_kit()
    found = make_declaration(make_applicant(make_organisation()), stage=Stage.DRAFT, materials=())
    progress = judge_progress(kit, found, archive=(), today=TODAY)
    material = [s for s in progress.stops if s.code == "material_missing"]
    one = Progress(found, progress.next, (), tuple(material[:1]))
    title = kit.material(material[0].material).title
    assert next_acts.describe_act(one, kit, TODAY).text == f"补{title}"
    two = Progress(found, progress.next, (), tuple(material[:1]) * 2)
    assert next_acts.describe_act(two, kit, TODAY).text == "上传相关附件"


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        ((), "填写基本信息"),
        ((("basic", ArchiveStatus.RETURNED),), "改正基本信息"),
        ((("basic", ArchiveStatus.FAILED),), "基本信息不通过"),
    ],
)
def test_basic_data_that_has_not_passed_says_what_to_do(archive, words):
    acted = next_acts.describe_act(progress_of(NextAct(Act.PASS_BASIC)), make_kit(), TODAY, archive=archive)
    assert acted.text == words


@pytest.mark.req("A4.4")
def test_a_publicity_counts_its_days_and_says_that_it_ends_today():
    running = progress_of(NextAct(Act.WAIT_PUBLICITY), publicity_to=date(2026, 10, 13))
    words = next_acts.describe_act(running, make_kit(), TODAY, publicity_day=(2, 5))
    assert (words.text, words.waits) == ("公示第 2 / 5 日，等期满", True)
    ends = progress_of(NextAct(Act.WAIT_PUBLICITY), publicity_to=TODAY)
    assert (
        next_acts.describe_act(ends, make_kit(), TODAY, publicity_day=(5, 5)).text == "今天期满，明天写结论"
    )


@pytest.mark.parametrize(
    ("on", "kind", "words", "ink"),
    [
        (date(2026, 10, 23), DateKind.UNTIL, "10-23 止", "text"),
        (date(2026, 10, 13), DateKind.UNTIL, "10-13 止", "text"),
        (date(2026, 10, 12), DateKind.UNTIL, "10-12 止", "returned"),
        (date(2026, 10, 9), DateKind.BEFORE, "10-09 前", "returned"),
        (date(2026, 10, 8), DateKind.BEFORE, "10-08 已过", "failed"),
        (date(2026, 10, 10), DateKind.FROM, "10-10 起", "text"),
        (date(2027, 1, 4), DateKind.FROM, "2027-01-04 起", "text"),
        (None, DateKind.UNTIL, "", "text"),
    ],
)
def test_days_say_what_they_are_and_near_ends_wear_an_ink(on, kind, words, ink):
    step = NextAct(Act.SUBMIT, on, kind)
    assert next_acts.say_act_day(step, TODAY) == words
    assert next_acts.ink_of_act_day(step, TODAY) == ink


@pytest.mark.req("B8")
def test_the_steps_have_the_seeds_names():
    assert [next_acts.word_of_step(step) for step in Step] == [
        "上传证件照",
        "个人承诺",
        "填写申报信息",
        "选择相关业绩",
        "上传相关附件",
        "预览确认提交",
    ]
