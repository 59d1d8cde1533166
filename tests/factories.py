"""Things tests need, made as the product makes them wherever it has an act for it.

Every maker fills in what the test does not care about; names count up, so two are never equal.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from django.conf import settings
from django.test import Client

from taizhang.engine.codes import LedgerKind, Role
from taizhang.engine.credit_codes import check_sign
from taizhang.intake.models import Document, Draft
from taizhang.roster.models import Account, Duty, Enterprise, Park, Person, Unit
from tests.clock import NOW

PASSWORD = "云岭-登高-望远-2026"
"""What every account of the cast signs in with."""

_numbers = count(1)


def credit_code(number: int) -> str:
    """A valid unified social credit code (GB 32100) that belongs to nobody."""
    body = f"91410100MA{number:07d}"
    return body + check_sign(body)


def make_unit(name: str | None = None, *, kind: str = "bureau", **more: Any) -> Unit:
    number = next(_numbers)
    more.setdefault("code", f"u{number:03d}")
    return Unit.objects.create(name=name or f"第{number}局", kind=kind, **more)


def make_park(name: str | None = None, **more: Any) -> Park:
    number = next(_numbers)
    more.setdefault("code", f"p{number:03d}")
    return Park.objects.create(name=name or f"第{number}园区", **more)


def make_enterprise(name: str | None = None, **more: Any) -> Enterprise:
    number = next(_numbers)
    more.setdefault("code", f"e{number:04d}")
    more.setdefault("credit_code", credit_code(number))
    return Enterprise.objects.create(name=name or f"云岭第{number}试验有限公司", **more)


def make_person(name: str | None = None, *roles: Role, **more: Any) -> Person:
    number = next(_numbers)
    more.setdefault("code", f"n{number:04d}")
    person = Person.objects.create(name=name or f"某人{number}", **more)
    Duty.objects.bulk_create(Duty(person=person, role=role) for role in roles)
    return person


def make_account(person: Person, username: str | None = None, **more: Any) -> Account:
    account = Account(username=username or person.code, person=person, created_at=NOW, **more)
    account.set_password(PASSWORD)
    account.save()
    return account


def browser(person: Person) -> Client:
    """A browser in which `person` has signed in; the account is made when there is none."""
    account = Account.objects.filter(person=person).first() or make_account(person)
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def make_document(*, by: Person, text: str = "会议指出，用电容量不足。", **more: Any) -> Document:
    """A document that has been read; drafts are added with `make_draft`."""
    number = next(_numbers)
    defaults = {
        "name": f"周报{number}.txt",
        "kind": "txt",
        "file_sha256": f"{number:064x}",
        "status": Document.Status.READY,
        "done": 100,
        "received_at": NOW,
        "received_by": by,
    }
    return Document.objects.create(text=text, **{**defaults, **more})


def make_draft(document: Document, *, quote: str | None = None, **more: Any) -> Draft:
    """A waiting draft that quotes `quote`, or the whole document."""
    quote = document.text if quote is None else quote
    start = document.text.index(quote)
    defaults = {
        "position": document.drafts.count() + 1,
        "ledger": LedgerKind.APPEAL,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "text": quote,
    }
    return Draft.objects.create(document=document, **{**defaults, **more})


def make_entry(*, by: Person, now: datetime = NOW, **more: Any) -> Any:
    """An entry on the appeal ledger, registered and accepted by `by`."""
    from taizhang.ledger import services

    number = next(_numbers)
    defaults = {
        "ledger": LedgerKind.APPEAL,
        "title": f"第{number}件事",
        "text": f"企业反映第{number}件事需要协调。",
    }
    return services.register(by=by, now=now, **{**defaults, **more})


def make_dispatched(*, by: Person, lead: Unit, now: datetime = NOW, **more: Any) -> Any:
    """An entry handed to `lead`; what `dispatch` takes is passed on to it."""
    from taizhang.ledger import services

    given = {
        name: more.pop(name) for name in ("co_units", "in_charge", "due", "watcher") if name in more
    }
    entry = make_entry(by=by, now=now, **more)
    return services.dispatch(entry, lead=lead, by=by, now=now, **given)
