from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.cotation.deploiement.errors import PersonneAInviter
from domain.cotation.deploiement.model import RendezVous
from domain.cotation.deploiement.ports import DeploiementUnitOfWork
from domain.cotation.deploiement.vocabulary import SorteDeRendezVous
from domain.cotation.errors import EpciInconnu
from domain.kernel.errors import ErreurDeChamp
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger


@dataclass(frozen=True, kw_only=True)
class PlanifierRendezVous:
    sorte: SorteDeRendezVous
    titre: str
    debut: datetime
    ou: str
    epcis: tuple[str, ...]


async def planifier_un_rendez_vous(command: PlanifierRendezVous, acteur: Acteur, uow: DeploiementUnitOfWork) -> UUID:
    """Pose une date au calendrier et y invite ceux qui écrivent les grilles de ces EPCI."""
    exiger(acteur, Droit.ACTUALITES_ECRIRE)
    assert acteur.organisme_id is not None
    epcis = tuple(sorted(set(command.epcis)))
    if not uow.rendez_vous.epcis_du_departement(acteur.departement).issuperset(epcis):
        raise EpciInconnu("Un de ces EPCI n'a aucune commune dans le département. Rien n'a été planifié.")
    adresses = await uow.rendez_vous.adresses(acteur.departement, epcis)
    if not adresses:
        raise PersonneAInviter(
            "Aucun agent de ces EPCI n'écrit de grille : l'invitation ne partirait à personne. "
            "Rien n'a été planifié : ouvrez-leur un compte, ou invitez d'autres EPCI.",
            erreurs=[ErreurDeChamp(champ="epcis", code="personne-a-inviter", message="Personne à inviter.")],
        )
    rendez_vous = RendezVous.planifier(
        departement=acteur.departement,
        organisme_id=acteur.organisme_id,
        sorte=command.sorte,
        titre=command.titre,
        debut=command.debut,
        ou=command.ou,
        epcis=epcis,
        invites=len(adresses),
        le=uow.now(),
    )
    uow.rendez_vous.add(rendez_vous)
    return rendez_vous.id


@dataclass(frozen=True, kw_only=True)
class AnnulerRendezVous:
    id: UUID


async def annuler_un_rendez_vous(command: AnnulerRendezVous, acteur: Acteur, uow: DeploiementUnitOfWork) -> datetime:
    """La date reste au calendrier, annulée, et les invités l'apprennent."""
    exiger(acteur, Droit.ACTUALITES_ECRIRE)
    rendez_vous = await uow.rendez_vous.get(acteur.departement, command.id)
    rendez_vous.annuler(le=uow.now())
    return rendez_vous.debut
