"""How a table shares the page's width."""

import pytest

from app.services.documents.column_widths import lay_out_columns, measure, share_width

URL = "https://example.org/very/long/path/index.html"


@pytest.mark.parametrize("texts", [[], ["甲"], ["杭州市钱塘区城北污水泵站" * 5], [URL * 3]])
def test_the_widths_fill_the_page_exactly(texts: list[str]) -> None:
    columns = lay_out_columns(["名称", "金额（万元）", "是否主要"], [texts, ["12"] * len(texts), []], 400, 9)
    assert sum(float(str(c["width"])) for c in columns) == pytest.approx(400, abs=0.1)


def test_long_text_and_addresses_give_way_to_dates_and_figures() -> None:
    titles = ["时间", "名称", "来源", "类型", "人数"]
    texts = [["2026-09"], [f"泵站{URL}"], [URL], [URL], ["12"]]
    widths = share_width(titles, texts, 40)
    assert widths[0] >= measure("2026-09")
    assert widths[4] >= measure("人数")
    assert sum(widths) == pytest.approx(40)


def test_short_values_stay_on_one_line_and_in_the_middle() -> None:
    columns = lay_out_columns(["学历", "专业"], [["硕士研究生"], ["岩土工程" * 9]], 200, 10)
    assert columns[0]["centred"] is True
    assert columns[1]["centred"] is False
    assert float(str(columns[0]["width"])) >= 5 * 10


def test_a_title_breaks_evenly_and_a_unit_stands_below() -> None:
    columns = lay_out_columns(["是否海外", "金额（万元）"], [["是"], ["1" * 8]], 90, 9)
    assert columns[0]["title"] == "是否\n海外"
    assert columns[1]["title"] == "金额\n（万元）"
