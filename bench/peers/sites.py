"""Peers as they are installed, filled and served: each with its own Python, its own site and a copy of its data."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench import servers
from bench.options import note
from bench.servers import ROOT, Server, environment

# Kept between runs, as .gitignore knows.
PLACE = ROOT / ".bench"


@dataclass(frozen=True, slots=True)
class Peer:
    """One of the folders beside this file, and the requirements it is installed with."""

    name: str

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        return PLACE / self.name / "bin" / "python"

    def install(self) -> None:
        """Make its environment, unless it is there with these versions."""
        wanted = Path(__file__).with_name(f"{self.name}.txt")
        installed = PLACE / self.name / "installed.txt"
        if installed.is_file() and installed.read_bytes() == wanted.read_bytes():
            return
        note(f"{self.name} is being installed into {self.python.parent.parent.relative_to(ROOT)}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", self.python.parent.parent], check=True)
        pip = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "-r", str(wanted)]
        subprocess.run([str(self.python), *pip], check=True)
        shutil.copy(wanted, installed)

    def fill(self, folder: Path, *, count: int, body_bytes: int) -> list[str]:
        """Put a filled database into `folder`, made once for these sizes; the paths of its articles."""
        kept = PLACE / f"{self.name}-{count}-{body_bytes}"
        if not (kept / "paths").is_file():
            note(f"{self.name} is being filled with {count:,} articles")
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir(parents=True)
            self._run(kept, "-m", "django", "migrate", "--run-syncdb", "-v0")
            seed = f"from bench.peers.{self.name}_site import seed; seed.run({count}, {body_bytes})"
            (kept / "paths").write_text(self._run(kept, "-c", seed))
        shutil.copytree(kept, folder)
        return (folder / "paths").read_text().split()

    def serve(self, folder: Path, path: str, **variables: str) -> Server:
        """It on the portal's server, with the database in `folder`."""
        application = f"bench.peers.{self.name}_site.wsgi:application"
        variables |= self._variables(folder)
        return servers.granian(application, folder=folder, python=str(self.python), probe=path, **variables)

    def _run(self, folder: Path, *arguments: str) -> str:
        variables = environment(**self._variables(folder))
        done = subprocess.run(
            [self.python, *arguments], env=variables, cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{self.name}: {done.stderr[-3000:]}")
        return done.stdout

    def _variables(self, folder: Path) -> dict[str, str]:
        return {
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": f"bench.peers.{self.name}_site.settings",
            "BENCH_DATABASE": str(folder / "site.sqlite3"),
        }
