"""The program's version, as 关于, the installer and the lock of the working copy's schema show it."""

VERSION = "0.1.0"
