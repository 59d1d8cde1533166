"""The address of a server as people set it: what is wrong with it, if anything."""

from __future__ import annotations

from urllib.parse import urlsplit


def wrong(value: str, *, act: str, key: str) -> str:
    """What is wrong with an address up to its `/v1`, or nothing; `key` is where a key belongs."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return "is no address"
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        return "must begin with http:// or https:// and name a host"
    if parts.username is not None or parts.password is not None:
        return f"holds a user name or password; the key belongs into {key}"
    if parts.query or parts.fragment or parts.path.rstrip("/").endswith(f"/{act}"):
        return f"must end with the path before /{act}"
    if not value.isascii() or not value.isprintable() or " " in value:
        return "holds signs that no address has"
    return ""
