"""The user manual: the page for the person whose papers HR enters, and pictures that exist."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
MANUAL = (DOCS / "manual.zh-CN.md").read_text(encoding="utf-8")


@pytest.mark.req("B1.3")
def test_the_manual_has_a_page_for_the_person_whose_papers_hr_enters() -> None:
    page = MANUAL.split("给申报人的一页", 1)[1]
    for word in ("佐证材料扫描件", "真实性保证书", "1000 字", "30K", "215×300", "0.65"):
        assert word in page


def test_every_picture_of_the_manual_is_there() -> None:
    named = re.findall(r"\]\((pictures/[^)]+)\)", MANUAL)
    assert len(named) > 8
    assert [name for name in named if not (DOCS / name).is_file()] == []
