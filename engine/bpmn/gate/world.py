"""What a diagram may refer to: the names that exist outside its file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class World:
    """The names that are known where the diagram will run. None means: not checked.

    `topics` are registered service tasks, `called_processes`, `forms` and `decisions` keys of
    definitions, `terms` names of business terms, `roles` ids of roles, `recorders` what user
    tasks may record (`vastleggen`), `variables` names that forms and cases bring along, `calls`
    which processes each process calls, for finding processes that end up calling themselves,
    `decision_versions` and the like the numbers of the versions that each key has, `file_forms` the
    forms that ask for files.
    """

    topics: Collection[str] | None = None
    called_processes: Collection[str] | None = None
    forms: Collection[str] | None = None
    decisions: Collection[str] | None = None
    terms: Collection[str] | None = None
    roles: Collection[str] | None = None
    recorders: Collection[str] | None = None
    variables: Collection[str] | None = None
    calls: Mapping[str, Collection[str]] | None = None
    decision_versions: Mapping[str, Collection[int]] | None = None
    form_versions: Mapping[str, Collection[int]] | None = None
    process_versions: Mapping[str, Collection[int]] | None = None
    file_forms: Collection[str] = ()


ANYTHING = World()
