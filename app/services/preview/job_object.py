"""Limits a worker's memory on Windows and ties its life to ours. Elsewhere the worker limits itself.

Called by worker_process.py right after the start. Where Windows refuses (a job that forbids nesting, before
Windows 8), the worker runs without the limit: a bomb is then stopped by its deadline only.
"""

import logging
import subprocess
import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

_LOG = logging.getLogger(__name__)


class Job:
    """Keeps the job object alive; closing its last handle kills the process inside."""

    def __init__(self, handle: int = 0) -> None:
        self._handle = handle

    def close(self) -> None:
        """Give the handle back."""
        if sys.platform == "win32" and self._handle:
            ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(self._handle))
        self._handle = 0


if sys.platform != "win32":

    def confine_process(process: "subprocess.Popen[bytes]", address_space: int) -> Job:
        """Put the process into a job object with a memory limit; without effect outside Windows."""
        return Job()

else:
    _LIMIT_PROCESS_MEMORY = 0x100
    _LIMIT_DIE_ON_UNHANDLED_EXCEPTION = 0x400
    _LIMIT_KILL_ON_JOB_CLOSE = 0x2000
    _EXTENDED_LIMIT_INFORMATION = 9

    class _BasicLimits(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = [
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    def confine_process(process: "subprocess.Popen[bytes]", address_space: int) -> Job:
        """Put the process into a job object with a memory limit; logs and goes on where Windows refuses."""
        handle = process._handle  # type: ignore[attr-defined]  # on Windows only, and the stubs hide it
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None)
        if not job:
            _LOG.warning("no job object for the preview worker: %s", ctypes.get_last_error())
            return Job()
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = (
            _LIMIT_PROCESS_MEMORY | _LIMIT_DIE_ON_UNHANDLED_EXCEPTION | _LIMIT_KILL_ON_JOB_CLOSE
        )
        limits.ProcessMemoryLimit = address_space
        done = kernel.SetInformationJobObject(
            wintypes.HANDLE(job), _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits)
        ) and kernel.AssignProcessToJobObject(wintypes.HANDLE(job), wintypes.HANDLE(int(handle)))
        if not done:
            _LOG.warning("preview worker runs without a memory limit: %s", ctypes.get_last_error())
        return Job(job)
