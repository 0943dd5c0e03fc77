"""Opening totals are set on purpose and written down."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.core.management import CommandError, call_command

from stats import figures, identities
from stats.models import ArticleTotal, OpeningTotal

pytestmark = pytest.mark.django_db

WHO = {"by": "Lan", "reason": "moved in"}


def test_all_visits_begin_with_the_opening_total() -> None:
    call_command("set_baseline", visits=530_364, **WHO)
    figures.refresh()
    assert figures.site.total == 530_364


def test_an_article_begins_with_its_opening_total_in_every_process(tmp_path: Path) -> None:
    ArticleTotal.objects.create(article_id=7, views=0)
    assert figures.views(7) == 0  # this process knows the article already
    (tmp_path / "old.csv").write_text("id,views\n7,100\n/giao-duc/truong-moi-8/,20\n")
    call_command("set_baseline", articles=tmp_path / "old.csv", **WHO)
    figures.refresh()
    assert (figures.views(7), figures.views(8)) == (100, 20)


def test_an_old_address_names_the_article_that_it_leads_to(tmp_path: Path) -> None:
    Redirect.objects.create(site_id=settings.SITE_ID, old_path="/tin/cu-12.html", new_path="/giao-duc/truong-moi-8/")
    (tmp_path / "old.csv").write_text("/tin/cu-12.html,20\n")
    call_command("set_baseline", articles=tmp_path / "old.csv", **WHO)
    assert dict(ArticleTotal.objects.values_list("article_id", "views")) == {8: 20}


def test_setting_again_replaces_and_both_stay_in_the_ledger() -> None:
    call_command("set_baseline", visits=10, **WHO)
    call_command("set_baseline", visits=25, **WHO)
    figures.refresh()
    assert figures.site.total == 25
    assert list(OpeningTotal.objects.order_by("pk").values_list("before", "amount", "set_by")) == [
        (0, 10, "Lan"),
        (10, 25, "Lan"),
    ]


def test_the_figures_agree_with_the_ledger(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("7,100\n")
    call_command("set_baseline", visits=10, articles=tmp_path / "old.csv", **WHO)
    assert set(map(tuple, identities.violations().values())) == {()}
    ArticleTotal.objects.update(opening=99, views=99)
    assert identities.violations()["opening_totals_are_in_the_ledger"] == [
        "article 7: begins with 99 views, but the ledger says 100"
    ]


@pytest.mark.parametrize("line", ["7", "7,-1", "7,many", "/giao-duc/,5", "7,1,2", "7,1\n7,2", "0,5", "7,٣"])
def test_a_wrong_line_is_named_and_nothing_is_set(tmp_path: Path, line: str) -> None:
    (tmp_path / "old.csv").write_text(f"5,1\n{line}\n")
    with pytest.raises(CommandError, match=r"old\.csv, line \d"):
        call_command("set_baseline", articles=tmp_path / "old.csv", **WHO)
    assert not OpeningTotal.objects.exists()


def test_setting_nothing_is_refused() -> None:
    with pytest.raises(CommandError, match="--visits"):
        call_command("set_baseline", **WHO)
