"""The throttle as a request meets it: whose attempt this is, counted in the desk's store."""

from flask import current_app, request
from flask.typing import ResponseReturnValue

from portal.desk import devices, throttle
from portal.desk.access import now
from portal.desk.accounts import Account, get_account_named
from portal.desk.stores import writing
from portal.publishing.audit import record


def counters_for_password(name: str) -> list[throttle.Counter]:
    return _counters().for_password(name, devices.device_for(name), request.remote_addr or "")


def counters_for_code(account: Account) -> list[throttle.Counter]:
    return _counters().for_code(account.id, devices.device_for(account.name))


def _counters() -> throttle.Counters:
    return throttle.Counters(current_app.config["DESK_KEY_ATTEMPTS"])


def claim_attempt(counted: list[throttle.Counter], name: str) -> throttle.Claim:
    """Count an attempt beforehand. One that makes the wait a long one is told to the audit log, whether or not the
    name is anybody's, so that the answer takes as long for both."""
    with writing() as store:
        claimed = throttle.claim(store, counted, at=now())
        if claimed.slowed:
            found = get_account_named(store, name)
            subject = f"account {found.id}" if found else "account unknown"
            record(store, at=now(), event="account.slowed", subject=subject, role="stranger", details={})
    return claimed


def take_back(counted: list[throttle.Counter]) -> None:
    """The attempt was right."""
    with writing() as store:
        throttle.forgive(store, counted)


def too_early(page: str, wait: int) -> ResponseReturnValue:
    """Refused without a look."""
    return page, 429, {"Retry-After": str(wait)}
