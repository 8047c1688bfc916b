from uuid import UUID

from domain.communications.ecriture import ecrire_au_demandeur
from domain.communications.events import EditionFaite, MessageEcritParUnAgent
from domain.communications.groupes.lettres import imprimer_les_lettres
from domain.communications.groupes.ports import GroupesUnitOfWork
from domain.communications.groupes.visibles import introuvable, introuvables, les_visibles
from domain.communications.queries import Attestation
from domain.demandes.codes import EtatDemande
from domain.demandes.queries import DemandeResume
from domain.demandes.travaux.events import EditionGroupeeDemandee, MessageGroupeAPoursuivre, MessageGroupeDemande
from domain.demandes.travaux.model import GenreTravail, Manque, Travail, objet_du_travail
from domain.demandes.travaux.reactions import finir_avec_un_fichier
from domain.kernel.errors import DomainError
from domain.organismes.acteur import Acteur

PAR_FOIS = 50
"""Demandeurs d'une même transaction : elle reste courte, et l'avancement se voit."""


async def ecrire_aux_premiers(event: MessageGroupeDemande, acteur: Acteur, uow: GroupesUnitOfWork) -> None:
    await _ecrire_aux_suivants(event.departement, event.aggregate_id, uow)


async def ecrire_aux_suivants(event: MessageGroupeAPoursuivre, acteur: Acteur, uow: GroupesUnitOfWork) -> None:
    await _ecrire_aux_suivants(event.departement, event.aggregate_id, uow)


async def _ecrire_aux_suivants(departement: str, travail_id: UUID, uow: GroupesUnitOfWork) -> None:
    """Rejoué, il reprend où il en était : nul ne reçoit deux fois le message."""
    travail = await uow.travaux.get(departement, travail_id)
    if not travail.attend:
        return
    suivantes = travail.ordre.criteria.parmi[travail.vues : travail.vues + PAR_FOIS]
    visibles = {vue.id: vue for vue in await les_visibles(travail, suivantes, uow)}
    manques = [m for id in suivantes if (m := await _ecrire_a_un(id, visibles.get(id), travail, uow)) is not None]
    travail.avancer(faits=len(suivantes) - len(manques), manques=tuple(manques))
    if travail.vues < travail.total:
        uow.record(MessageGroupeAPoursuivre(departement=departement, aggregate_id=travail.id, occurred_at=uow.now()))
    else:
        travail.finir(le=uow.now())


async def _ecrire_a_un(id: UUID, vue: DemandeResume | None, travail: Travail, uow: GroupesUnitOfWork) -> Manque | None:
    if vue is None:
        return introuvable(id)
    nom = vue.numero_unique or vue.reference
    if vue.etat is EtatDemande.BROUILLON:
        return Manque(demande_id=id, nom=nom, code="brouillon", phrase="Elle est encore un brouillon.")
    demande = await uow.demandes.get(travail.departement, id)
    valeurs = {
        "objet": travail.ordre.objet,
        "texte": travail.ordre.texte,
        "organisme": travail.organisme or "Le fichier partagé",
    }
    if await ecrire_au_demandeur(demande, "message_groupe", valeurs, uow) is None:
        return Manque(
            demande_id=id,
            nom=nom,
            code="sans-adresse",
            phrase="Aucune adresse électronique ni mobile où écrire : joignez la personne par courrier.",
        )
    uow.record(
        MessageEcritParUnAgent(
            departement=travail.departement,
            aggregate_id=travail.id,
            occurred_at=uow.now(),
            demande_id=id,
            par=travail.auteur,
            organisme=travail.organisme,
            titre=travail.ordre.objet,
        )
    )
    return None


async def imprimer_le_lot(event: EditionGroupeeDemandee, acteur: Acteur, uow: GroupesUnitOfWork) -> None:
    travail = await uow.travaux.get(event.departement, event.aggregate_id)
    if not travail.attend:
        return
    if travail.genre is GenreTravail.LETTRES:
        await imprimer_les_lettres(travail, uow)
    else:
        await _imprimer_les_attestations(travail, uow)


async def _imprimer_les_attestations(travail: Travail, uow: GroupesUnitOfWork) -> None:
    demandees = travail.ordre.criteria.parmi
    visibles = await les_visibles(travail, demandees, uow)
    faites: list[Attestation] = []
    manques = introuvables(demandees, visibles)
    for vue in visibles:
        try:
            attestation = await uow.editions.attestation(travail.ordre.perimetre, travail.demandeur, vue.id)
        except DomainError as refus:
            nom = vue.numero_unique or vue.reference
            manques.append(Manque(demande_id=vue.id, nom=nom, code=refus.code, phrase=refus.message))
            continue
        faites.append(attestation)
        uow.record(
            EditionFaite(
                departement=travail.departement,
                aggregate_id=travail.id,
                occurred_at=uow.now(),
                demande_id=vue.id,
                document="Attestation d'enregistrement",
                module="Demandes, plusieurs à la fois",
                destinataire=" et ".join(filter(None, (attestation.demandeur, *attestation.codemandeurs))),
                par=travail.auteur,
                organisme=travail.organisme,
            )
        )
    travail.avancer(faits=len(faites), manques=tuple(manques))
    if not faites:
        travail.finir(le=uow.now())
        return
    objet = objet_du_travail(travail.departement, travail.id)
    await uow.fichiers.ranger(objet, await uow.editions.imprimer(faites))
    finir_avec_un_fichier(travail, objet, f"attestations-{uow.today():%Y-%m-%d}.pdf", uow)
