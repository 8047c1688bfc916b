from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from domain.biens.model import Bien
from domain.conventions_flux.errors import ConventionExistante, PartieInvalide, PlafondLegalDepasse
from domain.conventions_flux.model import Convention, Imputation, ModeDeGestion, NatureImputation, RelogementsAnru
from domain.conventions_flux.policies import exiger_de_signer, exiger_visible
from domain.conventions_flux.ports import ConventionsUnitOfWork
from domain.conventions_flux.rules import Part, contingents_possibles, depassements, relogements_anru_comptes
from domain.demandes.codes import NatureDossier
from domain.demandes.model import Demande
from domain.kernel.codes import TypeReservataire
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.model import TypeOrganisme
from domain.organismes.policies import exiger


@dataclass(frozen=True, kw_only=True)
class SignerConvention:
    bailleur_id: UUID
    reservataire_id: UUID
    type_reservataire: TypeReservataire
    annee: int
    taux: Decimal
    objectif: int
    debut: date
    fin: date
    mode_gestion: ModeDeGestion = ModeDeGestion.DELEGUEE
    relogements_anru: RelogementsAnru = RelogementsAnru.DEPARTEMENT


async def signer_convention(command: SignerConvention, acteur: Acteur, uow: ConventionsUnitOfWork) -> UUID:
    """Enregistre une convention signée, si les parts du flux restent dans les limites de la loi (CCH R441-5-2)."""
    exiger_de_signer(acteur, command.bailleur_id, command.reservataire_id)
    communes = await _exiger_les_parties(command, acteur.departement, uow)
    autres = await uow.conventions.du_flux(acteur.departement, command.bailleur_id, command.annee)
    if any(
        c.reservataire_id == command.reservataire_id and c.type_reservataire is command.type_reservataire
        for c in autres
    ):
        raise deja_signee()
    convention = Convention.signer(
        id=new_id(),
        departement=acteur.departement,
        bailleur_id=command.bailleur_id,
        reservataire_id=command.reservataire_id,
        type_reservataire=command.type_reservataire,
        annee=command.annee,
        taux=command.taux,
        objectif=command.objectif,
        debut=command.debut,
        fin=command.fin,
        mode_gestion=command.mode_gestion,
        relogements_anru=command.relogements_anru,
        communes=communes,
        le=uow.now(),
    )
    _exiger_sous_les_plafonds([*autres, convention], command.debut)
    uow.conventions.add(convention)
    return convention.id


@dataclass(frozen=True, kw_only=True)
class AmenderConvention:
    convention_id: UUID
    version: int
    taux: Decimal
    objectif: int
    fin: date
    motif: str
    relogements_anru: RelogementsAnru | None = None
    """Absent, l'avenant n'y touche pas."""


async def amender_convention(command: AmenderConvention, acteur: Acteur, uow: ConventionsUnitOfWork) -> None:
    convention = await _charger(command.convention_id, command.version, acteur, uow)
    flux = await uow.conventions.du_flux(convention.departement, convention.bailleur_id, convention.annee)
    convention.amender(
        taux=command.taux,
        objectif=command.objectif,
        fin=command.fin,
        relogements_anru=command.relogements_anru,
        motif=command.motif,
        aujourd_hui=uow.today(),
        le=uow.now(),
    )
    _exiger_sous_les_plafonds([c for c in flux if c.id != convention.id] + [convention], uow.today())


@dataclass(frozen=True, kw_only=True)
class ResilierConvention:
    convention_id: UUID
    version: int
    motif: str


async def resilier_convention(command: ResilierConvention, acteur: Acteur, uow: ConventionsUnitOfWork) -> None:
    convention = await _charger(command.convention_id, command.version, acteur, uow)
    convention.resilier(motif=command.motif, aujourd_hui=uow.today(), le=uow.now())


@dataclass(frozen=True, slots=True, kw_only=True)
class LogementReserve:
    """Ce qu'il faut savoir d'un logement pour le compter sur une convention."""

    departement: str
    bien_id: UUID
    mise_en_location_id: UUID
    bailleur_id: UUID
    reservataire_id: UUID | None
    type_reservataire: TypeReservataire | None
    commune: str
    libelle: str


def logement_reserve(bien: Bien) -> LogementReserve:
    """Le logement tel que sa convention le compte."""
    conditions = bien.conditions
    type = conditions.type_reservataire
    return LogementReserve(
        departement=bien.departement,
        bien_id=bien.id,
        mise_en_location_id=bien.mise_en_location_id,
        bailleur_id=bien.organisme_id,
        reservataire_id=conditions.reservataire_id,
        type_reservataire=None if type is TypeReservataire.AUCUN else type,
        commune=bien.logement.commune,
        libelle=f"{bien.logement.typologie.libelle}, {bien.logement.adresse} (réf. {bien.reference})",
    )


async def imputer(
    logement: LogementReserve, nature: NatureImputation, uow: ConventionsUnitOfWork, *, pour: Demande | None = None
) -> UUID | None:
    """Compte le logement sur la convention de son réservataire, une seule fois ; sans convention, sur aucune.

    Dans la transaction de l'acte : le solde affiché n'est jamais en retard. `pour` : la demande qui le reçoit, dont
    le relogement peut être hors du flux.
    """
    convention = await _convention(logement, uow)
    if convention is None or (pour is not None and _hors_flux(convention, pour, uow.today())):
        return None
    ajoutee = await uow.imputations.ajouter(
        Imputation(
            departement=logement.departement,
            id=new_id(),
            convention_id=convention.id,
            nature=nature,
            bien_id=logement.bien_id,
            mise_en_location_id=logement.mise_en_location_id,
            le=uow.today(),
        )
    )
    if ajoutee:
        convention.imputer(nature, bien_id=logement.bien_id, bien_libelle=logement.libelle, le=uow.now())
    return convention.id


async def est_hors_flux(logement: LogementReserve, demande: Demande, uow: ConventionsUnitOfWork) -> bool:
    """Le relogement de cette demande ne compte pas pour la convention du logement (CCH R441-5)."""
    convention = await _convention(logement, uow)
    return convention is not None and _hors_flux(convention, demande, uow.today())


def _hors_flux(convention: Convention, demande: Demande, le: date) -> bool:
    comptes = relogements_anru_comptes(convention.relogements_anru, le, convention.departement)
    return demande.nature is NatureDossier.ANRU and not comptes.valeur


async def desimputer(
    departement: str,
    mise_en_location_id: UUID,
    nature: NatureImputation,
    motif: str,
    uow: ConventionsUnitOfWork,
) -> None:
    """Le logement ne compte plus à ce titre ; la ligne reste, annulée."""
    for imputation in await uow.imputations.de_la_mise_en_location(departement, mise_en_location_id, nature):
        convention = await uow.conventions.get(departement, imputation.convention_id)
        imputation.annulee_le = uow.today()
        convention.desimputer(nature, bien_id=imputation.bien_id, motif=motif, le=uow.now())


async def _convention(logement: LogementReserve, uow: ConventionsUnitOfWork) -> Convention | None:
    if logement.reservataire_id is None or logement.type_reservataire is None:
        return None
    trouvees = await uow.conventions.qui_couvrent(
        logement.departement,
        logement.bailleur_id,
        logement.reservataire_id,
        logement.type_reservataire,
        uow.today(),
    )
    return next((c for c in trouvees if c.couvre(logement.commune, uow.today())), None)


async def _charger(id: UUID, version: int, acteur: Acteur, uow: ConventionsUnitOfWork) -> Convention:
    convention = await uow.conventions.get(acteur.departement, id)
    exiger_visible(acteur, convention)
    exiger(acteur, Droit.CONVENTIONS_ECRIRE)
    if convention.version != version:
        raise ConcurrentEdit(
            "Cette convention a été modifiée depuis que vous l'avez ouverte. Votre saisie est gardée à l'écran : "
            "rechargez la convention, comparez, puis enregistrez de nouveau."
        )
    return convention


async def _exiger_les_parties(
    command: SignerConvention, departement: str, uow: ConventionsUnitOfWork
) -> list[str] | None:
    """Un bailleur d'un côté, un réservataire du bon contingent de l'autre ; rend le territoire de celui-ci."""
    bailleur = await uow.organismes.get(command.bailleur_id)
    reservataire = await uow.organismes.get(command.reservataire_id)
    territoires = {t.departement: t for t in reservataire.territoires}
    if bailleur.type is not TypeOrganisme.BAILLEUR or departement not in {t.departement for t in bailleur.territoires}:
        raise PartieInvalide(f"{bailleur.nom} n'est pas un bailleur de ce département.", champ="bailleur_id")
    if departement not in territoires:
        raise PartieInvalide(f"{reservataire.nom} n'intervient pas dans ce département.", champ="reservataire_id")
    possibles = contingents_possibles(reservataire.type.value, command.debut)
    if command.type_reservataire not in possibles.valeur:
        raise PartieInvalide(
            f"{reservataire.nom} ne réserve pas au titre de « {command.type_reservataire.libelle} ». "
            f"{possibles.phrase}",
            raisons=[possibles.raison],
            champ="type_reservataire",
        )
    return territoires[departement].communes


def deja_signee() -> ConventionExistante:
    return ConventionExistante(
        "Une convention lie déjà ce bailleur et ce réservataire, pour ce contingent et cette année. "
        "Ouvrez-la et enregistrez un avenant."
    )


def _exiger_sous_les_plafonds(conventions: list[Convention], le: date) -> None:
    trop = depassements((Part(cle=str(c.id), type=c.type_reservataire, taux=c.taux) for c in conventions), le)
    if trop:
        raise PlafondLegalDepasse(f"{trop[0].phrase} Rien n'a été enregistré : revoyez le taux.", raisons=trop)
