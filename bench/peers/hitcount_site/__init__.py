"""News with django-hitcount, put together as its documentation shows: its mixin, its view, its count in the page."""
