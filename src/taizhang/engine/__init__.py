"""Everything that can be decided without a database: pure functions over frozen values."""
