from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.errors import ErreurDeChamp
from domain.kernel.identifiers import new_id
from domain.organismes.enregistrement import events
from domain.organismes.enregistrement.codes import Portee
from domain.organismes.enregistrement.errors import PeriodeInvraisemblable
from domain.organismes.model import Organisme


class _Date:
    """Ce qui vaut d'un jour à un autre, compris ; sans fin tant qu'aucune n'est dite."""

    du: date
    au: date | None

    def en_vigueur(self, le: date) -> bool:
        return self.du <= le and (self.au is None or le <= self.au)

    def chevauche(self, du: date, au: date | None) -> bool:
        return (self.au is None or du <= self.au) and (au is None or self.du <= au)

    def _finir(self, au: date) -> None:
        """Au plus tôt la veille de son début : donné par erreur, il n'aura jamais eu d'effet."""
        exiger_une_periode(self.du - timedelta(days=1), au)
        self.au = au


def exiger_une_periode(du: date, au: date | None) -> None:
    if au is not None and au < du:
        message = "La fin vient avant le début. Corrigez l'une des deux dates."
        raise PeriodeInvraisemblable(
            message, erreurs=[ErreurDeChamp(champ="au", code=PeriodeInvraisemblable.code, message=message)]
        )


@dataclass(eq=False, kw_only=True)
class Delegation(Aggregate, _Date):
    """Un service confie l'enregistrement de ses demandes à un autre, ou à un mandataire commun.

    CCH R441-2-1 ; arrêté du 23 mars 2015, annexe, § 1.
    """

    departement: str
    id: UUID
    mandant_id: UUID
    mandataire_id: UUID
    acte: str
    """La décision qui la donne : une délibération, une convention."""
    du: date
    au: date | None
    version: int = 1

    @classmethod
    def donner(
        cls,
        *,
        departement: str,
        mandant: Organisme,
        mandataire: Organisme,
        acte: str,
        du: date,
        au: date | None,
        le: datetime,
    ) -> Self:
        exiger_une_periode(du, au)
        delegation = cls(
            departement=departement,
            id=new_id(),
            mandant_id=mandant.id,
            mandataire_id=mandataire.id,
            acte=acte,
            du=du,
            au=au,
        )
        delegation.record(events.DelegationDonnee(**_dit(delegation, mandant, mandataire, le)))
        return delegation

    def terminer(self, au: date, *, mandant: Organisme, mandataire: Organisme, le: datetime) -> None:
        self._finir(au)
        self.record(events.DelegationTerminee(**_dit(self, mandant, mandataire, le)))


@dataclass(eq=False, kw_only=True)
class AccordEnregistrement(Aggregate, _Date):
    """Les partenaires dispensent un service d'enregistrer tout ou partie des demandes, et disent qui le fait.

    Sans accord, chaque service enregistre toute demande qui lui est présentée (arrêté du 23 mars 2015, annexe, § 1).
    """

    departement: str
    id: UUID
    organisme_id: UUID
    portee: Portee
    communes: list[str] | None
    """Celles pour lesquelles il n'enregistre plus, quand l'accord ne porte que sur elles."""
    vers_id: UUID
    """Qui enregistre à sa place."""
    acte: str
    du: date
    au: date | None
    version: int = 1

    @classmethod
    def conclure(
        cls,
        *,
        departement: str,
        organisme: Organisme,
        portee: Portee,
        communes: list[str] | None,
        vers: Organisme,
        acte: str,
        du: date,
        au: date | None,
        le: datetime,
    ) -> Self:
        exiger_une_periode(du, au)
        accord = cls(
            departement=departement,
            id=new_id(),
            organisme_id=organisme.id,
            portee=portee,
            communes=communes,
            vers_id=vers.id,
            acte=acte,
            du=du,
            au=au,
        )
        accord.record(events.AccordConclu(**_dit(accord, organisme, vers, le), portee=portee.libelle))
        return accord

    def se_perd_dans(self, suite: "AccordEnregistrement") -> bool:
        """Ceux que cet accord envoie à un service y trouveraient porte close : `suite` les renvoie à leur tour.

        Qui n'est renvoyé que pour une part des siens trouve encore qui l'enregistre, pourvu que ce ne soit pas le
        service dont il vient.
        """
        if suite.organisme_id != self.vers_id or not self.chevauche(suite.du, suite.au):
            return False
        memes = self.portee is suite.portee and (
            self.portee is not Portee.COMMUNES or not set(self.communes or ()).isdisjoint(suite.communes or ())
        )
        return suite.portee is Portee.TOUT or memes or suite.vers_id == self.organisme_id

    def terminer(self, au: date, *, organisme: Organisme, vers: Organisme, le: datetime) -> None:
        self._finir(au)
        self.record(events.AccordTermine(**_dit(self, organisme, vers, le), portee=self.portee.libelle))


def _dit(
    quoi: Delegation | AccordEnregistrement, organisme: Organisme, autre: Organisme, le: datetime
) -> dict[str, Any]:
    return {
        "departement": quoi.departement,
        "aggregate_id": quoi.id,
        "occurred_at": le,
        "organisme_id": organisme.id,
        "organisme": organisme.nom,
        "autre_id": autre.id,
        "autre": autre.nom,
        "acte": quoi.acte,
        "du": f"{quoi.du:%d/%m/%Y}",
        "au": f"{quoi.au:%d/%m/%Y}" if quoi.au else None,
    }
