"""The log: JSON lines in a file, and on the terminal only what a person should look at."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import structlog

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

REQUESTS: Final = (
    "django.request",
    "django_structlog.middlewares.request",
    "django_tasks_db",
    "gunicorn",
    "taizhang.web.errors",
)
"""They warn of every page that is not found, every HEAD, every orderly end: of interest in the
file, noise on a terminal. Their errors are shown there too."""


def worth_a_line(record: logging.LogRecord) -> bool:
    """Whether a warning belongs on the terminal."""
    asked = any(f"{record.name}.".startswith(f"{name}.") for name in REQUESTS)
    return record.levelno >= logging.ERROR or not asked


def plain(_logger: object, _name: str, said: Mapping[str, Any]) -> str:
    """One line without a traceback: level, event, the reference number to look for in the log."""
    reference = said.get("request_id", "")
    return f"{said.get('level', '')}: {said['event']} {reference}".strip()


def without_query(
    _logger: object, _name: str, said: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The address alone: what people search for may be a person's name."""
    if isinstance(said.get("request"), str):
        said["request"] = said["request"].partition("?")[0]
    return said


def _before() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        without_query,
        # Never the default console renderer: it prints tracebacks with local variables.
        structlog.processors.format_exc_info,
    ]


def _formatter(renderer: object) -> dict[str, object]:
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        "foreign_pre_chain": _before(),
    }


def logging_to(where: str, level: str) -> dict[str, object]:
    """Django's LOGGING for a file, or for standard error when `where` is `-`."""
    handlers: dict[str, dict[str, object]] = {
        "log": {"class": "logging.StreamHandler", "formatter": "json"}
    }
    if where != "-":
        _make_private(Path(where))
        # Watched: the file may be moved away by logrotate while we write.
        watched = "logging.handlers.WatchedFileHandler"
        handlers["log"] = {
            "class": watched,
            "filename": where,
            "formatter": "json",
            "encoding": "utf-8",
        }
        handlers["terminal"] = {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "level": "WARNING",
            "filters": ["worth_a_line"],
        }
    json = structlog.processors.JSONRenderer(ensure_ascii=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"worth_a_line": {"()": lambda: worth_a_line}},
        "formatters": {"json": _formatter(json), "plain": _formatter(plain)},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": level},
        # Django would add its own handler with --debug and mail errors to nobody.
        # Whoever types the password into the wrong field has it in "login failure by …": the audit
        # trail notes sign-ins, for the audit administrator alone.
        "loggers": {
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},
            "axes": {"level": "ERROR"},
        },
    }


def _make_private(path: Path) -> None:
    """The folder and the file, readable by their owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))


def configure_structlog() -> None:
    """Send our own log lines through the standard library's handlers."""
    first, *others = _before()
    structlog.configure(
        processors=[
            first,
            structlog.stdlib.filter_by_level,
            *others,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
