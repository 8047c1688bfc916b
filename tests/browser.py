"""Prints the path of a Chromium that runs here, after installing one where there is none.

The machine's own, else Debian's package when we may install it, else the one that npm distributes.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from adapters.embedded.folders import kept_folder

NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
_UNPACK = """
import { createRequire } from "node:module";
const chromium = createRequire(process.argv[1] + "/")("@sparticuz/chromium");
console.log(await (chromium.default ?? chromium).executablePath());
"""


def chromium() -> Path:
    for find in (_given, _installed, _from_debian, _from_npm):
        path = find()
        if path is not None and _runs(path):
            return path
    sys.exit("Aucun Chromium ne démarre ici : installez-le, ou donnez son chemin dans CHROMIUM.")


def _given() -> Path | None:
    given = os.environ.get("CHROMIUM")
    return Path(given) if given else None


def _installed() -> Path | None:
    for name in ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    return None


def _from_debian() -> Path | None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for order in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        if _quietly([apt, *order], env=quiet).returncode:
            return None
    return _installed()


def _from_npm() -> Path | None:
    folder = kept_folder() / "navigateur"
    folder.mkdir(parents=True, exist_ok=True)
    npm = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(folder)]
    if _quietly([*npm, NPM_PACKAGE]).returncode:
        return None
    found = _quietly(["node", "--input-type=module", "--eval", _UNPACK, str(folder)])
    return Path(found.stdout.strip()) if found.returncode == 0 else None


def _runs(path: Path) -> bool:
    return _quietly([str(path), "--headless", "--no-sandbox", "--version"]).returncode == 0


def _quietly(argv: list[str], env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Standard output is for the path alone; what went wrong is shown, never hidden."""
    try:
        done = subprocess.run(argv, env=env, check=False, text=True, stdout=subprocess.PIPE)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return subprocess.CompletedProcess(argv, 127, "", "")
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    return done


if __name__ == "__main__":
    print(chromium())
