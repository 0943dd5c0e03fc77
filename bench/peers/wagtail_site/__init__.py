"""News with Wagtail as `wagtail start` sets it up, and with wagtail-cache as its documentation shows."""
