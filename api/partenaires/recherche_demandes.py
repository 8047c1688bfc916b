"""The list of demandes: its filters, its groups, and the searches whose value must not be in an address."""

from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import Field, StringConstraints

from api.dependencies import ContainerDep, CurrentActeur, Limits
from api.listing import PageNumber, PageSize, Texte
from api.problems import problems
from api.queries import Demandes, Publics
from api.schemas import Body, CodeCommune, Ligne, Telephone
from api.security.rate_limit import HOUR
from domain.demandes.codes import Besoin, EtatDemande, NatureDossier, Souhait, Typologie
from domain.demandes.errors import NirDansLAdresse, NirInvalide, TelephoneIllisible, UnSeulNumero
from domain.demandes.parametres import entier
from domain.demandes.policies import refuser_un_nir
from domain.demandes.queries import (
    DemandesCriteria,
    ListeDeDemandes,
    RechercheExacteVue,
    RechercheParNumero,
    Rupture,
    RuptureVue,
)
from domain.demandes.rules.recherche import telephone_international
from domain.kernel.codes import TypeReservataire
from domain.kernel.vocabulary import Nir, NumeroUnique, NumeroUniqueInvalide
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import DroitManquant, TropDeTentatives
from domain.organismes.policies import exiger
from domain.publics.codes import Origine
from domain.publics.queries import PublicsQueries

router = APIRouter(tags=["demandes"])

Sort = Literal[
    "deposee_le",
    "-deposee_le",
    "nom",
    "-nom",
    "points",
    "-points",
    "soumise_le",
    "-soumise_le",
    "numero",
    "-numero",
    "etat",
    "-etat",
    "nature",
    "-nature",
    "ne_le",
    "-ne_le",
    "renouvelee_le",
    "-renouvelee_le",
    "modifiee_le",
    "-modifiee_le",
]
Etats = Annotated[list[EtatDemande] | None, Query(max_length=len(EtatDemande))]
Par = Annotated[Rupture, Query(description="Ce par quoi les demandes se réunissent.")]
Groupe = Annotated[
    str | None,
    Query(max_length=40, pattern=r"^[0-9A-Za-z-]*$", description="Avec `par` : les seules demandes de ce groupe."),
]


CodeLabel = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,40}$")]


Contingent = Literal[
    TypeReservataire.ETAT_PRIORITAIRES,
    TypeReservataire.ETAT_AGENTS,
    TypeReservataire.COLLECTIVITES,
    TypeReservataire.AUTRES,
]
"""Those that a label opens. That of Action Logement comes from the employer: `action_logement`."""


Degre = Annotated[int, Field(ge=1, le=9)]
"""Of a demande in a contingent: 1 comes first."""
PointsCotes = Annotated[int, Field(ge=-32_000, le=32_000)]
Axe = Annotated[int, Field(ge=1, le=20)]
"""Le rang d'un bloc dans sa grille."""


Suivi = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]
"""Le nom de l'association ou du travailleur social qui suit le foyer, ou son début."""


def besoins_cherches(besoins: list[Besoin], acteur: Acteur) -> tuple[Besoin, ...]:
    """Qui ne lit pas les informations de santé ne les devine pas en cherchant."""
    if Besoin.HANDICAP in besoins:
        exiger(acteur, Droit.DEMANDES_SENSIBLE)
    return tuple(besoins)


def souhaits_cherches(souhaits: list[Souhait], acteur: Acteur) -> tuple[Souhait, ...]:
    """Un logement à adapter est une information de santé."""
    if Souhait.ADAPTE_HANDICAP in souhaits:
        exiger(acteur, Droit.DEMANDES_SENSIBLE)
    return tuple(souhaits)


async def du_contingent(
    contingent: TypeReservataire | None, degre: int | None, acteur: Acteur, publics: PublicsQueries
) -> dict[str, Any]:
    """What the criteria of a search say of it."""
    if contingent is None and degre is None:
        return {}
    cherches = await publics.labels_du_contingent(acteur.perimetre, acteur, contingent, degre)
    return {"labels": cherches.avec, "sans_labels": cherches.sans}


async def filtres(
    acteur: CurrentActeur,
    publics: Publics,
    q: Texte | None = None,
    etat: Etats = None,
    commune: CodeCommune | None = None,
    commune_actuelle: Annotated[CodeCommune | None, Query(description="Où habite le demandeur.")] = None,
    typologie: Typologie | None = None,
    nature: Annotated[NatureDossier | None, Query(description="Demande standard, ANRU ou mutation.")] = None,
    guichet: Annotated[UUID | None, Query(description="Organisme qui a enregistré la demande.")] = None,
    label: Annotated[CodeLabel | None, Query(description="Public prioritaire reconnu à la demande.")] = None,
    contingent: Annotated[
        Contingent | None, Query(description="Public à qui ce contingent s'ouvre, par l'un de ses labels.")
    ] = None,
    degre: Annotated[
        Degre | None, Query(description="Degré de priorité dans le contingent, 1 le plus prioritaire.")
    ] = None,
    origine_label: Annotated[
        Origine | None, Query(description="Label reconnu d'après le dossier, ou posé par un partenaire.")
    ] = None,
    collecteur: Annotated[
        Texte | None, Query(description="Collecteur chez qui un adulte a un dossier, tel que la liste le nomme.")
    ] = None,
    action_logement: Annotated[
        bool, Query(description="Contingent d'Action Logement : cotisation ou dossier.")
    ] = False,
    besoin: Annotated[
        list[Besoin] | None, Query(max_length=len(Besoin), description="Tous ces besoins, déclarés par le foyer.")
    ] = None,
    suivi_par: Annotated[
        Suivi | None, Query(description="Association ou travailleur social qui suit le foyer.")
    ] = None,
    mon_organisme: bool = False,
    a_valider: bool = False,
    points_min: Annotated[PointsCotes | None, Query(description="Points vérifiés, au moins.")] = None,
    points_max: Annotated[PointsCotes | None, Query(description="Points vérifiés, au plus.")] = None,
    axe: Annotated[
        Axe | None, Query(description="Le bloc de la grille, par son rang, que bornent les deux suivants : le premier.")
    ] = None,
    axe_min: Annotated[PointsCotes | None, Query(description="Points vérifiés de ce bloc, au moins.")] = None,
    axe_max: Annotated[PointsCotes | None, Query(description="Points vérifiés de ce bloc, au plus.")] = None,
) -> DemandesCriteria:
    refuser_un_nir(q)
    return DemandesCriteria(
        q=q,
        etats=tuple(etat or ()),
        commune=commune,
        commune_actuelle=commune_actuelle,
        typologie=typologie.value if typologie else None,
        nature=nature,
        guichet=guichet,
        label=label,
        origine_label=origine_label and origine_label.value,
        collecteur=collecteur,
        action_logement=action_logement,
        besoins=besoins_cherches(besoin or [], acteur),
        suivi_par=suivi_par,
        mon_organisme=mon_organisme,
        a_valider=a_valider,
        **await du_contingent(contingent, degre, acteur, publics),
        points_min=points_min,
        points_max=points_max,
        axe=axe or 1,
        axe_min=axe_min,
        axe_max=axe_max,
    )


Filtres = Annotated[DemandesCriteria, Depends(filtres)]


class RechercheParNumeroBody(Body):
    """Un numéro entier, et un seul. Il voyage dans le corps de la requête, jamais dans l'adresse."""

    numero_unique: Annotated[str | None, Field(max_length=40)] = None
    nir: Annotated[str | None, Field(max_length=40)] = None
    """Numéro de sécurité sociale, clé comprise."""
    telephone: Telephone | None = None
    reference_interne: Ligne | None = None
    """Celle que l'organisme a donnée à la demande dans ses fichiers importés (`reference_externe`)."""

    def lire(self) -> tuple[RechercheParNumero, str]:
        known = (self.numero_unique, self.nir, self.telephone, self.reference_interne)
        if sum(value is not None for value in known) != 1:
            raise UnSeulNumero(
                "Donnez un numéro, et un seul : numéro unique, sécurité sociale, téléphone ou référence interne."
            )
        if self.numero_unique is not None:
            return RechercheParNumero.NUMERO_UNIQUE, NumeroUnique.lire(self.numero_unique).valeur
        if self.nir is not None:
            return RechercheParNumero.NIR, Nir.lire(self.nir).valeur
        if self.reference_interne is not None:
            return RechercheParNumero.INTERNE, self.reference_interne
        if (numero := telephone_international(self.telephone or "")) is None:
            raise TelephoneIllisible("Ce numéro de téléphone n'est pas lisible. Écrivez-le avec ses dix chiffres.")
        return RechercheParNumero.TELEPHONE, numero


@router.get("/demandes", operation_id="rechercher_demandes", responses=problems(DroitManquant, NirDansLAdresse))
async def rechercher(
    acteur: CurrentActeur,
    demandes: Demandes,
    filtres: Filtres,
    par: Annotated[Rupture | None, Query(description="Ce par quoi les demandes se réunissent.")] = None,
    groupe: Groupe = None,
    sort: Sort = "-deposee_le",
    page: PageNumber = 1,
    size: PageSize = 20,
) -> ListeDeDemandes:
    """Cherche par nom d'usage ou de naissance, prénom, date de naissance, numéro unique ou numéro de dossier.

    Réunies (`par`) sans choisir de `groupe`, elles viennent un groupe après l'autre ; trop nombreuses pour que tous les
    groupes se comptent (`plafonnee` de la rupture), elles gardent l'ordre de la liste.
    """
    exiger(acteur, Droit.DEMANDES_LIRE)
    reserves = acteur.peut(Droit.DEMANDES_SENSIBLE)
    criteria = replace(filtres, par=par, groupe=groupe, sort=sort, labels_reserves=reserves)
    return await demandes.rechercher(acteur.perimetre, criteria, page=page, size=size)


@router.get("/ruptures-de-demandes", operation_id="reunir_demandes", responses=problems(DroitManquant, NirDansLAdresse))
async def reunir(acteur: CurrentActeur, demandes: Demandes, filtres: Filtres, par: Par = Rupture.COMMUNE) -> RuptureVue:
    """Réunit par groupes toutes les demandes d'une recherche, au-delà de la page affichée."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    criteria = replace(filtres, labels_reserves=acteur.peut(Droit.DEMANDES_SENSIBLE))
    return await demandes.reunir(acteur.perimetre, criteria, par)


@router.post(
    "/recherches-de-demandes",
    operation_id="rechercher_par_numero",
    responses=problems(
        DroitManquant, NirInvalide, NumeroUniqueInvalide, TelephoneIllisible, TropDeTentatives, UnSeulNumero
    ),
)
async def par_numero(
    body: RechercheParNumeroBody,
    acteur: CurrentActeur,
    demandes: Demandes,
    limits: Limits,
    container: ContainerDep,
) -> RechercheExacteVue:
    """Cherche par un numéro entier, et dit si la demande existe hors du périmètre. Chaque recherche est tracée."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    par, valeur = body.lire()
    if par is RechercheParNumero.NIR:
        exiger(acteur, Droit.DEMANDES_ECRIRE)
    await limits.spend(
        f"recherche-par-numero:{acteur.compte_id}",
        at_most=entier("recherche.par_numero_par_heure", container.today(), acteur.departement),
        window_seconds=HOUR,
        sentence="Vous avez fait beaucoup de recherches par numéro en une heure. Attendez avant de recommencer : "
        "rien n'est perdu. La recherche par nom reste ouverte.",
    )
    return await demandes.par_numero(acteur.perimetre, acteur, par, valeur)
