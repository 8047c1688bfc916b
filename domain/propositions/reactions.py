"""Ce que font les propositions quand une demande, un bien ou le calendrier a parlé."""

from typing import Protocol

from domain.biens.codes import EtatBien
from domain.biens.events import BienRetire
from domain.cotation.faits import Evenement
from domain.cotation.ports import RecotationUnitOfWork
from domain.cotation.reactions import noter_un_evenement
from domain.cotation.vocabulary import TypeEvenement
from domain.demandes.events import DemandeRadiee
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur
from domain.propositions.codes import EtatProposition, MotifArret
from domain.propositions.events import (
    AttributionDecidee,
    CandidatEcarte,
    EvenementDeCommission,
    EvenementProposition,
    PropositionNotifiee,
    PropositionRefusee,
    PropositionSansReponse,
)
from domain.propositions.model import Acte
from domain.propositions.policies import raisons
from domain.propositions.ports import PropositionsUnitOfWork
from domain.propositions.use_cases import arreter, arreter_sans_deverrouiller, notifier


async def arreter_les_propositions_de_la_demande(
    event: DemandeRadiee, acteur: Acteur, uow: PropositionsUnitOfWork
) -> None:
    """Une demande qui n'est plus active ne reçoit plus de logement."""
    ouvertes = await uow.propositions.ouvertes_de_la_demande(event.departement, event.aggregate_id)
    arreter_sans_deverrouiller(ouvertes, MotifArret.DEMANDE_RADIEE, uow)


async def arreter_les_propositions_du_bien(event: BienRetire, acteur: Acteur, uow: PropositionsUnitOfWork) -> None:
    """Un logement retiré de la location n'est plus proposé à personne."""
    ouvertes = await uow.propositions.ouvertes_du_bien(event.departement, event.mise_en_location_id)
    await arreter(ouvertes, MotifArret.BIEN_RETIRE, uow)


async def constater_les_silences(event: JourCommence, acteur: Acteur, uow: PropositionsUnitOfWork) -> None:
    """Chaque matin, les propositions restées sans réponse valent refus (CCH R441-10)."""
    for proposition in await uow.propositions.restees_sans_reponse(event.departement, uow.today()):
        proposition.constater_le_silence(aujourd_hui=uow.today(), le=uow.now())


async def poursuivre_la_relocation(event: EvenementProposition, acteur: Acteur, uow: PropositionsUnitOfWork) -> None:
    """Un candidat de moins : le logement est proposé au rang suivant, ou attend de nouveaux candidats (CCH R441-3)."""
    bien = await uow.biens.get(event.departement, event.bien_id, exclusif=True)
    partie = await uow.propositions.get(event.departement, event.aggregate_id)
    if bien.mise_en_location_id != partie.mise_en_location_id or bien.etat in (EtatBien.LOUE, EtatBien.RETIRE):
        return
    ouvertes = await uow.propositions.ouvertes_du_bien(bien.departement, bien.mise_en_location_id)
    etats = {p.etat for p in ouvertes}
    if EtatProposition.ACCEPTEE in etats:
        return
    if bien.etat is EtatBien.ATTRIBUE or (not ouvertes and bien.etat in (EtatBien.PROPOSE, EtatBien.EN_COMMISSION)):
        motif = "Les candidats retenus ont refusé ou se sont désistés."
        bien.remettre_a_disposition(motif=motif, propositions_ouvertes=bool(ouvertes), le=uow.now())
    if EtatProposition.NOTIFIEE in etats:
        return
    for proposition in ouvertes:
        contexte = await uow.propositions.contexte(proposition)
        attend = proposition.etat is EtatProposition.DECIDEE and proposition.condition is None
        if attend and not raisons(acteur, proposition, Acte.NOTIFIER, contexte, uow.today()):
            notifier(proposition, uow)
            return


class NotationUnitOfWork(RecotationUnitOfWork, PropositionsUnitOfWork, Protocol):
    """Ce qu'il faut pour qu'un refus ou une décision compte dans la cotation."""


async def noter_la_proposition(event: PropositionNotifiee, acteur: Acteur, uow: NotationUnitOfWork) -> None:
    await _noter(event, TypeEvenement.PROPOSITION, acteur, uow)


async def noter_le_refus(event: PropositionRefusee, acteur: Acteur, uow: NotationUnitOfWork) -> None:
    """Le refus d'un logement adapté peut retirer des points ; on ne présume pas qu'il l'était (CCH R441-2-10)."""
    await _noter(event, TypeEvenement.REFUS_PROPOSITION, acteur, uow)


async def noter_le_silence(event: PropositionSansReponse, acteur: Acteur, uow: NotationUnitOfWork) -> None:
    await _noter(event, TypeEvenement.SANS_REPONSE, acteur, uow)


async def noter_l_attribution(event: AttributionDecidee, acteur: Acteur, uow: NotationUnitOfWork) -> None:
    await _noter_le_passage(event, vu_en_commission(event.rang), acteur, uow)


def vu_en_commission(rang: int | None) -> TypeEvenement:
    """Un candidat retenu au rang suivant n'a pas de logement : il attend le refus de ceux d'avant (CCH R441-3)."""
    return TypeEvenement.CAL_RANG_SUIVANT if rang is not None and rang > 1 else TypeEvenement.CAL_ATTRIBUE


async def noter_la_non_attribution(event: CandidatEcarte, acteur: Acteur, uow: NotationUnitOfWork) -> None:
    await _noter_le_passage(event, TypeEvenement.CAL_NON_ATTRIBUE, acteur, uow)


async def _noter_le_passage(
    event: EvenementDeCommission, type: TypeEvenement, acteur: Acteur, uow: NotationUnitOfWork
) -> None:
    """Chaque passage dit dans quelle commission : deux passages du même logement ne se confondent pas."""
    commission = await uow.propositions.nom_de_la_commission(event.departement, event.seance_id)
    await _noter(event, type, acteur, uow, reference_du_passage(event.bien_libelle, commission))


def reference_du_passage(bien_libelle: str, commission: str) -> str:
    return f"{bien_libelle}, {commission}"


async def _noter(
    event: EvenementProposition,
    type: TypeEvenement,
    acteur: Acteur,
    uow: NotationUnitOfWork,
    reference: str | None = None,
) -> None:
    evenement = Evenement(type=type.value, le=uow.today(), reference=reference or event.bien_libelle)
    await noter_un_evenement(event.departement, event.demande_id, evenement, acteur, uow)
