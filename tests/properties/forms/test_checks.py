"""Any file is refused with findings or is a form."""

import json

from hypothesis import given
from hypothesis import strategies as st

from engine.forms import check_form, parse_form

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "key",
                    "label",
                    "values",
                    "validate",
                    "components",
                    "conditional",
                    "hide",
                    "pattern",
                    "properties",
                    "text",
                    "value",
                    "min",
                    "id",
                ]
            ),
            inner | st.sampled_from(["textfield", "radio", "group", "number", "=", "={", "text"]),
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_any_json_gets_findings_or_a_form_and_never_another_error(tree: object) -> None:
    written = json.dumps({"id": "x", "components": [tree]}).encode()
    if not check_form(written):
        parse_form(written)
