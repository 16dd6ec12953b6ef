"""Numbers that a person wrote into free text although their field is not published."""

import pytest

from app.services.documents.hidden_numbers import HIDDEN, HiddenNumbers
from tests.factories import make_id_number

CERTIFICATE = "1033512010050012"


def hide(text: str) -> str:
    return HiddenNumbers([CERTIFICATE, "1988-03-07", "群众", "浙江省杭州市", ""]).hide(text)


@pytest.mark.parametrize(
    "written",
    [
        make_id_number(),
        make_id_number(5).lower(),
        "13805717788",
        "１３８０５７１７７８８",
        CERTIFICATE,
        "10335-12010 050012",
        "1988-03-07",
        "1988.03.07",
        "19880307",
    ],
)
def test_a_private_number_is_hidden_in_any_writing(written: str) -> None:
    assert hide(f"见{written}，完") == f"见{HIDDEN}，完"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "群众对浙江省杭州市的工程",
        "1988-03",
        "ZL202310123456.7",
        "GB 50007-2011",
        "12,345.60 万元",
        "213805717788",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert hide(text) == text
