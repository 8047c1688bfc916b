"""Un titulaire déclare un départ depuis son espace ; un guichet le confirme par l'acte ordinaire, ou répond non."""

from dataclasses import dataclass, replace
from uuid import UUID

from domain.demandes.declarations import Declaration
from domain.demandes.departs import events
from domain.demandes.departs.errors import AttestationManquante, DeclarationAbsente, DepartImpossible
from domain.demandes.departs.regles import (
    declarant,
    documents_en_ligne,
    raisons_de_confirmer,
    raisons_de_ne_pas_declarer,
)
from domain.demandes.errors import DemandeVerrouillee
from domain.demandes.model import Demande
from domain.demandes.personnes.prevision import Geste, prevoir
from domain.demandes.personnes.use_cases import exiger_la_date_du_deces, exiger_un_justificatif
from domain.demandes.policies import exiger_visible
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.synthese import nom_affiche
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger as exiger_droit


@dataclass(frozen=True, kw_only=True)
class DeclarerUnDepart:
    demande_id: UUID
    version: int
    geste: Geste
    atteste: bool
    """Le demandeur atteste sur l'honneur que ce qu'il déclare est exact."""


async def declarer_un_depart(command: DeclarerUnDepart, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Rien ne change encore : le fichier l'enregistre dans la foulée, ou un guichet le confirme, selon les documents.

    Code pénal, article 441-7 : une attestation inexacte engage qui la fait.
    """
    geste, le = command.geste, uow.today()
    demande = await _tenir(command.demande_id, command.version, acteur, uow)
    prevision = prevoir(demande, geste, le)
    opposees = (*raisons_de_ne_pas_declarer(acteur, demande, geste.sorte, le), *prevision.raisons)
    for raison in opposees:
        refus = DemandeVerrouillee if raison.code == "inscrite-en-commission" else DepartImpossible
        raise refus(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])
    exiger_un_justificatif(geste, prevision, "Dites quel document vous avez")
    exiger_la_date_du_deces(geste)
    assert geste.justificatif is not None
    if geste.justificatif in documents_en_ligne(le, demande.departement) and not command.atteste:
        raise AttestationManquante("Attestez sur l'honneur que ce départ est exact. Rien n'a été changé.")
    assert acteur.compte_id is not None
    compte = await uow.comptes_demandeurs.get(acteur.departement, acteur.compte_id)
    qui = declarant(demande, acteur.personne_id, compte.identifiant)
    demande.declaration = Declaration(
        sorte=geste.sorte,
        personne_id=geste.personne_id,
        personne=nom_affiche(next(p for p in demande.formulaire.adultes if p.id == geste.personne_id)),
        justificatif=geste.justificatif,
        occupants=tuple(sorted(geste.occupants)),
        successeur_id=geste.successeur_id,
        deces_le=geste.le,
        compte_id=compte.id,
        declarant="Un titulaire, par un accès partagé" if qui is None else nom_affiche(qui),
        le=uow.now(),
        raisons=tuple(raisons_de_confirmer(demande, geste, qui, le)),
    )
    demande.record(
        events.DepartDeclare(
            departement=demande.departement,
            aggregate_id=demande.id,
            occurred_at=uow.now(),
            personne=demande.declaration.personne,
            sorte_libelle=geste.sorte.libelle,
            justificatif=geste.justificatif.libelle,
        )
    )


@dataclass(frozen=True, kw_only=True)
class RetirerMaDeclaration:
    demande_id: UUID
    version: int


async def retirer_ma_declaration(command: RetirerMaDeclaration, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Qui l'a déclarée la retire, ou la range une fois la réponse lue."""
    demande = await _tenir(command.demande_id, command.version, acteur, uow)
    declaration = demande.declaration
    if declaration is None or declaration.compte_id != acteur.compte_id:
        raise DeclarationAbsente("Aucun départ n'attend d'être enregistré. Rien n'a été changé.")
    demande.declaration = None
    if not declaration.en_cours:
        return
    demande.record(
        events.DeclarationRetiree(
            departement=demande.departement,
            aggregate_id=demande.id,
            occurred_at=uow.now(),
            personne=declaration.personne,
            sorte_libelle=declaration.sorte.libelle,
        )
    )


@dataclass(frozen=True, kw_only=True)
class RefuserLaDeclaration:
    demande_id: UUID
    version: int
    motif: str


async def refuser_la_declaration(command: RefuserLaDeclaration, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Le guichet ne l'enregistre pas, et dit pourquoi à qui l'a déclarée ; les autres titulaires n'en savent rien."""
    exiger_droit(acteur, Droit.DEMANDES_VALIDER)
    demande = await _tenir(command.demande_id, command.version, acteur, uow)
    declaration = demande.declaration
    if declaration is None or not declaration.en_cours:
        raise DeclarationAbsente("Aucun départ déclaré n'attend de réponse. Rien n'a été changé.")
    demande.declaration = replace(
        declaration,
        refus=command.motif,
        refusee_par=acteur.organisme_libelle or acteur.libelle,
        refusee_le=uow.now(),
    )
    demande.record(
        events.DeclarationRefusee(
            departement=demande.departement,
            aggregate_id=demande.id,
            occurred_at=uow.now(),
            personne=declaration.personne,
            sorte_libelle=declaration.sorte.libelle,
            motif=command.motif,
            compte_id=declaration.compte_id,
        )
    )


async def _tenir(id: UUID, version: int, acteur: Acteur, uow: DemandesUnitOfWork) -> Demande:
    demande = await uow.demandes.get(acteur.departement, id, exclusif=True)
    exiger_visible(acteur, demande)
    if demande.version != version:
        raise ConcurrentEdit(
            "Ce dossier a été modifié depuis que vous l'avez ouvert. Relisez les conséquences avant de recommencer."
        )
    return demande
