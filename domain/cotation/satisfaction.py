"""Une condition peut-elle être remplie par une demande, une au moins ?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations, islice, product
from typing import Final

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, Nombre, TypeChamp, ValeurLue
from domain.cotation.compilation import Lecture, comparateur, compiler_predicat
from domain.cotation.faits import Faits
from domain.cotation.predicats import AuMoins, Comparaison, CompteEvenements, Non, Predicat, Tous, UnDe

CAS_MAXIMUM: Final = 512
"""Au-delà, la condition est tenue pour possible : la relecture ne doit jamais durer."""

_SANS_FAITS: Final = Faits(valeurs={})
_UN_JOUR: Final = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class _Exigence:
    """Une condition élémentaire qui doit être vraie, ou fausse quand elle est niée."""

    feuille: Comparaison | CompteEvenements
    niee: bool


def est_possible(predicat: Predicat) -> bool:
    """Faux quand aucune demande ne pourra jamais remplir la condition."""
    cas = list(islice(_cas(predicat, False), CAS_MAXIMUM + 1))
    return len(cas) > CAS_MAXIMUM or any(_cas_possible(exigences) for exigences in cas)


def _cas(predicat: Predicat, niee: bool) -> Iterator[tuple[_Exigence, ...]]:
    """Les façons de remplir la condition, chacune comme une liste d'exigences à tenir ensemble."""
    match predicat:
        case Non(predicat=nie):
            yield from _cas(nie, not niee)
        case AuMoins(combien=combien, parmi=parmi):
            # denied, enough of the conditions fail that too few can be left
            voulus = len(parmi) - combien + 1 if niee else combien
            for ensemble_ in combinations(parmi, voulus):
                yield from _cas(UnDe(parmi=ensemble_) if niee else Tous(parmi=ensemble_), niee)
        case Tous(parmi=parmi) | UnDe(parmi=parmi):
            ensemble = isinstance(predicat, Tous) is not niee
            if ensemble:
                for choix in product(*(list(islice(_cas(fils, niee), CAS_MAXIMUM)) for fils in parmi)):
                    yield tuple(exigence for exigences in choix for exigence in exigences)
            else:
                for fils in parmi:
                    yield from _cas(fils, niee)
        case feuille:
            yield (_Exigence(feuille, niee),)


def _cas_possible(exigences: tuple[_Exigence, ...]) -> bool:
    par_objet: dict[object, list[_Exigence]] = {}
    for exigence in exigences:
        feuille = exigence.feuille
        objet = feuille.lu if isinstance(feuille, Comparaison) else feuille.evenement
        par_objet.setdefault(objet, []).append(exigence)
    return all(_tenables(liees) for liees in par_objet.values())


def _tenables(exigences: list[_Exigence]) -> bool:
    """Une même valeur du champ, ou un même nombre d'événements, satisfait-elle toutes les exigences ?"""
    comparaisons = [e.feuille for e in exigences if isinstance(e.feuille, Comparaison)]
    if comparaisons:
        valeurs: Iterator[ValeurLue | None] = _valeurs(CATALOGUE[comparaisons[0].champ], exigences)
    else:
        valeurs = iter(range(_plus_grand_seuil(exigences) + 2))
    return any(all(_tient(exigence, valeur) for exigence in exigences) for valeur in valeurs)


def _tient(exigence: _Exigence, valeur: ValeurLue | None) -> bool:
    feuille = exigence.feuille
    if isinstance(feuille, CompteEvenements):
        resultat: bool | None = comparateur(feuille.op, feuille.val)(valeur)
    else:
        lecture = Lecture([valeur], _SANS_FAITS, _UN_JOUR)
        resultat = compiler_predicat(feuille, {feuille.lu: 0})(lecture)
    return resultat is not None and resultat is not exigence.niee


def _valeurs(champ: Champ, exigences: list[_Exigence]) -> Iterator[ValeurLue | None]:
    """Assez de valeurs du champ pour que, si une seule convient, l'une de celles-ci convienne."""
    yield champ.valeur_absente
    match champ.type:
        case TypeChamp.BOOLEEN:
            yield from (True, False)
        case TypeChamp.NOMBRE:
            yield from _nombres(champ, exigences)
        case TypeChamp.CODE:
            yield from (membre.value for membre in champ.nomenclature or ())
            if champ.nomenclature is None or champ.ouvert:
                yield from sorted(_codes(exigences))
                yield "un code que la grille ne cite pas"
        case TypeChamp.ENSEMBLE:
            interdits = _codes([e for e in exigences if e.niee])
            yield frozenset(_codes(exigences) - interdits)
            yield frozenset({"un code que la grille ne cite pas"})
            yield frozenset()


def _nombres(champ: Champ, exigences: list[_Exigence]) -> Iterator[Nombre]:
    """Chaque seuil, et la valeur juste au-dessous et juste au-dessus à la précision du champ."""
    pas = champ.arrondir(Decimal(1).scaleb(-champ.decimales))
    for seuil in [0, *(s for e in exigences for s in _seuils(e))]:
        for valeur in (seuil - pas, seuil, seuil + pas):
            if champ.minimum is None or valeur >= champ.minimum:
                yield valeur


def _plus_grand_seuil(exigences: list[_Exigence]) -> int:
    return max(0, *(int(seuil) for exigence in exigences for seuil in _seuils(exigence)))


def _seuils(exigence: _Exigence) -> list[Nombre]:
    val = exigence.feuille.val
    return [
        seuil
        for seuil in (val if isinstance(val, tuple) else (val,))
        if isinstance(seuil, Nombre) and not isinstance(seuil, bool)
    ]


def _codes(exigences: list[_Exigence]) -> set[str]:
    codes: set[str] = set()
    for exigence in exigences:
        val = exigence.feuille.val
        codes |= val if isinstance(val, frozenset) else {val} if isinstance(val, str) else set()
    return codes
