from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from api.dependencies import CurrentActeur, Execute
from api.personnes import ChangementBody, GesteBody
from api.problems import problems
from api.queries import Demandes, Personnes
from api.schemas import Body, Ligne, au_moins
from domain.demandes.errors import (
    DemandeIntrouvable,
    DemandeVerrouillee,
    GuichetSansCode,
    NomDeNaissanceManquant,
    PersonneIntrouvable,
)
from domain.demandes.personnes.errors import (
    AccordManquant,
    DateDeDecesManquante,
    GesteImpossible,
    JustificatifInsuffisant,
    MotifDArriveeManquant,
    ProtectionImpossible,
    SeparationIntrouvable,
    SeparationIrreversible,
)
from domain.demandes.personnes.queries import ApercuDuGeste, SeparationVue
from domain.demandes.personnes.use_cases import (
    ChangerLesTitulaires,
    DefaireSeparation,
    LeverProtection,
    ProtegerPersonne,
    changer_les_titulaires,
    defaire_separation,
    lever_protection,
    proteger_personne,
)
from domain.demandes.protection import MotifProtection
from domain.demandes.queries import DemandeDetail
from domain.demandes.rules.identifiants import IdentifiantIllisible
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(prefix="/demandes", tags=["personnes"])
EN_ECRITURE = (DemandeIntrouvable, DroitManquant)
Motif = Annotated[str, au_moins(3, 1000, plusieurs_lignes=True)]


class ProtectionBody(Body):
    personne_id: UUID
    motif: MotifProtection
    contact: Ligne | None = None
    """Adresse électronique ou mobile que la personne est seule à lire."""


class LeveeBody(Body):
    motif: Motif


class DefaireSeparationBody(Body):
    motif: Motif
    accord_des_deux: bool
    """L'agent a l'accord écrit des deux personnes."""


@router.post(
    "/{demande_id}/personnes/apercu",
    operation_id="prevoir_changement_de_titulaires",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def apercu(demande_id: UUID, body: GesteBody, acteur: CurrentActeur, personnes: Personnes) -> ApercuDuGeste:
    """Tout ce que changerait ce geste, sans rien enregistrer."""
    exiger(acteur, Droit.DEMANDES_ECRIRE)
    return await personnes.apercu(acteur.perimetre, acteur, demande_id, body.geste())


@router.post(
    "/{demande_id}/personnes",
    operation_id="changer_les_titulaires",
    responses=problems(
        *EN_ECRITURE,
        ConcurrentEdit,
        DateDeDecesManquante,
        DemandeVerrouillee,
        GesteImpossible,
        GuichetSansCode,
        JustificatifInsuffisant,
        MotifDArriveeManquant,
        NomDeNaissanceManquant,
        PersonneIntrouvable,
    ),
)
async def changer(
    demande_id: UUID, body: ChangementBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Ajoute un codemandeur, ou enregistre une séparation, une renonciation, un décès, une erreur.

    Répond la demande qui reste ; ses liens mènent à celle qu'une séparation a créée.
    """
    command = ChangerLesTitulaires(
        demande_id=demande_id, version=body.version, geste=body.geste(), commentaire=body.commentaire
    )
    await execute(changer_les_titulaires, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.get(
    "/{demande_id}/separations",
    operation_id="lister_separations",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def separations(demande_id: UUID, acteur: CurrentActeur, personnes: Personnes) -> list[SeparationVue]:
    """Les séparations de cette demande, et si chacune peut encore se défaire."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await personnes.separations(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/separations/{separation_id}/defaite",
    operation_id="defaire_separation",
    responses=problems(*EN_ECRITURE, AccordManquant, ConcurrentEdit, SeparationIntrouvable, SeparationIrreversible),
)
async def defaire(
    demande_id: UUID,
    separation_id: UUID,
    body: DefaireSeparationBody,
    acteur: CurrentActeur,
    execute: Execute,
    demandes: Demandes,
) -> DemandeDetail:
    """Les deux personnes demandent de nouveau ensemble, sous le premier numéro, avec l'accord écrit de chacune."""
    command = DefaireSeparation(
        demande_id=demande_id,
        separation_id=separation_id,
        motif=body.motif,
        accord_des_deux=body.accord_des_deux,
    )
    await execute(defaire_separation, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.put(
    "/{demande_id}/protection",
    operation_id="proteger_personne",
    responses=problems(*EN_ECRITURE, IdentifiantIllisible, PersonneIntrouvable, ProtectionImpossible),
)
async def proteger(
    demande_id: UUID, body: ProtectionBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Masque les coordonnées d'une personne en danger et ferme les accès des autres."""
    command = ProtegerPersonne(
        demande_id=demande_id, personne_id=body.personne_id, motif=body.motif, contact=body.contact
    )
    await execute(proteger_personne, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/protection/levee",
    operation_id="lever_protection",
    responses=problems(*EN_ECRITURE, ProtectionImpossible),
)
async def lever(
    demande_id: UUID, body: LeveeBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Les coordonnées se montrent de nouveau. Les accès fermés le restent."""
    await execute(lever_protection, LeverProtection(demande_id=demande_id, motif=body.motif), acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)
