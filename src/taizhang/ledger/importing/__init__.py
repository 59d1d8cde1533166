"""Workbooks that come back or come first: what their columns are, and what the ledger holds."""
