"""Parts that come late: made once, at the first use, by whoever needs them."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.late import load_late, warm_up
from app.services.samples.published_key import PUBLISHED_KEY
from db.migrate import upgrade
from db.working_copy import create_copy

ROOT = Path(__file__).parents[1]


class Maker:
    def __init__(self) -> None:
        self.made = 0

    def make(self, module: object) -> "Part":
        self.made += 1
        return Part(module)


class Part:
    def __init__(self, module: object) -> None:
        self.module = module


def test_a_late_part_is_made_at_its_first_use_and_once() -> None:
    maker = Maker()
    part = load_late("json", maker.make)
    assert maker.made == 0
    assert part.module is sys.modules["json"]
    assert part.module and maker.made == 1


def test_two_threads_that_need_it_at_once_get_the_same() -> None:
    maker = Maker()
    part = load_late("json", maker.make)
    threads = [threading.Thread(target=warm_up, args=(part,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert maker.made == 1


def test_a_part_that_fails_says_so_to_whoever_uses_it() -> None:
    part = load_late("no_such_module", Part)
    with pytest.raises(ModuleNotFoundError):
        warm_up(part)
    with pytest.raises(ModuleNotFoundError):
        assert part.module


PROGRAM = """
import sys
from pathlib import Path
from app.wiring import open_desk

heavy = "typst xlsxwriter keyring pypinyin pydantic pymupdf PIL pikepdf argon2 alembic sqlalchemy.orm".split()
opened = open_desk(sample=True, folder=Path(sys.argv[1]))
opened.desk.queries.account_choices()
print([name for name in heavy if name in sys.modules])
opened.desk.warm_up()
print([name for name in ("typst", "pypinyin", "pydantic", "argon2") if name not in sys.modules])
print(opened.desk.plan_kits.archive_sections()[1].key != "")
opened.close()
"""


def test_the_sign_in_page_waits_for_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    """Each of them costs between 0.1 and 0.7 s (facts B)."""
    copy = create_copy(tmp_path / "copy", PUBLISHED_KEY, copy_id="sample", upgrade=upgrade, sample=True)
    with copy.write_engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO setting (key, value) VALUES ('sample.complete', '1')")
    copy.close()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "copy")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n") == ["[]", "[]", "True", ""]
