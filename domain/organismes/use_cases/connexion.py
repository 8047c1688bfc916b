"""Entrer et sortir : la session, le lien reçu par courriel, le mot de passe oublié."""

from dataclasses import dataclass

from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur
from domain.organismes.errors import DepartementNonHabilite, JetonInvalide
from domain.organismes.events import ConnexionVerrouillee, MotDePasseOublie
from domain.organismes.model import Compte, Verrou
from domain.organismes.ports import NouvelleSession, OrganismesUnitOfWork, SorteSession
from domain.organismes.rules import regles_de_connexion
from domain.organismes.use_cases.mon_compte import choisir_mot_de_passe, mon_compte


@dataclass(frozen=True, kw_only=True)
class OuvrirSession:
    email: str
    mot_de_passe: str
    code_totp: str | None = None


@dataclass(frozen=True, kw_only=True)
class SessionOuverte:
    secret: str


@dataclass(frozen=True, kw_only=True)
class SessionRefusee:
    """Le refus est un résultat et non une erreur : l'échec compté doit rester écrit."""

    totp_requis: bool = False
    attendre_secondes: int = 0

    @property
    def motif(self) -> str:
        if self.attendre_secondes:
            return "attente"
        return "second-code" if self.totp_requis else "identifiants"


async def ouvrir_session(
    command: OuvrirSession, acteur: Acteur, uow: OrganismesUnitOfWork
) -> SessionOuverte | SessionRefusee:
    """Un compte inconnu reçoit les mêmes réponses qu'un autre, après le même travail et les mêmes attentes."""
    le, email = uow.now(), command.email.strip().lower()
    verrou = await uow.verrous.prendre(SorteSession.AGENT, email)
    if attente := verrou.attente(le):
        return SessionRefusee(attendre_secondes=attente)
    compte = await uow.comptes.par_email(email)
    juste = await uow.hacheur.verifier(compte.mot_de_passe if compte else None, command.mot_de_passe)
    if compte is None or not juste or not compte.actif or not compte.habilitations:
        await _noter_echec(email, verrou, compte, uow)
        return SessionRefusee()
    if compte.totp_secret is not None:
        if command.code_totp is None:
            return SessionRefusee(totp_requis=True)
        secret = uow.chiffre.dechiffrer(compte.totp_secret, f"totp:{compte.id}").decode()
        pas = uow.totp.pas_valide(secret, command.code_totp, le)
        if pas is None or (compte.totp_dernier_pas is not None and pas <= compte.totp_dernier_pas):
            await _noter_echec(email, verrou, compte, uow)
            return SessionRefusee(totp_requis=True)
        compte.totp_dernier_pas = pas
    compte.noter_connexion(le)
    await uow.verrous.lever(SorteSession.AGENT, email)
    secret_session = await uow.sessions.ouvrir(
        NouvelleSession(sorte=SorteSession.AGENT, compte_id=compte.id, departement=compte.departement_d_arrivee, le=le)
    )
    return SessionOuverte(secret=secret_session)


async def _noter_echec(email: str, verrou: Verrou, compte: Compte | None, uow: OrganismesUnitOfWork) -> None:
    """La personne apprend par courriel que quelqu'un essaie d'entrer à sa place."""
    regles = regles_de_connexion(uow.today())
    verrou.noter_echec(uow.now(), regles)
    await uow.verrous.garder(SorteSession.AGENT, email, verrou)
    if compte is not None and compte.habilitations and verrou.echecs == regles.verrou_a:
        compte.record(
            ConnexionVerrouillee(
                departement=compte.departement_d_arrivee, aggregate_id=compte.id, occurred_at=uow.now()
            )
        )


@dataclass(frozen=True, kw_only=True)
class FermerSession:
    secret: str


async def fermer_session(command: FermerSession, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    await uow.sessions.fermer(command.secret)


@dataclass(frozen=True, kw_only=True)
class FermerToutesLesSessions:
    pass


async def fermer_toutes_les_sessions(
    command: FermerToutesLesSessions, acteur: Acteur, uow: OrganismesUnitOfWork
) -> None:
    assert acteur.compte_id is not None
    await uow.sessions.fermer_toutes(acteur.compte_id)


@dataclass(frozen=True, kw_only=True)
class ChangerDeDepartement:
    departement: str
    secret: str


async def changer_de_departement(command: ChangerDeDepartement, acteur: Acteur, uow: OrganismesUnitOfWork) -> str:
    """Passer dans un autre département de son habilitation ouvre une session neuve et ferme l'ancienne."""
    compte = await mon_compte(acteur, uow)
    if compte.habilitation(command.departement) is None:
        raise DepartementNonHabilite("Vous n'êtes pas habilité dans ce département.")
    await uow.sessions.fermer(command.secret)
    return await uow.sessions.ouvrir(
        NouvelleSession(sorte=SorteSession.AGENT, compte_id=compte.id, departement=command.departement, le=uow.now())
    )


@dataclass(frozen=True, kw_only=True)
class DemanderLien:
    email: str


async def demander_lien(command: DemanderLien, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Mot de passe oublié : la demande est notée, rien de plus. Ni la réponse ni sa durée ne disent qui existe."""
    uow.record(
        MotDePasseOublie(
            departement=acteur.departement,
            aggregate_id=new_id(),
            occurred_at=uow.now(),
            email_chiffre=uow.chiffre.chiffrer(command.email.strip().lower().encode(), "oubli").hex(),
        )
    )


@dataclass(frozen=True, kw_only=True)
class ActiverCompte:
    jeton: str
    mot_de_passe: str


async def activer_compte(command: ActiverCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Un lien reçu par courriel sert une fois, avant sa péremption, à choisir son mot de passe."""
    compte_id = await uow.jetons.consommer(command.jeton, uow.now())
    if compte_id is None:
        raise JetonInvalide(
            "Ce lien a déjà servi ou n'est plus valable. Demandez-en un nouveau depuis « Mot de passe oublié »."
        )
    compte = await uow.comptes.get(compte_id)
    await choisir_mot_de_passe(compte, command.mot_de_passe, compte.departement_d_arrivee, uow)
