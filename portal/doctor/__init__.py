"""What is wrong with an installation, and how to mend it: ``langso doctor``.

    site.py         what is looked at: settings, stores, the time
    checks.py       what a check is, and what it finds
    catalogue.py    all of them in their order; docs/doctor.md is printed from it
    examining.py    asking each, and keeping secrets out of what is said
    of_….py         the checks of one subject: a function each, and the words beside it

A check changes nothing. Nothing is asked of another host but of those that hold the stores and Redis, unless the
network is asked for.
"""
