"""The address of the optional language model: refused at start rather than at first use."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def address(name: str, value: str) -> str:
    """The address as set, or empty; nonsense stops the start with a sentence."""
    value = value.strip()
    if not value:
        return ""
    why = _wrong(value)
    if why:
        # The value is not repeated: somebody may have put a key into it.
        message = f"{name} {why}; set it to an address such as http://10.0.0.8:8000/v1."
        raise ImproperlyConfigured(message)
    return value.rstrip("/")


def _wrong(value: str) -> str:
    """What is wrong with the address, or nothing."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return "is no address"
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        return "must begin with http:// or https:// and name a host"
    if parts.username is not None or parts.password is not None:
        return "holds a user name or password; the key belongs into TAIZHANG_MODEL_KEY_FILE"
    if parts.query or parts.fragment or parts.path.rstrip("/").endswith("/chat/completions"):
        return "must end with the path before /chat/completions"
    if not value.isascii() or not value.isprintable() or " " in value:
        return "holds signs that no address has"
    return ""
