from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.kernel.errors import ConcurrentEdit
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import (
    AgenceIntrouvable,
    CharteNonAcceptee,
    CodeInvalide,
    CompteDejaExistant,
    CompteIntrouvable,
    DepartementNonHabilite,
    DroitManquant,
    IdentifiantsInvalides,
    JetonInvalide,
    OrganismeIntrouvable,
)
from domain.organismes.events import CompteOuvert, LienDeConnexionDemande
from domain.organismes.model import Agence, Compte, Organisme, TypeOrganisme
from domain.organismes.policies import exiger
from domain.organismes.ports import NouvelleSession, OrganismesUnitOfWork, SorteSession, UsageJeton
from domain.organismes.rules import charte_en_vigueur, exiger_mot_de_passe_solide, regles_de_connexion


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


async def ouvrir_session(
    command: OuvrirSession, acteur: Acteur, uow: OrganismesUnitOfWork
) -> SessionOuverte | SessionRefusee:
    le = uow.now()
    compte = await uow.comptes.par_email(command.email)
    if compte is not None and compte.est_bloque(le):
        assert compte.bloque_jusqu_a is not None
        return SessionRefusee(attendre_secondes=int((compte.bloque_jusqu_a - le).total_seconds()) + 1)
    juste = await uow.hacheur.verifier(compte.mot_de_passe if compte else None, command.mot_de_passe)
    if compte is None or not juste or not compte.actif or not compte.habilitations:
        if compte is not None:
            compte.noter_echec(le, regles_de_connexion(uow.today()))
        return SessionRefusee()
    if compte.totp_secret is not None:
        if command.code_totp is None:
            return SessionRefusee(totp_requis=True)
        secret = uow.chiffre.dechiffrer(compte.totp_secret, f"totp:{compte.id}").decode()
        pas = uow.totp.pas_valide(secret, command.code_totp, le)
        if pas is None or (compte.totp_dernier_pas is not None and pas <= compte.totp_dernier_pas):
            compte.noter_echec(le, regles_de_connexion(uow.today()))
            return SessionRefusee(totp_requis=True)
        compte.totp_dernier_pas = pas
    compte.noter_connexion(le)
    secret_session = await uow.sessions.ouvrir(
        NouvelleSession(
            sorte=SorteSession.AGENT,
            compte_id=compte.id,
            departement=sorted(h.departement for h in compte.habilitations)[0],
            le=le,
        )
    )
    return SessionOuverte(secret=secret_session)


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
class AccepterCharte:
    version: str


async def accepter_charte(command: AccepterCharte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """La charte de déontologie s'accepte dans sa version en vigueur, et pas une autre."""
    if command.version != charte_en_vigueur(uow.today()).version:
        raise CharteNonAcceptee("La charte a changé depuis l'affichage de cette page. Relisez-la avant de l'accepter.")
    compte = await _mon_compte(acteur, uow)
    compte.accepter_charte(command.version, uow.now())


@dataclass(frozen=True, kw_only=True)
class ChangerDeDepartement:
    departement: str
    secret: str


async def changer_de_departement(command: ChangerDeDepartement, acteur: Acteur, uow: OrganismesUnitOfWork) -> str:
    """Passer dans un autre département de son habilitation ouvre une session neuve et ferme l'ancienne."""
    compte = await _mon_compte(acteur, uow)
    if compte.habilitation(command.departement) is None:
        raise DepartementNonHabilite("Vous n'êtes pas habilité dans ce département.")
    await uow.sessions.fermer(command.secret)
    return await uow.sessions.ouvrir(
        NouvelleSession(sorte=SorteSession.AGENT, compte_id=compte.id, departement=command.departement, le=uow.now())
    )


@dataclass(frozen=True, kw_only=True)
class DemanderLien:
    """Mot de passe oublié : la réponse est la même que le compte existe ou non."""

    email: str


async def demander_lien(command: DemanderLien, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await uow.comptes.par_email(command.email)
    if compte is None or not compte.actif or not compte.habilitations:
        return
    await _envoyer_lien(compte, compte.habilitations[0].departement, UsageJeton.OUBLI, uow)


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
    _exiger_solide(command.mot_de_passe, compte, uow)
    compte.choisir_mot_de_passe(await uow.hacheur.hacher(command.mot_de_passe))
    await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class ChangerMotDePasse:
    actuel: str
    nouveau: str


async def changer_mot_de_passe(command: ChangerMotDePasse, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await _mon_compte(acteur, uow)
    if not await uow.hacheur.verifier(compte.mot_de_passe, command.actuel):
        raise IdentifiantsInvalides("Le mot de passe actuel n'est pas le bon. Rien n'a été changé.")
    _exiger_solide(command.nouveau, compte, uow)
    compte.choisir_mot_de_passe(await uow.hacheur.hacher(command.nouveau))
    await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class CorrigerMonTelephone:
    telephone: str | None


async def corriger_mon_telephone(command: CorrigerMonTelephone, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Chacun tient son propre numéro à jour, sans passer par son référent."""
    compte = await _mon_compte(acteur, uow)
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
    compte = await _mon_compte(acteur, uow)
    secret = uow.totp.nouveau_secret()
    return TotpPrepare(secret=secret, uri=uow.totp.uri(secret, compte.email))


@dataclass(frozen=True, kw_only=True)
class ConfirmerTotp:
    secret: str
    code: str


async def confirmer_totp(command: ConfirmerTotp, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await _mon_compte(acteur, uow)
    pas = uow.totp.pas_valide(command.secret, command.code, uow.now())
    if pas is None:
        raise CodeInvalide(
            "Ce code ne correspond pas. Vérifiez l'heure de votre téléphone et saisissez le code suivant."
        )
    compte.totp_secret = uow.chiffre.chiffrer(command.secret.encode(), f"totp:{compte.id}")
    compte.totp_dernier_pas = pas


@dataclass(frozen=True, kw_only=True)
class OuvrirCompte:
    organisme_id: UUID
    email: str
    nom: str
    prenom: str
    telephone: str | None
    profil: str
    agence_id: UUID | None = None


async def ouvrir_compte(command: OuvrirCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> UUID:
    """Un référent ouvre le compte d'un collègue : le lien d'activation part dans la minute."""
    exiger(acteur, Droit.COMPTES_GERER)
    _exiger_son_organisme(acteur, command.organisme_id)
    await _exiger_profil_accessible(acteur, command.profil, uow)
    organisme = await uow.organismes.get(command.organisme_id)
    if not any(t.departement == acteur.departement for t in organisme.territoires):
        raise OrganismeIntrouvable("Cet organisme est introuvable dans votre département.")
    if await uow.comptes.par_email(command.email) is not None:
        raise CompteDejaExistant("Un compte existe déjà avec cette adresse électronique. Cherchez-le dans la liste.")
    compte = Compte(
        id=new_id(),
        organisme_id=organisme.id,
        email=command.email.strip().lower(),
        nom=command.nom.strip(),
        prenom=command.prenom.strip(),
        telephone=command.telephone,
    )
    compte.habiliter(acteur.departement, command.profil, le=uow.now())
    uow.comptes.add(compte)
    jeton = await uow.jetons.emettre(compte.id, UsageJeton.ACTIVATION, uow.now())
    compte.record(
        CompteOuvert(
            departement=acteur.departement,
            aggregate_id=compte.id,
            occurred_at=uow.now(),
            organisme_id=organisme.id,
            nom=compte.nom_complet,
            jeton_chiffre=uow.chiffre.chiffrer(jeton.encode(), "jeton").hex(),
        )
    )
    return compte.id


@dataclass(frozen=True, kw_only=True)
class ModifierCompte:
    compte_id: UUID
    version: int
    changements: Mapping[str, Any]
    """Les champs à changer ; absent, un champ reste tel quel."""


async def modifier_compte(command: ModifierCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Corrige un compte ; changer son profil ferme ses sessions."""
    compte = await _compte_gere(command.compte_id, acteur, uow)
    _exiger_version(compte.version, command.version)
    changements = dict(command.changements)
    profil = changements.pop("profil", None)
    compte.modifier(changements, departement=acteur.departement, le=uow.now())
    actuelle = compte.habilitation(acteur.departement)
    if profil is not None and (actuelle is None or actuelle.profil != profil):
        await _exiger_profil_accessible(acteur, profil, uow)
        compte.habiliter(acteur.departement, profil, le=uow.now())
        await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class DesactiverCompte:
    compte_id: UUID


async def desactiver_compte(command: DesactiverCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Un compte désactivé perd ses sessions dans l'instant."""
    compte = await _compte_gere(command.compte_id, acteur, uow)
    compte.desactiver(departement=acteur.departement, le=uow.now())
    await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class ReactiverCompte:
    compte_id: UUID


async def reactiver_compte(command: ReactiverCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await _compte_gere(command.compte_id, acteur, uow)
    compte.reactiver(departement=acteur.departement, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RenvoyerActivation:
    compte_id: UUID


async def renvoyer_activation(command: RenvoyerActivation, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await _compte_gere(command.compte_id, acteur, uow)
    await _envoyer_lien(compte, acteur.departement, UsageJeton.ACTIVATION, uow)


@dataclass(frozen=True, kw_only=True)
class CreerOrganisme:
    type: TypeOrganisme
    nom: str
    siren: str | None
    communes: list[str] | None
    code_guichet: str | None


async def creer_organisme(command: CreerOrganisme, acteur: Acteur, uow: OrganismesUnitOfWork) -> UUID:
    exiger(acteur, Droit.ORGANISMES_GERER)
    organisme = Organisme.creer(
        type=command.type,
        nom=command.nom.strip(),
        siren=command.siren,
        departement=acteur.departement,
        communes=command.communes,
        code_guichet=command.code_guichet,
        le=uow.now(),
    )
    uow.organismes.add(organisme)
    return organisme.id


@dataclass(frozen=True, kw_only=True)
class ModifierOrganisme:
    organisme_id: UUID
    version: int
    changements: Mapping[str, Any]
    """Les champs à changer ; absent, un champ reste tel quel."""


async def modifier_organisme(command: ModifierOrganisme, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    exiger(acteur, Droit.COMPTES_GERER)
    _exiger_son_organisme(acteur, command.organisme_id)
    organisme = await uow.organismes.get(command.organisme_id)
    _exiger_version(organisme.version, command.version)
    organisme.modifier(command.changements, departement=acteur.departement, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class CreerAgence:
    organisme_id: UUID
    libelle: str
    rue: str | None = None
    complement_1: str | None = None
    complement_2: str | None = None
    code_postal: str | None = None
    ville: str | None = None
    lieu_dit: str | None = None
    telephone: str | None = None
    fax: str | None = None
    email: str | None = None
    signature_1: str | None = None
    signature_2: str | None = None


async def creer_agence(command: CreerAgence, acteur: Acteur, uow: OrganismesUnitOfWork) -> UUID:
    exiger(acteur, Droit.COMPTES_GERER)
    _exiger_son_organisme(acteur, command.organisme_id)
    await uow.organismes.get(command.organisme_id)
    champs = {champ: valeur for champ, valeur in vars(command).items() if champ != "organisme_id"}
    agence = Agence.creer(champs, organisme_id=command.organisme_id, departement=acteur.departement, le=uow.now())
    uow.agences.add(agence)
    return agence.id


@dataclass(frozen=True, kw_only=True)
class ModifierAgence:
    organisme_id: UUID
    agence_id: UUID
    version: int
    changements: Mapping[str, Any]
    """Les champs à changer ; absent, un champ reste tel quel."""


async def modifier_agence(command: ModifierAgence, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    exiger(acteur, Droit.COMPTES_GERER)
    _exiger_son_organisme(acteur, command.organisme_id)
    agence = await uow.agences.get(acteur.departement, command.agence_id)
    if agence.organisme_id != command.organisme_id:
        raise AgenceIntrouvable("Cette agence est introuvable.")
    _exiger_version(agence.version, command.version)
    agence.modifier(command.changements, le=uow.now())


def _exiger_version(actuelle: int, lue: int) -> None:
    if actuelle != lue:
        raise ConcurrentEdit(
            "Cette fiche a été modifiée depuis que vous l'avez ouverte. Rechargez-la, puis recommencez."
        )


async def _mon_compte(acteur: Acteur, uow: OrganismesUnitOfWork) -> Compte:
    assert acteur.compte_id is not None
    return await uow.comptes.get(acteur.compte_id)


def _exiger_son_organisme(acteur: Acteur, organisme_id: UUID) -> None:
    if acteur.organisme_id != organisme_id and not acteur.peut(Droit.ORGANISMES_GERER):
        raise OrganismeIntrouvable("Cet organisme est introuvable.")


async def _compte_gere(compte_id: UUID, acteur: Acteur, uow: OrganismesUnitOfWork) -> Compte:
    exiger(acteur, Droit.COMPTES_GERER)
    compte = await uow.comptes.get(compte_id)
    meme_organisme = compte.organisme_id == acteur.organisme_id or acteur.peut(Droit.ORGANISMES_GERER)
    if not meme_organisme or compte.habilitation(acteur.departement) is None:
        raise CompteIntrouvable("Ce compte est introuvable.")
    return compte


async def _exiger_profil_accessible(acteur: Acteur, profil: str, uow: OrganismesUnitOfWork) -> None:
    """Nul ne donne plus de droits qu'il n'en a."""
    droits: Sequence[str] | None = await uow.droits_du_profil(profil)
    if droits is None or not set(droits) <= set(acteur.droits):
        raise DroitManquant("Vous ne pouvez pas donner un profil qui a plus de droits que le vôtre.")


def _exiger_solide(mot_de_passe: str, compte: Compte, uow: OrganismesUnitOfWork) -> None:
    exiger_mot_de_passe_solide(
        mot_de_passe,
        contexte=(compte.nom, compte.prenom, compte.email.split("@")[0]),
        communs=uow.mots_de_passe_communs.contient,
        le=uow.today(),
    )


async def _envoyer_lien(compte: Compte, departement: str, usage: UsageJeton, uow: OrganismesUnitOfWork) -> None:
    jeton = await uow.jetons.emettre(compte.id, usage, uow.now())
    compte.record(
        LienDeConnexionDemande(
            departement=departement,
            aggregate_id=compte.id,
            occurred_at=uow.now(),
            usage=usage.value,
            jeton_chiffre=uow.chiffre.chiffrer(jeton.encode(), "jeton").hex(),
        )
    )
