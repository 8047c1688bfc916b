from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from domain.demandes.formulaire import QuartierSouhaite, SecteurSouhaite
from domain.demandes.secteurs import events
from domain.demandes.secteurs.errors import SecteurFerme, SecteurInvalide
from domain.kernel.aggregate import Aggregate
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.errors import ErreurDeChamp
from domain.kernel.francais import jour
from domain.kernel.identifiers import new_id
from domain.kernel.raisons import Raison


@dataclass(eq=False, kw_only=True)
class Secteur(Aggregate):
    """Des communes d'un EPCI, ou quelques-uns de leurs quartiers, sous un nom que le demandeur choisit d'un geste.

    Son contenu ne change pas : on le ferme et on en ouvre un autre. Qui l'a choisi garde ce qu'il a lu ce jour-là.
    """

    departement: str
    id: UUID
    organisme_id: UUID
    """Qui l'a ouvert : l'EPCI, ou le gestionnaire pour lui."""
    epci: str
    """SIREN de l'EPCI dont ce sont des communes."""
    nom: str
    communes: tuple[str, ...]
    """Codes INSEE."""
    quartiers: tuple[QuartierSouhaite, ...]
    """Les seuls quartiers visés dans une commune ; une commune sans quartier cité y est tout entière."""
    acte: str
    """La délibération, ou la décision, qui le fonde."""
    du: date
    au: date | None = None
    """Dernier jour où il se choisit."""
    version: int = 1

    @classmethod
    def ouvrir(
        cls,
        *,
        departement: str,
        organisme_id: UUID,
        epci: str,
        nom: str,
        communes: tuple[str, ...],
        quartiers: tuple[QuartierSouhaite, ...],
        acte: str,
        du: date,
        de_l_epci: Collection[str],
        le: datetime,
    ) -> Self:
        """`de_l_epci` : les communes de l'EPCI dans le département."""
        choisies = tuple(dict.fromkeys(communes))
        if not choisies:
            raise _invalide("communes", "Choisissez au moins une commune.")
        if not set(choisies) <= set(de_l_epci):
            raise _invalide("communes", "Une de ces communes n'est pas de cet EPCI dans le département.")
        if not {q.commune for q in quartiers} <= set(choisies):
            raise _invalide("quartiers", "Un de ces quartiers est dans une commune que le secteur ne cite pas.")
        secteur = cls(
            departement=departement,
            id=new_id(),
            organisme_id=organisme_id,
            epci=epci,
            nom=nom,
            communes=choisies,
            quartiers=tuple(dict.fromkeys(quartiers)),
            acte=acte,
            du=du,
        )
        secteur.record(events.SecteurOuvert(**secteur._qui(du, le), communes=len(choisies)))
        return secteur

    def fermer(self, *, au: date, le: datetime) -> None:
        """Il ne se choisit plus après ce jour ; une date encore à venir se corrige."""
        raison = raison_fermer(self.au, aujourd_hui(le))
        if raison is not None:
            raise SecteurFerme(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])
        if au < self.du:
            raise _invalide("au", f"Un secteur ne ferme pas avant d'ouvrir, le {jour(self.du)}.")
        self.au = au
        self.record(events.SecteurClos(**self._qui(au, le)))

    def se_choisit(self, le: date) -> bool:
        return self.du <= le and (self.au is None or le <= self.au)

    def choisi(self) -> SecteurSouhaite:
        """Ce qu'une demande en garde."""
        return SecteurSouhaite(id=self.id, nom=self.nom, communes=self.communes, quartiers=self.quartiers)

    def _qui(self, quand: date, le: datetime) -> dict[str, Any]:
        return {
            "departement": self.departement,
            "aggregate_id": self.id,
            "occurred_at": le,
            "organisme_id": self.organisme_id,
            "nom": self.nom,
            "acte": self.acte,
            "le": jour(quand),
        }


def raison_fermer(au: date | None, le: date) -> Raison | None:
    """Ce qui est fermé l'est : qui le regrette ouvre un autre secteur."""
    if au is None or le <= au:
        return None
    return Raison(
        code="secteur-ferme",
        phrase=f"Ce secteur est fermé depuis le {jour(au)}.",
        parametres={"au": au.isoformat()},
    )


def _invalide(champ: str, message: str) -> SecteurInvalide:
    return SecteurInvalide(
        f"{message} Rien n'a été enregistré.",
        erreurs=[ErreurDeChamp(champ=champ, code=SecteurInvalide.code, message=message)],
    )
