"""The QApplication and its end: look, Chinese texts of Qt, exception hook; called by ``app/main.py`` and the tour.

``build_application`` before any widget, then a MainWindow, then ``run``. On leaving ``run`` no thread of ours is
running and every widget is gone (facts F: otherwise the process may abort after the last line of main).
"""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from resources import translations_dir
from ui.bug_watch import BugWatch
from ui.garbage import GuiThreadCollector
from ui.main_window import MainWindow
from ui.preferences import SCHEME, Preferences
from ui.theme import current


def build_application(arguments: Sequence[str], version: str, preferences: Preferences) -> QApplication:
    """The one QApplication, named, dressed and speaking Chinese."""
    app = QApplication(list(arguments))
    app.setApplicationName("ReviewDesk")
    app.setApplicationVersion(version)
    GuiThreadCollector(app)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    install_chinese(app)
    scheme = preferences.text(SCHEME, "system")
    current.install(app, scheme if scheme in current.SCHEMES else "system")
    return app


def install_chinese(app: QApplication) -> bool:
    """Qt's own words (file dialogs, context menus) in Chinese. Whether the translation was found."""
    translator = QTranslator(app)
    folders = (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), str(translations_dir()))
    for folder in folders:
        if translator.load("qtbase_zh_CN", folder):
            return bool(app.installTranslator(translator))
    return False


def watch_bugs(app: QApplication) -> BugWatch:
    """Exceptions that nobody caught reach the log and the report dialog instead of a console nobody sees."""
    watch = BugWatch(app)
    sys.excepthook = watch.hook
    return watch


def run(app: QApplication, window: MainWindow) -> int:
    """Show the window, stay until it is closed, leave nothing behind. Returns the exit code."""
    window.show()
    code = app.exec()
    finish(window)
    return code


def finish(window: MainWindow) -> None:
    """Close the window if need be and delete it now."""
    window.close()
    window.operations.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
