"""A table of examples as one test: for tables so long that a test per row costs more than the rows.

`@every_row("a, b", rows)` reads like `pytest.mark.parametrize`. All rows are tried; those that
fail are reported together, each with its values.
"""

from collections.abc import Callable, Iterable


def every_row(
    names: str | tuple[str, ...], rows: Iterable[object]
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Try a test with every row of a table."""
    columns = (names,) if isinstance(names, str) else names
    table = [(row,) if isinstance(names, str) else row for row in rows]

    def over_rows(test: Callable[..., None]) -> Callable[[], None]:
        def tried() -> None:
            failures = [failure for row in table if (failure := _failure(test, columns, row))]
            if failures:
                raise ExceptionGroup(f"{len(failures)} of {len(table)} rows", failures)

        tried.__name__ = test.__name__
        tried.__doc__ = test.__doc__
        return tried

    return over_rows


def _failure(test: Callable[..., None], columns: tuple[str, ...], row: object) -> Exception | None:
    assert isinstance(row, tuple)
    values = dict(zip(columns, row, strict=True))
    try:
        test(**values)
    except Exception as failed:  # noqa: BLE001 - every row is tried and reported
        failed.add_note(f"row: {values!r:.500}")
        return failed
    return None
