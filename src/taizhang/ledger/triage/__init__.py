"""Triage that learns: category, lead unit, urgency and days, proposed out of what was decided."""
