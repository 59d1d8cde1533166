"""`--embeddings` and `--embedding-model`: vectors for texts from a server that was named.

The server is OpenAI-compatible; its key, where it wants one, is in the file that the environment
names as TAIZHANG_EMBEDDING_KEY_FILE. Without the option nothing is ever contacted.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Final

from taizhang.cli.speech import say
from taizhang.engine.errors import BadInput

if TYPE_CHECKING:
    from taizhang.intake.language_model.embeddings import Embeddings


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


KEY_FILE: Final = "TAIZHANG_EMBEDDING_KEY_FILE"
_MOST: Final = 10_000
"""Texts."""
_SECONDS: Final = 60.0
"""For one request."""


class EmbeddingsAddressWrong(BadInput):
    """The address is not repeated: somebody may have put a key into it."""

    code = "embeddings_address_wrong"
    message = _("What stands after --embeddings is no address of a server.")
    remedy = _(
        "Give it up to its /v1, such as http://10.0.0.8:8000/v1; the key belongs into the file"
        " that {variable} names."
    )


class EmbeddingModelMissing(BadInput):
    code = "embedding_model_missing"
    message = _("--embeddings needs the name of a model.")
    remedy = _("Add --embedding-model NAME, as the server calls it.")


FAILED: Final = _(
    "No vectors from the server: {reason} ({failed} of {requests} requests). The groups are those"
    " of the words alone."
)
SENT: Final = _(
    "{sent} texts were sent for vectors in {requests} requests; joined by them: {joined} groups."
)
NEWEST: Final = _("Of {messages} messages only the newest {most} have vectors.")


def configure(parser: argparse.ArgumentParser) -> None:
    """--embeddings and --embedding-model."""
    parser.add_argument(
        "--embeddings",
        metavar="URL",
        default="",
        help=say(_("server that gives texts vectors (none): the texts are sent there")),
    )
    parser.add_argument(
        "--embedding-model",
        metavar="NAME",
        default="",
        help=say(_("the model's name on that server")),
    )


def vectors_of(arguments: argparse.Namespace) -> Embeddings | None:
    """The server that was named, or none."""
    url, name = arguments.embeddings.strip(), arguments.embedding_model.strip()
    if not url:
        return None
    from taizhang.intake.language_model.address import wrong
    from taizhang.intake.language_model.client import Endpoint
    from taizhang.intake.language_model.embeddings import Embeddings

    if wrong(url, act="embeddings", key=KEY_FILE):
        raise EmbeddingsAddressWrong(variable=KEY_FILE)
    if not name:
        raise EmbeddingModelMissing
    key = os.environ.get(KEY_FILE, "")
    return Embeddings(Endpoint(url.rstrip("/"), name, key, _SECONDS), _MOST)


def tell(vectors: Embeddings | None, *, messages: int, joined: int) -> None:
    """Say what came of it, on standard error."""
    if vectors is None:
        return
    for trouble, failed in vectors.troubles.items():
        fields = {"failed": failed, "requests": vectors.requests}
        print(say(FAILED, reason=say(trouble.label), **fields), file=sys.stderr)
    if vectors.troubles:
        return
    print(say(SENT, sent=vectors.sent, requests=vectors.requests, joined=joined), file=sys.stderr)
    if messages > vectors.most:
        print(say(NEWEST, messages=messages, most=vectors.most), file=sys.stderr)
