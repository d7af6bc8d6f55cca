"""Asking every check, and keeping secrets out of what is said."""

from collections.abc import Iterator, Sequence

from portal.doctor.catalogue import CHECKS
from portal.doctor.checks import Check, Finding, Level
from portal.doctor.site import Site

HIDDEN = "***"


def list_checks(site: Site, checks: Sequence[Check] = CHECKS) -> list[Check]:
    """Those that are asked of this installation."""
    return [c for c in checks if (site.sees_desk or not c.of_desk) and (site.network or not c.asks_network)]


def examine(site: Site, checks: Sequence[Check] = CHECKS) -> list[Finding]:
    """What is wrong, in the order of the catalogue. A check that fails says so and stops no other."""
    secrets = site.secrets()
    try:
        return [_without(secrets, finding) for check in list_checks(site, checks) for finding in _ask(check, site)]
    finally:
        site.close()


def _ask(check: Check, site: Site) -> Iterator[Finding]:
    try:
        yield from [Finding(check, about) for about in check.find(site)]
    except Exception as error:  # whatever it is, the other checks are asked
        why = " ".join(str(getattr(error, "orig", None) or error).split())
        yield Finding(_failed(check), f"{check.code}: {type(error).__name__}: {why}"[:500])


def _failed(check: Check) -> Check:
    what = "This could not be looked at, so nothing is known of it."
    return Check("not-asked", Level.WRONG, what, "Mend what the sentence names, and ask again.", check.find)


def _without(secrets: set[str], finding: Finding) -> Finding:
    about = finding.about
    for secret in sorted(secrets, key=len, reverse=True):
        about = about.replace(secret, HIDDEN)
    return Finding(finding.check, about)
