"""How much memory this process holds."""

import ctypes
import sys
from pathlib import Path


def resident_mb() -> float:
    """Resident set (Linux) or working set (Windows) in MB; 0 elsewhere."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * 4096 / 1e6
    if sys.platform == "win32":
        return _working_set() / 1e6
    return 0.0


def _working_set() -> int:
    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", ctypes.c_uint32),
            ("PageFaultCount", ctypes.c_uint32),
            *((name, ctypes.c_size_t) for name in ("peak", "now", "a", "b", "c", "d", "e", "f")),
        )

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    windows = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    windows.K32GetProcessMemoryInfo(ctypes.c_void_p(-1), ctypes.byref(counters), counters.cb)
    return int(counters.now)
