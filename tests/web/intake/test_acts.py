from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.intake import services
from taizhang.intake.models import Draft
from taizhang.ledger import queries as ledger
from tests.factories import make_enterprise

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.intake.conftest import Page
    from tests.people import People

HTMX = {"HX-Request": "true"}


def _form(draft: Draft, **more: str) -> dict[str, str]:
    said = {
        "seen": str(draft.version),
        "text": draft.text,
        "ledger": draft.ledger,
        "category": draft.category,
        "enterprises": "\n".join(item["name"] for item in draft.enterprises),
        "due_text": draft.due_text,
    }
    return {**said, **more}


def test_accepting_puts_the_draft_on_its_ledger(office: Client, page: Page) -> None:
    answer = office.post(f"/intake/drafts/{page.power.pk}/accept/", {"seen": 1})

    entry = ledger.entries().get()
    assert answer["Location"] == f"/intake/{page.document.pk}/#draft-{page.power.pk}"
    assert (entry.draft, entry.quote) == (page.power, page.power.quote)


def test_accepting_with_htmx_answers_with_the_card_and_the_bars(office: Client, page: Page) -> None:
    answer = office.post(f"/intake/drafts/{page.power.pk}/accept/", {"seen": 1}, headers=HTMX)

    assert ledger.entries().get().number in answer.text
    assert 'id="review-bar" hx-swap-oob="true"' in answer.text
    assert "已核 1 / 3" in answer.text
    assert "<html" not in answer.text


def test_a_double_click_accepts_once(office: Client, page: Page) -> None:
    url = f"/intake/drafts/{page.power.pk}/accept/"
    office.post(url, {"seen": 1}, headers=HTMX)

    answer = office.post(url, {"seen": 1}, headers=HTMX)

    assert answer.status_code == 200
    assert ledger.entries().count() == 1


def test_a_stale_card_says_who_changed_what(
    office: Client, page: Page, people: People, now: datetime
) -> None:
    services.edit(page.power, by=people.service_officer, now=now, text="别的说法")

    answer = office.post(f"/intake/drafts/{page.power.pk}/accept/", {"seen": 1}, headers=HTMX)

    assert answer.status_code == 409
    assert "苗长青" in answer.text
    assert "别的说法" in answer.text
    assert not ledger.entries().exists()


def test_a_stale_card_without_a_script_says_so_on_the_review(
    office: Client, page: Page, people: People, now: datetime
) -> None:
    services.edit(page.power, by=people.service_officer, now=now, text="别的说法")

    answer = office.post(f"/intake/drafts/{page.power.pk}/accept/", {"seen": 1}, follow=True)

    assert "苗长青" in answer.text


@pytest.mark.parametrize("act", ["edit", "split", "merge", "reject"])
def test_each_form_is_a_page_of_its_own_and_a_part_for_htmx(
    office: Client, page: Page, act: str
) -> None:
    url = f"/intake/drafts/{page.power.pk}/{act}/"

    assert "<html" in office.get(url).text
    part = office.get(url, headers=HTMX).text
    assert "<html" not in part
    assert f'id="draft-{page.power.pk}"' in part


def test_editing_saves_what_was_typed(office: Client, page: Page, people: People) -> None:
    answer = office.post(
        f"/intake/drafts/{page.power.pk}/edit/",
        _form(page.power, text="澄泉公司要增容", lead="lead", due="2026-12-31", category="market"),
        headers=HTMX,
    )

    draft = Draft.objects.get(pk=page.power.pk)
    assert answer.status_code == 200
    assert (draft.text, draft.category, draft.lead_unit) == (
        "澄泉公司要增容",
        "market",
        people.lead,
    )
    assert draft.enterprises == page.power.enterprises
    assert "澄泉公司要增容" in answer.text


def test_an_edit_without_words_shows_the_form_again(office: Client, page: Page) -> None:
    answer = office.post(
        f"/intake/drafts/{page.power.pk}/edit/",
        _form(page.power, text=" ", reply="已说的答复"),
        headers=HTMX,
    )

    assert answer.status_code == 422
    assert "已说的答复" in answer.text


def test_a_stale_edit_keeps_what_was_typed_and_can_be_sent_again(
    office: Client, page: Page, people: People, now: datetime
) -> None:
    services.edit(page.power, by=people.service_officer, now=now, text="先改的")
    url = f"/intake/drafts/{page.power.pk}/edit/"

    answer = office.post(url, _form(page.power, text="我打的字"), headers=HTMX)

    assert answer.status_code == 409
    assert "我打的字" in answer.text
    assert "苗长青" in answer.text
    assert 'name="seen" value="2"' in answer.text
    office.post(url, _form(page.power, text="我打的字", seen="2"))
    assert Draft.objects.get(pk=page.power.pk).text == "我打的字"


def test_a_new_name_in_the_edit_is_looked_up(office: Client, page: Page) -> None:
    office.post(
        f"/intake/drafts/{page.loan.pk}/edit/",
        _form(page.loan, enterprises="澄泉水处理\n\n路边小店\n澄泉水处理"),
    )

    assert Draft.objects.get(pk=page.loan.pk).enterprises == [
        {"name": "澄泉水处理", "code": "enterprise"},
        {"name": "路边小店", "code": None},
    ]


def test_a_near_name_is_chosen_on_the_card(
    office: Client, page: Page, people: People, now: datetime
) -> None:
    make_enterprise("云岭澄泉科技有限公司", code="second")
    services.set_enterprises(page.power, [("云岭澄泉", None)], by=people.office, now=now)
    html = office.get(f"/intake/{page.document.pk}/").text
    assert "名册里有 2 家相近，请选" in html

    office.post(
        f"/intake/drafts/{page.power.pk}/choose/",
        {"seen": 2, "name": "云岭澄泉", "code": "second"},
    )

    assert Draft.objects.get(pk=page.power.pk).enterprises == [
        {"name": "云岭澄泉", "code": "second"}
    ]


def test_only_an_offered_enterprise_can_be_chosen(
    office: Client, page: Page, people: People, now: datetime
) -> None:
    make_enterprise("云岭澄泉科技有限公司", code="second")
    services.set_enterprises(page.power, [("云岭澄泉", None)], by=people.office, now=now)

    office.post(
        f"/intake/drafts/{page.power.pk}/choose/", {"name": "云岭澄泉", "code": "other_enterprise"}
    )

    assert Draft.objects.get(pk=page.power.pk).enterprises[0]["code"] is None


@pytest.mark.parametrize("said", [{"quick": "不是诉求"}, {"reason": "不是诉求"}])
def test_rejecting_takes_a_quick_reason_or_an_own_one(
    office: Client, page: Page, said: dict[str, str]
) -> None:
    answer = office.post(
        f"/intake/drafts/{page.power.pk}/reject/", {"seen": 1, **said}, headers=HTMX
    )

    assert Draft.objects.get(pk=page.power.pk).reject_reason == "不是诉求"
    assert "恢复" in answer.text


def test_rejecting_without_a_reason_asks_for_one(office: Client, page: Page) -> None:
    answer = office.post(f"/intake/drafts/{page.power.pk}/reject/", {"seen": 1})

    assert answer.status_code == 409
    assert "剔除须写明理由" in answer.text


def test_a_reason_that_is_too_long_is_said_at_its_field(office: Client, page: Page) -> None:
    answer = office.post(f"/intake/drafts/{page.power.pk}/reject/", {"reason": "长" * 201})

    assert answer.status_code == 422


def test_a_rejected_draft_is_restored(
    office: Client, page: Page, people: People, now: datetime
) -> None:
    services.reject(page.power, "已办结", by=people.office, now=now)

    office.post(f"/intake/drafts/{page.power.pk}/restore/", {"seen": 2})

    assert Draft.objects.get(pk=page.power.pk).status == Draft.Status.WAITING


def test_splitting_offers_the_places_after_punctuation(office: Client, page: Page) -> None:
    html = office.get(f"/intake/drafts/{page.power.pk}/split/").text

    at = page.power.start + page.power.quote.index("电力中心")
    assert f'name="at" value="{at}"' in html


def test_splitting_answers_with_the_whole_board(office: Client, page: Page) -> None:
    at = page.power.start + page.power.quote.index("电力中心")

    answer = office.post(
        f"/intake/drafts/{page.power.pk}/split/", {"seen": 1, "at": at}, headers=HTMX
    )

    assert answer.status_code == 200
    assert 'id="board"' in answer.text
    assert Draft.objects.filter(parents=page.power).count() == 2


def test_splitting_where_nothing_is_says_so(office: Client, page: Page) -> None:
    url = f"/intake/drafts/{page.power.pk}/split/"

    assert office.post(url, {"at": 1, "until": 2}, headers=HTMX).status_code == 409
    assert "在此处拆分" in office.post(url, {"at": 1}, follow=True).text


def test_a_quote_without_punctuation_offers_no_place(office: Client, page: Page) -> None:
    html = office.get(f"/intake/drafts/{page.order.pk}/split/").text

    assert 'name="at"' not in html


def test_merging_takes_the_chosen_neighbour(office: Client, page: Page) -> None:
    html = office.get(f"/intake/drafts/{page.power.pk}/merge/").text
    assert f'name="with" value="{page.loan.pk}"' in html

    office.post(f"/intake/drafts/{page.power.pk}/merge/", {"seen": 1, "with": page.loan.pk})

    assert Draft.objects.filter(parents=page.loan).count() == 1


def test_merging_with_nothing_chosen_says_so(office: Client, page: Page) -> None:
    answer = office.post(f"/intake/drafts/{page.power.pk}/merge/", {"with": "x"}, headers=HTMX)

    assert answer.status_code == 409
    assert "前后相连" in answer.text


def test_leaving_a_form_brings_the_card_back(office: Client, page: Page) -> None:
    answer = office.get(f"/intake/drafts/{page.power.pk}/", headers=HTMX)

    assert f'id="draft-{page.power.pk}"' in answer.text
    plain = office.get(f"/intake/drafts/{page.power.pk}/")
    assert plain["Location"] == f"/intake/{page.document.pk}/#draft-{page.power.pk}"


def test_an_entry_that_says_the_same_is_pointed_out(office: Client, page: Page) -> None:
    from taizhang.ledger import services as ledger_services
    from tests.people import People  # noqa: F401  # keeps the cast's types near

    office.post(f"/intake/drafts/{page.power.pk}/accept/")
    entry = ledger.entries().get()
    Draft.objects.filter(pk=page.loan.pk).update(
        text=page.power.text, enterprises=page.power.enterprises
    )
    assert ledger_services is not None

    answer = office.get(f"/intake/drafts/{page.loan.pk}/similar/", headers=HTMX)

    assert entry.number in answer.text


def test_nothing_alike_is_said_on_the_page_only(office: Client, page: Page) -> None:
    url = f"/intake/drafts/{page.loan.pk}/similar/"

    assert "没有内容相近的在办条目" in office.get(url).text
    assert "没有内容相近" not in office.get(url, headers=HTMX).text


@pytest.mark.parametrize("role", ["zone_head", "lead_handler", "service_officer", "contact"])
@pytest.mark.parametrize("act", ["accept", "edit", "split", "merge", "reject", "restore", "choose"])
def test_others_find_no_such_draft(
    people: People, signed_in: Callable[[Person], Client], page: Page, role: str, act: str
) -> None:
    answer = signed_in(getattr(people, role)).post(f"/intake/drafts/{page.power.pk}/{act}/")

    assert answer.status_code == 404
    assert Draft.objects.get(pk=page.power.pk).version == 1


@pytest.mark.parametrize("act", ["accept", "edit", "split", "merge", "reject", "restore", "choose"])
def test_an_unknown_draft_is_404(office: Client, act: str) -> None:
    assert office.post(f"/intake/drafts/4711/{act}/").status_code == 404


def test_a_stranger_is_asked_to_sign_in(client: Client, page: Page) -> None:
    answer = client.post(f"/intake/drafts/{page.power.pk}/accept/")

    assert answer.status_code == 302
    assert "/sign-in" in answer["Location"]
