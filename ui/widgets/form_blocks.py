"""What a read-only form shows, as data: fields, headings, captions and entries for `FormView`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FormField:
    """A labelled value. A flagged one carries a triangle and the reason on its line.

    `action` names a button after the value (reveal an ID): its icon, spoken name and key chip come with it.
    """

    label: str
    value: str
    flag: str = ""
    flag_state: str = "flag"
    muted: bool = False
    struck: bool = False
    action: str = ""
    action_icon: str = ""
    action_name: str = ""
    action_key: str = ""


@dataclass(frozen=True)
class FormHeading:
    """A section: number muted, title 11 bold, counts at the right, hairline below."""

    number: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class FormCaption:
    """A small muted line with a hairline above: 上次退回 1 处."""

    text: str
    note: str = ""
    rule: bool = True


@dataclass(frozen=True)
class FormEntry:
    """One thing of a list, 49 px: number, state icon, title, note below, a word at the right.

    `state` is a name for `state_style` or "none" (a dash: not applicable); a plain `icon` takes its place where nothing
    was judged. `note_state` colours the note. With a `key` the entry is a button and `FormView.entry_activated` carries
    the key.
    """

    number: str
    title: str
    note: str = ""
    right: str = ""
    state: str = "none"
    note_state: str = ""
    bold: bool = False
    key: str = ""
    icon: str = ""


@dataclass(frozen=True)
class FormText:
    """Running text over the whole width: 本人述职."""

    text: str
    muted: bool = False


@dataclass(frozen=True)
class FormColumn:
    """A column of a small table in a form. `width` 0 takes what the others leave; one column has it."""

    title: str
    width: int = 0


@dataclass(frozen=True)
class FormCell:
    """Words that wrap. `token` colours them; `state` puts its icon before them; the note stands below, 9 pt."""

    text: str
    token: str = "text"
    state: str = ""
    bold: bool = False
    note: str = ""
    note_token: str = "muted"


@dataclass(frozen=True)
class FormTableHead:
    """Column heads of the rows that follow."""

    columns: tuple[FormColumn, ...]


@dataclass(frozen=True)
class FormTableRow:
    """A row under the same columns. With a `key` it is a button like an entry."""

    columns: tuple[FormColumn, ...]
    cells: tuple[FormCell, ...]
    key: str = ""


FormBlock = FormField | FormHeading | FormCaption | FormEntry | FormText | FormTableHead | FormTableRow
