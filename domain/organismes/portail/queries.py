from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Acteur, Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class TextesDuPortailVue(ReadModel):
    accueil: str
    """Sous le titre, en haut de la première page."""
    presentation: str | None
    """Qui tient ce service, en bas de la première page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDuPortailVue(ReadModel):
    """À qui s'adresse le public."""

    nom: str
    telephone: str | None
    email: str | None
    horaires: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFrequenteVue(ReadModel):
    question: str
    reponse: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortailVu(ReadModel):
    """Le portail public du département, tel que le gestionnaire le règle ; pas encore ouvert, ce qui est proposé."""

    departement: str
    nom: str
    """Le nom du département."""
    ouvert: bool
    version: int | None
    """À renvoyer avec ce que l'on change ; absente tant que le portail n'est pas ouvert."""
    titre: str
    couleur_accent: str
    """En hexadécimal."""
    textes: TextesDuPortailVue
    contact: ContactDuPortailVue | None
    """Absent tant que le portail n'est pas ouvert."""
    questions: list[QuestionFrequenteVue]
    logo: str | None
    """Où lire l'image du logo ; elle change d'adresse quand elle change."""
    logo_texte: str | None
    """Ce que lit une synthèse vocale à la place du logo."""
    contraste_minimal: Decimal
    """Celui que la couleur doit avoir sur du blanc."""
    questions_max: int
    actions: list[ActionPossible]
    """Ce que l'agent peut en faire, et sinon pourquoi."""


class PortailQueries(Protocol):
    async def lire(self, perimetre: Perimetre, acteur: Acteur) -> PortailVu: ...

    async def historique(self, perimetre: Perimetre, *, page: int, size: int) -> Page[HistoriqueLigne]: ...
