"""Evidence that a person saves to disk does nothing by itself."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from app.domain.errors import RuleError
from app.services.documents.pdf_clean import remove_active_content

BAD_WORDS = (
    b"/JavaScript",
    b"/Launch",
    b"/OpenAction",
    b"/AA",
    b"/SubmitForm",
    b"app.alert",
    b"calc.exe",
    b"/XFA",
)


def make_pdf(pages: int = 1, **changes) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    for key, value in changes.items():
        pdf.Root[f"/{key}"] = value
    return pdf


def save(pdf: pikepdf.Pdf, **options) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def show(pdf: bytes) -> bytes:
    """The file with nothing compressed, so that its words can be looked for."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return save(document, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def script(**more) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"), **more)


def test_every_way_to_act_is_taken_out_and_the_rest_stays() -> None:
    pdf = make_pdf(2, OpenAction=script(), AA=Dictionary(WC=script()))
    launch = pdf.make_indirect(Dictionary(Type=Name.Action, S=Name.Launch, F=String("calc.exe")))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=launch)
    chained = Dictionary(S=Name.URI, URI=String("https://example.org"), Next=Array([script(), launch]))
    chain = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=chained)
    pdf.pages[0].Annots = Array([pdf.make_indirect(link), pdf.make_indirect(chain)])
    pdf.pages[1].AA = Dictionary(O=script())
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))
    field = Dictionary(FT=Name.Tx, T=String("f"), AA=Dictionary(K=script()), V=String("姓名"))
    submit = Dictionary(FT=Name.Btn, T=String("b"), A=Dictionary(S=Name.SubmitForm, F=String("http://x")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field), submit]), XFA=String("<xfa/>"))
    original = save(pdf)
    assert all(word in show(original) for word in BAD_WORDS)

    cleaned = remove_active_content(original)
    assert [word for word in BAD_WORDS if word in show(cleaned)] == []
    with pikepdf.open(io.BytesIO(cleaned)) as document:
        assert len(document.pages) == 2
        assert len(document.pages[0].Annots) == 2
        assert str(document.pages[0].Annots[1].A.URI) == "https://example.org"
        assert str(document.Root.AcroForm.Fields[0].V) == "姓名"


def test_a_harmless_file_comes_back_byte_for_byte() -> None:
    pdf = make_pdf()
    # A font named AA and a structure element of the kind Launch only look like actions.
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(AA=font))
    pdf.Root.StructTreeRoot = Dictionary(K=Dictionary(Type=Name.StructElem, S=Name.Launch))
    original = save(pdf)
    assert remove_active_content(original) == original


def test_a_page_to_open_at_is_no_loss_of_content() -> None:
    pdf = make_pdf(2)
    pdf.Root.OpenAction = Array([pdf.pages[1].obj, Name.Fit])
    with pikepdf.open(io.BytesIO(remove_active_content(save(pdf)))) as document:
        assert len(document.pages) == 2
        assert "/OpenAction" not in document.Root


def test_a_file_locked_against_change_is_cleaned_too() -> None:
    locked = save(make_pdf(OpenAction=script()), encryption=pikepdf.Encryption(owner="o", user=""))
    with pikepdf.open(io.BytesIO(remove_active_content(locked))) as document:
        assert "/OpenAction" not in document.Root


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "D-111"), (b"%PDF-1.7\nbroken", "D-111"), (b"\xff\xd8\xff", "D-111"), (None, "D-112")],
)
def test_what_cannot_be_cleaned_is_refused(content: bytes | None, code: str) -> None:
    secret = pikepdf.Encryption(owner="o", user="u")
    with pytest.raises(RuleError, match=code):
        remove_active_content(save(make_pdf(), encryption=secret) if content is None else content)
