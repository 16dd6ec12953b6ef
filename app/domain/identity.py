"""Resident ID numbers, unified social credit codes, and masking (DOMAIN facts §8, A2.8). Pure; any layer may call."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_BIRTH_DATE = date(1900, 1, 1)

_ID_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_ID_CHECK_CHARACTERS = "10X98765432"
# GB/T 2260 first two digits; 81-83 are residence permits of Hong Kong, Macao and Taiwan residents.
_PROVINCES = frozenset(
    str(region * 10 + number)
    for region, numbers in {1: 5, 2: 3, 3: 7, 4: 6, 6: 5, 7: 1}.items()
    for number in range(1, numbers + 1)
) | {"50", "51", "52", "53", "54", "81", "82", "83", "91"}

# GB 32100: digits and capitals without I, O, S, V, Z.
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES = {character: value for value, character in enumerate(_USCC_ALPHABET)}


class IdProblem(StrEnum):
    LENGTH = "length"
    CHARACTERS = "characters"
    CHECKSUM = "checksum"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class IdCheck:
    """``problem`` None = valid. ``region_known`` False is a soft hint only: new and abolished districts are
    normal. ``birth_date`` and ``is_male`` are what the number says, None where it cannot be read."""

    number: str
    problem: IdProblem | None
    region_known: bool = True
    birth_date: date | None = None
    is_male: bool | None = None

    @property
    def ok(self) -> bool:
        return self.problem is None


def normalise_text(text: str) -> str:
    """NFKC (full-width digits and letters become half-width) without white space at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


def normalise_id(text: str) -> str:
    """A number as it is stored and compared: NFKC, no white space anywhere, capitals (x → X)."""
    return "".join(normalise_text(text).split()).upper()


def check_resident_id(text: str, today: date, known_regions: Collection[str] = ()) -> IdCheck:
    """Check a resident ID number or residence permit (GB 11643: 18 characters, checksum, birth date 1900..today).

    ``known_regions``: six-digit codes, for the soft hint; without them only the province is looked at.
    """
    number = normalise_id(text)
    if len(number) != 18:
        return IdCheck(number, IdProblem.LENGTH)
    if not _ID_SHAPE.fullmatch(number):
        return IdCheck(number, IdProblem.CHARACTERS)
    region_known = number[:2] in _PROVINCES and (not known_regions or number[:6] in known_regions)
    birth = _read_birth_date(number[6:14], today)
    is_male = int(number[16]) % 2 == 1
    if birth is None:
        return IdCheck(number, IdProblem.DATE, region_known, None, is_male)
    problem = None if number[17] == resident_id_check_character(number[:17]) else IdProblem.CHECKSUM
    return IdCheck(number, problem, region_known, birth, is_male)


def resident_id_check_character(first_17: str) -> str:
    """ISO 7064 MOD 11-2 over the first 17 digits."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first_17))
    return _ID_CHECK_CHARACTERS[total % 11]


def _read_birth_date(digits: str, today: date) -> date | None:
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return birth if FIRST_BIRTH_DATE <= birth <= today else None


def check_uscc(text: str) -> IdProblem | None:
    """Check a 统一社会信用代码 (GB 32100: 18 characters, weights 3^i mod 31). None = valid."""
    code = normalise_id(text)
    if len(code) != 18:
        return IdProblem.LENGTH
    if any(character not in _USCC_VALUES for character in code):
        return IdProblem.CHARACTERS
    return None if code[17] == uscc_check_character(code[:17]) else IdProblem.CHECKSUM


def uscc_check_character(first_17: str) -> str:
    total = sum(_USCC_VALUES[character] * pow(3, place, 31) for place, character in enumerate(first_17))
    return _USCC_ALPHABET[-total % 31]


def mask_id(number: str) -> str:
    """330106********1234. Shorter numbers (passports) keep two characters at each end, very short ones none."""
    number = normalise_id(number)
    return _mask(number, 6, 4) if len(number) >= 15 else _mask(number, 2, 2)


def mask_phone(phone: str) -> str:
    """136****3546 (A2.8)."""
    phone = normalise_id(phone)
    return _mask(phone, 3, 4) if len(phone) >= 10 else _mask(phone, 0, 2)


def mask_name(name: str) -> str:
    """胡** (A2.8): the first character and two stars, however long the name is, so that it tells nothing more."""
    name = name.strip()
    return name[:1] + "**" if name else ""


def _mask(text: str, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    if hidden < 3:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]
