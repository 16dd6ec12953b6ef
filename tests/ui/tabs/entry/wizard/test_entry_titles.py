"""What tells one entry from another in every list of 人员与申报: the kit's title field (毕业学校 of 教育经历)."""

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.declaring import Step
from tests.ui.tabs.entry.entering import listed, open_entry

SCHOOL = {
    "start": "2006-09",
    "end": "2010-06",
    "level": "大学本科",
    "school": "浙江工业大学",
    "major": "土木工程",
}
PATENT = {"patent_no": "ZL202110000001.1", "name": "一种泵站格栅", "kind": "发明专利"}


@pytest.mark.req("A3.13", "B1.1")
def test_education_is_listed_by_its_school_and_a_patent_by_its_name(real_desk, open_tab):
    real_desk.add_item("陈思远", "education", fields=SCHOOL)
    real_desk.add_item("陈思远", "patent", fields=PATENT)
    person = real_desk.people["陈思远"]
    tab = open_entry(open_tab, person.id, "education")
    assert listed(tab) == [("浙江工业大学", "待审核")]
    [row] = tab.page.archive.model.rows
    assert row.line == "大学本科　2006-09 至 2010-06"
    assert tab.page.archive.form.title.text() == "浙江工业大学"
    tab.page.archive.go_to_section("patent")
    tab.wait()
    [row] = tab.page.archive.model.rows
    assert (row.title, row.line) == ("一种泵站格栅", "ZL202110000001.1　发明专利")


def test_an_entry_without_a_school_yet_is_called_by_what_stands_there(real_desk, open_tab):
    real_desk.add_item("陈思远", "education", fields={"level": "大学专科"}, status=ArchiveStatus.RETURNED)
    tab = open_entry(open_tab, real_desk.people["陈思远"].id, "education")
    assert listed(tab) == [("大学专科", "退回")]


@pytest.mark.req("B6.1")
def test_the_wizard_offers_education_by_its_school(real_desk, entered, unit):
    draft = unit.draft("林致远")
    item = real_desk.add_item("林致远", "education", fields=SCHOOL, status=ArchiveStatus.PASSED)
    tab = entered(draft, Step.ACHIEVEMENTS)
    row = tab.page.wizard.page(Step.ACHIEVEMENTS).rows[item.id]
    assert "浙江工业大学" in row.accessibleName() or "浙江工业大学" in row.box.accessibleName()
