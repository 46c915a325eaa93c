"""One transaction with a repository per noun. Only `Database.transaction` makes one."""

from functools import cached_property

from sqlalchemy import Connection

from engine.persistence.accounts import Accounts
from engine.persistence.audit import Audit, Heads
from engine.persistence.casefile import CaseFile
from engine.persistence.cases import Cases
from engine.persistence.clients import Clients
from engine.persistence.definitions import Definitions
from engine.persistence.documents import Documents
from engine.persistence.files import Files
from engine.persistence.history import History
from engine.persistence.incidents import Incidents
from engine.persistence.instances import Instances
from engine.persistence.jobs import Jobs
from engine.persistence.messages import Subscriptions
from engine.persistence.places import Places
from engine.persistence.reads import Reads
from engine.persistence.regions import Regions
from engine.persistence.sealing import Seal
from engine.persistence.signals import Signals
from engine.persistence.tasks import Tasks
from engine.settings import Keys


class UnitOfWork:
    """Everything that one transaction can read and write."""

    def __init__(self, connection: Connection, keys: Keys, heads: Heads) -> None:
        self.connection = connection
        self.tasks = Tasks(connection)
        self.instances = Instances(connection)
        self.jobs = Jobs(connection)
        self.history = History(connection)
        self.audit = Audit(connection, keys.audit, heads)
        self._keys = keys

    @cached_property
    def accounts(self) -> Accounts:
        """People, roles, sessions."""
        return Accounts(self.connection)

    @cached_property
    def cases(self) -> Cases:
        """Cases and what tasks record about them."""
        return Cases(self.connection)

    @cached_property
    def file(self) -> CaseFile:
        """What tasks leave in a case's file: consents, escalations, bridging places."""
        return CaseFile(self.connection)

    @cached_property
    def clients(self) -> Clients:
        """Clients, by sealed BSN."""
        return Clients(self.connection, Seal(self._keys.encryption, self._keys.index))

    @cached_property
    def definitions(self) -> Definitions:
        """Diagrams, decision tables and forms."""
        return Definitions(self.connection)

    @cached_property
    def documents(self) -> Documents:
        """Letters and the like."""
        return Documents(self.connection)

    @cached_property
    def files(self) -> Files:
        """What people attach to tasks."""
        return Files(self.connection)

    @cached_property
    def incidents(self) -> Incidents:
        """What a person must look at."""
        return Incidents(self.connection)

    @cached_property
    def places(self) -> Places:
        """What providers have room for."""
        return Places(self.connection)

    @cached_property
    def reads(self) -> Reads:
        """Who looked at what."""
        seal = Seal(self._keys.encryption, self._keys.index)
        return Reads(self.connection, self._keys.audit, seal)

    @cached_property
    def regions(self) -> Regions:
        """Regions, terms, shared state."""
        return Regions(self.connection)

    @cached_property
    def signals(self) -> Signals:
        """Signals and intake files."""
        return Signals(self.connection)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """Who waits for which message."""
        return Subscriptions(self.connection)
