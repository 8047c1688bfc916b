from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.kernel.errors import ConcurrentEdit, ErreurDeChamp
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import (
    AgenceIntrouvable,
    CharteNonAcceptee,
    CodeInvalide,
    CommuneHorsDepartement,
    CompteDejaExistant,
    DepartementNonHabilite,
    IdentifiantsInvalides,
    JetonInvalide,
    LogoIllisible,
    OrganismeDejaExistant,
)
from domain.organismes.events import (
    CompteOuvert,
    ConnexionVerrouillee,
    LienDeConnexionDemande,
    MotDePasseOublie,
)
from domain.organismes.model import Agence, Compte, Organisme, Profil, TypeOrganisme, Verrou
from domain.organismes.policies import (
    exiger,
    exiger_autre_que_soi,
    exiger_compte_gere,
    exiger_gere,
    exiger_profil_accessible,
)
from domain.organismes.ports import NouvelleSession, OrganismesUnitOfWork, SorteSession, UsageJeton
from domain.organismes.rules import charte_en_vigueur, entier, exiger_mot_de_passe_solide, regles_de_connexion


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
        NouvelleSession(sorte=SorteSession.AGENT, compte_id=compte.id, departement=_premier(compte), le=le)
    )
    return SessionOuverte(secret=secret_session)


async def _noter_echec(email: str, verrou: Verrou, compte: Compte | None, uow: OrganismesUnitOfWork) -> None:
    """La personne apprend par courriel que quelqu'un essaie d'entrer à sa place."""
    regles = regles_de_connexion(uow.today())
    verrou.noter_echec(uow.now(), regles)
    await uow.verrous.garder(SorteSession.AGENT, email, verrou)
    if compte is not None and compte.habilitations and verrou.echecs == regles.verrou_a:
        compte.record(ConnexionVerrouillee(departement=_premier(compte), aggregate_id=compte.id, occurred_at=uow.now()))


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
    compte.accepter_charte(command.version, departement=acteur.departement, le=uow.now())


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
    await _choisir_mot_de_passe(compte, command.mot_de_passe, _premier(compte), uow)


@dataclass(frozen=True, kw_only=True)
class ChangerMotDePasse:
    actuel: str
    nouveau: str


async def changer_mot_de_passe(command: ChangerMotDePasse, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await _mon_compte(acteur, uow)
    if not await uow.hacheur.verifier(compte.mot_de_passe, command.actuel):
        raise IdentifiantsInvalides("Le mot de passe actuel n'est pas le bon. Rien n'a été changé.")
    await _choisir_mot_de_passe(compte, command.nouveau, acteur.departement, uow)


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
    mot_de_passe: str
    secret: str
    code: str
    session: str


async def confirmer_totp(command: ConfirmerTotp, acteur: Acteur, uow: OrganismesUnitOfWork) -> str:
    """Le mot de passe est redemandé : une session volée ne suffit pas à changer le téléphone. La session est neuve."""
    compte = await _mon_compte(acteur, uow)
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
    """Un référent ouvre le compte d'un collègue : le lien d'activation part dans la minute.

    Un collègue du même organisme déjà connu dans un autre département reçoit celui-ci, avec le compte qu'il a.
    """
    organisme = await _organisme_gere(command.organisme_id, acteur, uow)
    profil = exiger_profil_accessible(acteur, await _profil(command.profil, uow), organisme)
    connu = await uow.comptes.par_email(command.email)
    if connu is not None:
        if connu.organisme_id != organisme.id or connu.habilitation(acteur.departement) is not None:
            raise CompteDejaExistant(
                "Un compte existe déjà avec cette adresse électronique. Cherchez-le dans la liste."
            )
        await _habiliter(connu, profil, command.agence_id, acteur, uow)
        return connu.id
    compte = Compte(
        id=new_id(),
        organisme_id=organisme.id,
        email=command.email.strip().lower(),
        nom=command.nom.strip(),
        prenom=command.prenom.strip(),
        telephone=command.telephone,
    )
    await _habiliter(compte, profil, command.agence_id, acteur, uow)
    uow.comptes.add(compte)
    jeton = await uow.jetons.emettre(compte.id, UsageJeton.ACTIVATION, uow.now())
    compte.record(
        CompteOuvert(
            departement=acteur.departement,
            aggregate_id=compte.id,
            occurred_at=uow.now(),
            organisme_id=organisme.id,
            nom=compte.nom_complet,
            profil=profil.libelle,
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
    code = changements.pop("profil", None)
    agence = {"agence_id": changements.pop("agence_id")} if "agence_id" in changements else {}
    compte.modifier(changements, departement=acteur.departement, le=uow.now())
    habilitation = compte.habilitation(acteur.departement)
    assert habilitation is not None
    for agence_id in agence.values():
        if agence_id is not None:
            await _exiger_agence(acteur, compte.organisme_id, agence_id, uow)
        compte.rattacher(habilitation, agence_id, le=uow.now())
    if code is not None and code != habilitation.profil:
        exiger_autre_que_soi(acteur, compte)
        organisme = await uow.organismes.get(compte.organisme_id)
        profil = exiger_profil_accessible(acteur, await _profil(code, uow), organisme)
        compte.habiliter(acteur.departement, profil.code, le=uow.now())
        await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class DesactiverCompte:
    compte_id: UUID


async def desactiver_compte(command: DesactiverCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Un compte désactivé perd ses sessions dans l'instant."""
    compte = await _compte_gere(command.compte_id, acteur, uow)
    exiger_autre_que_soi(acteur, compte)
    compte.desactiver(departement=acteur.departement, le=uow.now())
    await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class RetirerHabilitation:
    compte_id: UUID


async def retirer_habilitation(command: RetirerHabilitation, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """La personne ne travaille plus dans ce département, mais garde les autres."""
    compte = await _compte_gere(command.compte_id, acteur, uow)
    exiger_autre_que_soi(acteur, compte)
    compte.retirer_habilitation(acteur.departement, le=uow.now())
    await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class ReactiverCompte:
    compte_id: UUID


async def reactiver_compte(command: ReactiverCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await _compte_gere(command.compte_id, acteur, uow)
    compte.reactiver(departement=acteur.departement, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetirerSecondCode:
    compte_id: UUID


async def retirer_second_code(command: RetirerSecondCode, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Téléphone perdu : un référent retire le second code d'un collègue, qui l'apprend par courriel."""
    compte = await _compte_gere(command.compte_id, acteur, uow)
    exiger_autre_que_soi(acteur, compte)
    compte.retirer_second_code(departement=acteur.departement, le=uow.now())
    await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class RenvoyerActivation:
    compte_id: UUID


async def renvoyer_activation(command: RenvoyerActivation, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await _compte_gere(command.compte_id, acteur, uow)
    await envoyer_lien(compte, acteur.departement, UsageJeton.ACTIVATION, uow)


@dataclass(frozen=True, kw_only=True)
class CreerOrganisme:
    type: TypeOrganisme
    nom: str
    siren: str | None
    communes: list[str] | None
    code_guichet: str | None


async def creer_organisme(command: CreerOrganisme, acteur: Acteur, uow: OrganismesUnitOfWork) -> UUID:
    """Un partenaire déjà connu ailleurs par son SIREN reçoit ce département, sous le nom qu'il a."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    _exiger_communes(command.communes, acteur, uow)
    connu = await uow.organismes.par_siren(command.siren) if command.siren else None
    if connu is not None:
        if connu.type is not command.type or connu.territoire(acteur.departement) is not None:
            raise OrganismeDejaExistant(
                "Un organisme porte déjà ce numéro SIREN. Cherchez-le dans la liste des partenaires."
            )
        connu.venir(acteur.departement, communes=command.communes, code_guichet=command.code_guichet, le=uow.now())
        return connu.id
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
class DelimiterOrganisme:
    organisme_id: UUID
    version: int
    """Du périmètre."""
    communes: list[str] | None
    code_guichet: str | None


async def delimiter_organisme(command: DelimiterOrganisme, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Le périmètre d'un organisme ne se change que par le gestionnaire : nul n'élargit le sien."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    _exiger_communes(command.communes, acteur, uow)
    organisme = await uow.organismes.get(command.organisme_id)
    territoire = exiger_gere(acteur, organisme)
    _exiger_version(territoire.version, command.version)
    organisme.delimiter(territoire, communes=command.communes, code_guichet=command.code_guichet, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class ModifierOrganisme:
    organisme_id: UUID
    version: int
    changements: Mapping[str, Any]
    """Les champs à changer ; absent, un champ reste tel quel."""


async def modifier_organisme(command: ModifierOrganisme, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    organisme = await _organisme_gere(command.organisme_id, acteur, uow)
    _exiger_version(organisme.version, command.version)
    organisme.modifier(command.changements, departement=acteur.departement, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class DeposerLogo:
    organisme_id: UUID
    image: bytes


async def deposer_logo(command: DeposerLogo, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Le logo est redessiné avant d'être gardé : ce qui n'est pas une image n'entre pas."""
    organisme = await _organisme_gere(command.organisme_id, acteur, uow)
    limite = entier("logo.octets", uow.today())
    empreinte = await uow.logos.deposer(organisme.id, command.image) if len(command.image) <= limite else None
    if empreinte is None:
        message = f"Ce logo n'est pas lisible. Choisissez une image PNG ou JPEG de {limite // 1000} ko au plus."
        raise LogoIllisible(message, erreurs=[ErreurDeChamp(champ="logo", code="logo-illisible", message=message)])
    organisme.montrer_logo(empreinte, departement=acteur.departement, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetirerLogo:
    organisme_id: UUID


async def retirer_logo(command: RetirerLogo, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    organisme = await _organisme_gere(command.organisme_id, acteur, uow)
    await uow.logos.retirer(organisme.id)
    organisme.montrer_logo(None, departement=acteur.departement, le=uow.now())


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
    await _organisme_gere(command.organisme_id, acteur, uow)
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
    await _organisme_gere(command.organisme_id, acteur, uow)
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


async def envoyer_lien(compte: Compte, departement: str, usage: UsageJeton, uow: OrganismesUnitOfWork) -> None:
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


def _premier(compte: Compte) -> str:
    """Le département où l'on arrive en se connectant."""
    return min(h.departement for h in compte.habilitations)


async def _mon_compte(acteur: Acteur, uow: OrganismesUnitOfWork) -> Compte:
    assert acteur.compte_id is not None
    return await uow.comptes.get(acteur.compte_id)


async def _organisme_gere(organisme_id: UUID, acteur: Acteur, uow: OrganismesUnitOfWork) -> Organisme:
    exiger(acteur, Droit.COMPTES_GERER)
    organisme = await uow.organismes.get(organisme_id)
    exiger_gere(acteur, organisme)
    return organisme


async def _compte_gere(compte_id: UUID, acteur: Acteur, uow: OrganismesUnitOfWork) -> Compte:
    exiger(acteur, Droit.COMPTES_GERER)
    compte = await uow.comptes.get(compte_id)
    exiger_compte_gere(acteur, compte, await uow.profils([h.profil for h in compte.habilitations]))
    return compte


async def _habiliter(
    compte: Compte, profil: Profil, agence_id: UUID | None, acteur: Acteur, uow: OrganismesUnitOfWork
) -> None:
    habilitation = compte.habiliter(acteur.departement, profil.code, le=uow.now())
    if agence_id is not None:
        await _exiger_agence(acteur, compte.organisme_id, agence_id, uow)
        habilitation.agence_id = agence_id


async def _profil(code: str, uow: OrganismesUnitOfWork) -> Profil | None:
    return next(iter(await uow.profils([code])), None)


async def _exiger_agence(acteur: Acteur, organisme_id: UUID, agence_id: UUID, uow: OrganismesUnitOfWork) -> None:
    if (await uow.agences.get(acteur.departement, agence_id)).organisme_id != organisme_id:
        raise AgenceIntrouvable("Cette agence est introuvable.")


def _exiger_communes(communes: list[str] | None, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    ailleurs = sorted(c for c in communes or () if uow.carte.departement(c) != acteur.departement)
    if ailleurs:
        raise CommuneHorsDepartement(
            f"{', '.join(ailleurs)} : ces communes ne sont pas dans votre département. Rien n'a été enregistré."
        )


async def _choisir_mot_de_passe(compte: Compte, mot_de_passe: str, departement: str, uow: OrganismesUnitOfWork) -> None:
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
