"""The application speaks Chinese, words come from Qt's own translation, preferences survive, bugs reach the window."""

import sys

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from ui.application import install_chinese, watch_bugs
from ui.bug_report import write_report
from ui.preferences import Preferences


def test_qts_own_words_are_chinese(qapp):
    assert install_chinese(qapp)
    try:
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    finally:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)


def test_preferences_are_kept_in_a_file(tmp_path):
    file = tmp_path / "window.ini"
    first = Preferences(file)
    first.set_text("window/scheme", "dark")
    first.set_sizes("archive", [196, 358, 386])
    again = Preferences(file)
    assert again.text("window/scheme") == "dark"
    assert again.sizes("archive") == [196, 358, 386]
    assert again.sizes("nowhere") == []


def test_a_damaged_preference_is_forgotten(tmp_path):
    file = tmp_path / "window.ini"
    file.write_text("[sizes]\narchive=a b\n", encoding="utf-8")
    assert Preferences(file).sizes("archive") == []


def test_an_exception_that_nobody_caught_is_reported(qapp, monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)  # not the test runner's own
    watch = watch_bugs(qapp)
    seen: list[BaseException] = []
    watch.found.connect(seen.append)
    error = ZeroDivisionError("330106198803071234")
    sys.excepthook(type(error), error, None)
    assert seen == [error]
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_report_names_the_whole_chain_without_messages():
    try:
        try:
            raise KeyError("陈思远")
        except KeyError as cause:
            raise RuntimeError("330106198803071234") from cause
    except RuntimeError as error:
        report = write_report(error)
    assert "builtins.RuntimeError" in report
    assert "builtins.KeyError" in report
    assert "陈思远" not in report
    assert "330106" not in report
    assert QApplication.applicationVersion() in report
