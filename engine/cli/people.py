"""Users and their roles."""

import argparse
import getpass
import sys

from engine.app import Application, build_application
from engine.cli.output import say
from engine.commands.accounts import CreateUser, GrantRole, RevokeRole
from engine.domain.access import SYSTEM
from engine.domain.ids import UserId
from engine.errors import NotFound
from engine.settings import Settings


def add(arguments: argparse.Namespace, settings: Settings) -> int:
    """Create a user; the password is asked for, or read from stdin when that is no terminal."""
    asked = sys.stdin.isatty()
    password = getpass.getpass("Wachtwoord: ") if asked else sys.stdin.readline().rstrip("\r\n")
    application = build_application(settings)
    application.door.execute(
        SYSTEM,
        CreateUser(
            username=arguments.username,
            name=arguments.name,
            password=password,
            email=arguments.email,
        ),
    )
    say(f"{arguments.username} is gemaakt; geef nu een rol met: loopplank user grant")
    return _done(application)


def grant(arguments: argparse.Namespace, settings: Settings) -> int:
    """Give a role."""
    application = build_application(settings)
    user_id = _user(application, arguments.username)
    command = GrantRole(user_id=user_id, role=arguments.role, region=arguments.region)
    application.door.execute(SYSTEM, command)
    return _done(application)


def revoke(arguments: argparse.Namespace, settings: Settings) -> int:
    """Take a role away."""
    application = build_application(settings)
    user_id = _user(application, arguments.username)
    command = RevokeRole(user_id=user_id, role=arguments.role, region=arguments.region)
    application.door.execute(SYSTEM, command)
    return _done(application)


def show(arguments: argparse.Namespace, settings: Settings) -> int:
    """List the people of a region with their roles."""
    application = build_application(settings)
    with application.database.view() as unit:
        for username, name in unit.accounts.staff(arguments.region).items():
            account = unit.accounts.by_username(username)
            roles = unit.accounts.roles_in(account.id, arguments.region) if account else ()
            say(f"{username}\t{name}\t{', '.join(sorted(roles))}")
    return _done(application)


def _user(application: Application, username: str) -> UserId:
    with application.database.view() as unit:
        account = unit.accounts.by_username(username)
    if account is None:
        raise NotFound(f"De gebruiker '{username}' bestaat niet.")
    return account.id


def _done(application: Application) -> int:
    application.close()
    return 0
