"""The key of a working copy: trusted keyrings only, or a file under a passphrase."""

import json
import os
import stat
from pathlib import Path

import keyring
import keyring.errors
import pytest
from keyring.backends import fail, null

from app.domain.errors import EnvironmentFault
from app.services import user_paths
from app.services.key_vault import SAFE_BACKENDS, KeyringVault, PassphraseVault
from app.services.passwords import Argon2Cost
from app.services.samples.published_key import PUBLISHED_KEY

KEY = bytes(range(32))
QUICK = Argon2Cost(memory_kib=8, passes=1, lanes=1)
COPY = "01990000-0000-7000-8000-000000000001"


class MemoryKeyring:
    """Trusted by the test only."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class ForgetfulKeyring(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class LockedKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError("a library's own error")


class Chain:
    """What the keyring library gives where it finds several back ends."""

    def __init__(self, *backends: object) -> None:
        self.backends = backends


TRUSTED = [
    f"{kind.__module__}.{kind.__qualname__}" for kind in (MemoryKeyring, ForgetfulKeyring, LockedKeyring)
]


def open_vault(backend: object) -> KeyringVault:
    return KeyringVault(backend, TRUSTED)


def test_a_key_comes_back_from_a_trusted_keyring() -> None:
    backend = MemoryKeyring()
    vault = open_vault(backend)
    assert vault.read(COPY) is None
    vault.keep(COPY, KEY)
    assert open_vault(backend).read(COPY) == KEY
    assert vault.read("another") is None
    # Windows keeps at most 1,280 characters.
    assert max(map(len, backend.kept.values())) == 64


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring(), MemoryKeyring(), object()])
def test_a_keyring_that_is_not_on_the_list_is_refused(backend: object) -> None:
    with pytest.raises(EnvironmentFault, match="S-101"):
        KeyringVault(backend)


def test_without_any_keyring_the_program_says_so() -> None:
    """The tests' own environment has none (conftest)."""
    with pytest.raises(EnvironmentFault, match="S-101"):
        KeyringVault()


def test_of_a_chain_only_the_trusted_one_is_asked() -> None:
    trusted = MemoryKeyring()
    KeyringVault(Chain(null.Keyring(), trusted), TRUSTED).keep(COPY, KEY)
    assert trusted.kept
    with pytest.raises(EnvironmentFault, match="S-101"):
        KeyringVault(Chain(null.Keyring(), fail.Keyring()), TRUSTED)


def test_the_list_names_classes_that_exist_in_the_library() -> None:
    folder = Path(keyring.__file__).parent / "backends"
    for name in SAFE_BACKENDS:
        module, kind = name.removeprefix("keyring.backends.").split(".")
        if module == "macOS":
            module = "macOS/__init__"
        assert f"class {kind}(" in (folder / f"{module}.py").read_text(encoding="utf-8")


def test_what_was_not_kept_is_noticed() -> None:
    with pytest.raises(EnvironmentFault, match="S-105"):
        open_vault(ForgetfulKeyring()).keep(COPY, KEY)


def test_a_locked_keyring_is_no_missing_key() -> None:
    vault = open_vault(LockedKeyring())
    with pytest.raises(EnvironmentFault, match="S-104"):
        vault.read(COPY)
    with pytest.raises(EnvironmentFault, match="S-104"):
        vault.keep(COPY, KEY)


@pytest.mark.parametrize("kept", ["", "hello", "00" * 31])
def test_what_is_no_key_is_not_used(kept: str) -> None:
    backend = MemoryKeyring()
    backend.kept["ReviewDesk", COPY] = kept
    with pytest.raises(EnvironmentFault, match="S-105"):
        open_vault(backend).read(COPY)


def open_file_vault(passphrase: str = "正确 口令") -> PassphraseVault:
    return PassphraseVault(user_paths.key_file, passphrase, QUICK)


def test_a_key_comes_back_with_the_passphrase() -> None:
    assert open_file_vault().read(COPY) is None
    open_file_vault().keep(COPY, KEY)
    assert open_file_vault().read(COPY) == KEY
    assert open_file_vault("正确　口令").read(COPY) == KEY  # a full-width space is the same key
    content = user_paths.key_file(COPY).read_bytes()
    assert KEY not in content
    assert KEY.hex().encode() not in content
    assert [p.name for p in user_paths.copy_dir(COPY).iterdir()] == ["key.json"]
    if os.name == "posix":
        assert stat.S_IMODE(user_paths.key_file(COPY).stat().st_mode) == 0o600


@pytest.mark.parametrize("wrong", ["", "正确", "正确 口令 "])
def test_a_wrong_passphrase_is_told_from_a_damaged_file(wrong: str) -> None:
    open_file_vault().keep(COPY, KEY)
    with pytest.raises(EnvironmentFault, match="S-102"):
        open_file_vault(wrong).read(COPY)


def test_every_flipped_byte_is_damage_or_harmless_white_space() -> None:
    open_file_vault().keep(COPY, KEY)
    path = user_paths.key_file(COPY)
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(EnvironmentFault) as caught:
            open_file_vault().read(COPY)
        assert (caught.value.code, caught.value.params) == ("S-103", {"file": "key.json"})


def cut(whole: dict[str, object]) -> None:
    del whole["key"]


def ask_for_too_much(whole: dict[str, object]) -> None:
    whole["kdf"]["memory_kib"] = 1 << 40  # type: ignore[index]


def name_another_version(whole: dict[str, object]) -> None:
    whole["version"] = 2


@pytest.mark.parametrize("spoil", [cut, ask_for_too_much, name_another_version])
def test_a_file_of_another_form_is_damaged(spoil) -> None:
    open_file_vault().keep(COPY, KEY)
    path = user_paths.key_file(COPY)
    whole = json.loads(path.read_bytes())
    spoil(whole)
    path.write_text(json.dumps(whole))
    with pytest.raises(EnvironmentFault, match="S-103"):
        open_file_vault().read(COPY)


def test_the_key_file_of_another_copy_does_not_open() -> None:
    open_file_vault().keep(COPY, KEY)
    user_paths.copy_dir("other").mkdir()
    user_paths.key_file("other").write_bytes(user_paths.key_file(COPY).read_bytes())
    with pytest.raises(EnvironmentFault, match="S-103"):
        open_file_vault().read("other")


def test_a_new_passphrase_replaces_the_file() -> None:
    open_file_vault().keep(COPY, KEY)
    open_file_vault("新的").keep(COPY, KEY)
    assert open_file_vault("新的").read(COPY) == KEY
    with pytest.raises(EnvironmentFault, match="S-102"):
        open_file_vault().read(COPY)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    vault = PassphraseVault(lambda copy_id: in_the_way / copy_id / "key.json", "x", QUICK)
    with pytest.raises(EnvironmentFault) as caught:
        vault.keep(COPY, KEY)
    assert (caught.value.code, caught.value.params) == ("S-106", {"file": "key.json"})


def test_a_failed_write_keeps_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    open_file_vault().keep(COPY, KEY)

    def fail_to_flush(_: int) -> None:
        raise OSError(28, "disk full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail_to_flush)
        with pytest.raises(EnvironmentFault, match="S-106"):
            open_file_vault("新的").keep(COPY, KEY)
    assert open_file_vault().read(COPY) == KEY
    assert [p.name for p in user_paths.copy_dir(COPY).iterdir()] == ["key.json"]


def test_the_published_key_is_a_key() -> None:
    assert len(PUBLISHED_KEY) == 32
