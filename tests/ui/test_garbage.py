"""Workers that make garbage never collect a widget."""

import gc
import threading
import weakref

from PySide6.QtWidgets import QWidget

from ui.garbage import GuiThreadCollector


class Knot(QWidget):
    """A widget in a reference cycle: only the cyclic collector frees it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def make_garbage() -> None:
    for _ in range(200_000):
        loop: list[object] = []
        loop.append(loop)


def test_a_worker_thread_leaves_a_widgets_garbage_to_the_gui_thread(qapp) -> None:
    collector = GuiThreadCollector(qapp)
    gc.collect()
    died_in: list[threading.Thread] = []
    knot = Knot()
    weakref.finalize(knot, lambda: died_in.append(threading.current_thread()))
    del knot
    worker = threading.Thread(target=make_garbage)
    worker.start()
    worker.join()
    assert died_in == []
    collector.collect()
    gc.collect()
    assert died_in == [threading.main_thread()]
    collector.deleteLater()
