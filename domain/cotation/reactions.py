from uuid import UUID

from domain.cotation.demande import epcis_souhaites, faits_de_la_demande
from domain.cotation.faits import Evenement, Faits, VieDuDossier
from domain.cotation.ports import RecotationUnitOfWork
from domain.cotation.use_cases import CoterLaDemande, coter_la_demande, est_une_mutation, populations_de
from domain.cotation.vocabulary import CauseDeCalcul, TypeEvenement
from domain.demandes.codes import EtatDemande
from domain.demandes.doublons.events import FusionDefaite
from domain.demandes.events import DemandeRenouvelee, DemandeRestauree
from domain.demandes.model import Demande
from domain.kernel.aggregate import Event
from domain.organismes.acteur import Acteur


async def recoter_la_demande(event: Event, acteur: Acteur, uow: RecotationUnitOfWork) -> None:
    """Une demande active se recote dans l'instant où elle change ; une demande radiée n'est plus cotée."""
    await recoter(event.departement, event.aggregate_id, acteur, uow, CauseDeCalcul.DEMANDE)


async def recoter_apres_controle_de_piece(event: Event, acteur: Acteur, uow: RecotationUnitOfWork) -> None:
    """Une pièce validée ou refusée change ce qui est prouvé."""
    await recoter(event.departement, event.aggregate_id, acteur, uow, CauseDeCalcul.PIECE)


async def noter_un_evenement(
    departement: str, demande_id: UUID, evenement: Evenement, acteur: Acteur, uow: RecotationUnitOfWork
) -> None:
    """Un refus ou un passage en commission compte dans certaines grilles : la demande est recotée avec lui."""
    await uow.cotations.noter(departement, demande_id, evenement)
    await recoter(departement, demande_id, acteur, uow, CauseDeCalcul.EVENEMENT)


async def noter_le_renouvellement(event: DemandeRenouvelee, acteur: Acteur, uow: RecotationUnitOfWork) -> None:
    evenement = Evenement(type=TypeEvenement.RENOUVELLEMENT.value, le=uow.today())
    await noter_un_evenement(event.departement, event.aggregate_id, evenement, acteur, uow)


async def noter_la_restauration(event: DemandeRestauree, acteur: Acteur, uow: RecotationUnitOfWork) -> None:
    evenement = Evenement(type=TypeEvenement.RESTAURATION.value, le=uow.today())
    await noter_un_evenement(event.departement, event.aggregate_id, evenement, acteur, uow)


async def recoter_apres_une_fusion_defaite(event: FusionDefaite, acteur: Acteur, uow: RecotationUnitOfWork) -> None:
    """Une grille qui n'a coté la demande gardée que le temps de la fusion ne laisse rien derrière elle."""
    await recoter_la_demande(event, acteur, uow)
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    faits = await lire_les_faits(demande, uow)
    await uow.cotations.oublier_depuis(
        demande.departement,
        demande.id,
        event.fusionnees_le,
        sauf=epcis_souhaites(demande, uow.geographie),
        populations=populations_de(est_une_mutation(faits)),
    )


async def recoter(
    departement: str,
    demande_id: UUID,
    acteur: Acteur,
    uow: RecotationUnitOfWork,
    cause: CauseDeCalcul,
    vie: VieDuDossier | None = None,
) -> None:
    """Relit la demande et la recote si elle est active ; sinon, elle n'est plus cotée.

    `vie` : celle du dossier, quand le même acte vient de la lire.
    """
    demande = await uow.demandes.get(departement, demande_id)
    if demande.etat is EtatDemande.ACTIVE:
        command = CoterLaDemande(
            demande_id=demande.id,
            epcis=epcis_souhaites(demande, uow.geographie),
            faits=await lire_les_faits(demande, uow, vie),
            cause=cause,
        )
        await coter_la_demande(command, acteur, uow)
    elif demande.numero_unique is not None:
        await uow.cotations.retirer(demande.departement, demande.id)


async def lire_les_faits(demande: Demande, uow: RecotationUnitOfWork, vie: VieDuDossier | None = None) -> Faits:
    """Ce que la demande, ses pièces, sa vie et ses labels donnent à lire aujourd'hui."""
    vie = vie or await uow.cotations.vie_du_dossier(demande.departement, demande.id)
    return faits_de_la_demande(
        demande,
        uow.geographie,
        uow.today(),
        pieces=vie.pieces,
        complet=uow.cotations.dossier_complet(demande, vie.pieces, uow.today()),
        evenements=vie.evenements,
        labels=[label.code for label in vie.labels],
        validations=vie.validations,
        foyer=uow.foyer(demande),
    )
