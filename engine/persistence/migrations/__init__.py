"""How the tables came to be: alembic's steps, run by `loopplank db upgrade` and at every start."""
