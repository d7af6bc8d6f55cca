"""Kill a PostgreSQL primary under load again and again, promote its replica, and check that nothing was lost."""

import argparse
import tempfile
from pathlib import Path
from statistics import median, quantiles

from tests.replication.failing_over import fail_over, make_publisher, require_whole
from tests.replication.pair import running_pair


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--releases", type=int, default=10, help="before the kill, and after")
    asked = parser.parse_args()
    reads = failures = acknowledged = 0
    without: list[float] = []
    seconds: list[float] = []
    for _ in range(asked.times):
        with running_pair() as pair, tempfile.TemporaryDirectory(prefix="langso-bench-") as name:
            publisher = make_publisher(pair, Path(name) / "files")
            readers, press = fail_over(pair, publisher, more=asked.releases)
            require_whole(publisher, press.acknowledged)
        reads += len(readers.answers)
        failures += len(readers.failures)
        print(*readers.failures[:3], sep="\n", end="\n" if readers.failures else "")
        acknowledged += len(press.acknowledged)
        without.append(press.without)
        seconds += readers.seconds
    print(f"{asked.times} primaries killed and replaced: {reads} reads, {failures} failed; ", end="")
    print(f"{acknowledged} releases acknowledged, all of them there, the chain verifies")
    print(
        f"median read {median(seconds) * 1000:.0f} ms, 99 of 100 within {quantiles(seconds, n=100)[98] * 1000:.0f} ms"
    )
    print(f"nothing could be published for {median(without):.1f} s (at most {max(without):.1f} s)")


if __name__ == "__main__":
    main()
