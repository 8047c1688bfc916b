from fastapi import APIRouter, Response

from api.demande_forms import VersionBody
from api.dependencies import ContainerDep, CurrentDemandeur, DemandeSession, Execute
from api.personnes import ChangementBody, GesteBody
from api.problems import problems
from api.queries import Demandes, Personnes
from api.schemas import Body, Ligne, Version
from api.security.sessions import DEMANDEUR_COOKIE, clear_cookie
from domain.demandes.departs.errors import AttestationManquante, DeclarationAbsente, DepartImpossible
from domain.demandes.departs.use_cases import (
    DeclarerUnDepart,
    RetirerMaDeclaration,
    declarer_un_depart,
    retirer_ma_declaration,
)
from domain.demandes.errors import (
    DemandeIntrouvable,
    DemandeVerrouillee,
    NomDeNaissanceManquant,
    PersonneIntrouvable,
)
from domain.demandes.personnes.errors import (
    DateDeDecesManquante,
    GesteImpossible,
    JustificatifInsuffisant,
    ProtectionImpossible,
)
from domain.demandes.personnes.queries import ApercuDuGeste
from domain.demandes.personnes.use_cases import ChangerLesTitulaires, MeProteger, changer_les_titulaires, me_proteger
from domain.demandes.protection import MotifProtection
from domain.demandes.queries import DemandeDetail
from domain.demandes.rules.identifiants import IdentifiantIllisible
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.errors import NonConnecte

router = APIRouter(tags=["ma demande"])


class MaProtectionBody(Body):
    motif: MotifProtection
    contact: Ligne
    """Adresse électronique ou mobile que je suis seul à lire."""


class DepartBody(GesteBody):
    """Le départ que je déclare, sur la version dont j'ai lu les conséquences."""

    version: Version
    atteste: bool = False
    """J'atteste sur l'honneur que ce que je déclare est exact."""


@router.post(
    "/ma-demande/personnes/apercu",
    operation_id="prevoir_mon_changement_de_titulaires",
    responses=problems(NonConnecte, DemandeIntrouvable),
)
async def apercu(body: GesteBody, session: DemandeSession, personnes: Personnes) -> ApercuDuGeste:
    """Ce que changerait l'arrivée ou le départ d'une personne, et où le faire enregistrer."""
    return await personnes.apercu(session.acteur.perimetre, session.acteur, session.demande_id, body.geste())


@router.post(
    "/ma-demande/personnes",
    operation_id="ajouter_un_codemandeur",
    responses=problems(
        NonConnecte, DemandeIntrouvable, DemandeVerrouillee, ConcurrentEdit, GesteImpossible, NomDeNaissanceManquant
    ),
)
async def ajouter(body: ChangementBody, session: DemandeSession, execute: Execute, demandes: Demandes) -> DemandeDetail:
    """Ajoute un codemandeur à ma demande. Un départ s'enregistre au guichet."""
    command = ChangerLesTitulaires(
        demande_id=session.demande_id, version=body.version, geste=body.geste(), commentaire=body.commentaire
    )
    await execute(changer_les_titulaires, command, session.acteur)
    return await demandes.relire(session.acteur.perimetre, session.acteur, session.demande_id)


@router.post(
    "/ma-demande/depart",
    operation_id="declarer_un_depart",
    responses=problems(
        NonConnecte,
        DemandeIntrouvable,
        DemandeVerrouillee,
        ConcurrentEdit,
        DateDeDecesManquante,
        DepartImpossible,
        JustificatifInsuffisant,
        AttestationManquante,
    ),
)
async def declarer(body: DepartBody, session: DemandeSession, execute: Execute, demandes: Demandes) -> DemandeDetail:
    """Déclare une séparation, une renonciation, un décès ou une erreur.

    Si mon attestation suffit, le fichier l'enregistre dans la minute ; sinon un guichet la confirme. Les autres
    titulaires n'en sont pas prévenus tant que ce n'est pas enregistré.
    """
    command = DeclarerUnDepart(
        demande_id=session.demande_id, version=body.version, geste=body.geste(), atteste=body.atteste
    )
    await execute(declarer_un_depart, command, session.acteur)
    return await demandes.relire(session.acteur.perimetre, session.acteur, session.demande_id)


@router.post(
    "/ma-demande/depart/retrait",
    operation_id="retirer_ma_declaration",
    responses=problems(NonConnecte, DemandeIntrouvable, ConcurrentEdit, DeclarationAbsente),
)
async def retirer(body: VersionBody, session: DemandeSession, execute: Execute, demandes: Demandes) -> DemandeDetail:
    """Retire ce que j'ai déclaré et qui n'est pas encore enregistré, ou range la réponse que j'ai lue."""
    command = RetirerMaDeclaration(demande_id=session.demande_id, version=body.version)
    await execute(retirer_ma_declaration, command, session.acteur)
    return await demandes.relire(session.acteur.perimetre, session.acteur, session.demande_id)


@router.put(
    "/ma-demande/protection",
    status_code=204,
    operation_id="proteger_mes_coordonnees",
    responses=problems(
        NonConnecte, DemandeIntrouvable, IdentifiantIllisible, PersonneIntrouvable, ProtectionImpossible
    ),
)
async def proteger(
    response: Response,
    body: MaProtectionBody,
    session: CurrentDemandeur,
    mienne: DemandeSession,
    execute: Execute,
    container: ContainerDep,
) -> None:
    """Masque mes coordonnées aux autres titulaires.

    Toutes les connexions se ferment, la mienne comprise : je reviens avec un code envoyé à l'adresse que je suis
    seul à lire.
    """
    command = MeProteger(demande_id=mienne.demande_id, motif=body.motif, contact=body.contact)
    await execute(me_proteger, command, mienne.acteur)
    container.demandeur_sessions.forget_account(session.compte_id)
    clear_cookie(response, DEMANDEUR_COOKIE)
