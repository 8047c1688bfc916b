"""Au nom de quel service une demande s'enregistre ; sinon pourquoi, et qui l'enregistre."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.demandes.errors import DelegationAbsente, EnregistrementReserve, GuichetSansCode
from domain.demandes.formulaire import Formulaire
from domain.demandes.model import Demande
from domain.demandes.ports import DemandesUnitOfWork
from domain.kernel.francais import enumeration, jour
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur, Perimetre
from domain.organismes.enregistrement.codes import Portee
from domain.organismes.enregistrement.queries import ServiceEnregistreur
from domain.organismes.model import Organisme


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispense:
    """Un accord des partenaires en vigueur, et qui enregistre à la place du service qu'il dispense."""

    portee: Portee
    communes: Sequence[str] | None
    vers: str
    acte: str
    du: date


class EnregistrementDesDemandesQueries(Protocol):
    async def services(self, perimetre: Perimetre, demande_id: UUID) -> list[ServiceEnregistreur]:
        """L'organisme de l'agent d'abord, puis ceux dont il est mandataire aujourd'hui."""
        ...


def raison_de_ne_pas_enregistrer(
    service: str,
    guichet: str | None,
    dispenses: Sequence[Dispense],
    formulaire: Formulaire,
    mandants: Sequence[str] = (),
) -> Raison | None:
    """Tout service enregistre les demandes qui lui sont présentées, sauf accord des partenaires.

    Arrêté du 23 mars 2015, annexe, § 1. `mandants` : ceux pour le compte de qui l'on peut enregistrer à la place.
    """
    if guichet is None:
        autres = (
            f"Enregistrez-la pour le compte de {enumeration(mandants)}."
            if mandants
            else "Un guichet du territoire peut valider cette demande."
        )
        return Raison(
            code=GuichetSansCode.code,
            phrase=f"{service} n'est pas guichet enregistreur dans ce département : il ne peut pas délivrer de numéro "
            f"unique. {autres}",
        )
    for dispense in dispenses:
        exception = _dispense(dispense, formulaire)
        if exception:
            return Raison(
                code=EnregistrementReserve.code,
                phrase=f"Depuis le {jour(dispense.du)}, {service} {exception} ({dispense.acte}). "
                f"C'est {dispense.vers} qui enregistre cette demande.",
                parametres={"portee": dispense.portee.value, "vers": dispense.vers},
            )
    return None


def _dispense(dispense: Dispense, formulaire: Formulaire) -> str | None:
    match dispense.portee:
        case Portee.TOUT:
            return "n'enregistre plus de demande"
        case Portee.COMMUNES:
            # qui souhaite aussi une autre commune s'enregistre encore ici : une dérogation se lit au plus court
            toutes = formulaire.communes and set(formulaire.communes) <= set(dispense.communes or ())
            return "n'enregistre plus les demandes pour ces seules communes" if toutes else None
        case Portee.HORS_SALARIES:
            emplois = (adulte.situation_professionnelle for adulte in formulaire.adultes)
            salarie = any(e is not None and e.cotise_action_logement for e in emplois)
            return None if salarie else "n'enregistre que les salariés d'employeurs cotisant à Action Logement"


async def service_qui_enregistre(
    demande: Demande, pour_le_compte_de: UUID | None, acteur: Acteur, uow: DemandesUnitOfWork
) -> Organisme:
    """Le sien, ou celui dont une délégation en vigueur fait de lui le mandataire (CCH R441-2-1)."""
    assert acteur.organisme_id is not None
    departement, today = acteur.departement, uow.today()
    service = await uow.organismes.get(pour_le_compte_de or acteur.organisme_id)
    mandants: list[str] = []
    if service.id != acteur.organisme_id:
        delegation = await uow.delegations.entre(departement, service.id, acteur.organisme_id, today)
        if delegation is None or service.territoire(departement) is None:
            raise DelegationAbsente(
                "Votre organisme n'a pas, aujourd'hui, la délégation de ce service pour enregistrer à sa place. "
                "La demande attend toujours."
            )
    elif service.guichet(departement) is None:
        recues = await uow.delegations.du_mandataire(departement, service.id, today)
        mandants = [(await uow.organismes.get(d.mandant_id)).nom for d in recues]
    accords = await uow.accords_d_enregistrement.de_l_organisme(departement, service.id)
    dispenses = [
        Dispense(
            portee=accord.portee,
            communes=accord.communes,
            vers=(await uow.organismes.get(accord.vers_id)).nom,
            acte=accord.acte,
            du=accord.du,
        )
        for accord in accords
        if accord.en_vigueur(today)
    ]
    raison = raison_de_ne_pas_enregistrer(
        service.nom, service.guichet(departement), dispenses, demande.formulaire, mandants
    )
    if raison is not None:
        refus = GuichetSansCode if raison.code == GuichetSansCode.code else EnregistrementReserve
        raise refus(f"{raison.phrase} La demande attend toujours.", raisons=[raison])
    return service
