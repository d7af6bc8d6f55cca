"""E-mail alerts: readers sign up, confirm by a link, are told of releases, and leave by one click.

    handlers(…)   what the spool's messages ``follow``, ``follow-confirm`` and ``follow-leave`` do
    post(…)       one round of the mail: letters of confirmation, alerts, what is due goes out, what is over is deleted

Nothing here needs a request; ``langso post`` runs it beside the desk. Addresses are sealed
(``portal.publishing.letters``) and opened only to hand a letter to the mail server.
"""

from portal.desk.alerts.rounds import OFF, Office, Round, handlers, open_office, post

__all__ = ["OFF", "Office", "Round", "handlers", "open_office", "post"]
