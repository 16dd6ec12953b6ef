"""The form of 专利号 and 软件著作权登记号 (DOMAIN facts §7). Pure.

专利号: ZL (may be left out), year of the application, a digit for the kind, the serial number, point, check character —
4+1+7 digits since 2003-10, 2+1+5 before. 软件著作权: 2023SR0123456, or 软著登字第1234567号.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from app.domain.prechecks.notice import Notice

_PATENT = re.compile(r"(?:ZL|CN)?(?:((?:19|20)\d{2})([12389])\d{7}|(\d{2})([12389])\d{5})\.?[0-9X]")
_SOFTWARE = re.compile(r"(?:19|20)\d{2}SR\d{5,7}|软著登字第?\d{6,8}号?")
_DIGITS_OF_KIND: Mapping[str, str] = {"发明专利": "18", "实用新型": "29", "外观设计": "3"}
"""8 and 9: international applications that entered the country."""


def check_patent_number(fields: Mapping[str, str], section: str, item_id: str = "") -> Iterator[Notice]:
    """patent_form (value) · software_form (value) · patent_kind_differs (kind: as the number says it)."""
    value, kind = fields.get("patent_no", "").strip(), fields.get("kind", "").strip()
    if not value:
        return
    tidy = "".join(unicodedata.normalize("NFKC", value).split()).upper()
    if kind == "软件著作权":
        if not _SOFTWARE.fullmatch(tidy):
            yield Notice("software_form", {"value": value}, section, "patent_no", item_id)
        return
    match = _PATENT.fullmatch(tidy)
    if match is None:
        yield Notice("patent_form", {"value": value}, section, "patent_no", item_id)
        return
    digit = match.group(2) or match.group(4)
    if kind in _DIGITS_OF_KIND and digit not in _DIGITS_OF_KIND[kind]:
        said = next(name for name, digits in _DIGITS_OF_KIND.items() if digit in digits)
        yield Notice("patent_kind_differs", {"kind": said}, section, "kind", item_id)
