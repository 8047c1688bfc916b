"""Écrire à plusieurs demandeurs, imprimer leurs lettres ou leurs attestations : les lignes cochées d'une liste."""

from dataclasses import dataclass
from uuid import UUID

from domain.communications.groupes.ports import GroupesUnitOfWork
from domain.demandes.parametres import entier
from domain.demandes.queries import DemandesCriteria
from domain.demandes.travaux.model import GenreTravail, Ordre
from domain.demandes.travaux.use_cases import demander
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger


@dataclass(frozen=True, kw_only=True)
class EcrireAPlusieurs:
    demandes: tuple[UUID, ...]
    objet: str
    texte: str


async def ecrire_a_plusieurs(command: EcrireAPlusieurs, acteur: Acteur, uow: GroupesUnitOfWork) -> UUID:
    """Le même message à chacun, au nom de l'organisme ; ceux que l'on ne peut pas joindre sont dits."""
    exiger(acteur, Droit.DEMANDES_ECRIRE)
    ordre = Ordre(
        perimetre=acteur.perimetre,
        droits=acteur.droits,
        criteria=DemandesCriteria(parmi=command.demandes),
        objet=command.objet,
        texte=command.texte,
    )
    maximum = entier("message_groupe.destinataires_maximum", uow.today(), acteur.departement)
    return await demander(GenreTravail.MESSAGE, ordre, acteur, uow, motif=command.objet, maximum=maximum)


@dataclass(frozen=True, kw_only=True)
class ImprimerDesLettres:
    demandes: tuple[UUID, ...]
    objet: str
    texte: str


async def imprimer_des_lettres(command: ImprimerDesLettres, acteur: Acteur, uow: GroupesUnitOfWork) -> UUID:
    """La même lettre à chacun, à l'adresse postale de sa demande, en un document à imprimer."""
    exiger(acteur, Droit.DEMANDES_ECRIRE)
    ordre = Ordre(
        perimetre=acteur.perimetre,
        droits=acteur.droits,
        criteria=DemandesCriteria(parmi=command.demandes, sort="nom"),
        objet=command.objet,
        texte=command.texte,
    )
    maximum = entier("edition.demandes_maximales", uow.today(), acteur.departement)
    return await demander(GenreTravail.LETTRES, ordre, acteur, uow, motif=command.objet, maximum=maximum)


@dataclass(frozen=True, kw_only=True)
class ImprimerLesAttestations:
    demandes: tuple[UUID, ...]


async def imprimer_les_attestations(command: ImprimerLesAttestations, acteur: Acteur, uow: GroupesUnitOfWork) -> UUID:
    """Un seul document à imprimer ; les demandes qui n'ont pas d'attestation sont dites (CCH R441-2-4)."""
    exiger(acteur, Droit.DEMANDES_ECRIRE)
    criteria = DemandesCriteria(parmi=command.demandes, sort="nom")
    ordre = Ordre(perimetre=acteur.perimetre, droits=acteur.droits, criteria=criteria)
    maximum = entier("edition.demandes_maximales", uow.today(), acteur.departement)
    motif = "Attestations d'enregistrement"
    return await demander(GenreTravail.ATTESTATIONS, ordre, acteur, uow, motif=motif, maximum=maximum)
