"""``python -m bench.against``: everything that ``bench/README.md`` keeps the history of."""

import argparse

from bench.against import downloads, mixed, reading, slow, starting
from bench.against.contenders import field
from bench.against.growth import growth
from bench.against.plan import Plan
from bench.against.rounds import Report
from bench.against.stores import WARD

LOADS = {
    "observations": reading.observations,
    "metadata": reading.metadata,
    "outlines": reading.outlines,
    "pages": reading.pages,
    "csv": downloads.whole_table,
    "slow": slow.slow_reading,
    "mixed": mixed.mixed_reading,
    "start": starting.cold_start,
    "memory": starting.memory,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="of asking each contender in a round")
    parser.add_argument("--only", nargs="*", choices=LOADS, default=list(LOADS), help="of the loads at ward scale")
    parser.add_argument("--national", action="store_true", help="also ten million observations, made once in minutes")
    asked = parser.parse_args()
    report, plan = Report(), Plan(asked.rounds, asked.seconds)
    if asked.only:
        with field(WARD) as there:
            for name in asked.only:
                LOADS[name](report, there, plan)
    if asked.national:
        growth(report, plan)
    report.finish()


if __name__ == "__main__":
    main()
