"""Takes ID numbers and phone numbers out of text that goes to the technical log. For `logs`; standard library only.

Whatever the writing: full-width or circled digits, digits of other scripts, Chinese numerals, with spaces, dashes,
brackets or invisible characters in between. Better a harmless number hidden than a person's shown. Moments, ids (UUID)
and file hashes (SHA-256) stay readable, since a log without them helps nobody.
"""

import re
import unicodedata
from functools import lru_cache

HIDDEN = "[已隐去]"

# The text is looked at in a plain form of the same length: 0-9 for anything that means a digit, capitals A-Z for
# themselves, a blank for whatever may stand between digits, and this for everything else.
_OTHER = "~"
_RUN = re.compile(r"\d(?: {0,4}\d)*(?: {0,4}X)?")
_ONE_PIECE = re.compile(r"\d{11}")
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_SHAPES = re.compile(
    rf"1[3-9]\d{{9}}|\d{{6}}(?:18|19|20)\d\d{_MONTH_DAY}\d{{3}}|\d{{8}}{_MONTH_DAY}\d{{3}}|0[1-9]\d{{1,2}}[2-8]\d{{6,7}}"
)
"""Mobile phone, resident ID (its last character may be missing), the old one of 15 digits, area code and phone."""
_PASSPORT = re.compile(r"(?<![0-9A-Z])[A-Z]{1,2}\d{8,10}(?![0-9A-Z])")
_KEPT = re.compile(
    r"""(?<![0-9A-Za-z])(?:
        [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}
      | [0-9a-f]{64}
      | (?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9][T\ ][0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,6})?)?(?:\+00:00)?
    )(?![0-9A-Za-z])""",
    re.VERBOSE,
)


def redact(text: str) -> str:
    """The text with every number that may be a person's replaced by HIDDEN."""
    plain = "".join(map(_flatten, text))
    for kept in _KEPT.finditer(text):
        start, end = kept.span()
        plain = plain[:start] + _OTHER * (end - start) + plain[end:]
    spans = [run.span() for run in _RUN.finditer(plain) if _may_be_personal(run.group())]
    spans += [number.span() for number in _PASSPORT.finditer(plain)]
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + HIDDEN + text[end:]
    return text


def _may_be_personal(run: str) -> bool:
    return bool(_ONE_PIECE.search(run) or _SHAPES.search(run.replace(" ", "")))


@lru_cache(maxsize=4096)
def _flatten(char: str) -> str:
    value = unicodedata.numeric(char, -1)
    if value in range(10):
        return str(int(value))
    wide = unicodedata.normalize("NFKC", char).upper()
    if len(wide) == 1 and "A" <= wide <= "Z":
        return wide
    return " " if unicodedata.category(char)[0] in "ZPCS" else _OTHER
