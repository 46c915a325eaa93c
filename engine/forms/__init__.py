"""Forms: form-js JSON in, checked answers out; see `engine.forms.form`."""

from engine.forms.components import Component, Kind, Option
from engine.forms.form import Form, Submission, check_form, parse_form
from engine.forms.page import Choice, Field, FormPage

__all__ = [
    "Choice",
    "Component",
    "Field",
    "Form",
    "FormPage",
    "Kind",
    "Option",
    "Submission",
    "check_form",
    "parse_form",
]
