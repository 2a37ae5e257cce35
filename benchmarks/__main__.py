"""Run every benchmark: ``python -m benchmarks``, or some of them by name: ``python -m benchmarks counting``."""

import importlib
import sys

NAMES = (
    *("counting", "visit", "interaction", "mapping", "reading", "loading", "importers", "preparing", "searching"),
    *("joining", "arriving"),
)


def main(names: list[str]) -> None:
    """Run the named benchmarks, all of them where none is named."""
    for name in names or NAMES:
        if name not in NAMES:
            sys.exit(f"There is no benchmark “{name}”; there are: {', '.join(NAMES)}.")
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
