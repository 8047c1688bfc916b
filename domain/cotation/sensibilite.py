"""Ce qu'une grille lit de la santé ou des violences : montré aux seuls profils qui peuvent le lire."""

from collections.abc import Collection

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ
from domain.cotation.compilation import types_attendus
from domain.cotation.grille import Critere, Cumul, champs_lus
from domain.cotation.predicats import Comparaison, Predicat, feuilles
from domain.cotation.vocabulary import PIECES_SENSIBLES


def est_sensible(critere: Critere, grille: Collection[Critere]) -> bool:
    """Le critère dit, ou laisse deviner par ce qu'il compte ou par la pièce qui le prouve, une telle information.

    `grille` : tous ses critères, pour ceux qu'un cumul compte. RGPD, article 9.
    """
    if isinstance(critere.valeur, Cumul):
        comptes = critere.valeur.parmi
        if any(est_sensible(autre, grille) for autre in grille if autre.code in comptes):
            return True
    if critere.preuve.exigee and not PIECES_SENSIBLES.isdisjoint(types_attendus(critere)):
        return True
    champs = [CATALOGUE[code] for code in champs_lus(critere)]
    return any(c.sensible or not c.codes_sensibles.isdisjoint(codes_cites(critere, c)) for c in champs)


def dit_le_sensible(predicat: Predicat) -> bool:
    """La condition lit une telle information."""
    for feuille in feuilles(predicat):
        if isinstance(feuille, Comparaison):
            champ = CATALOGUE[feuille.champ]
            codes = feuille.val if isinstance(feuille.val, frozenset) else {feuille.val}
            if champ.sensible or not champ.codes_sensibles.isdisjoint(codes):
                return True
    return False


def codes_cites(critere: Critere, champ: Champ) -> frozenset[str]:
    """Les codes d'un champ que le critère nomme dans sa condition."""
    cites: set[str] = set()
    for feuille in feuilles(critere.si):
        if isinstance(feuille, Comparaison) and feuille.champ == champ.code:
            cites |= feuille.val if isinstance(feuille.val, frozenset) else {str(feuille.val)}
    return frozenset(cites)
