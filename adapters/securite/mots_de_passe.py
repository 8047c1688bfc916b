"""Passphrases that everybody tries first. The list is short on purpose: 14 characters already exclude most of them."""

from pathlib import Path

_LIST = Path(__file__).with_name("mots_de_passe_communs.txt")


class MotsDePasseCommuns:
    def __init__(self) -> None:
        self._known = frozenset(line.strip().lower() for line in _LIST.read_text("utf-8").splitlines() if line.strip())

    def contient(self, mot_de_passe: str) -> bool:
        return mot_de_passe.strip().lower() in self._known
