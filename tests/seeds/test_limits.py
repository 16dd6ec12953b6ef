"""What the seeds show and this program does not do stands in README's limits, in plain words."""

from pathlib import Path

import pytest

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
LIMITS = README.split("## Honest limits", 1)[1].split("\n## ", 1)[0]


@pytest.mark.req("A1.5")
def test_the_applicant_has_no_account_here() -> None:
    assert "The applicant has no account" in LIMITS
    assert "HR acts for the person" in LIMITS


@pytest.mark.req("A1.6")
def test_the_portals_other_pages_are_out_of_scope() -> None:
    assert all(page in LIMITS for page in ("通知公告", "评审委员会", "证书查询"))


@pytest.mark.req("B7.1a", "B7.5")
def test_nothing_is_fetched_from_the_platform() -> None:
    assert all(word in LIMITS for word in ("no fetching", "备案表", "社保"))


def test_no_message_is_claimed_as_sent() -> None:
    assert "no 12333 messages" in LIMITS


@pytest.mark.req("B13.2", "B10.2")
def test_neither_certificate_nor_watermark_is_made_here() -> None:
    assert "no certificate is issued here" in LIMITS
    assert "watermark" in LIMITS
