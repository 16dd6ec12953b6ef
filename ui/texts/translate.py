"""One door for words that do not stand in a widget: source texts are Chinese, Qt's translator may replace them.

Only the modules of this package call it. ``fill`` puts parameters into a sentence and never fails over one.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication


def translate(context: str, source: str) -> str:
    """The text in the language of the window (Chinese unless a translator is installed)."""
    return QCoreApplication.translate(context, source)


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put the values in; a parameter that was not given shows as …, because a sentence must always appear."""
    return template.format_map(_Forgiving(values))


class _Forgiving(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
