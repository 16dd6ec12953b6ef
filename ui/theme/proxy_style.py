"""Fusion with our own fields, boxes and frames (LOOK.md "Building it"): only three draw* overrides, no QSS."""

from PySide6.QtWidgets import QProxyStyle, QStyleFactory


class ReviewStyle(QProxyStyle):
    """The application's style."""

    def __init__(self) -> None:
        super().__init__(QStyleFactory.create("Fusion"))
