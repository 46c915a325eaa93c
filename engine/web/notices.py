"""The cookie with the notice for the next page ("De taak ligt weer bij de groep.").

It is Flask's signed session. Most requests neither read nor leave a notice, so nothing is worked
out for them: the signer is made once, and a session that nobody touched is not looked at again.
"""

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer


class Notices(SecureCookieSessionInterface):
    """Flask's sessions for one application."""

    def __init__(self, app: Flask) -> None:
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:  # noqa: ARG002 - signature of Flask
        """Give the signer of the application that this was made for."""
        return self._signer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the notice, if there is one."""
        if session.accessed or session.modified:
            super().save_session(app, session, response)
