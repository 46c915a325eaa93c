"""Everything that changes something, by one door."""
