"""``python dev.py campaign NAME``: long trials that the test suite runs in small."""

import sys

from bench import kill, sync_campaign

CAMPAIGNS = {"kill": kill.main, "sync": sync_campaign.main}


def main() -> int:
    name, *rest = sys.argv[1:] or [""]
    if name not in CAMPAIGNS:
        print("campaigns: " + ", ".join(CAMPAIGNS))
        return 2
    return CAMPAIGNS[name](rest)


if __name__ == "__main__":
    sys.exit(main())
