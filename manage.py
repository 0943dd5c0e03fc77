#!/usr/bin/env python
"""Django's command line, with what keeps it from starting told in one sentence."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.conf import settings  # noqa: PLC0415  Django is first needed here
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from django.db import OperationalError, connection  # noqa: PLC0415

    from portal.env import SettingError  # noqa: PLC0415

    try:
        # Read now: Django's own runner would swallow the error and offer its help page instead.
        _ = settings.INSTALLED_APPS
        execute_from_command_line(sys.argv)
    except SettingError as error:
        sys.exit(f"Bản Tin cannot start: {error}")
    except OperationalError as error:
        if connection.connection is not None:
            raise
        reason = str(error).strip().splitlines()[0]
        sys.exit(f"Bản Tin cannot start: DATABASE_URL names a database that cannot be reached: {reason}")


if __name__ == "__main__":
    main()
