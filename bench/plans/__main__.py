"""``python -m bench.plans``: how well the plans of ``../shared/plans`` are read, as they are and changed.

Prints, by kind, for each document and for all: how many facts were found, wanted and right, precision and recall. Then
the same of targets for sentences that stand in no plan; of targets, sections and obligations for every perturbation.
``--pages 300`` prints seconds and memory instead.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from bench.plans.pages import measure_pages
from bench.plans.perturbing import NOISE, PERTURBATIONS, Perturbation, list_copies
from bench.plans.plan import Plan, load_plan
from bench.plans.reading import read
from bench.plans.scoring import KINDS_TOLD, Report, Score, add_reports, score_draft
from bench.plans.truth import read_truth
from bench.plans.unseen import score_unseen, write_unseen
from portal.settings import ROOT

PLANS = ROOT.parent / "shared" / "plans"
TOLD = ("targets", "targets, without their place", "outline", "obligations")


def print_scores(name: str, scores: dict[str, Score]) -> None:
    """A table of one document."""
    print(f"\n{name:38} {'found':>6} {'wanted':>6} {'right':>6} {'precision':>9} {'recall':>7}")
    for kind in KINDS_TOLD:
        print(f"  {kind:36} {_numbers(scores[kind])}{_unsure(scores[kind])}")


def _numbers(score: Score) -> str:
    counts = f"{score.found:>6} {score.wanted:>6} {score.right:>6}"
    return f"{counts} {100 * score.precision:>8.1f}% {100 * score.recall:>6.1f}%"


def _unsure(score: Score) -> str:
    if not score.unsure:
        return ""
    return f"  {score.unsure} marked unsure; {100 * score.strict_precision:.1f}% with them"


def print_facts(report: Report, kinds: Sequence[str]) -> None:
    """What was missed (-) and what was wrong (+), by kind."""
    for kind in kinds:
        for sign, facts in (("-", report.missed[kind]), ("+", report.wrong[kind])):
            for fact in sorted(facts.elements()):
                print(f"    {sign} {kind}: {' | '.join(fact)}")


def measure_perturbation(plans: Sequence[Plan], perturbation: Perturbation, seeds: int) -> list[Report]:
    """The reports of every plan's copies."""
    return [
        score_draft(read(content, name), truth)
        for plan in plans
        for name, (content, truth) in list_copies(plan, perturbation, seeds)
    ]


def print_perturbation(name: str, reports: Sequence[Report]) -> None:
    scores = add_reports(reports)
    told = "  ".join(f"{100 * scores[k].precision:5.1f} {100 * scores[k].recall:5.1f}" for k in TOLD)
    print(f"{name:28} {len(reports):>6}  {told}", flush=True)


def parse_arguments() -> argparse.Namespace:
    """The command's options."""
    parser = argparse.ArgumentParser(prog="python -m bench.plans", description=__doc__.partition("\n")[0])
    parser.add_argument("--plans", type=Path, default=PLANS, help="folder of the plans as text")
    parser.add_argument("--only", nargs="*", default=None, help="perturbations whose names contain one of these")
    parser.add_argument("--seeds", type=int, default=3, help="copies by chance of each plan")
    parser.add_argument("--facts", action="store_true", help="also what was missed and what was wrong")
    parser.add_argument("--noise", action="store_true", help="also letters as bad recognition has them")
    parser.add_argument("--pages", type=int, help="seconds and memory of reading so many pages, and nothing else")
    return parser.parse_args()


def main() -> None:
    """Print what the options ask for."""
    options = parse_arguments()
    if options.pages:
        for measured in measure_pages(options.pages):
            print(measured)
        return
    begun = time.perf_counter()
    paths = sorted(options.plans.glob("*.txt"))
    if paths:
        _measure_plans(paths, facts=options.facts)
    else:
        print(f"There are no plans (*.txt) in {options.plans}; name their folder with --plans.")
    _measure_unseen(facts=options.facts)
    if paths:
        _measure_perturbations(options, [load_plan(path) for path in paths])
    print(f"\n{time.perf_counter() - begun:.0f} s")


def _measure_perturbations(options: argparse.Namespace, plans: Sequence[Plan]) -> None:
    print(f"\n{'precision, recall of':28} {'copies':>6}  " + "  ".join(f"{kind[:11]:11}" for kind in TOLD))
    for perturbation in PERTURBATIONS + ((NOISE,) if options.noise else ()):
        if options.only is None or any(word in perturbation.name for word in options.only):
            reports = measure_perturbation(plans, perturbation, options.seeds)
            print_perturbation(perturbation.name + (" (harsh)" if perturbation.harsh else ""), reports)
            if options.facts:
                for report in reports:
                    print_facts(report, TOLD)


def _measure_plans(paths: Sequence[Path], *, facts: bool) -> None:
    reports = []
    for path in paths:
        report = score_draft(read(path.read_bytes(), path.name), read_truth(path.stem))
        reports.append(report)
        print_scores(path.stem, report.scores)
        if facts:
            print_facts(report, KINDS_TOLD)
    print_scores("all", add_reports(reports))


def _measure_unseen(*, facts: bool) -> None:
    draft = read("\n".join(write_unseen()).encode(), "unseen.txt")
    score, missed, wrong = score_unseen(draft)
    print(f"\nsentences of no plan here\n  {'targets':36} {_numbers(score)}{_unsure(score)}")
    if facts:
        report = Report({}, {"targets": missed}, {"targets": wrong})
        print_facts(report, ["targets"])


if __name__ == "__main__":
    main()
