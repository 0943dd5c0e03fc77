"""Sections and tags: their addresses."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Section, Tag

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Section, Tag])
def test_a_name_whose_address_is_taken_is_refused(model: type[Section | Tag]) -> None:
    model.objects.create(name="An toàn")
    with pytest.raises(ValidationError) as refusal:
        model(name="Ăn tọan").full_clean()
    assert list(refusal.value.message_dict) == ["slug"]


def test_a_section_at_an_address_of_the_portal_is_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        Section(name="Tìm kiếm").full_clean()
    assert list(refusal.value.message_dict) == ["slug"]
