"""A built single-page application: its files, and index.html for every path it routes itself."""

from pathlib import Path

from starlette.responses import PlainTextResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

IMMUTABLE = "public, max-age=31536000, immutable"


class Spa:
    def __init__(self, dist: Path) -> None:
        self._dist = dist
        self._files = StaticFiles(directory=dist, html=True, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        index = self._dist / "index.html"
        if not index.exists():
            await PlainTextResponse("Application non construite : lancez « make demo ».", 503)(scope, receive, send)
            return
        path = self._files.get_path(scope)
        if scope["method"] not in ("GET", "HEAD"):
            await PlainTextResponse("Méthode non permise", 405)(scope, receive, send)
            return
        found, stat = self._files.lookup_path(path)
        fingerprinted = path.startswith("assets")
        if stat is None and fingerprinted:
            # A tab opened before a deployment: told that the file is gone, it loads the page again by itself.
            gone = PlainTextResponse("Ce fichier appartient à une autre version.", 404)
            gone.headers["Cache-Control"] = "no-store"
            await gone(scope, receive, send)
            return
        if stat is None or path in (".", ""):
            found, stat = str(index), index.stat()
        response = self._files.file_response(found, stat, scope)
        response.headers["Cache-Control"] = IMMUTABLE if fingerprinted else "no-cache"
        await response(scope, receive, send)
