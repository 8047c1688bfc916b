from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.cotation.faits import Validation, ValidationPosee
from domain.cotation.grille import Critere, Grille
from domain.cotation.reactions import lire_les_faits, recoter
from domain.cotation.sensibilite import est_sensible
from domain.cotation.use_cases import grilles_applicables
from domain.cotation.validations.errors import CritereAValiderIntrouvable, ValidationIntrouvable
from domain.cotation.validations.events import CritereValide, ValidationDeCritereRetiree
from domain.cotation.validations.policies import (
    exiger_de_valider,
    peut_le_lire,
    peut_lire_la_validation,
    raison_validee,
)
from domain.cotation.validations.ports import ValidationsUnitOfWork
from domain.cotation.validations.rules import criteres_a_valider, validation_en_cours
from domain.cotation.vocabulary import CauseDeCalcul
from domain.demandes.model import Demande
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur


@dataclass(frozen=True, kw_only=True)
class ValiderUnCritere:
    demande_id: UUID
    epci: str
    critere: str
    motif: str


async def valider_un_critere(command: ValiderUnCritere, acteur: Acteur, uow: ValidationsUnitOfWork) -> None:
    """Un agent valide ce que la grille fait vérifier par un intervenant, et dit d'où il le tient.

    Les points du critère sont aussitôt vérifiés, pour le temps que la grille donne à cette preuve.
    """
    demande = await uow.demandes.get(acteur.departement, command.demande_id)
    exiger_de_valider(acteur, demande)
    faits = await lire_les_faits(demande, uow)
    grilles = await uow.cotations.grilles_en_vigueur(acteur.departement, (command.epci,), uow.today())
    for version in grilles_applicables(grilles, faits, uow.today()):
        for critere in criteres_a_valider(version.contenu, faits.pour(version.epci), uow.today()):
            if critere.code == command.critere and peut_le_lire(acteur, critere, version.contenu):
                return await _valider(command, version.contenu, critere, demande, faits.validees, acteur, uow)
    raise CritereAValiderIntrouvable("Ce critère n'est pas à valider pour cette demande. Rechargez la page.")


async def _valider(
    command: ValiderUnCritere,
    grille: Grille,
    critere: Critere,
    demande: Demande,
    posees: tuple[Validation, ...],
    acteur: Acteur,
    uow: ValidationsUnitOfWork,
) -> None:
    exiger_de_valider(acteur, demande, raison_validee(validation_en_cours(critere, command.epci, posees, uow.today())))
    validation = ValidationPosee(
        id=new_id(),
        epci=command.epci,
        critere=critere.code,
        libelle=critere.libelle,
        sensible=est_sensible(critere, grille.criteres),
        type=critere.preuve.role or "",
        valide_le=uow.today(),
        motif=command.motif,
        par=acteur.organisme_libelle or acteur.libelle,
    )
    await uow.validations.poser(acteur.departement, demande.id, validation)
    uow.record(CritereValide(**_dit(demande, validation, command.motif, uow)))
    await recoter(acteur.departement, demande.id, acteur, uow, CauseDeCalcul.PIECE)


@dataclass(frozen=True, kw_only=True)
class RetirerUneValidation:
    demande_id: UUID
    validation_id: UUID
    motif: str


async def retirer_une_validation(command: RetirerUneValidation, acteur: Acteur, uow: ValidationsUnitOfWork) -> None:
    """Une validation posée à tort ne compte plus ; l'historique garde les deux gestes."""
    demande = await uow.demandes.get(acteur.departement, command.demande_id)
    exiger_de_valider(acteur, demande)
    posees = await uow.validations.de_la_demande(acteur.departement, demande.id)
    validation = next((v for v in posees if v.id == command.validation_id and peut_lire_la_validation(acteur, v)), None)
    if validation is None:
        raise ValidationIntrouvable("Cette validation n'est plus dans le dossier. Rechargez la page.")
    await uow.validations.retirer(acteur.departement, validation.id)
    uow.record(ValidationDeCritereRetiree(**_dit(demande, validation, command.motif, uow)))
    await recoter(acteur.departement, demande.id, acteur, uow, CauseDeCalcul.PIECE)


def _dit(demande: Demande, validation: ValidationPosee, motif: str, uow: ValidationsUnitOfWork) -> dict[str, Any]:
    return {
        "departement": demande.departement,
        "aggregate_id": demande.id,
        "occurred_at": uow.now(),
        "epci": validation.epci,
        "critere": None if validation.sensible else validation.libelle,
        "role": None if validation.sensible else validation.type,
        "motif": None if validation.sensible else motif,
    }
