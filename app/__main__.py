"""``python -m app`` and the frozen program's entry: hands over to `app.main`."""

import multiprocessing
import sys

if __name__ == "__main__":
    # First of all: without it a frozen program that starts a process starts itself again, without end.
    multiprocessing.freeze_support()
    from app.main import main

    sys.exit(main())
