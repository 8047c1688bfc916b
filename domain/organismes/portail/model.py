from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from domain.kernel.aggregate import Aggregate
from domain.organismes.portail.events import LogoDuPortailChange, PortailModifie, PortailOuvert


@dataclass(frozen=True, slots=True, kw_only=True)
class TextesDuPortail:
    """Ce que l'accueil dit au public, avec les mots du département."""

    accueil: str
    """Sous le titre, en haut de la première page."""
    presentation: str | None = None
    """Qui tient ce service, en bas de la première page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDuPortail:
    """À qui s'adresse le public."""

    nom: str
    telephone: str | None = None
    email: str | None = None
    horaires: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFrequente:
    question: str
    reponse: str


@dataclass(frozen=True, slots=True)
class Reglages:
    """Tout ce que le gestionnaire écrit d'un portail, d'un seul tenant."""

    titre: str
    couleur_accent: str
    """En hexadécimal : « #8a3b12 »."""
    textes: TextesDuPortail
    contact: ContactDuPortail
    questions: tuple[QuestionFrequente, ...]
    """Dans l'ordre où le public les lit."""
    logo_texte: str | None = None
    """Ce que lit une synthèse vocale à la place du logo."""

    def decrire(self) -> dict[str, Any]:
        """Ce qu'en garde l'historique, question par question."""
        return {
            "titre": self.titre,
            "couleur_accent": self.couleur_accent,
            "textes": asdict(self.textes),
            "contact": asdict(self.contact),
            "questions": {q.question: q.reponse for q in self.questions},
            "ordre_des_questions": [q.question for q in self.questions],
            "logo_texte": self.logo_texte,
        }


@dataclass(eq=False, kw_only=True)
class Portail(Aggregate):
    """Le portail public d'un département : son titre, ses textes, sa couleur, son logo, son contact, ses questions."""

    departement: str
    nom: str
    """Le nom du département au référentiel : il ne se choisit pas."""
    reglages: Reglages
    logo: str | None = None
    """Empreinte de l'image du logo, absente s'il n'y en a pas."""
    version: int = 1

    @classmethod
    def ouvrir(cls, *, departement: str, nom: str, reglages: Reglages, le: datetime) -> Self:
        """Un département s'ouvre une fois, sans logo ; son portail se règle ensuite autant que l'on veut."""
        portail = cls(departement=departement, nom=nom, reglages=replace(reglages, logo_texte=None))
        portail.record(PortailOuvert(**portail._quand(le), titre=reglages.titre))
        return portail

    def regler(self, reglages: Reglages, *, le: datetime) -> None:
        """Change ce qui diffère ; l'historique garde l'avant et l'après de cela seul.

        Sans logo, il n'y a pas de texte à en lire.
        """
        avant = self.reglages
        self.reglages = reglages if self.logo is not None else replace(reglages, logo_texte=avant.logo_texte)
        a, b = ce_qui_differe(avant.decrire(), self.reglages.decrire())
        if a or b:
            self.record(PortailModifie(**self._quand(le), avant=a, apres=b))

    def montrer_logo(self, empreinte: str | None, texte: str | None, *, le: datetime) -> None:
        """Une image et ce qu'elle montre, en quelques mots : l'une ne va pas sans l'autre."""
        if (empreinte, texte) == (self.logo, self.reglages.logo_texte):
            return
        self.logo, self.reglages = empreinte, replace(self.reglages, logo_texte=texte)
        self.record(LogoDuPortailChange(**self._quand(le), retire=empreinte is None, texte=texte))

    def _quand(self, le: datetime) -> dict[str, Any]:
        return {
            "departement": self.departement,
            "aggregate_id": identifiant(self.departement),
            "occurred_at": le,
        }


def identifiant(departement: str) -> UUID:
    """Un portail n'a pas d'autre identité que son département."""
    return uuid5(NAMESPACE_URL, f"fdls:portail:{departement}")


def ce_qui_differe(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Des deux côtés, seulement ce qui n'est pas pareil."""
    a: dict[str, Any] = {}
    b: dict[str, Any] = {}
    for champ in [*avant, *(c for c in apres if c not in avant)]:
        la, lb = avant.get(champ), apres.get(champ)
        if la == lb:
            continue
        if isinstance(la, Mapping) and isinstance(lb, Mapping):
            la, lb = ce_qui_differe(la, lb)
        a[champ], b[champ] = la, lb
    return a, b
