"""The production server as a reader and an operator meet it."""

import pytest

from tests.conftest import BROWSER
from tests.servers import Server, wait_until

pytestmark = pytest.mark.server

MAKE = (
    "from tests.factories import make_article; "
    "print(make_article(title='Cầu mới', is_featured=True).get_absolute_url())"
)
PUBLISH = "from articles.models import Article; a = Article.objects.get(); a.title = 'Cầu mới thông xe'; a.save()"


def _run(server: Server, script: str) -> str:
    done = server.manage("shell", "--no-imports", "-v0", "-c", script)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _everywhere(server: Server, paths: list[str], text: str) -> bool:
    # A new connection each time; twenty of them reach both workers.
    return all(text in server.get(path, user_agent=BROWSER)[1] for path in paths for _ in range(20))


def test_a_change_is_seen_on_every_page_in_every_worker(server: Server) -> None:
    address = _run(server, MAKE)
    paths = ["/", f"/{address.split('/')[1]}/", address]
    server.start()
    assert _everywhere(server, paths, "Cầu mới")
    _run(server, PUBLISH)
    wait_until(lambda: _everywhere(server, paths, "Cầu mới thông xe"))


def test_a_planned_article_appears_by_the_clock_alone(server: Server) -> None:
    server.start()
    assert "Cầu mới" not in server.get("/", user_agent=BROWSER)[1]
    _run(
        server,
        "from datetime import timedelta; from django.utils import timezone; from tests.factories import make_article;"
        "make_article(title='Cầu mới', publish_at=timezone.now() + timedelta(seconds=2))",
    )
    assert "Cầu mới" not in server.get("/", user_agent=BROWSER)[1]
    wait_until(lambda: _everywhere(server, ["/"], "Cầu mới"))


def test_unknown_addresses_are_404_in_the_sites_design(server: Server) -> None:
    server.start()
    for path in ("/khong-co/", "/khong-co/bai-viet-99/", "/the/khong-co/", "/x/y/z", "/stats/live.json?article=99"):
        status, text = server.get(path, user_agent=BROWSER)
        assert (path, status, "/static/css/" in text) == (path, 404, True)


def test_a_new_server_answers_its_checks_and_refuses_an_unknown_host(server: Server) -> None:
    server.start()
    assert (server.get("/healthz"), server.get("/readyz")[0]) == ((200, "ok\n"), 200)
    assert server.get("/", host="evil.example")[0] == 400
