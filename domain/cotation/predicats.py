"""Les conditions d'une grille : ce qu'une demande dit, ce qui lui est arrivé, et comment cela se combine."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.cotation.champs import Nombre
from domain.cotation.vocabulary import Operateur


@dataclass(frozen=True, slots=True, kw_only=True)
class Secteur:
    """Des communes que la grille nomme ensemble : « première couronne », « communes déficitaires »."""

    code: str
    libelle: str
    communes: frozenset[str]
    """Codes officiels géographiques."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparaison:
    """Une condition sur un champ : « ancienneté d'au moins 36 mois »."""

    champ: str
    op: Operateur
    val: Nombre | bool | str | tuple[Nombre, ...] | frozenset[str] | None = None
    """Deux bornes pour « entre », une liste pour « dans », rien pour « vide » et « non vide »."""
    repart_de: "Reprise | None" = None
    """Les événements qui font repartir ou reculer une durée ; absents, elle se compte depuis sa date."""
    secteurs: tuple[Secteur, ...] = ()
    """Les secteurs dont la valeur réunit les communes, quand la grille les nomme au lieu de les énumérer."""

    @property
    def lu(self) -> str:
        return cle_de_lecture(self.champ, self.repart_de)


@dataclass(frozen=True, slots=True, kw_only=True)
class FenetreEvenement:
    """Des faits datés, comptés pendant un temps limité."""

    types: tuple[str, ...]
    fenetre_mois: int | None = None
    """L'événement du jour J compte tant que le calcul précède J + fenêtre ; absente, il compte toujours."""
    adapte: bool | None = None
    """Vrai : seuls comptent les refus d'un logement adapté (CCH R441-2-10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprise(FenetreEvenement):
    """Des faits datés qui font repartir une durée de zéro, ou qui lui font perdre des mois."""

    recul_mois: int | None = None
    """Les mois que chacun d'eux fait perdre ; absents, la durée repart de zéro au dernier d'entre eux."""

    @property
    def fenetre(self) -> FenetreEvenement:
        """Les faits eux-mêmes, quoi qu'ils fassent de la durée."""
        return FenetreEvenement(types=self.types, fenetre_mois=self.fenetre_mois, adapte=self.adapte)


def cle_de_lecture(champ: str, repart_de: Reprise | None) -> str:
    """Ce qui distingue deux façons de lire un champ : sa date, ou les événements qui font repartir son compte."""
    if repart_de is None:
        return champ
    return f"{champ} {'+'.join(repart_de.types)} {repart_de.adapte} {repart_de.fenetre_mois} {repart_de.recul_mois}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompteEvenements:
    """Une condition sur un nombre d'événements : « au moins deux refus en douze mois »."""

    evenement: FenetreEvenement
    op: Operateur
    val: Nombre | tuple[Nombre, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tous:
    parmi: tuple["Predicat", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnDe:
    parmi: tuple["Predicat", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Non:
    predicat: "Predicat"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuMoins:
    """Plusieurs conditions à la fois : « au moins deux de ces trois difficultés »."""

    combien: int
    parmi: tuple["Predicat", ...]


Predicat = Comparaison | CompteEvenements | Tous | UnDe | Non | AuMoins


def feuilles(predicat: Predicat | None, *, niees: bool = True) -> Iterator[Comparaison | CompteEvenements]:
    """Les conditions élémentaires d'un prédicat, avec ou sans celles qu'il nie."""
    match predicat:
        case None:
            return
        case Tous(parmi=parmi) | UnDe(parmi=parmi) | AuMoins(parmi=parmi):
            for fils in parmi:
                yield from feuilles(fils, niees=niees)
        case Non(predicat=fils):
            if niees:
                yield from feuilles(fils)
        case feuille:
            yield feuille


def comptes_d_evenements(predicat: Predicat | None) -> Iterator[CompteEvenements]:
    """Celles qui comptent des événements."""
    return (feuille for feuille in feuilles(predicat) if isinstance(feuille, CompteEvenements))
