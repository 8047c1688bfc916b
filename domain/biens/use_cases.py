from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from domain.biens.codes import EtatBien, MotifRetrait
from domain.biens.errors import BienIncoherent, ReserveAuBailleur
from domain.biens.logement import Conditions, Logement
from domain.biens.model import Bien, Residence
from domain.biens.policies import exiger
from domain.biens.ports import BiensUnitOfWork
from domain.biens.rules import contingents, incoherences
from domain.biens.vacance import Acte
from domain.kernel.codes import TypeReservataire
from domain.kernel.errors import ConcurrentEdit, ErreurDeChamp, NotFound
from domain.kernel.francais import enumeration
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.model import TypeOrganisme
from domain.organismes.policies import exiger as exiger_droit

CHAMPS_DU_LOGEMENT = frozenset(f.name for f in fields(Logement))
CHAMPS_DES_CONDITIONS = frozenset(f.name for f in fields(Conditions))


async def charger(acteur: Acteur, uow: BiensUnitOfWork, bien_id: UUID, acte: Acte, version: int | None) -> Bien:
    """Le bien, si l'acteur peut y faire cet acte et si personne ne l'a changé depuis son écran."""
    bien = await uow.biens.get(acteur.departement, bien_id, exclusif=True)
    exiger(acteur, bien, acte)
    if version is not None and bien.version != version:
        raise ConcurrentEdit(
            "Ce bien a été modifié depuis que vous l'avez ouvert. Votre saisie est gardée à l'écran : "
            "rechargez la fiche, comparez, puis enregistrez de nouveau."
        )
    return bien


async def bailleur(acteur: Acteur, uow: BiensUnitOfWork) -> UUID:
    """L'organisme au nom duquel on écrit : un bailleur."""
    exiger_droit(acteur, Droit.BIENS_ECRIRE)
    if acteur.organisme_id is not None:
        organisme = await uow.organismes.get(acteur.organisme_id)
        if organisme.type is TypeOrganisme.BAILLEUR:
            return organisme.id
    raise ReserveAuBailleur("Seul un bailleur enregistre ses logements. Rien n'a été créé.")


@dataclass(frozen=True, kw_only=True)
class CreerResidence:
    nom: str
    adresse: str
    code_postal: str
    commune: str
    latitude: float | None = None
    longitude: float | None = None
    annee_construction: int | None = None
    qpv: bool = False


async def creer_residence(command: CreerResidence, acteur: Acteur, uow: BiensUnitOfWork) -> UUID:
    residence = Residence.creer(
        departement=acteur.departement,
        organisme_id=await bailleur(acteur, uow),
        le=uow.now(),
        **{f.name: getattr(command, f.name) for f in fields(command)},
    )
    uow.residences.add(residence)
    return residence.id


@dataclass(frozen=True, kw_only=True)
class EnregistrerVacance:
    """Un logement que le fichier ne connaît pas encore, et sa vacance."""

    logement: Logement
    conditions: Conditions
    reference: str | None = None
    """La référence du bailleur ; à défaut le fichier en donne une."""
    reference_externe: str | None = None
    residence_id: UUID | None = None


async def enregistrer_vacance(command: EnregistrerVacance, acteur: Acteur, uow: BiensUnitOfWork) -> UUID:
    organisme_id = await bailleur(acteur, uow)
    conditions, reservataire = await _verifier(
        command.logement, command.conditions, command.residence_id, organisme_id, acteur.departement, uow
    )
    bien = Bien.enregistrer(
        departement=acteur.departement,
        organisme_id=organisme_id,
        reference=command.reference or await uow.biens.prochaine_reference(acteur.departement),
        reference_externe=command.reference_externe,
        residence_id=command.residence_id,
        logement=command.logement,
        conditions=conditions,
        reservataire=reservataire,
        aujourd_hui=uow.today(),
        le=uow.now(),
    )
    uow.biens.add(bien)
    return bien.id


@dataclass(frozen=True, kw_only=True)
class ModifierBien:
    bien_id: UUID
    version: int
    changements: Mapping[str, Any]
    """Les champs du logement, de ses conditions, sa référence et sa résidence ; les absents ne changent pas."""


async def modifier_bien(command: ModifierBien, acteur: Acteur, uow: BiensUnitOfWork) -> None:
    bien = await charger(acteur, uow, command.bien_id, Acte.MODIFIER, command.version)
    await _modifier(bien, command.changements, uow)


@dataclass(frozen=True, kw_only=True)
class RemettreEnLocation:
    """Une nouvelle vacance sur un logement loué ou retiré."""

    bien_id: UUID
    version: int
    conditions: Conditions


async def remettre_en_location(command: RemettreEnLocation, acteur: Acteur, uow: BiensUnitOfWork) -> None:
    bien = await charger(acteur, uow, command.bien_id, Acte.RELOUER, command.version)
    await _rouvrir(bien, command.conditions, uow)


@dataclass(frozen=True, kw_only=True)
class LibererBien:
    bien_id: UUID
    version: int
    libere_le: date


async def liberer_bien(command: LibererBien, acteur: Acteur, uow: BiensUnitOfWork) -> None:
    bien = await charger(acteur, uow, command.bien_id, Acte.LIBERER, command.version)
    if command.libere_le > uow.today():
        message = "Un logement se déclare libre le jour du départ du locataire, ou après."
        raise BienIncoherent(
            message, erreurs=[ErreurDeChamp(champ="libere_le", code="liberation-future", message=message)]
        )
    bien.liberer(libere_le=command.libere_le, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetirerBien:
    bien_id: UUID
    version: int
    motif: MotifRetrait
    precision: str = ""


async def retirer_bien(command: RetirerBien, acteur: Acteur, uow: BiensUnitOfWork) -> None:
    bien = await charger(acteur, uow, command.bien_id, Acte.RETIRER, command.version)
    bien.retirer(motif=command.motif, precision=command.precision, retire_le=uow.today(), le=uow.now())


@dataclass(frozen=True, kw_only=True)
class SynchroniserBien:
    """Ce que la gestion locative du bailleur sait d'un logement vacant."""

    reference_externe: str
    logement: Logement
    conditions: Conditions
    reference: str | None = None


async def synchroniser_bien(command: SynchroniserBien, acteur: Acteur, uow: BiensUnitOfWork) -> UUID:
    """Enregistre, corrige ou remet en location ; le même envoi deux fois ne fait rien la seconde."""
    organisme_id = await bailleur(acteur, uow)
    bien = await uow.biens.par_reference_externe(acteur.departement, organisme_id, command.reference_externe)
    if bien is None:
        neuf = EnregistrerVacance(
            logement=command.logement,
            conditions=command.conditions,
            reference=command.reference,
            reference_externe=command.reference_externe,
        )
        return await enregistrer_vacance(neuf, acteur, uow)
    close = bien.etat in (EtatBien.LOUE, EtatBien.RETIRE)
    if close and command.conditions.disponible_le > bien.conditions.disponible_le:
        await _rouvrir(bien, command.conditions, uow)
    donnees = {f.name: getattr(command.logement, f.name) for f in fields(Logement)}
    donnees |= {f.name: getattr(command.conditions, f.name) for f in fields(Conditions)}
    if command.conditions.charge_de_clientele is None:
        del donnees["charge_de_clientele"]
    await _modifier(bien, donnees | {"reference": command.reference}, uow)
    return bien.id


async def _modifier(bien: Bien, changements: Mapping[str, Any], uow: BiensUnitOfWork) -> None:
    donnes = dict(changements)
    if "reservataire_id" in donnes and donnes.get("type_reservataire") in (None, TypeReservataire.AUCUN):
        meme = donnes["reservataire_id"] == bien.conditions.reservataire_id
        donnes["type_reservataire"] = bien.conditions.type_reservataire if meme else TypeReservataire.AUCUN
    logement = replace(bien.logement, **{k: v for k, v in donnes.items() if k in CHAMPS_DU_LOGEMENT})
    conditions = replace(bien.conditions, **{k: v for k, v in donnes.items() if k in CHAMPS_DES_CONDITIONS})
    residence_id = donnes.get("residence_id", bien.residence_id)
    conditions, reservataire = await _verifier(
        logement, conditions, residence_id, bien.organisme_id, bien.departement, uow
    )
    bien.modifier(
        reference=donnes.get("reference") or bien.reference,
        residence_id=residence_id,
        logement=logement,
        conditions=conditions,
        reservataire=reservataire,
        aujourd_hui=uow.today(),
        le=uow.now(),
    )


async def _rouvrir(bien: Bien, conditions: Conditions, uow: BiensUnitOfWork) -> None:
    conditions, reservataire = await _verifier(
        bien.logement, conditions, bien.residence_id, bien.organisme_id, bien.departement, uow
    )
    bien.remettre_en_location(conditions, reservataire=reservataire, aujourd_hui=uow.today(), le=uow.now())


async def _verifier(
    logement: Logement,
    conditions: Conditions,
    residence_id: UUID | None,
    organisme_id: UUID,
    departement: str,
    uow: BiensUnitOfWork,
) -> tuple[Conditions, str | None]:
    """Les conditions complètes et le nom du réservataire, ou toutes les erreurs de la fiche à la fois."""
    conditions, reservataire, erreurs = await _reservataire(conditions.au_centime(), departement, uow)
    erreurs += await _charge_de_clientele(conditions.charge_de_clientele, organisme_id, departement, uow)
    if residence_id is not None:
        erreurs += await _residence(residence_id, organisme_id, departement, uow)
    erreurs += incoherences(logement, conditions, departement, uow.today())
    if erreurs:
        raise BienIncoherent("Certains champs sont à corriger. Rien n'a été enregistré.", erreurs=erreurs)
    return conditions, reservataire


async def _reservataire(
    conditions: Conditions, departement: str, uow: BiensUnitOfWork
) -> tuple[Conditions, str | None, list[ErreurDeChamp]]:
    """Un contingent qui n'est pas dit est le premier de l'organisme : pour l'État, ses publics prioritaires."""
    if conditions.reservataire_id is None:
        return conditions, None, []
    try:
        organisme = await uow.organismes.get(conditions.reservataire_id)
    except NotFound:
        return conditions, None, [_inconnu("reservataire_id", "Ce réservataire n'existe pas.")]
    permis = contingents(organisme.type, uow.today())
    if not permis or all(t.departement != departement for t in organisme.territoires):
        message = f"{organisme.nom} ne réserve pas de logements dans ce département."
        return conditions, None, [_inconnu("reservataire_id", message)]
    if conditions.type_reservataire is TypeReservataire.AUCUN:
        conditions = replace(conditions, type_reservataire=permis[0])
    if conditions.type_reservataire not in permis:
        message = f"{organisme.nom} réserve au titre de : {enumeration([t.libelle for t in permis], 'ou')}."
        return conditions, None, [_inconnu("type_reservataire", message)]
    return conditions, organisme.nom, []


async def _charge_de_clientele(
    compte_id: UUID | None, organisme_id: UUID, departement: str, uow: BiensUnitOfWork
) -> list[ErreurDeChamp]:
    if compte_id is None:
        return []
    try:
        compte = await uow.comptes.get(compte_id)
    except NotFound:
        compte = None
    if compte is None or compte.organisme_id != organisme_id or compte.habilitation(departement) is None:
        return [_inconnu("charge_de_clientele", "Cette personne ne fait pas partie de votre organisme.")]
    return []


async def _residence(
    residence_id: UUID, organisme_id: UUID, departement: str, uow: BiensUnitOfWork
) -> list[ErreurDeChamp]:
    try:
        residence = await uow.residences.get(departement, residence_id)
    except NotFound:
        residence = None
    if residence is None or residence.organisme_id != organisme_id:
        return [_inconnu("residence_id", "Cette résidence n'est pas l'une des vôtres.")]
    return []


def _inconnu(champ: str, message: str) -> ErreurDeChamp:
    return ErreurDeChamp(champ=champ, code=f"{champ.replace('_id', '').replace('_', '-')}-inconnu", message=message)
