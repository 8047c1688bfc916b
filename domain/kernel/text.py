"""Comparer et trier des noms français comme le ferait un agent, sans accent ni ponctuation."""

import unicodedata
from functools import lru_cache

_SANS_DECOMPOSITION = str.maketrans({"Œ": "OE", "Æ": "AE", "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH"})
"""Les capitales latines que la décomposition Unicode laisse entières."""


@lru_cache(maxsize=4096)
def normaliser_nom(s: str) -> str:
    """Deux graphies d'un même nom donnent la même chaîne : majuscules sans accent, mots séparés d'une espace.

    « Saint-Malo », « SAINT MALO » et « saint  malô » se confondent ; l'apostrophe et le trait d'union
    comptent pour une espace, comme toute autre ponctuation.
    """
    decompose = unicodedata.normalize("NFKD", s).upper().translate(_SANS_DECOMPOSITION)
    lettres = (c for c in decompose if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in lettres).split())


def cle_de_tri(s: str) -> tuple[str, str]:
    """L'ordre du dictionnaire : les accents et la casse ne départagent que des noms par ailleurs égaux."""
    return normaliser_nom(s), s.casefold()
