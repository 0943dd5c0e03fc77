"""The form that readers write to the office with."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.validators import EmailValidator, RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles import contact
from articles.contact import Refusal, RefusedError
from articles.vietnamese import normalize

MOST_LINKS = 3

_LINKS = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
# They turn round what stands after them, and so may show another text than the one that was written.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")

_REFUSALS = {
    Refusal.FORGED: _("The form was not complete. Please press “Send” once more."),
    Refusal.TOO_QUICK: _("That was very quick. Please look your message over and press “Send” once more."),
    Refusal.TOO_OLD: _("The form had been open for more than a day. Please press “Send” once more."),
    Refusal.SENT_BEFORE: _(
        "This form was sent already, and we have the message. To send another one, please press “Send” once more."
    ),
    Refusal.MANY_OF_ONE: _(
        "Several messages have come from your network within an hour. Please try again later, or call us."
    ),
    Refusal.MANY_IN_ALL: _("Very many messages are coming in just now. Please try again in an hour, or call us."),
}

_TRAPPED = _("Only programs fill in a field that nobody sees. If you are none, please press “Send” once more.")
_FEWER_LINKS = _("Please leave at most three links in the message.")
_NO_LINKS = _("Please put links into the message only.")
_PHONE = RegexValidator(
    r"^\+?(?:[ ().-]*[0-9]){8,15}[ ().-]*$", _("Please check this number: 8 to 15 digits, such as 0912 345 678.")
)


class LineField(forms.CharField):
    """One line: whatever would begin another one, or steer the screen, becomes a space."""

    def to_python(self, value: Any) -> str:
        letters = _TURNING.sub("", normalize(value or ""))
        return " ".join("".join(" " if _steers(letter) else letter for letter in letters).split())

    def bound_data(self, data: Any, initial: Any) -> Any:
        return self.to_python(data)


class AddressField(LineField):
    """An address for e-mail."""

    widget = forms.EmailInput
    default_validators = [EmailValidator(_("Please check this address; it should look like an.nguyen@example.vn."))]


class TextField(forms.CharField):
    """Lines of text, however the browser ends them."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = _LINE_ENDS.sub("\n", _TURNING.sub("", normalize(value or "")))
        return "".join(" " if _steers(letter) and letter not in "\n\t" else letter for letter in text).strip()

    def bound_data(self, data: Any, initial: Any) -> Any:
        return self.to_python(data)


def _steers(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}


def _errors(required: Any = "") -> dict[str, Any]:
    return {
        "required": required,
        "max_length": _("Please shorten this: at most %(limit_value)d characters fit, and there are %(show_value)d."),
    }


class ContactForm(forms.Form):
    """Who writes, how to answer, and the message.

    Beside its fields come a `token` (`articles.contact`), and `website`: a trap, since no person sees it.
    """

    name = LineField(
        label=_("Your name"),
        max_length=100,
        error_messages=_errors(_("Please tell us your name.")),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        error_messages=_errors(),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = LineField(
        label=_("Phone"),
        max_length=30,
        required=False,
        validators=[_PHONE],
        error_messages=_errors(),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    subject = LineField(
        label=_("What it is about"),
        max_length=200,
        error_messages=_errors(_("Please say in a few words what it is about.")),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = TextField(
        label=_("Your message"),
        max_length=5000,
        help_text=_("At most 5,000 characters."),
        error_messages=_errors(_("Please write your message.")),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.sent_token: str = data.get("token", "") if data else ""
        self.token = contact.new_token()
        self.status = 400  # of the answer, when the message is not taken in

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (self.data.get("email") or self.data.get("phone")):
            self.add_error("email", _("Please give an e-mail address or a phone number, so that we can answer."))
        for name, most in {"name": 0, "subject": 0, "text": MOST_LINKS}.items():
            if len(_LINKS.findall(cleaned.get(name, ""))) > most:
                self.add_error(name, _FEWER_LINKS if most else _NO_LINKS)
        if self.data.get("website"):
            self.add_error(None, _TRAPPED)
        else:
            self._check_token()
        return cleaned

    def refuse(self, refusal: Refusal) -> None:
        """Say why the message is not taken in."""
        self.add_error(None, _REFUSALS[refusal])
        if refusal in {Refusal.MANY_OF_ONE, Refusal.MANY_IN_ALL}:
            self.status = 429

    def _check_token(self) -> None:
        try:
            contact.check_token(self.sent_token)
        except RefusedError as error:
            if error.refusal is not Refusal.TOO_QUICK:
                self.refuse(error.refusal)
                return  # the next one has to be new
            if not self.errors:  # or there is something better to say
                self.refuse(error.refusal)
        # It may go out with what is put right, and its time goes on.
        self.token = self.sent_token
