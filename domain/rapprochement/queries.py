from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.demandes.codes import Besoin, Souhait
from domain.demandes.queries import LabelCourt
from domain.kernel.raisons import Raison
from domain.kernel.read_model import Page, ReadModel
from domain.kernel.views import CommuneCourte
from domain.organismes.acteur import Acteur, Perimetre
from domain.rapprochement.rules.eligibilite import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidat(ReadModel):
    """Une demande devant un logement."""

    demande_id: UUID
    numero_unique: str
    nom_affiche: str
    codemandeur: str | None
    rang: int
    """Place dans la liste demandée, par points ; à égalité, par ce que la grille du territoire dit."""
    points: int | None
    """Cotation dans l'EPCI du logement ; absente si l'EPCI n'a pas de grille."""
    deposee_le: date
    anciennete_mois: int
    age: int | None
    nb_personnes: int
    personnes: str
    """« 2 adultes, 1 à charge »."""
    unites_de_consommation: float
    ressources_mensuelles: int | None
    taux_effort: float | None
    """Pour cent des ressources, sans aide au logement ; absent sans ressources."""
    taux_effort_actuel: float | None
    """Le même, dans le logement actuel, aide déduite."""
    reste_a_vivre: float | None
    """Euros par mois."""
    reste_a_vivre_uc: float | None
    """Euros par mois et par unité de consommation."""
    reste_a_vivre_uc_jour: float | None
    pourcentage_plafond: float | None
    """Revenu fiscal rapporté au plafond du financement du logement."""
    typologies: list[str]
    rang_choix_commune: int | None
    """Rang de la commune dans les souhaits ; absent pour une demande élargie."""
    motif_principal: str | None
    """Caché aux profils qui ne lisent pas les informations sensibles."""
    statut_logement: str | None
    commune_actuelle: CommuneCourte | None
    labels: list[LabelCourt]
    """Publics prioritaires reconnus, hors santé et violences."""
    nb_propositions: int
    deja_propose: bool
    """Déjà retenu sur ce logement."""
    alertes: list[Raison]
    """Ce qui mérite l'attention ; rien de cela n'exclut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidats(Page[Candidat]):
    """Les demandes qui conviennent à un logement, classées."""

    items: list[Candidat]
    """Redit pour le contrat : le type d'une page générique se perd dans une sous-classe."""
    criteres: list[Raison]
    """Ce que le logement demande, et que chaque demande de la liste remplit."""
    departage: str
    """Ce qui range deux candidats au même nombre de points, par la grille du territoire du logement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplicationCandidat(ReadModel):
    """Pourquoi une demande est dans la liste, ou n'y est pas."""

    demande_id: UUID
    numero_unique: str
    nom_affiche: str
    eligible: bool
    phrase: str
    conditions: list[Condition]
    """Toutes les conditions, remplies ou non."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatsCriteria:
    """Ce qu'un agent cherche de plus parmi les demandes qui conviennent au logement."""

    besoins: tuple[Besoin, ...] = ()
    """Tout ce que le foyer a déclaré avoir, ou dont il a besoin."""
    souhaits: tuple[Souhait, ...] = ()
    """Tout ce que le foyer a coché de son logement recherché."""
    suivi_par: str | None = None
    """Le nom de l'association ou du travailleur social qui suit le foyer, ou son début."""


TOUS_LES_CANDIDATS = CandidatsCriteria()


class RapprochementQueries(Protocol):
    async def candidats(
        self,
        perimetre: Perimetre,
        acteur: Acteur,
        bien_id: UUID,
        *,
        page: int,
        size: int,
        criteria: CandidatsCriteria = TOUS_LES_CANDIDATS,
    ) -> Candidats:
        """Trois requêtes au plus, quelle que soit la taille de la page."""
        ...

    async def explication(
        self, perimetre: Perimetre, acteur: Acteur, bien_id: UUID, numero_unique: str
    ) -> ExplicationCandidat:
        """Toutes les conditions, celles qui manquent comprises ; la consultation est tracée."""
        ...
