"""The lookup everything paints from: tokens, fonts, icons, live switching."""

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QLabel

from resources import icons_dir
from ui.theme import current, fonts, icons
from ui.theme.tokens import DARK, LIGHT, STATES


class Listener(QObject):
    def __init__(self):
        super().__init__()
        self.heard = 0

    def count(self):
        self.heard += 1


def ink_of(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_switching_changes_tokens_palette_and_tells(qapp):
    listener = Listener()
    current.signals.changed.connect(listener.count)
    current.set_scheme("dark")
    assert current.is_dark() and current.scheme() == "dark"
    assert current.color("surface") == QColor(DARK["surface"])
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK["surface"])
    current.set_scheme("light")
    assert not current.is_dark()
    assert current.color("surface") == QColor(LIGHT["surface"])
    assert listener.heard == 2


def test_a_shown_widget_takes_the_new_palette(qtbot):
    label = QLabel("字")
    qtbot.addWidget(label)
    label.show()
    current.set_scheme("dark")
    QCoreApplication.processEvents()
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK["text"])


def test_unknown_words_are_refused(qapp):
    with pytest.raises(ValueError, match="sepia"):
        current.set_scheme("sepia")
    with pytest.raises(KeyError):
        current.color("pink")
    with pytest.raises(KeyError):
        current.font("huge")


def test_a_colour_handed_out_may_be_changed(qapp):
    mine = current.color("text")
    mine.setAlpha(10)
    assert current.color("text").alpha() == 255


def test_system_follows_the_desktop_where_it_says_so(qapp):
    current.set_scheme("system")
    desktop = qapp.styleHints().colorScheme()
    assert current.is_dark() == (desktop == Qt.ColorScheme.Dark)


@pytest.mark.parametrize("role", sorted(fonts.ROLES))
def test_fonts_are_ours_with_tabular_digits(qapp, role):
    font = current.font(role)
    points, bold = fonts.ROLES[role]
    assert font.pointSizeF() == points >= 9
    assert font.bold() == bold
    assert font.families() == fonts.FAMILIES
    assert QFontInfo(font).family() in ("Noto Sans SC", "Microsoft YaHei UI")
    assert font.featureValue(font.Tag("tnum")) == 1


def test_icons_wear_the_token_and_follow_the_theme(qapp):
    icon = current.icon("check", "failed")
    assert LIGHT["failed"].upper() in ink_of(icon.pixmap(QSize(64, 64)))
    current.set_scheme("dark")
    assert DARK["failed"].upper() in ink_of(icon.pixmap(QSize(64, 64)))
    assert DARK["muted"].upper() in ink_of(icon.pixmap(QSize(64, 64), QIcon.Mode.Disabled))


def test_pixmaps_are_sharp_and_cached(qapp):
    pixmap = current.pixmap("search", "muted", 16, 2.0)
    assert pixmap.size() == QSize(32, 32) and pixmap.devicePixelRatio() == 2.0
    before = icons.render_icon.cache_info().hits
    current.pixmap("search", "muted", 16, 2.0)
    assert icons.render_icon.cache_info().hits == before + 1


def test_a_missing_icon_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        current.pixmap("no-such-icon", "text", 16, 1.0)


def test_every_shipped_icon_draws(qapp):
    names = sorted(path.stem for path in icons_dir().glob("*.svg") if path.stem != "app")
    assert len(names) >= 60
    blank = [name for name in names if not ink_of(current.pixmap(name, "text", 24, 1.0))]
    assert blank == []
    assert {style.icon for style in STATES.values()} <= set(names)


def test_the_icon_licence_is_shipped():
    assert "ISC License" in (icons_dir() / "LICENSE-lucide.txt").read_text(encoding="utf-8")


def test_the_window_icon_is_ours(qapp):
    assert not qapp.windowIcon().isNull()
    assert LIGHT["accent"].upper() in ink_of(qapp.windowIcon().pixmap(64, 64))
