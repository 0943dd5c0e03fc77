"""Every page of the newsroom, looked at by axe in both themes and on a phone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page

from tests.browser.test_newsroom import SignIn, portal, sign_in
from tests.conftest import requires_browser

__all__ = ["portal", "sign_in"]
