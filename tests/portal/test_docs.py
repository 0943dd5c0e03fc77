"""The documents say what the code does."""

import re

import pytest
from django.utils.translation import trans_real

from portal.env import BASE_DIR


def test_every_variable_is_in_the_table_and_no_other() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (BASE_DIR / "portal/settings.py").read_text()))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (BASE_DIR / "docs/settings.md").read_text(), re.MULTILINE))
    assert documented == read


@pytest.mark.parametrize("guide", ["README", "bien-tap", "duyet-bai", "quan-tri"])
def test_the_guide_names_what_is_on_the_screen(guide: str) -> None:
    served = trans_real.translation("vi")._catalog  # type: ignore[attr-defined]
    editor = (BASE_DIR / "static/newsroom/ckeditor-vi.js").read_text()
    on_screen = "\n".join([*(str(text) for _, text in served.items()), editor, "Thêm hình ảnh mới"]).lower()
    names = re.findall(r"\*\*([^*]+)\*\*", (BASE_DIR / f"docs/vi/{guide}.md").read_text())
    assert [name for name in names if " ".join(name.lower().split()) not in on_screen] == []
