"""Where things lie."""

import os
import stat
from pathlib import Path

import pytest

from app.domain.errors import EnvironmentFault
from app.services import user_paths


def test_one_variable_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REVIEWDESK_HOME", str(tmp_path / "家"))
    home = tmp_path / "家"
    assert user_paths.home_dir() == home
    for folder in (
        user_paths.logs_dir(),
        user_paths.copies_dir(),
        user_paths.sample_dir(),
        user_paths.key_file("a-1"),
    ):
        assert folder.is_relative_to(home)
    assert not home.exists()


def test_a_relative_home_becomes_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWDESK_HOME", "there")
    assert user_paths.home_dir() == Path.cwd() / "there"


def test_without_the_variable_it_is_the_users_own_local_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWDESK_HOME")
    assert user_paths.home_dir().name == "ReviewDesk"
    assert user_paths.home_dir().is_absolute()
    assert "Roaming" not in user_paths.home_dir().parts
    assert "ReviewDesk" in user_paths.logs_dir().parts


@pytest.mark.parametrize("copy_id", ["", "..", "a/b", "a\\b", "-a", "a" * 65, "中"])
def test_an_id_that_is_no_folder_name_is_refused(copy_id: str) -> None:
    with pytest.raises(ValueError, match="not the id"):
        user_paths.copy_dir(copy_id)


def test_a_made_folder_is_private() -> None:
    folder = user_paths.make_private_dir(user_paths.copy_dir("a-1"))
    assert folder.is_dir()
    assert user_paths.make_private_dir(folder) == folder
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault) as caught:
        user_paths.make_private_dir(tmp_path / "file" / "below")
    assert (caught.value.code, caught.value.params) == ("E-107", {"path": str(tmp_path / "file" / "below")})
