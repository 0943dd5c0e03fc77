"""A node that the tests of this folder share: to start one takes longer than most of them."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.nodes import Node
from tests.servers import copy_database

WORKERS = 3


@pytest.fixture(scope="session")
def node(_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A running server; its journals have a small disk of their own where this machine lets the tests mount one."""
    folder = tmp_path_factory.mktemp("node")
    with (
        _small_disk(folder / "journal"),
        Node(folder, copy_database(_template, folder), WORKERS=str(WORKERS), JOURNAL_RECORDS="400") as running,
    ):
        running.make_articles(20)
        yield running.start()


@pytest.fixture
def address(node: Node) -> str:
    """An article on the running node that nobody has read."""
    return node.articles.pop()


@contextmanager
def _small_disk(folder: Path) -> Iterator[None]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    is_mounted = os.geteuid() == 0 and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        yield
    finally:
        if is_mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
