"""Deux versions d'une grille comparées : ce qui s'ajoute, ce qui disparaît, ce qui change, en phrases."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from domain.cotation import phrases
from domain.cotation.compilation import types_attendus
from domain.cotation.ensembles import Ensemble
from domain.cotation.grille import Bloc, Critere, Grille, HorsCotation
from domain.cotation.predicats import Secteur
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel

T = TypeVar("T")

_RIEN: Final = "rien"
_TEXTES: Final = frozenset({"méthode", "explication"})
"""Trop longs pour une phrase : la différence les porte en entier."""


class GenreDifference(Nomenclature):
    AJOUT = "ajout", "Ajouté"
    RETRAIT = "retrait", "Retiré"
    CHANGEMENT = "changement", "Changé"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(ReadModel):
    """Une différence entre deux grilles, dite en français."""

    genre: GenreDifference
    chemin: str
    """Code du bloc ou du critère, ou nom de la règle générale."""
    phrase: str
    avant: str | None = None
    """Ce que disait la première grille ; absent pour un ajout."""
    apres: str | None = None
    """Ce que dit la seconde ; absent pour un retrait."""


def comparer(avant: Grille, apres: Grille) -> list[Difference]:
    """Ce que la seconde grille change à la première ; deux grilles qui donnent et disent la même chose : rien."""
    libelles = {**avant.libelles, **apres.libelles}
    return [
        *_traits("regles", "", _TRAITS_DE_LA_GRILLE, avant, apres),
        *_collection(avant.blocs, apres.blocs, lambda b: b.code, _nom_du_bloc, lambda a, b: _bloc(a, b, avant, apres)),
        *_collection(
            _criteres(avant),
            _criteres(apres),
            lambda c: c[1].code,
            lambda c: _nom_du_critere(c[1], libelles),
            lambda a, b: _critere_situe(a, b, libelles),
        ),
        *_collection(
            avant.ensembles,
            apres.ensembles,
            lambda e: e.code,
            lambda e: f"l'ensemble « {e.libelle} »",
            lambda a, b: _ensemble(a, b, avant, apres),
        ),
        *_collection(
            avant.secteurs,
            apres.secteurs,
            lambda s: s.code,
            lambda s: f"le secteur « {s.libelle} »",
            lambda a, b: _traits(a.code, f"Secteur « {b.libelle} »", _TRAITS_DU_SECTEUR, a, b),
        ),
        *_collection(
            avant.hors_cotation,
            apres.hors_cotation,
            lambda h: h.motif,
            lambda h: f"le cas hors cotation « {h.libelle} »",
            lambda a, b: _traits(a.motif, f"Hors cotation « {b.libelle} »", _TRAITS_HORS_COTATION, a, b),
        ),
    ]


def _criteres(grille: Grille) -> tuple[tuple[Bloc, Critere], ...]:
    return tuple((bloc, critere) for bloc in grille.blocs for critere in bloc.criteres)


def _nom_du_bloc(bloc: Bloc) -> str:
    return f"le bloc « {bloc.libelle} »"


def _nom_du_critere(critere: Critere, libelles: Mapping[str, str]) -> str:
    return f"le critère « {critere.libelle} » ({phrases.bareme(critere, libelles)})"


def _collection(
    avant: Sequence[T],
    apres: Sequence[T],
    cle: Callable[[T], str],
    nommer: Callable[[T], str],
    changements: Callable[[T, T], Iterator[Difference]],
) -> Iterator[Difference]:
    connus: Mapping[str, T] = {cle(element): element for element in avant}
    nouveaux = {cle(element) for element in apres}
    for element in avant:
        if cle(element) not in nouveaux:
            yield Difference(
                genre=GenreDifference.RETRAIT,
                chemin=cle(element),
                phrase=f"{_majuscule(nommer(element))} disparaît.",
                avant=nommer(element),
            )
    for element in apres:
        ancien = connus.get(cle(element))
        if ancien is None:
            yield Difference(
                genre=GenreDifference.AJOUT,
                chemin=cle(element),
                phrase=f"{_majuscule(nommer(element))} s'ajoute.",
                apres=nommer(element),
            )
        else:
            yield from changements(ancien, element)


def _bloc(ancien: Bloc, nouveau: Bloc, avant: Grille, apres: Grille) -> Iterator[Difference]:
    sujet = f"Bloc « {nouveau.libelle} »"
    yield from _traits(nouveau.code, sujet, _TRAITS_DU_BLOC, ancien, nouveau)
    regles = phrases.regle_du_bloc(ancien, avant), phrases.regle_du_bloc(nouveau, apres)
    yield from _trait(nouveau.code, sujet, "règle", *regles)


def _ensemble(ancien: Ensemble, nouveau: Ensemble, avant: Grille, apres: Grille) -> Iterator[Difference]:
    sujet = f"Ensemble « {nouveau.libelle} »"
    yield from _trait(nouveau.code, sujet, "nom", ancien.libelle_public, nouveau.libelle_public)
    regles = phrases.regle_de_l_ensemble(ancien, avant), phrases.regle_de_l_ensemble(nouveau, apres)
    yield from _trait(nouveau.code, sujet, "règle", *regles)


def _critere_situe(
    ancien: tuple[Bloc, Critere], nouveau: tuple[Bloc, Critere], libelles: Mapping[str, str]
) -> Iterator[Difference]:
    (bloc_avant, avant), (bloc_apres, apres) = ancien, nouveau
    sujet = f"« {apres.libelle} »"
    traits = {**_TRAITS_DU_CRITERE, "points": lambda critere: phrases.bareme(critere, libelles)}
    yield from _traits(apres.code, sujet, traits, avant, apres)
    if bloc_avant.code != bloc_apres.code:
        yield from _trait(apres.code, sujet, "bloc", bloc_avant.libelle, bloc_apres.libelle)


def _traits(
    chemin: str, sujet: str, traits: Mapping[str, Callable[[T], str | None]], avant: T, apres: T
) -> Iterator[Difference]:
    for nom, lire in traits.items():
        yield from _trait(chemin, sujet, nom, lire(avant), lire(apres))


def _trait(chemin: str, sujet: str, nom: str, avant: str | None, apres: str | None) -> Iterator[Difference]:
    if avant != apres:
        quoi = f"{sujet}, {nom}" if sujet else _majuscule(nom)
        yield Difference(
            genre=GenreDifference.CHANGEMENT,
            chemin=chemin,
            phrase=f"{quoi} : le texte change." if nom in _TEXTES else f"{quoi} : {_dit(avant)} devient {_dit(apres)}.",
            avant=avant,
            apres=apres,
        )


def _majuscule(mot: str) -> str:
    return mot[:1].upper() + mot[1:]


def _minuscule(mot: str) -> str:
    return mot[:1].lower() + mot[1:]


def _dit(trait: str | None) -> str:
    return _RIEN if trait is None else trait.rstrip(".")


def _borne(points: int | None) -> str | None:
    return None if points is None else phrases.points(points)


_TRAITS_DE_LA_GRILLE: Final[Mapping[str, Callable[[Grille], str | None]]] = {
    "nom de la grille": lambda g: g.libelle_public,
    "demandes concernées": lambda g: g.population.libelle,
    "plus petit total": lambda g: _borne(g.plancher_total),
    "plus grand total": lambda g: _borne(g.plafond_total),
    "à égalité de points": lambda g: ", puis ".join(_minuscule(d.libelle) for d in g.departage),
    "arrondi": lambda g: _minuscule(g.arrondi.libelle),
    "méthode": lambda g: g.note_methode,
}
_TRAITS_DU_BLOC: Final[Mapping[str, Callable[[Bloc], str | None]]] = {
    "nom": lambda b: b.libelle_public,
    "nature": lambda b: None if b.famille is None else b.famille.libelle,
    "place": lambda b: str(b.ordre) if b.ordre else None,
}
_TRAITS_DU_CRITERE: Final[Mapping[str, Callable[[Critere], str | None]]] = {
    "nom": lambda c: c.libelle_public,
    "condition": lambda c: None if c.si is None else phrases.condition(c.si),
    "points": phrases.bareme,
    "preuve": lambda c: phrases.preuve(c, types_attendus(c), {}),
    "groupe exclusif": lambda c: c.groupe_exclusif,
    "explication": lambda c: c.explication_public,
    "base légale": lambda c: c.base_legale,
    "montré sur le portail": lambda c: "oui" if c.visible_portail else "non",
}
_TRAITS_DU_SECTEUR: Final[Mapping[str, Callable[[Secteur], str | None]]] = {
    "nom": lambda s: s.libelle,
    "communes": lambda s: ", ".join(sorted(s.communes)),
}
_TRAITS_HORS_COTATION: Final[Mapping[str, Callable[[HorsCotation], str | None]]] = {
    "nom": lambda h: h.libelle_public,
    "condition": lambda h: phrases.condition(h.si),
    "base légale": lambda h: h.base_legale,
}
