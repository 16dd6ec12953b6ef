"""What is said of files from what the preview measured, and how an empty page is told (DOMAIN facts §7)."""

from app.domain.archive import FrozenItem
from app.domain.declaration import MaterialFiles
from app.domain.prechecks.checks import (
    BACKGROUND_CODES,
    Surroundings,
    check_archive,
    files_of_declaration,
    keep_background,
)
from app.domain.prechecks.files import (
    FileFault,
    check_item_files,
    check_material_files,
    is_blank_picture,
)
from app.domain.prechecks.notice import Notice
from tests.factories import TODAY, make_applicant, make_declaration, make_file, make_organisation

WHITE, CREAM, GREY = b"\xff\xff\xff\xff", b"\xe6\xf5\xfa\xff", b"\x80\x80\x80\xff"


def picture(ground: bytes, *, mark: bytes | None = None, padding: int = 0) -> tuple[bytes, int, int, int]:
    width, height = 10, 6
    row = ground * width + b"\x00" * padding
    rows = [row] * height
    if mark is not None:
        rows[3] = ground * 4 + mark + ground * (width - 5) + b"\x00" * padding
    return b"".join(rows), width, height, width * 4 + padding


def test_plain_light_paper_is_blank_whatever_its_tone_and_the_row_padding() -> None:
    assert is_blank_picture(*picture(WHITE))
    assert is_blank_picture(*picture(CREAM, padding=8))
    assert is_blank_picture(*picture(b"\xfa\xfa\xfa\xff", padding=8))


def test_a_speck_of_print_is_content_and_a_dark_page_is_no_empty_paper() -> None:
    assert not is_blank_picture(*picture(WHITE, mark=b"\xd0\xd0\xd0\xff"))
    assert is_blank_picture(*picture(WHITE, mark=b"\xf8\xf8\xf8\xff"))
    assert not is_blank_picture(*picture(WHITE, mark=b"\xf6\xf6\xf6\xff"))
    assert not is_blank_picture(*picture(GREY))
    assert not is_blank_picture(b"", 0, 0, 0)


def test_a_faulty_file_is_named_at_its_item_material_and_photo() -> None:
    blank, locked = make_file(name="空白.pdf"), make_file(name="加密.pdf")
    item = FrozenItem("i", "award", 1, {}, (blank, make_file()))
    faults = {blank.sha256: FileFault.BLANK, locked.sha256: FileFault.ENCRYPTED}
    (notice,) = check_item_files([item], faults)
    assert notice == Notice("file_blank", {"name": "空白.pdf"}, "award", "", "i", blank.sha256)
    declaration = make_declaration(
        make_applicant(make_organisation()),
        photo=locked,
        materials=(MaterialFiles("appointment", (locked, blank)),),
    )
    found = list(check_material_files(declaration, faults, "materials", "basic"))
    assert [(n.code, n.section, n.material) for n in found] == [
        ("file_encrypted", "materials", "appointment"),
        ("file_blank", "materials", "appointment"),
        ("file_encrypted", "basic", ""),
    ]


def test_a_write_keeps_what_was_found_in_files_that_are_still_there() -> None:
    here, gone = make_file(), make_file()
    declaration = make_declaration(
        make_applicant(make_organisation()), materials=(MaterialFiles("appointment", (here,)),)
    )
    stored = [
        Notice("file_blank", {"name": "a"}, "materials", file=here.sha256, material="appointment"),
        Notice("file_blank", {"name": "b"}, "materials", file=gone.sha256, material="appointment"),
        Notice("tenure_short", {}, "materials", material="appointment"),
    ]
    fresh = [Notice("statement_missing", {}, "statement")]
    files = files_of_declaration(declaration)
    assert keep_background(fresh, stored, files, BACKGROUND_CODES) == (fresh[0], stored[0])
    assert keep_background([stored[0]], stored, files, BACKGROUND_CODES) == (stored[0],), "never twice"


def test_every_item_of_an_archive_is_answered_for_even_without_a_notice() -> None:
    items = [FrozenItem("a", "nowhere", 1, {}, ()), FrozenItem("b", "award", 1, {}, ())]
    assert dict(check_archive((), items, today=TODAY, around=Surroundings())) == {"a": (), "b": ()}
