"""Everything that shows something: the actor first, frozen rows shaped for one page.

Queries read tables, change nothing, never touch a running process, and name the actor's regions in
every statement: what lies outside them does not exist for her.
"""

from sqlalchemy import Connection

__all__ = ["Connection"]
