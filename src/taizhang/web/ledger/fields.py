"""Fields that several ledger forms share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.forms.utils import flatatt
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.safestring import SafeString

    from taizhang.engine.codes import Labelled
    from taizhang.roster.models import Person, Unit


def labelled(codes: Iterable[Labelled], *, empty: str | None = None) -> list[tuple[str, str]]:
    """Choices in the reader's language, with an empty one first when `empty` says what it means."""
    choices = [(code.value, gettext(code.label)) for code in codes]
    return choices if empty is None else [("", empty), *choices]


_TOO_LONG = _(
    "The text has %(show_value)d characters; %(limit_value)d are allowed."
    " Shorten it and attach the full text as a file."
)


class LongText(forms.CharField):
    """Several lines; what a person writes about a matter."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        most = options.pop("max_length", 4000)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)
        # Beside the validator, not in the widget: a browser would cut what is pasted.
        self.validators.append(MaxLengthValidator(most, _TOO_LONG))


class Day(forms.DateField):
    """A day, picked from the browser's own calendar or typed in ISO form."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%Y/%m/%d"], **options)
        # A slip of the finger in the year would stand on the ledger for ever.
        message = _("Please check the year: it must be between 2000 and 2099.")
        self.validators += [
            MinValueValidator(date(2000, 1, 1), message),
            MaxValueValidator(date(2099, 12, 31), message),
        ]


class YesNo(forms.TypedChoiceField):
    """Yes, no, or nobody said: silence is kept apart from no."""

    def __init__(self, *, silent: str | None = None, **options: Any) -> None:
        choices = [("yes", _("Yes, it is solved")), ("no", _("No, not yet"))]
        if silent is not None:
            choices.append(("", silent))
        super().__init__(
            choices=choices,
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **options,
        )


class UnitField(forms.ModelChoiceField):
    """One unit, by its code."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=None, to_field_name="code", **options)

    def label_from_instance(self, obj: Unit) -> str:
        return obj.name


class UnitsField(forms.ModelMultipleChoiceField):
    """Several units, ticked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=None, to_field_name="code", widget=forms.CheckboxSelectMultiple, **options
        )

    def label_from_instance(self, obj: Unit) -> str:
        return str(obj)


class PersonField(forms.ModelChoiceField):
    """One person, shown with title and unit."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=None, to_field_name="code", **options)

    def label_from_instance(self, obj: Person) -> str:
        about = obj.title.split("、")[0]
        words = [obj.name, about, str(obj.unit) if obj.unit else ""]
        return " · ".join(word for word in words if word)


class _FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Evidence: several files, each within the limit; what is inside is checked by the ledger."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(widget=_FilesInput(attrs={"multiple": True}), **options)

    def clean(
        self,
        data: Any,
        initial: Any = None,  # noqa: ARG002  # Django's signature
    ) -> list[UploadedFile]:
        files = [one for one in (data or []) if one]
        for file in files:
            # Before it is read into memory; everything else about it the ledger checks.
            if file.size > settings.UPLOAD_LIMIT:
                raise _too_large(file)
        return files


def _too_large(file: UploadedFile) -> forms.ValidationError:
    message = _("“%(name)s” is larger than %(most)s MB. Attach a smaller file or split it.")
    most = settings.UPLOAD_LIMIT // 1024 // 1024
    return forms.ValidationError(
        message, code="too_large", params={"name": file.name, "most": most}
    )


class LinesWidget(forms.TextInput):
    """The same box several times: one name in each."""

    def __init__(self, *, least: int, attrs: dict[str, Any] | None = None) -> None:
        self.least = least
        super().__init__(attrs)

    def value_from_datadict(
        self,
        data: Any,
        files: Any,  # noqa: ARG002  # Django's signature
        name: str,
    ) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [value.strip() for value in values if value.strip()]

    def format_value(self, value: Any) -> list[str]:
        return list(value or [])

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002  # Django's signature
    ) -> SafeString:
        """The boxes one under the other; the label belongs to the first, all share the hint."""
        filled = self.format_value(value)
        lines = filled + [""] * max(1, self.least - len(filled))
        given = {**self.attrs, **(attrs or {}), "name": name, "maxlength": 200, "class": "line"}
        more = {**given, "aria-label": _("Another one")}
        more.pop("id", None)
        more.pop("required", None)  # one line is enough; a spare box may stay empty
        boxes = [
            (flatatt({**(more if place else given), "value": line}),)
            for place, line in enumerate(lines)
        ]
        return format_html_join("", '<input type="text"{}>', boxes)


class LinesField(forms.Field):
    """Several names, each in its own box; the same name twice counts once."""

    def __init__(self, *, least: int = 3, suggestions: str = "", **options: Any) -> None:
        attrs = {"list": suggestions, "autocomplete": "off"} if suggestions else {}
        options.setdefault("required", False)
        super().__init__(widget=LinesWidget(least=least, attrs=attrs), **options)

    def clean(self, value: Any) -> list[str]:
        names = list(dict.fromkeys(value or []))
        if self.required and not names:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        longest = 200
        if any(len(name) > longest for name in names):
            raise forms.ValidationError(_("A name has at most 200 characters."), code="too_long")
        return names
