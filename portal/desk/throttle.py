"""Guessing gets slower and slower, and a stranger cannot lock an officer out.

Attempts are counted by account and device. A device on which the account has signed in carries a signed cookie and has
a counter of its own; everybody else shares the counter of strangers on that account, and has one for their network. So
strangers slow only strangers. Counters are in the desk's store, shared by all workers; their keys are keyed hashes, so
that the table names nobody. After https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies

An attempt is counted before the password is looked at, and taken back when it was right: a hundred at once are a
hundred failures until they are shown to be none. One that comes too early is refused, and neither looked at nor
counted, so that hammering does not make the wait longer.
"""

import datetime as dt
import hashlib
import hmac
import ipaddress
import math
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.db import lock_writers
from portal.desk.accounts import SignInAttempt

FORGOTTEN = dt.timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """So many failures are free; each further one doubles the wait, from two seconds up to ``longest`` seconds."""

    free: int
    longest: int

    def wait(self, failures: int) -> int:
        """Seconds until the next attempt after so many failures."""
        beyond = failures - self.free
        return min(2 ** min(beyond, 20), self.longest) if beyond > 0 else 0


PASSWORD = Rule(free=4, longest=900)
CODE = Rule(free=4, longest=900)
NETWORK = Rule(free=30, longest=300)  # a whole office may share an address
SLOWED = 60  # seconds of waiting that are worth an entry in the audit log


@dataclass(frozen=True)
class Counter:
    key: str
    rule: Rule


@dataclass(frozen=True)
class Claim:
    """What came of asking to try: seconds to wait, or leave to try.

    :param slowed: this attempt, unless taken back, is the one that makes the account's wait a long one.
    """

    wait: int = 0
    slowed: bool = False


class Counters:
    """Names the counters of an attempt.

    :param secret: keys the hashes, so that the store does not tell names and addresses to who may read it.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def for_password(self, name: str, device: str | None, address: str) -> list[Counter]:
        if device:
            return [self._counter(PASSWORD, "password", name, device)]
        return [self._counter(PASSWORD, "password", name), self._counter(NETWORK, "network", network_of(address))]

    def for_code(self, account_id: int, device: str | None) -> list[Counter]:
        """Only who knows the password gets here, so those who do not cannot raise this one."""
        return [self._counter(CODE, "code", str(account_id), device or "")]

    def _counter(self, rule: Rule, *parts: str) -> Counter:
        return Counter(hmac.new(self._secret, "\0".join(parts).encode(), hashlib.sha256).hexdigest(), rule)


def network_of(address: str) -> str:
    """The part of an address that one holder has: /24 of IPv4, /64 of IPv6; what is no address stands for itself."""
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((given, 24 if given.version == 4 else 64), strict=False))


def claim(session: Session, counters: Iterable[Counter], *, at: dt.datetime) -> Claim:
    """Ask to try: either seconds to wait, or the attempt is counted as failed until ``forgive`` takes it back."""
    lock_writers(session, SignInAttempt)
    session.execute(delete(SignInAttempt).where(SignInAttempt.last_at < at - FORGOTTEN))
    rules = {counter.key: counter.rule for counter in counters}
    there = {a.key: a for a in session.scalars(select(SignInAttempt).where(SignInAttempt.key.in_(rules)))}
    wait = max((_left(attempt, rules[key], at) for key, attempt in there.items()), default=0)
    if wait > 0:
        return Claim(wait=wait)
    for key in rules:
        attempt = there.setdefault(key, SignInAttempt(key=key, failures=0))
        attempt.failures, attempt.last_at = attempt.failures + 1, at
        session.add(attempt)
    first = next(iter(rules))
    return Claim(slowed=_crosses(rules[first], there[first].failures))


def _left(attempt: SignInAttempt, rule: Rule, at: dt.datetime) -> int:
    until = attempt.last_at + dt.timedelta(seconds=rule.wait(attempt.failures))
    return max(0, math.ceil((until - at).total_seconds()))


def _crosses(rule: Rule, failures: int) -> bool:
    return rule.wait(failures) >= SLOWED > rule.wait(failures - 1)


def forgive(session: Session, counters: Iterable[Counter]) -> None:
    """The attempt was right: take it back. What others failed at stays counted."""
    lock_writers(session, SignInAttempt)
    keys = [counter.key for counter in counters]
    for attempt in session.scalars(select(SignInAttempt).where(SignInAttempt.key.in_(keys))):
        attempt.failures = max(0, attempt.failures - 1)


def clear(session: Session, counters: Iterable[Counter]) -> None:
    """Begin anew: a device on which the holder has just signed in."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.key.in_([counter.key for counter in counters])))
