"""All parts, one after the other; options that a part knows are handed to it."""

import subprocess
import sys
import time

from bench.options import note

PARTS = ("pages", "peers", "growth", "rollup", "memory", "newsroom", "search")


def main() -> int:
    """Run them; 1 when one of them broke down."""
    broken = 0
    for part in PARTS:
        began = time.monotonic()
        broken |= subprocess.run([sys.executable, "-m", f"bench.{part}", *sys.argv[1:]], check=False).returncode
        note(f"{part} took {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
