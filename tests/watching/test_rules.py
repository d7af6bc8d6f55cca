"""The alert rules and the list of metrics name what there is."""

import re

from portal.settings import ROOT

NAME = re.compile(r"\blangso_\w+")
RULES = ROOT / "deploy" / "prometheus" / "langso.rules.yml"
ENDS = re.compile(r"_(bucket|count|sum|created)$")
UNTOLD = {"langso_replica_lag_seconds"}  # only where a replica is read


def families(server):
    """The names of the samples that the server tells, and those of counters that nothing was counted of yet."""
    from portal import metrics

    told = {line.split("{")[0].split(" ")[0] for line in server.ask("/metrics")[1].splitlines() if line[:1] != "#"}
    counted = {sample.name for family in metrics.COUNTED.collect() for sample in family.samples}
    kinds = {f"{family.name}_total" for family in metrics.COUNTED.collect() if family.type == "counter"}
    others = {family.name for family in metrics.COUNTED.collect()}
    return told | counted | kinds | others | UNTOLD


def test_every_metric_that_a_rule_asks_for_exists(server):
    asked = set(NAME.findall(RULES.read_text(encoding="utf-8")))
    assert len(asked) > 12
    assert {ENDS.sub("", name) for name in asked} - families(server) == set()


def test_every_metric_is_in_the_documentation_and_no_other(server):
    written = set(NAME.findall((ROOT / "docs" / "watching.md").read_text(encoding="utf-8")))
    there = {ENDS.sub("", name) for name in families(server)}
    plain = {name.removesuffix("_total") for name in there}
    assert {name.removesuffix("_total") for name in written} - plain == set()
    assert plain - {name.removesuffix("_total") for name in written} == set()


def test_every_rule_has_words_and_a_severity():
    text = RULES.read_text(encoding="utf-8")
    rules = text.count("- alert:")
    assert rules == len(re.findall(r"severity: (?:page|warn|info)", text)) == len(re.findall(r"summary: \"", text))
