"""Ce qui départage deux demandes au même nombre de points : la grille le dit, un nombre le porte.

CCH R441-2-10 11° : le plan partenarial fixe le système de cotation ; à égalité de points, l'ordre en fait partie.
Le nombre le plus petit passe devant. Deux demandes que la grille laisse à égalité ont le même.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from domain.cotation.vocabulary import Departage, Population

D, N = Departage.DATE_DEPOT, Departage.NUMERO_UNIQUE
PAR_DEFAUT: Final = tuple(Departage)
"""L'ancienneté d'abord : ce que suit aussi une demande qu'aucune grille ne cote."""
JOUR_ZERO: Final = date(1970, 1, 1)
MOIS_ET_RANG: Final = slice(3, 13)
"""Ce qui ordonne les numéros uniques d'un territoire : le mois d'enregistrement, puis le rang ; pas le guichet."""
_APRES_LE_NUMERO: Final = 10**10
_APRES_LE_JOUR: Final = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Poids:
    """Ce que pèsent, dans le nombre qui départage, le jour du dépôt et le numéro unique."""

    jour: int
    numero: int


def poids(departage: Sequence[Departage]) -> Poids:
    """Le premier critère l'emporte toujours sur le second ; un critère que la grille ne nomme pas ne pèse rien."""
    if not departage:
        return Poids(jour=0, numero=0)
    if departage[0] is D:
        return Poids(jour=_APRES_LE_NUMERO, numero=1 if N in departage else 0)
    return Poids(jour=1, numero=_APRES_LE_JOUR) if D in departage else Poids(jour=0, numero=1)


def cle_de_departage(departage: Sequence[Departage], deposee_le: date, numero_unique: str | None) -> int:
    """La place d'une demande parmi celles qui ont autant de points."""
    pese = poids(departage)
    numero = int(numero_unique[MOIS_ET_RANG]) if numero_unique else 0
    return (deposee_le - JOUR_ZERO).days * pese.jour + numero * pese.numero


@dataclass(frozen=True, slots=True, kw_only=True)
class Classement:
    """Ce qui range une demande : ses points dans un territoire, et ce qui la départage."""

    points: int
    departage: int


class Note(Protocol):
    """Ce qu'une grille donne à une demande dans un territoire."""

    @property
    def epci(self) -> str: ...
    @property
    def grille_id(self) -> UUID: ...
    @property
    def total_verifie(self) -> int | None: ...


def classements(
    notes: Iterable[Note],
    departages: Mapping[UUID, Sequence[Departage]],
    deposee_le: date | None,
    numero_unique: str | None,
) -> dict[str, Classement]:
    """Ce qui range une demande dans chaque territoire qui la cote, départagée par la grille qui donne les points."""
    if deposee_le is None:
        return {}
    return {
        note.epci: Classement(
            points=note.total_verifie,
            departage=cle_de_departage(departages[note.grille_id], deposee_le, numero_unique),
        )
        for note in notes
        if note.total_verifie is not None
    }


def dire_le_departage(departage: Sequence[Departage]) -> str:
    """Une phrase qui se lit seule."""
    if not departage:
        return "À égalité de points : les demandes ont le même rang."
    dits = ", puis ".join(critere.libelle[0].lower() + critere.libelle[1:] for critere in departage)
    return f"À égalité de points : {dits}."


def dire_les_departages(par_population: Mapping[Population, Sequence[Departage]]) -> str:
    """La phrase d'un territoire dont une grille peut ne coter que les mutations, ou que les autres demandes."""
    phrases = {population: dire_le_departage(departage) for population, departage in par_population.items()}
    if len(set(phrases.values())) < 2:
        return next(iter(phrases.values()), dire_le_departage(PAR_DEFAUT))
    return " ".join(f"{population.libelle}. {phrase}" for population, phrase in phrases.items())
