"""The documents say what the code does."""

import re

from portal.env import BASE_DIR


def test_every_variable_is_in_the_table_and_no_other() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (BASE_DIR / "portal/settings.py").read_text()))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (BASE_DIR / "docs/settings.md").read_text(), re.MULTILINE))
    assert documented == read
