"""L'accueil d'un agent : son travail du jour, ses compteurs, les annonces du gestionnaire, ses conventions."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.conventions_flux.queries import SuiviConvention
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class Compteur(ReadModel):
    """Un nombre qui ouvre sa liste."""

    code: str
    libelle: str
    valeur: int
    plafonne: bool
    """Vrai quand il y en a davantage que `valeur`."""
    lien: str
    """Adresse de la liste dans l'application."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tache(ReadModel):
    """Une chose à faire aujourd'hui."""

    code: str
    libelle: str
    detail: str | None
    avant_le: date | None
    lien: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActualiteVue(ReadModel):
    """Une annonce du gestionnaire aux partenaires."""

    id: UUID
    titre: str
    texte: str
    du: date
    au: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Favori(ReadModel):
    """Un raccourci choisi par l'agent."""

    libelle: str
    lien: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NombreParTypologie(ReadModel):
    typologie: str
    nombre: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccueilVue(ReadModel):
    """Tout l'accueil en une réponse."""

    compteurs: list[Compteur]
    a_faire: list[Tache]
    actualites: list[ActualiteVue]
    favoris: list[Favori]
    demandes_par_typologie: list[NombreParTypologie]
    """Sur la dernière photo du fichier."""
    photo_du: date | None
    flux: list[SuiviConvention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouvaille(ReadModel):
    """Un résultat de la recherche rapide."""

    genre: str
    """`demande`, `bien` ou `organisme`."""
    id: UUID
    libelle: str
    detail: str


class AccueilQueries(Protocol):
    async def accueil(self, perimetre: Perimetre, acteur: Acteur) -> AccueilVue: ...

    async def recherche_rapide(self, perimetre: Perimetre, acteur: Acteur, q: str) -> list[Trouvaille]: ...

    async def actualites(self, perimetre: Perimetre) -> list[ActualiteVue]:
        """Toutes celles du département, passées et à venir, pour qui les écrit."""
        ...
