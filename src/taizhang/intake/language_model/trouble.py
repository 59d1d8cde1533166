"""What can go wrong between the zone and its model; it fails neither a reading nor a run."""

from __future__ import annotations

from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Trouble(Labelled):
    """Why a part of a document got no answer that can be used, or only half of one."""

    UNREACHABLE = "unreachable", _("the model's server cannot be reached")
    TIMED_OUT = "timed_out", _("the model did not answer in time")
    BUSY = "busy", _("the model's server is busy")
    KEY_REFUSED = "key_refused", _("the model's server refused the key")
    KEY_UNREADABLE = "key_unreadable", _("the file with the key cannot be read")
    REDIRECTED = "redirected", _("the server pointed to another address; it was not followed")
    HTTP_ERROR = "http_error", _("the model's server answered with an error")
    TOO_LARGE = "too_large", _("the answer was too large")
    NOT_AN_ANSWER = "not_an_answer", _("the answer was not in the agreed form")
    REFUSED = "refused", _("the model refused to answer")
    NO_ENTRIES = "no_entries", _("the answer held no list of entries")
    CUT_SHORT = "cut_short", _("the answer was cut short; what was complete is kept")
    OUT_OF_TIME = "out_of_time", _("the time for all questions was used up")
    OUT_OF_REQUESTS = "out_of_requests", _("the document has more parts than are asked about")
    WRONG_COUNT = "wrong_count", _("the answer held not one vector for each text")
    OTHER_LENGTH = "other_length", _("the vectors were not all of one length")
    NO_NUMBERS = "no_numbers", _("a vector held something that is no finite number")
    PROGRAM = "program", _("an error in the program; the log has it")


class ModelFailed(Exception):
    """A request that brought nothing. Carries no words of the document or of the answer."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
