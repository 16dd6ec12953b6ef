"""The whole job end to end, as `dev.py run` does it without a screen: the tour on a copy of six people."""

import os
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).parents[2]
COLUMNS = ["#", "姓名", "年度", "计划名称", "专业技术资格", "审查状态", "申报时间"]


@pytest.mark.timeout(400)
@pytest.mark.req("B9", "B10.5", "B11.1", "B11.2", "B12.1", "B12.2", "B13.1", "B13.2", "B14.1", "B14.2")
@pytest.mark.req("A3.4", "A3.5", "A3.12", "A3.17", "A3.18", "A4.1", "A4.2", "A4.3", "A4.4", "A4.7")
def test_the_tour_does_the_whole_job_and_leaves_pictures_and_documents(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environment["REVIEWDESK_HOME"] = str(tmp_path / "home")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "app", "tour", "--people", "6", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "审计链完整" in done.stdout
    pictures = sorted(out.glob("[0-9][0-9]-*.png"))
    assert len(pictures) >= 12
    assert all(picture.stat().st_size > 10_000 for picture in pictures)
    roster = CalamineWorkbook.from_path(out / "申报名单.xlsx").get_sheet_by_index(0).to_python()
    assert any(row[: len(COLUMNS)] == COLUMNS for row in roster)
    texts = {path.name: read_pdf(path) for path in (out / "公示材料").glob("*.pdf")}
    assert any("现将" in text and "公示时间" in text for text in texts.values())
    assert any("评审表（公示版）" in text for text in texts.values())
    assert "申报归档" in done.stdout
    assert len(list((out / "归档包").glob("*.zip"))) == 1
    assert (out / "统计.xlsx").exists()
    assert (out / "评审会名单.xlsx").exists()


def read_pdf(path: Path) -> str:
    with pymupdf.open(path) as document:
        return "".join(page.get_text() for page in document)
