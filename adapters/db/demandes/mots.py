"""What is typed in a search box, as the words that lie among those of the files.

A name is looked up word by word. Each word typed is the beginning of a word of the file, `%` stands for anything,
and a particle (one or two letters) must be a whole word. A date of birth is a word like another.
"""

from typing import NamedTuple

from domain.demandes.rules.recherche import mot_de_naissance, mot_du_suivi, naissance_tapee
from domain.kernel.text import normaliser_nom

WORDS = 8
"""Beyond them a sentence was pasted: the first ones find it."""
PARTICLE = 2
"""Letters. « Le Goff » is not looked for among all that begins by « Le »; the last word may still be unfinished."""
_AFTER_ALL = chr(0x10FFFF)


class Mot(NamedTuple):
    """A word typed: where it lies among the words of the files, and what it must look like when it holds a `%`."""

    debut: str
    fin: str
    motif: str | None

    @classmethod
    def commencant_par(cls, debut: str, motif: str | None = None) -> "Mot":
        return cls(debut, debut[:-1] + chr(ord(debut[-1]) + 1) if debut else _AFTER_ALL, motif)

    @classmethod
    def entier(cls, mot: str) -> "Mot":
        return cls(mot, f"{mot} ", None)


def typed(q: str) -> tuple[str | None, list[Mot]]:
    """A numéro unique whole, or words: the dates of birth, then names, the longest first: the fewest files have it."""
    compact = "".join(q.split()).upper()
    if len(compact) == 18 and compact[:13].isdigit():
        return compact, []
    tokens = q.split()
    naissances = [ne_le for token in tokens if (ne_le := naissance_tapee(token)) is not None]
    names = [word for token in tokens if naissance_tapee(token) is None for word in _words(token) if word.strip("%")]
    names = names[: WORDS - len(naissances)]
    mots = [_mot(word, followed=rank < len(names)) for rank, word in enumerate(names, start=1)]
    mots = sorted(mots, key=lambda mot: -len(mot.debut))
    return None, [*(Mot.entier(mot_de_naissance(ne_le)) for ne_le in naissances[:2]), *mots]


def _words(token: str) -> list[str]:
    """Letters and digits only, and the `%` of who typed one."""
    parts = [normaliser_nom(part).lower() for part in token.split("%")]
    return parts[0].split() if len(parts) == 1 else ["%".join(part.replace(" ", "") for part in parts)]


def _mot(word: str, *, followed: bool) -> Mot:
    debut, joker, suite = word.partition("%")
    if suite.strip("%"):
        return Mot.commencant_par(debut, f"{word}%")
    if not joker and followed and len(word) <= PARTICLE:
        return Mot.entier(word)
    return Mot.commencant_par(debut)


def followed_by(nom: str | None) -> list[Mot]:
    """Each word typed of the name of who accompanies a household."""
    words = normaliser_nom(nom or "").lower().split()
    return [Mot.commencant_par(mot_du_suivi(word)) for word in words[:WORDS]]
