import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from domain.cotation.document import lire_grille
from domain.cotation.errors import EpciInconnu, RecalculPasArrete
from domain.cotation.events import RecalculRelance
from domain.cotation.grille import Deliberation, Grille
from domain.cotation.model import GrilleCotation
from domain.cotation.recalcul import commencer
from domain.cotation.registre.policies import exiger_d_ecrire, exiger_visible, raison_pas_arrete
from domain.cotation.registre.ports import RegistreUnitOfWork, RelanceUnitOfWork
from domain.cotation.rules import bloquants
from domain.cotation.vocabulary import CauseDeCalcul, Population
from domain.kernel import francais
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger


@dataclass(frozen=True, kw_only=True)
class EbaucherGrille:
    epci: str
    population: Population
    copie_de: UUID | None = None
    document: Mapping[str, Any] | None = None
    """Le document d'une grille d'un autre département, ou d'un autre logiciel."""


@cache
def grille_modele() -> Grille:
    lu = files("domain.cotation").joinpath("parameters/grille_modele.json").read_text("utf-8")
    return lire_grille(json.loads(lu))


async def ebaucher_grille(command: EbaucherGrille, acteur: Acteur, uow: RegistreUnitOfWork) -> UUID:
    """Ouvre la version suivante de la grille d'un EPCI : du modèle, d'une version connue ou d'un document reçu."""
    exiger(acteur, Droit.COTATION_ECRIRE)
    le_sien = await uow.grilles.epci_de(acteur.organisme_id)
    contenu, origine = await _contenu_de_depart(command, acteur, le_sien, uow)
    if not uow.grilles.epci_du_departement(acteur.departement, command.epci):
        raise EpciInconnu("Cet EPCI n'a aucune commune dans le département. Choisissez-en un autre.")
    exiger_d_ecrire(acteur, command.epci, le_sien)
    derniere = await uow.grilles.derniere_version(acteur.departement, command.epci, command.population)
    grille = GrilleCotation.ebaucher(
        departement=acteur.departement,
        epci=command.epci,
        contenu=replace(contenu, population=command.population, fictive=False),
        version_grille=derniere + 1,
        le=uow.now(),
        origine=origine,
    )
    uow.grilles.add(grille)
    return grille.id


async def _contenu_de_depart(
    command: EbaucherGrille, acteur: Acteur, le_sien: str | None, uow: RegistreUnitOfWork
) -> tuple[Grille, str]:
    if command.document is not None:
        lue = lire_grille(command.document)
        return lue, f"document « {lue.libelle} »"
    if command.copie_de is None:
        return grille_modele(), "modèle du fichier"
    source = await uow.grilles.get(acteur.departement, command.copie_de)
    exiger_visible(acteur, source, le_sien)
    return source.contenu, f"« {source.contenu.libelle} », version {source.version_grille}"


@dataclass(frozen=True, kw_only=True)
class EnregistrerBrouillon:
    grille_id: UUID
    version: int
    document: Mapping[str, Any]


async def enregistrer_brouillon(command: EnregistrerBrouillon, acteur: Acteur, uow: RegistreUnitOfWork) -> None:
    """Enregistre le brouillon tel qu'il est écrit, achevé ou non ; l'historique dit ce qui change."""
    grille = await _a_ecrire(command.grille_id, command.version, acteur, uow)
    grille.ecrire(command.document, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class FaireVivreGrille:
    grille_id: UUID
    version: int


async def mettre_la_grille_en_test(command: FaireVivreGrille, acteur: Acteur, uow: RegistreUnitOfWork) -> None:
    """La grille se calcule et se compare, sans se montrer ni aux demandeurs ni aux commissions."""
    (await _a_ecrire(command.grille_id, command.version, acteur, uow)).mettre_en_test(le=uow.now())


async def reprendre_la_grille(command: FaireVivreGrille, acteur: Acteur, uow: RegistreUnitOfWork) -> None:
    """Rend une grille en test au brouillon, pour la corriger."""
    (await _a_ecrire(command.grille_id, command.version, acteur, uow)).reprendre(le=uow.now())


async def archiver_la_grille(command: FaireVivreGrille, acteur: Acteur, uow: RegistreUnitOfWork) -> None:
    """Retire une version. Publiée, elle reste lisible au registre ; plus aucune demande n'est cotée avec elle."""
    (await _a_ecrire(command.grille_id, command.version, acteur, uow)).archiver(le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RelancerRecalcul:
    grille_id: UUID


async def relancer_le_recalcul(command: RelancerRecalcul, acteur: Acteur, uow: RelanceUnitOfWork) -> None:
    """Reprend à zéro un recalcul arrêté : ce qui est déjà recoté n'est pas réécrit."""
    exiger(acteur, Droit.COTATION_ECRIRE)
    grille = await uow.grilles.get(acteur.departement, command.grille_id)
    le_sien = await uow.grilles.epci_de(acteur.organisme_id)
    exiger_visible(acteur, grille, le_sien)
    exiger_d_ecrire(acteur, grille.epci, le_sien)
    raison = raison_pas_arrete(await uow.grilles.etat_du_recalcul(grille.departement, grille.epci))
    if raison is not None:
        raise RecalculPasArrete(raison.phrase, raisons=[raison])
    uow.record(RecalculRelance(departement=grille.departement, aggregate_id=grille.id, occurred_at=uow.now()))
    await commencer(grille.departement, grille.epci, CauseDeCalcul.GRILLE, uow.today(), uow)


@dataclass(frozen=True, kw_only=True)
class PublierGrille:
    grille_id: UUID
    version: int
    deliberation: Deliberation
    effet_du: date
    prevenir: bool = False


async def publier_la_grille(command: PublierGrille, acteur: Acteur, uow: RegistreUnitOfWork) -> None:
    """Fige la grille délibérée ; la version qu'elle remplace s'applique jusqu'à la veille (CCH R441-2-10)."""
    grille = await _a_ecrire(command.grille_id, command.version, acteur, uow)
    suivantes = await uow.grilles.qui_s_appliquent_apres(
        grille.departement, grille.epci, grille.population, command.effet_du
    )
    grille.publier(
        deliberation=command.deliberation,
        effet_du=command.effet_du,
        bloquants=[*bloquants(grille.contenu, uow.today()), *raisons_de_date(command, suivantes, uow.today())],
        le=uow.now(),
        prevenir=command.prevenir,
    )
    for remplacee in suivantes:
        remplacee.ceder_la_place(a_partir_du=command.effet_du)


def raisons_de_date(command: PublierGrille, suivantes: Sequence[GrilleCotation], le: date) -> list[Raison]:
    """Une grille ne s'applique pas au passé, ni avant une version déjà publiée pour plus tard."""
    trouvees = []
    if command.effet_du < le:
        trouvees.append(
            Raison(
                code="effet-passe",
                phrase="La date d'effet est passée : une grille s'applique aujourd'hui au plus tôt.",
                parametres={"effet_du": command.effet_du.isoformat()},
            )
        )
    if command.deliberation.date > le:
        trouvees.append(
            Raison(
                code="deliberation-a-venir",
                phrase="La délibération n'a pas encore eu lieu : la grille se publie une fois adoptée.",
                parametres={"deliberation": command.deliberation.date.isoformat()},
            )
        )
    for autre in suivantes:
        if autre.effet_du is not None and autre.effet_du >= command.effet_du:
            trouvees.append(
                Raison(
                    code="version-suivante-publiee",
                    phrase=f"La version {autre.version_grille}, déjà publiée, s'applique à partir du "
                    f"{francais.jour(autre.effet_du)} : choisissez une date plus tardive.",
                    parametres={"effet_du": autre.effet_du.isoformat()},
                )
            )
    return trouvees


async def _a_ecrire(grille_id: UUID, version: int, acteur: Acteur, uow: RegistreUnitOfWork) -> GrilleCotation:
    exiger(acteur, Droit.COTATION_ECRIRE)
    grille = await uow.grilles.get(acteur.departement, grille_id)
    le_sien = await uow.grilles.epci_de(acteur.organisme_id)
    exiger_visible(acteur, grille, le_sien)
    exiger_d_ecrire(acteur, grille.epci, le_sien)
    if grille.version != version:
        raise ConcurrentEdit("Cette grille a changé entre-temps. Rechargez-la : votre saisie est gardée sur ce poste.")
    return grille
