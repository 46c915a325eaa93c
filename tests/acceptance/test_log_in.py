"""Everybody can start working."""

import pytest

from tests.acceptance.conftest import Demo

pytestmark = pytest.mark.browser


def test_a_signal_that_came_in_waits_for_the_signalling_desk(demo: Demo) -> None:
    demo.take_in(demo.signal("Tester"))
    sem = demo.person("signalering.amsterdam")
    sem.open_signal("Tester")
    sem.sees("Signaal beoordelen", "Tester")
