from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.dependencies import AnySession, ContainerDep, Execute, Limits, public_acteur
from api.metrics import REFUSED
from api.problems import problems
from api.queries import Referentiel
from api.schemas import Body, CodeDepartement, Courriel, Ligne, MotDePasse, Telephone
from api.security.rate_limit import QUARTER_HOUR, client_address
from api.security.sessions import AGENT_COOKIE, AgentSession, clear_cookie, set_cookie
from api.views import (
    CharteEnVigueur,
    CharteVue,
    DepartementChoisi,
    SessionAgence,
    SessionCompte,
    SessionOrganisme,
    SessionProfil,
    SessionVue,
)
from domain.organismes.errors import (
    CharteNonAcceptee,
    CodeInvalide,
    CodeTotpRequis,
    DepartementNonHabilite,
    IdentifiantsInvalides,
    JetonInvalide,
    MotDePasseTropFaible,
    NonConnecte,
    TropDeTentatives,
)
from domain.organismes.policies import dire_la_limite
from domain.organismes.queries import adresse_du_logo
from domain.organismes.rules import charte_en_vigueur, entier
from domain.organismes.use_cases.connexion import (
    ActiverCompte,
    ChangerDeDepartement,
    DemanderLien,
    FermerSession,
    FermerToutesLesSessions,
    OuvrirSession,
    SessionRefusee,
    activer_compte,
    changer_de_departement,
    demander_lien,
    fermer_session,
    fermer_toutes_les_sessions,
    ouvrir_session,
)
from domain.organismes.use_cases.mon_compte import (
    AccepterCharte,
    ChangerMotDePasse,
    ConfirmerTotp,
    CorrigerMonTelephone,
    PreparerTotp,
    TotpPrepare,
    accepter_charte,
    changer_mot_de_passe,
    confirmer_totp,
    corriger_mon_telephone,
    preparer_totp,
)

router = APIRouter(tags=["session"])


class SessionBody(Body):
    email: Courriel
    mot_de_passe: MotDePasse
    code_totp: Annotated[str, Field(pattern=r"^[0-9]{6}$")] | None = None


class CharteBody(Body):
    version: Ligne


class DepartementBody(Body):
    departement: CodeDepartement


class OubliBody(Body):
    email: Courriel


class ActivationBody(Body):
    jeton: Annotated[str, Field(min_length=20, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]
    mot_de_passe: MotDePasse


class MotDePasseBody(Body):
    actuel: MotDePasse
    nouveau: MotDePasse


class TelephoneBody(Body):
    telephone: Telephone | None


class TotpBody(Body):
    mot_de_passe: MotDePasse
    """Redemandé : une session laissée ouverte ne suffit pas."""
    secret: Annotated[str, Field(pattern=r"^[A-Z2-7]{16,64}$")]
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]


async def _vue(session: AgentSession, container: ContainerDep, referentiel: Referentiel) -> SessionVue:
    row = session.row
    charte = charte_en_vigueur(container.today())
    noms = {d.code: d.nom for d in await referentiel.departements()}
    codes = await container.departements_habilites(row.compte_id)
    await container.communes.load()
    return SessionVue(
        compte=SessionCompte(
            id=row.compte_id,
            nom=row.nom,
            prenom=row.prenom,
            email=row.email,
            telephone=row.telephone,
            totp_actif=row.totp_actif,
        ),
        organisme=SessionOrganisme(
            id=row.organisme_id,
            nom=row.organisme,
            type=row.organisme_type,
            logo=adresse_du_logo(row.organisme_id, row.organisme_logo),
            totp_exige=row.totp_exige,
        ),
        agence=SessionAgence(id=row.agence_id, nom=row.agence) if row.agence_id else None,
        profil=SessionProfil(code=row.profil, libelle=row.profil_libelle),
        droits=sorted(row.droits),
        departement=row.departement,
        departements=[DepartementChoisi(code=c, nom=noms.get(c, c)) for c in codes],
        charte=CharteVue(version=charte.version, texte=charte.texte, acceptee=row.charte_version == charte.version),
        limite=dire_la_limite(session.acteur.perimetre, lambda code: container.communes.courte(code).nom),
        version_application=container.version,
    )


@router.post(
    "/session",
    status_code=204,
    operation_id="ouvrir_session",
    responses=problems(IdentifiantsInvalides, CodeTotpRequis, TropDeTentatives),
)
async def ouvrir(
    request: Request,
    response: Response,
    body: SessionBody,
    execute: Execute,
    limits: Limits,
    container: ContainerDep,
) -> None:
    """Ouvre une session d'agent. La réponse est la même que le compte existe ou non."""
    await limits.spend(
        f"connexion:{client_address(request)}",
        at_most=entier("connexion.essais_par_adresse_ip", container.today()),
        window_seconds=QUARTER_HOUR,
    )
    command = OuvrirSession(email=body.email, mot_de_passe=body.mot_de_passe, code_totp=body.code_totp)
    result = await execute(ouvrir_session, command, public_acteur())
    if isinstance(result, SessionRefusee):
        REFUSED.labels("partenaires", result.motif).inc()
        if result.attendre_secondes:
            raise TropDeTentatives(
                "Trop d'échecs de connexion avec cette adresse. Patientez avant de réessayer, ou utilisez "
                "« Mot de passe oublié ».",
                apres_secondes=result.attendre_secondes,
            )
        if result.totp_requis:
            raise CodeTotpRequis("Saisissez le code à six chiffres de votre application d'authentification.")
        raise IdentifiantsInvalides("Adresse ou mot de passe incorrect. Vérifiez votre saisie.")
    set_cookie(response, AGENT_COOKIE, result.secret, container.session_limits.absolute)


@router.get("/session", operation_id="lire_session", responses=problems(NonConnecte))
async def lire(session: AnySession, container: ContainerDep, referentiel: Referentiel) -> SessionVue:
    """Qui est connecté, à quel titre, avec quels droits."""
    return await _vue(session, container, referentiel)


@router.delete("/session", status_code=204, operation_id="fermer_session", responses=problems(NonConnecte))
async def fermer(response: Response, session: AnySession, execute: Execute, container: ContainerDep) -> None:
    """Ferme la session."""
    await execute(fermer_session, FermerSession(secret=session.secret), session.acteur)
    container.agent_sessions.forget(session.secret)
    clear_cookie(response, AGENT_COOKIE)


@router.get("/charte", operation_id="lire_charte")
async def charte_publique(container: ContainerDep) -> CharteEnVigueur:
    """La charte de déontologie en vigueur : elle se lit avant de se connecter."""
    charte = charte_en_vigueur(container.today())
    return CharteEnVigueur(version=charte.version, texte=charte.texte)


@router.post(
    "/session/charte",
    status_code=204,
    operation_id="accepter_charte",
    responses=problems(NonConnecte, CharteNonAcceptee),
)
async def charte(body: CharteBody, session: AnySession, execute: Execute, container: ContainerDep) -> None:
    """Accepte la charte de déontologie dans la version affichée."""
    await execute(accepter_charte, AccepterCharte(version=body.version), session.acteur)
    container.agent_sessions.forget(session.secret)


@router.put(
    "/session/departement",
    status_code=204,
    operation_id="changer_departement",
    responses=problems(NonConnecte, DepartementNonHabilite),
)
async def departement(
    response: Response, body: DepartementBody, session: AnySession, execute: Execute, container: ContainerDep
) -> None:
    """Passe dans un autre département de l'habilitation : la session est remplacée."""
    command = ChangerDeDepartement(departement=body.departement, secret=session.secret)
    secret = await execute(changer_de_departement, command, session.acteur)
    container.agent_sessions.forget(session.secret)
    set_cookie(response, AGENT_COOKIE, secret, container.session_limits.absolute)


@router.post(
    "/session/deconnexion-partout",
    status_code=204,
    operation_id="deconnecter_partout",
    responses=problems(NonConnecte),
)
async def partout(response: Response, session: AnySession, execute: Execute, container: ContainerDep) -> None:
    """Ferme toutes mes sessions, celle-ci comprise."""
    await execute(fermer_toutes_les_sessions, FermerToutesLesSessions(), session.acteur)
    container.agent_sessions.forget_account(session.acteur.compte_id)
    clear_cookie(response, AGENT_COOKIE)


@router.post(
    "/mots-de-passe/oubli",
    status_code=202,
    operation_id="oublier_mot_de_passe",
    responses=problems(TropDeTentatives),
)
async def oubli(request: Request, body: OubliBody, execute: Execute, limits: Limits, container: ContainerDep) -> None:
    """Envoie un lien si un compte existe. La réponse ne le dit pas."""
    today = container.today()
    await limits.spend(
        f"oubli:{client_address(request)}",
        at_most=entier("lien.oublis_par_adresse_ip", today),
        window_seconds=QUARTER_HOUR,
    )
    await limits.spend(
        f"oubli:{body.email.lower()}",
        at_most=entier("lien.oublis_par_adresse_electronique", today),
        window_seconds=QUARTER_HOUR,
    )
    await execute(demander_lien, DemanderLien(email=body.email), public_acteur())


@router.post(
    "/activations",
    status_code=204,
    operation_id="activer_compte",
    responses=problems(JetonInvalide, MotDePasseTropFaible, TropDeTentatives),
)
async def activation(
    request: Request, body: ActivationBody, execute: Execute, limits: Limits, container: ContainerDep
) -> None:
    """Choisit le mot de passe avec le lien reçu. Ouvrir le lien ne le consomme pas : cet envoi, si."""
    await limits.spend(
        f"activation:{client_address(request)}",
        at_most=entier("lien.activations_par_adresse_ip", container.today()),
        window_seconds=QUARTER_HOUR,
    )
    await execute(activer_compte, ActiverCompte(jeton=body.jeton, mot_de_passe=body.mot_de_passe), public_acteur())


@router.post(
    "/mon-compte/mot-de-passe",
    status_code=204,
    operation_id="changer_mot_de_passe",
    responses=problems(NonConnecte, IdentifiantsInvalides, MotDePasseTropFaible, TropDeTentatives),
)
async def mot_de_passe(
    response: Response,
    body: MotDePasseBody,
    session: AnySession,
    execute: Execute,
    limits: Limits,
    container: ContainerDep,
) -> None:
    """Change le mot de passe et ferme toutes les sessions, celle-ci comprise."""
    await _spend_a_proof(session, limits, container)
    await execute(changer_mot_de_passe, ChangerMotDePasse(actuel=body.actuel, nouveau=body.nouveau), session.acteur)
    container.agent_sessions.forget_account(session.acteur.compte_id)
    clear_cookie(response, AGENT_COOKIE)


@router.put(
    "/mon-compte/telephone",
    status_code=204,
    operation_id="corriger_mon_telephone",
    responses=problems(NonConnecte),
)
async def telephone(body: TelephoneBody, session: AnySession, execute: Execute, container: ContainerDep) -> None:
    """Corrige mon numéro de téléphone, ou l'efface."""
    await execute(corriger_mon_telephone, CorrigerMonTelephone(telephone=body.telephone), session.acteur)
    container.agent_sessions.forget(session.secret)


@router.post("/mon-compte/totp", operation_id="preparer_totp", responses=problems(NonConnecte))
async def totp(session: AnySession, execute: Execute) -> TotpPrepare:
    """Prépare un second code de connexion : il compte une fois confirmé."""
    return await execute(preparer_totp, PreparerTotp(), session.acteur)


@router.put(
    "/mon-compte/totp",
    status_code=204,
    operation_id="confirmer_totp",
    responses=problems(NonConnecte, IdentifiantsInvalides, CodeInvalide, TropDeTentatives),
)
async def confirmer(
    response: Response,
    body: TotpBody,
    session: AnySession,
    execute: Execute,
    limits: Limits,
    container: ContainerDep,
) -> None:
    """Met en place le second code, avec un premier code juste et le mot de passe. La session est remplacée."""
    await _spend_a_proof(session, limits, container)
    command = ConfirmerTotp(mot_de_passe=body.mot_de_passe, secret=body.secret, code=body.code, session=session.secret)
    secret = await execute(confirmer_totp, command, session.acteur)
    container.agent_sessions.forget_account(session.acteur.compte_id)
    set_cookie(response, AGENT_COOKIE, secret, container.session_limits.absolute)


async def _spend_a_proof(session: AgentSession, limits: Limits, container: ContainerDep) -> None:
    """Whoever holds a session that is not theirs must not try passwords through it."""
    await limits.spend(
        f"preuve:{session.acteur.compte_id}",
        at_most=entier("connexion.preuves_par_compte", container.today()),
        window_seconds=QUARTER_HOUR,
    )
