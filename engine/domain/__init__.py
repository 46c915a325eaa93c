"""Pure values and decisions of the care office: no clock, file or database is read here."""
