"""Photograph the widgets: `python -m ui.widgets.gallery OUT.png [--page NAME] [--light|--dark] [--scale 2]`.

For eyes and for comparing with the mock-ups; the program never runs it. Without --light or --dark the two
themes stand side by side.
"""

import argparse
import os
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import current
from ui.widgets.gallery.calendar_page import CalendarPage
from ui.widgets.gallery.components_page import ComponentsPage
from ui.widgets.gallery.declaration_page import DeclarationPage
from ui.widgets.gallery.desk_page import DeskPage
from ui.widgets.gallery.form_page import FormPage
from ui.widgets.gallery.home_page import HomePage
from ui.widgets.gallery.log_page import LogPage
from ui.widgets.gallery.table_page import TablePage

PAGES: dict[str, Callable[[str], QWidget]] = {
    "components": ComponentsPage,
    "desk": DeskPage,
    "declaration": DeclarationPage,
    "form": FormPage,
    "table": TablePage,
    "calendar": CalendarPage,
    "log": LogPage,
    "home": HomePage,
}


def photograph(page: str, scheme: str) -> QPixmap:
    """Return a page in a theme."""
    current.set_scheme(scheme)
    QCoreApplication.processEvents()
    widget = PAGES[page]("深色" if scheme == "dark" else "浅色")
    widget.show()
    widget.activateWindow()
    QCoreApplication.processEvents()
    settle = getattr(widget, "settle", None)
    if settle is not None:
        settle()
    QCoreApplication.processEvents()
    shot = widget.grab()
    widget.close()
    widget.deleteLater()
    return shot


def _side_by_side(shots: list[QPixmap]) -> QPixmap:
    ratio = shots[0].devicePixelRatio()
    whole = QPixmap(sum(shot.width() for shot in shots), max(shot.height() for shot in shots))
    whole.setDevicePixelRatio(ratio)
    painter = QPainter(whole)
    left = 0.0
    for shot in shots:
        painter.drawPixmap(round(left), 0, shot)
        left += shot.width() / ratio
    painter.end()
    return whole


def main() -> None:
    """Parse the arguments and write the picture."""
    parser = argparse.ArgumentParser(prog="python -m ui.widgets.gallery", description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--page", choices=sorted(PAGES), default="components")
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", default="1")
    options = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = options.scale
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    current.install(app, "light")
    schemes = ["light", "dark"] if options.light == options.dark else ["dark" if options.dark else "light"]
    _side_by_side([photograph(options.page, scheme) for scheme in schemes]).save(options.out)


if __name__ == "__main__":
    main()
