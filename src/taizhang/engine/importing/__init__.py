"""Rows of a workbook against the ledger they return to: what each would do, before it is done."""
