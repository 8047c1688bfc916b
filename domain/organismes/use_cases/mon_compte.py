"""Ce que chacun fait de son propre compte."""

from dataclasses import dataclass

from domain.organismes.acteur import Acteur
from domain.organismes.errors import CharteNonAcceptee, CodeInvalide, IdentifiantsInvalides
from domain.organismes.model import Compte
from domain.organismes.ports import OrganismesUnitOfWork, SorteSession
from domain.organismes.rules import charte_en_vigueur, exiger_mot_de_passe_solide


@dataclass(frozen=True, kw_only=True)
class AccepterCharte:
    version: str


async def accepter_charte(command: AccepterCharte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """La charte de déontologie s'accepte dans sa version en vigueur, et pas une autre."""
    if command.version != charte_en_vigueur(uow.today()).version:
        raise CharteNonAcceptee("La charte a changé depuis l'affichage de cette page. Relisez-la avant de l'accepter.")
    compte = await mon_compte(acteur, uow)
    compte.accepter_charte(command.version, departement=acteur.departement, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class ChangerMotDePasse:
    actuel: str
    nouveau: str


async def changer_mot_de_passe(command: ChangerMotDePasse, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await mon_compte(acteur, uow)
    if not await uow.hacheur.verifier(compte.mot_de_passe, command.actuel):
        raise IdentifiantsInvalides("Le mot de passe actuel n'est pas le bon. Rien n'a été changé.")
    await choisir_mot_de_passe(compte, command.nouveau, acteur.departement, uow)


@dataclass(frozen=True, kw_only=True)
class CorrigerMonTelephone:
    telephone: str | None


async def corriger_mon_telephone(command: CorrigerMonTelephone, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Chacun tient son propre numéro à jour, sans passer par son référent."""
    compte = await mon_compte(acteur, uow)
    compte.modifier({"telephone": command.telephone}, departement=acteur.departement, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class PreparerTotp:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TotpPrepare:
    secret: str
    uri: str


async def preparer_totp(command: PreparerTotp, acteur: Acteur, uow: OrganismesUnitOfWork) -> TotpPrepare:
    """Le secret n'est gardé qu'une fois confirmé par un premier code."""
    compte = await mon_compte(acteur, uow)
    secret = uow.totp.nouveau_secret()
    return TotpPrepare(secret=secret, uri=uow.totp.uri(secret, compte.email))


@dataclass(frozen=True, kw_only=True)
class ConfirmerTotp:
    mot_de_passe: str
    secret: str
    code: str
    session: str


async def confirmer_totp(command: ConfirmerTotp, acteur: Acteur, uow: OrganismesUnitOfWork) -> str:
    """Le mot de passe est redemandé : une session volée ne suffit pas à changer le téléphone. La session est neuve."""
    compte = await mon_compte(acteur, uow)
    if not await uow.hacheur.verifier(compte.mot_de_passe, command.mot_de_passe):
        raise IdentifiantsInvalides("Ce mot de passe n'est pas le bon. Rien n'a été changé.")
    pas = uow.totp.pas_valide(command.secret, command.code, uow.now())
    if pas is None:
        raise CodeInvalide(
            "Ce code ne correspond pas. Vérifiez l'heure de votre téléphone et saisissez le code suivant."
        )
    chiffre = uow.chiffre.chiffrer(command.secret.encode(), f"totp:{compte.id}")
    compte.garder_second_code(chiffre, pas, departement=acteur.departement, le=uow.now())
    return await uow.sessions.renouveler(command.session)


async def mon_compte(acteur: Acteur, uow: OrganismesUnitOfWork) -> Compte:
    assert acteur.compte_id is not None
    return await uow.comptes.get(acteur.compte_id)


async def choisir_mot_de_passe(compte: Compte, mot_de_passe: str, departement: str, uow: OrganismesUnitOfWork) -> None:
    exiger_mot_de_passe_solide(
        mot_de_passe,
        contexte=(compte.nom, compte.prenom, compte.email.split("@")[0]),
        communs=uow.mots_de_passe_communs.contient,
        le=uow.today(),
    )
    hache = await uow.hacheur.hacher(mot_de_passe)
    compte.choisir_mot_de_passe(hache, departement=departement, le=uow.now())
    await uow.verrous.lever(SorteSession.AGENT, compte.email)
    await uow.sessions.fermer_toutes(compte.id)
