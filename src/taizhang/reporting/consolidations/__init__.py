"""Workbooks of units put together on the screen: taken in, decided about, made anew, kept."""
