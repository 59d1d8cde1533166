"""Screens of common problems: lists, one problem, its acts."""
