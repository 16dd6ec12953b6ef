"""Every code, notice and enum value that a screen may meet has Chinese words."""

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.declaration import DeclarationTab, EmployerStep, Stage
from app.domain.errors import KnownError, RuleError
from app.domain.gates import Blocker
from app.domain.prechecks.checks import BACKGROUND_CODES, TOGETHER_CODES
from app.domain.prechecks.files import FileFault
from app.domain.prechecks.notice import Notice
from app.domain.prechecks.submitting import _PLACES
from app.domain.working_days import DayKind
from ui.texts import dates, errors, log_acts, notices, words
from ui.texts.error_sentences import SENTENCES

ROOT = Path(__file__).parents[3]


def _sources(*folders):
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py")]


def test_every_code_raised_anywhere_has_a_sentence():
    raised = set()
    for path in _sources("app", "db"):
        raised |= set(re.findall(r'"([A-Z]-\d{3})"', path.read_text(encoding="utf-8")))
    assert raised
    assert sorted(code for code in raised if not errors.is_worded(code)) == []


def test_every_code_the_server_answers_with_has_a_sentence():
    answered = set()
    for path in (ROOT / "db/migrations/shared/sql").rglob("*.sql"):
        answered |= set(re.findall(r"'([A-Z]-\d{3})'", path.read_text(encoding="utf-8")))
    assert "C-101" in answered
    assert sorted(code for code in answered if not errors.is_worded(code)) == []


def test_days_that_came_as_text_read_like_days():
    """From the server's answer, and from a stored one."""
    said = errors.describe_code("G-102", {"end": "2026-10-13"})
    assert said == errors.describe_code("G-102", {"end": date(2026, 10, 13)})
    assert "10月14日 0 时起" in said
    assert "2026-10-13" in errors.describe_code("M-205", {"name": "林致远", "value": "2026-10-13"})


def test_every_notice_of_the_prechecks_has_a_sentence():
    codes: set[str] = set(FileFault)
    for path in _sources("app/domain/prechecks"):
        source = path.read_text(encoding="utf-8")
        codes |= set(re.findall(r'(?:Notice|_at_basic)\(\s*"(\w+)"', source))
        codes |= set(re.findall(r'(?:return|code =|else) "(\w+_\w+)"', source))
    codes |= set(_PLACES) | TOGETHER_CODES | BACKGROUND_CODES
    codes |= {"photo_format", "photo_size", "photo_pixels", "photo_ratio"}
    codes |= {f"id_{p}" for p in ("length", "characters", "checksum", "date")}
    assert len(codes) > 50
    assert codes <= notices.known_notice_codes()


@pytest.mark.parametrize("kind", words._TABLES, ids=lambda kind: kind.__name__)
def test_every_member_of_an_enum_has_a_word(kind: type[StrEnum]):
    assert all(words.word(member) for member in kind)


def test_equal_values_of_two_enums_keep_their_own_words():
    assert words.word(ArchiveStatus.PASSED) == "通过"
    assert words.word(DeclarationTab.PASSED) == "审查通过"


@pytest.mark.req("A3.15")
def test_the_declaration_tabs_are_literal():
    assert [words.word(tab) for tab in DeclarationTab] == [
        "待审查",
        "审查通过",
        "审查不通过",
        "退回记录",
        "全部",
    ]


def test_an_error_says_what_happened_what_to_do_and_its_code():
    error = RuleError("P-102", needed=date(2026, 10, 13))
    assert errors.describe(error) == (
        "公示不足规定的工作日，到 10月13日 才满。请把结束日改到这一天或以后。（P-102）"
    )


def test_enum_parameters_are_worded():
    error = RuleError("W-101", stage="in_publicity", action="confirm", role="employer")
    assert "公示中" in errors.describe(error)
    assert "审核无误" in errors.describe(error)


def test_an_unknown_code_still_says_something_and_shows_itself():
    assert errors.describe(KnownError("Q-999")).endswith("（Q-999）")


def test_a_missing_parameter_does_not_break_the_sentence():
    assert "…" in errors.describe(KnownError("K-101"))


def test_every_sentence_has_an_advice_and_no_exclamation():
    for sentence in SENTENCES.values():
        assert sentence.endswith("。")
        assert sentence.count("。") >= 2
        assert "！" not in sentence


def test_a_blocker_says_until_when_in_one_clause():
    text = errors.describe_blocker(Blocker("G-102", {"end": date(2026, 10, 9)}))
    assert text == "公示到 10月9日 才期满"


def test_a_notice_names_the_field_and_words_a_fact():
    assert notices.describe_notice(Notice("field_missing", {}, field="name"), "姓名") == "姓名没有填写"
    assert "学历情况" in notices.describe_notice(Notice("fact_missing", {"fact": "education"}))
    assert notices.describe_notice(Notice("strange", {})) == "有一处需留意（strange）"


@pytest.mark.req("A3.19")
def test_times_are_shown_in_shanghai_to_the_second():
    assert dates.format_stamp(datetime(2020, 4, 1, 8, 7, 20, tzinfo=UTC)) == "2020-04-01 16:07:20"


def test_days_read_as_look_writes_them():
    day = date(2026, 10, 9)
    assert dates.say_day_and_weekday(day) == "10月9日 星期五"
    assert dates.format_short_day(day, date(2026, 11, 1)) == "10-09"
    assert dates.format_short_day(day, date(2027, 1, 1)) == "2026-10-09"
    assert dates.say_day(date(2027, 1, 4), today=day) == "2027年1月4日"
    # 23:30 UTC is the next day in Shanghai.
    assert dates.format_day(datetime(2026, 10, 8, 23, 30, tzinfo=UTC)) == "2026-10-09"
    assert dates.greet(datetime(2026, 10, 9, 2, 32, tzinfo=UTC)) == "上午好"
    assert dates.say_day_kind(DayKind.MAKE_UP) == "调休上班"
    assert dates.say_duration(timedelta(seconds=30)) == "30 秒"
    assert dates.say_duration(timedelta(seconds=121)) == "3 分钟"


def test_a_declaration_wears_the_look_of_its_step():
    assert words.state_of_stage(Stage.IN_PUBLICITY, step=EmployerStep.READY) == "passed"
    assert words.state_of_stage(Stage.IN_PUBLICITY, step=EmployerStep.RUNNING, objected=True) == "flag"
    assert words.state_of_stage(Stage.EMPLOYER_REVIEW, step=EmployerStep.REVIEW) == "pending"
    assert words.word_of_stage(Stage.COMMITTEE_REVIEW) == "审查通过"
    assert words.word_of_stage(Stage.IN_PUBLICITY, EmployerStep.READY) == "期满待通过"


def test_log_acts_are_worded_however_they_are_stored():
    assert log_acts.word_of_act("archive.pass") == log_acts.word_of_act("pass") == "通过"
    assert log_acts.word_of_act("publicity.start") == "开始公示"
    assert log_acts.state_of_act("declaration.return") == "returned"


def test_printed_forms_get_their_words():
    assert words.document_words()["mode:normal"] == "正常申报"
