from datetime import timedelta
from uuid import UUID

from domain.demandes.events import BrouillonSupprime
from domain.demandes.parametres import PARAMETRES as DELAIS
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur
from domain.pieces.errors import AntivirusIndisponible, FormatRefuse, PieceIntrouvable
from domain.pieces.events import (
    ContenusInutiles,
    ExamenAReprendre,
    FeuilletRecu,
    PiecesEffacees,
    PurgeAPoursuivre,
)
from domain.pieces.feuillets import EtatFeuillet, arrivees, objet_du_feuillet, objets_de_cette_piece
from domain.pieces.model import pret, refuse
from domain.pieces.parametres import entier, nombres
from domain.pieces.ports import PiecesUnitOfWork
from domain.pieces.reception import examiner
from domain.pieces.televersement import objets_du_televersement
from domain.pieces.use_cases import oublier, ranger_le_document


async def examiner_le_feuillet(event: FeuilletRecu, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    """Un fichier lourd s'examine après coup, sans faire attendre celui qui l'a envoyé."""
    await _examiner(event.departement, event.aggregate_id, event.piece_id, event.feuillet_id, 0, uow)


async def reprendre_l_examen(event: ExamenAReprendre, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    await _examiner(event.departement, event.aggregate_id, event.piece_id, event.feuillet_id, event.essai, uow)


async def _examiner(
    departement: str, demande_id: UUID, piece_id: UUID, feuillet_id: UUID, essai: int, uow: PiecesUnitOfWork
) -> None:
    """Tant que l'antivirus se tait, le document reste en analyse : il n'est jamais déclaré sain."""
    try:
        piece = await uow.pieces.get(departement, demande_id, piece_id)
    except PieceIntrouvable:
        return  # retirée entre-temps
    feuillet = piece.feuillet(feuillet_id)
    if feuillet is None or feuillet.etat is not EtatFeuillet.EN_ANALYSE:
        return
    contenu = await uow.stockage.lire(feuillet.objet)
    try:
        document = await examiner(contenu, feuillet.format, uow.today(), atelier=uow.atelier, antivirus=uow.antivirus)
    except AntivirusIndisponible:
        uow.record(
            ExamenAReprendre(
                departement=departement,
                aggregate_id=demande_id,
                occurred_at=uow.now(),
                not_before=uow.now() + _attente(essai, uow),
                piece_id=piece_id,
                feuillet_id=feuillet_id,
                essai=essai + 1,
            )
        )
        return
    except FormatRefuse as refus:
        piece.noter_l_examen(refuse(feuillet, refus.message), le=uow.now())
    else:
        objet = objet_du_feuillet(departement, demande_id, piece_id, feuillet_id)
        await ranger_le_document(document, objet, uow.stockage)
        examine = pret(feuillet, objet=objet, pages=document.pages, examen=uow.antivirus.nom)
        piece.noter_l_examen(examine, le=uow.now())
    oublier(feuillet.objet, departement, demande_id, uow)


def _attente(essai: int, uow: PiecesUnitOfWork) -> timedelta:
    attentes = nombres("analyse_attentes_minutes", uow.today())
    return timedelta(minutes=attentes[min(essai, len(attentes) - 1)])


async def effacer_les_contenus(event: ContenusInutiles, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    await uow.stockage.effacer_tout(event.prefixe)


async def purger_les_pieces(event: JourCommence, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    """Un an après la radiation, les pièces n'existent plus ; les envois abandonnés non plus.

    Décret n° 2017-917 du 9 mai 2017, article 4 ; arrêté du 23 mars 2015, § 7.
    """
    await _oublier_les_envois_abandonnes(event.departement, uow)
    await _purger_un_lot(event.departement, uow)


async def poursuivre_la_purge(event: PurgeAPoursuivre, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    await _purger_un_lot(event.departement, uow)


async def effacer_les_pieces_du_brouillon(event: BrouillonSupprime, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    """Un brouillon supprimé ne laisse aucun document derrière lui (RGPD, article 5)."""
    await _effacer(event.departement, event.aggregate_id, uow)


async def _effacer(departement: str, demande_id: UUID, uow: PiecesUnitOfWork) -> None:
    """Pièce par pièce : ce qui a suivi une personne dans une autre demande n'est pas à effacer avec celle-ci."""
    effacees = await uow.pieces.effacer_de_la_demande(departement, demande_id)
    if effacees:
        uow.record(
            PiecesEffacees(
                departement=departement, aggregate_id=demande_id, occurred_at=uow.now(), nombre=len(effacees)
            )
        )
    for piece_id, feuillets in effacees.items():
        for prefixe in sorted(objets_de_cette_piece(departement, demande_id, piece_id, feuillets)):
            oublier(prefixe, departement, demande_id, uow)


async def _purger_un_lot(departement: str, uow: PiecesUnitOfWork) -> None:
    """Un lot par transaction : interrompue, la purge reprend où elle en était et n'efface rien deux fois."""
    mois = DELAIS.a_la_date("delais.conservation_apres_radiation_mois", uow.today(), departement).entier()
    combien = entier("purge_par_lot", uow.today())
    demandes = await uow.pieces.demandes_a_purger(departement, ajouter_mois(uow.today(), -mois), combien)
    for demande_id in demandes:
        await _effacer(departement, demande_id, uow)
    if len(demandes) == combien:
        uow.record(PurgeAPoursuivre(departement=departement, aggregate_id=new_id(), occurred_at=uow.now()))


async def _oublier_les_envois_abandonnes(departement: str, uow: PiecesUnitOfWork) -> None:
    limite = uow.now() - timedelta(hours=entier("televersement_heures", uow.today()))
    for televersement_id in await uow.televersements.oublier_avant(departement, limite):
        oublier(objets_du_televersement(departement, televersement_id), departement, televersement_id, uow)
    attendus = await uow.pieces.objets_en_analyse(departement)
    for objet in await uow.stockage.ranges_avant(arrivees(departement), limite):
        if objet not in attendus:
            await uow.stockage.effacer(objet)
