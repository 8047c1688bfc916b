from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.dependencies import ContainerDep, CurrentDemandeur, Execute, Limits, public_acteur
from api.metrics import REFUSED
from api.problems import problems
from api.schemas import Body, CodeDepartement, MotDePasse
from api.security.rate_limit import DAY, HOUR, QUARTER_HOUR, client_address
from api.security.sessions import DEMANDEUR_COOKIE, clear_cookie, set_cookie
from domain.demandes.connexion import (
    ChangerMonIdentifiant,
    ChoisirMonMotDePasse,
    DemanderCode,
    OuvrirSessionDemandeur,
    changer_mon_identifiant,
    choisir_mon_mot_de_passe,
    demander_code,
    ouvrir_session_demandeur,
)
from domain.demandes.errors import CodeDIdentifiantRefuse, IdentifiantDejaPris
from domain.demandes.rules.identifiants import IdentifiantIllisible, est_mobile, normaliser_identifiant
from domain.kernel.errors import ErreurDeChamp
from domain.organismes.errors import (
    IdentifiantsInvalides,
    MotDePasseTropFaible,
    NonConnecte,
    TropDeTentatives,
)
from domain.organismes.rules import entier
from domain.organismes.use_cases.connexion import (
    FermerSession,
    FermerToutesLesSessions,
    SessionRefusee,
    fermer_session,
    fermer_toutes_les_sessions,
)

router = APIRouter(tags=["compte"])
Identifiant = Annotated[str, Field(min_length=5, max_length=260, pattern=r"^[^\x00-\x1f]*$")]


class CodeBody(Body):
    departement: CodeDepartement
    identifiant: Identifiant
    """Adresse électronique ou numéro de mobile."""


class ConnexionBody(Body):
    departement: CodeDepartement
    identifiant: Identifiant
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")] | None = None
    mot_de_passe: MotDePasse | None = None

    @model_validator(mode="after")
    def _one_proof(self) -> "ConnexionBody":
        if (self.code is None) == (self.mot_de_passe is None):
            raise ValueError("un code ou un mot de passe")
        return self


class MotDePasseBody(Body):
    nouveau: MotDePasse


class IdentifiantBody(Body):
    identifiant: Identifiant
    """La nouvelle adresse, ou le nouveau mobile."""
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    """Reçu à cette adresse ou sur ce mobile."""


class MonCompte(BaseModel):
    """Mon accès au portail."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    identifiant: str
    departement: str
    a_une_demande: bool
    a_un_mot_de_passe: bool
    connexion_precedente_le: datetime | None
    """La connexion d'avant celle-ci ; absente la première fois."""


@router.post(
    "/session/codes",
    status_code=202,
    operation_id="demander_code",
    responses=problems(IdentifiantIllisible, TropDeTentatives),
)
async def codes(request: Request, body: CodeBody, execute: Execute, limits: Limits, container: ContainerDep) -> None:
    """Envoie un code à usage unique. La réponse est la même que l'adresse soit connue ou non."""
    identifiant = normaliser_identifiant(body.identifiant)
    address, today = client_address(request), container.today()
    await limits.spend(
        f"code-ip:{address}", at_most=entier("code.demandes_par_adresse_ip", today), window_seconds=QUARTER_HOUR
    )
    await limits.spend(
        f"code:{body.departement}:{identifiant}",
        at_most=entier("code.envois_par_quart_d_heure", today),
        window_seconds=QUARTER_HOUR,
    )
    par_sms = est_mobile(identifiant)
    await limits.spend(
        f"code-jour:{identifiant}",
        at_most=entier("code.sms_par_jour" if par_sms else "code.envois_par_jour", today),
        window_seconds=DAY,
    )
    if par_sms:
        await limits.spend(
            f"sms-ip:{address}", at_most=entier("code.sms_par_heure_et_par_adresse_ip", today), window_seconds=HOUR
        )
        await limits.spend(
            f"sms:{body.departement}",
            at_most=entier("code.sms_par_jour_et_par_departement", today),
            window_seconds=DAY,
            sentence="Nous ne pouvons plus envoyer de SMS aujourd'hui. Recevez votre code par courriel, "
            "ou réessayez demain.",
        )
    command = DemanderCode(departement=body.departement, identifiant=identifiant)
    await execute(demander_code, command, public_acteur(body.departement))


@router.post(
    "/session",
    status_code=204,
    operation_id="ouvrir_session",
    responses=problems(IdentifiantsInvalides, IdentifiantIllisible, TropDeTentatives),
)
async def ouvrir(
    request: Request,
    response: Response,
    body: ConnexionBody,
    execute: Execute,
    limits: Limits,
    container: ContainerDep,
) -> None:
    """Ouvre mon espace avec le code reçu, ou avec mon mot de passe si j'en ai choisi un."""
    await limits.spend(
        f"connexion:{client_address(request)}",
        at_most=entier("connexion.essais_par_adresse_ip", container.today()),
        window_seconds=QUARTER_HOUR,
    )
    command = OuvrirSessionDemandeur(
        departement=body.departement,
        identifiant=body.identifiant,
        code=body.code,
        mot_de_passe=body.mot_de_passe,
    )
    result = await execute(ouvrir_session_demandeur, command, public_acteur(body.departement))
    if isinstance(result, SessionRefusee):
        REFUSED.labels("grandpublic", result.motif).inc()
        if result.attendre_secondes:
            raise TropDeTentatives(
                "Trop d'essais avec cette adresse ou ce numéro. Patientez avant de réessayer, ou recevez un code.",
                apres_secondes=result.attendre_secondes,
            )
        raise IdentifiantsInvalides(
            "Ce code n'est pas le bon ou n'est plus valable. Vérifiez-le, ou demandez un nouveau code."
            if body.code
            else "L'adresse ou le mot de passe n'est pas le bon. Vous pouvez aussi recevoir un code."
        )
    set_cookie(response, DEMANDEUR_COOKIE, result.secret, container.session_limits.absolute)


@router.get("/session", operation_id="lire_session", responses=problems(NonConnecte))
async def lire(session: CurrentDemandeur, container: ContainerDep) -> MonCompte:
    """Qui est connecté."""
    return await _mon_compte(session, container)


@router.delete("/session", status_code=204, operation_id="fermer_session", responses=problems(NonConnecte))
async def fermer(response: Response, session: CurrentDemandeur, execute: Execute, container: ContainerDep) -> None:
    """Ferme la session."""
    await execute(fermer_session, FermerSession(secret=session.secret), session.acteur)
    container.demandeur_sessions.forget_account(session.compte_id)
    clear_cookie(response, DEMANDEUR_COOKIE)


@router.post(
    "/session/deconnexion-partout",
    status_code=204,
    operation_id="deconnecter_partout",
    responses=problems(NonConnecte),
)
async def partout(response: Response, session: CurrentDemandeur, execute: Execute, container: ContainerDep) -> None:
    """Ferme toutes mes sessions, celle-ci comprise."""
    await execute(fermer_toutes_les_sessions, FermerToutesLesSessions(), session.acteur)
    container.demandeur_sessions.forget_account(session.compte_id)
    clear_cookie(response, DEMANDEUR_COOKIE)


@router.get("/mon-compte", operation_id="lire_mon_compte", responses=problems(NonConnecte))
async def compte(session: CurrentDemandeur, container: ContainerDep) -> MonCompte:
    """Mon accès au portail."""
    return await _mon_compte(session, container)


@router.put(
    "/mon-compte/mot-de-passe",
    status_code=204,
    operation_id="choisir_mot_de_passe",
    responses=problems(NonConnecte, MotDePasseTropFaible),
)
async def mot_de_passe(
    response: Response, body: MotDePasseBody, session: CurrentDemandeur, execute: Execute, container: ContainerDep
) -> None:
    """Choisit un mot de passe, pour qui préfère cela aux codes. Les autres sessions se ferment."""
    secret = await execute(choisir_mon_mot_de_passe, ChoisirMonMotDePasse(nouveau=body.nouveau), session.acteur)
    container.demandeur_sessions.forget_account(session.compte_id)
    set_cookie(response, DEMANDEUR_COOKIE, secret, container.session_limits.absolute)


@router.put(
    "/mon-compte/identifiant",
    status_code=204,
    operation_id="changer_identifiant",
    responses=problems(
        NonConnecte, IdentifiantIllisible, CodeDIdentifiantRefuse, IdentifiantDejaPris, TropDeTentatives
    ),
)
async def identifiant(
    request: Request,
    response: Response,
    body: IdentifiantBody,
    session: CurrentDemandeur,
    execute: Execute,
    limits: Limits,
    container: ContainerDep,
) -> None:
    """Me connecter avec une autre adresse ou un autre mobile, prouvé par le code que `demander_code` y a envoyé.

    L'ancien sert jusque-là. Ensuite, mes autres sessions se ferment.
    """
    await limits.spend(
        f"connexion:{client_address(request)}",
        at_most=entier("connexion.essais_par_adresse_ip", container.today()),
        window_seconds=QUARTER_HOUR,
    )
    command = ChangerMonIdentifiant(identifiant=body.identifiant, code=body.code)
    secret = await execute(changer_mon_identifiant, command, session.acteur)
    if secret is None:
        REFUSED.labels("grandpublic", "code-identifiant").inc()
        message = "Ce code n'est pas le bon ou n'est plus valable. Vérifiez-le, ou demandez un nouveau code."
        raise CodeDIdentifiantRefuse(
            f"{message} Vous vous connectez toujours comme avant.",
            erreurs=[ErreurDeChamp(champ="code", code=CodeDIdentifiantRefuse.code, message=message)],
        )
    container.demandeur_sessions.forget_account(session.compte_id)
    set_cookie(response, DEMANDEUR_COOKIE, secret, container.session_limits.absolute)


async def _mon_compte(session: CurrentDemandeur, container: ContainerDep) -> MonCompte:
    found = await container.compte_demandeur(session.acteur.departement, session.compte_id)
    return MonCompte(
        identifiant=found.identifiant,
        departement=session.acteur.departement,
        a_une_demande=session.demande_id is not None,
        a_un_mot_de_passe=found.a_un_mot_de_passe,
        connexion_precedente_le=found.connexion_precedente_le,
    )
