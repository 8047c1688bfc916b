"""Chaque jour, le SNE apprend ce qui est arrivé aux demandes (arrêté du 23 mars 2015, § 3 à 6 et 8.5)."""

from collections.abc import Mapping
from datetime import date, timedelta

from domain.demandes import events as demandes
from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.doublons.events import DemandesFusionnees, FusionASuivre, FusionDefaite
from domain.demandes.model import Demande
from domain.demandes.personnes import events as personnes
from domain.echanges.rules import parametres
from domain.echanges.sne.codes import Sens, TypeFichier
from domain.echanges.sne.copies import copie_a_transmettre, recevoir
from domain.echanges.sne.errors import SneIndisponible
from domain.echanges.sne.events import TransmissionsAPoursuivre
from domain.echanges.sne.model import Transmission
from domain.echanges.sne.ports import Attribution, FichierSne, SneUnitOfWork
from domain.kernel.aggregate import Event
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur

T = TypeFichier
FICHIERS: Mapping[type[Event], TypeFichier] = {
    demandes.DemandeValidee: T.CREATION,
    demandes.DemandeNumeroteeModifiee: T.MODIFICATION,
    demandes.NatureChangee: T.MODIFICATION,
    demandes.DemandeRenouvelee: T.RENOUVELLEMENT,
    demandes.DemandeReveillee: T.RENOUVELLEMENT,
    demandes.DemandeRadiee: T.RADIATION,
    demandes.DemandeRestauree: T.RADIATION,
    personnes.CodemandeurAjoute: T.MODIFICATION,
    personnes.TitulaireRetire: T.MODIFICATION,
    personnes.DemandeSeparee: T.MODIFICATION,
    personnes.SeparationDefaite: T.MODIFICATION,
    personnes.DemandeNeeDUneSeparation: T.SEPARATION,
    personnes.SuiteDeSeparation: T.SUPPRESSION,
    DemandesFusionnees: T.MODIFICATION,
    FusionDefaite: T.MODIFICATION,
    FusionASuivre: T.SUPPRESSION,
}
"""Ce que chaque fait devient pour le SNE. Une restauration est une radiation sans motif."""


async def inscrire_au_sne(event: Event, acteur: Acteur, uow: SneUnitOfWork) -> None:
    """Un fait d'une demande qui a son numéro attend le prochain envoi ; avant, le SNE ne la connaît pas."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    if demande.numero_unique is None:
        return
    type_fichier = FICHIERS[type(event)]
    if type_fichier is T.SUPPRESSION and demande.etat is not EtatDemande.FUSIONNEE:
        type_fichier = T.CREATION  # la fusion est défaite : le SNE l'avait oubliée
    if type_fichier is T.MODIFICATION and _avant_l_enregistrement(event, demande):
        return
    if type_fichier is T.MODIFICATION and await uow.transmissions.modification_en_attente(
        event.departement, demande.id
    ):
        return
    uow.transmissions.add(
        Transmission.inscrire(
            departement=event.departement,
            demande_id=demande.id,
            type_fichier=type_fichier,
            evenement=event.libelle,
            le=event.occurred_at,
        )
    )


def _avant_l_enregistrement(event: Event, demande: Demande) -> bool:
    """Ce que la personne a saisi avant d'avoir son numéro est déjà dans la création."""
    return demande.validee_le is not None and event.occurred_at < demande.validee_le


async def transmettre_au_sne(event: JourCommence, acteur: Acteur, uow: SneUnitOfWork) -> None:
    await _transmettre_un_lot(event.departement, event.jour, 0, acteur, uow)


async def poursuivre_les_transmissions(event: TransmissionsAPoursuivre, acteur: Acteur, uow: SneUnitOfWork) -> None:
    await _transmettre_un_lot(event.departement, event.jour, event.essai, acteur, uow)


async def _transmettre_un_lot(departement: str, jour: date, essai: int, acteur: Acteur, uow: SneUnitOfWork) -> None:
    """Un lot par transaction, dans l'ordre des faits ; muet, le SNE est rappelé plus tard, et rien n'est sauté."""
    if not uow.sne.ouvert:
        return
    lus = parametres()
    combien = lus.a_la_date("sne.lot", jour, departement).entier()
    transmissions = await uow.transmissions.a_transmettre(departement, combien)
    for transmission in transmissions:
        try:
            await _echanger(transmission, acteur, uow)
        except SneIndisponible as panne:
            transmission.noter_l_echec(str(panne), le=uow.now())
            attentes = lus.a_la_date("sne.attentes_minutes", jour, departement).textes()
            if essai < len(attentes):
                _poursuivre(departement, jour, essai + 1, timedelta(minutes=int(attentes[essai])), uow)
            return  # la nuit prochaine reprendra au même fait
    if len(transmissions) == combien:
        _poursuivre(departement, jour, 0, timedelta(0), uow)


async def _echanger(transmission: Transmission, acteur: Acteur, uow: SneUnitOfWork) -> None:
    """Un fait qui part, ou des copies qui arrivent."""
    if transmission.sens is Sens.RECEPTION:
        await recevoir(transmission, acteur, uow)
        return
    demande = await uow.demandes.get(transmission.departement, transmission.demande_id)
    copie = None
    if transmission.type_fichier is T.COPIE:
        copie = await copie_a_transmettre(transmission, demande, uow)
        if copie is None:
            await uow.transmissions.retirer(transmission)
            return
    # les cinq derniers caractères du numéro sont le guichet qui l'a délivré
    guichet = (demande.numero_unique or "")[-5:]
    fichier = FichierSne(
        nom=transmission.nom_du_fichier(guichet),
        type_fichier=transmission.type_fichier,
        guichet=guichet,
        demande=demande,
        le=uow.now(),
        copie=copie,
        attribution=await _attribution(demande, uow) if transmission.type_fichier is T.RADIATION else None,
    )
    transmission.noter_l_accuse(await uow.sne.transmettre(fichier), le=uow.now())


async def _attribution(demande: Demande, uow: SneUnitOfWork) -> Attribution | None:
    if demande.motif_radiation is not MotifRadiation.ATTRIBUTION:
        return None
    proposition = await uow.propositions.bail_de_la_demande(demande.departement, demande.id)
    if proposition is None:
        return None
    bien = await uow.biens.get(demande.departement, proposition.bien_id)
    return Attribution(proposition=proposition, bien=bien)


def _poursuivre(departement: str, jour: date, essai: int, attente: timedelta, uow: SneUnitOfWork) -> None:
    uow.record(
        TransmissionsAPoursuivre(
            departement=departement,
            aggregate_id=new_id(),
            occurred_at=uow.now(),
            not_before=uow.now() + attente,
            jour=jour,
            essai=essai,
        )
    )
