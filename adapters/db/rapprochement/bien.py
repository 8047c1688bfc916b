"""What a bien asks of its candidates, as the domain's facts and as the parameters of the ranking."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from math import ceil
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Date, Select, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Uuid

from adapters.db.biens.queries import CURRENT, visible
from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.cotation.departage import departages_du_lieu, phrase
from adapters.db.demandes.projection import DRAPEAU_DU_BESOIN, DRAPEAU_DU_SOUHAIT, Drapeau
from adapters.db.prepared import Prepared
from adapters.db.propositions.tables import in_states, propositions
from adapters.db.referentiel.memory import Communes
from domain.biens.errors import BienIntrouvable
from domain.kernel.codes import CategorieLogement
from domain.organismes.acteur import Perimetre
from domain.propositions.codes import OUVERTES
from domain.rapprochement.queries import TOUS_LES_CANDIDATS, CandidatsCriteria
from domain.rapprochement.rules.chiffres import foyers_admis, plafonds_par_rang
from domain.rapprochement.rules.eligibilite import FaitsBien

B, M = biens.c, mises_en_location.c
P = propositions.c
GROUND_FLOOR = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BienCherche:
    """A bien looking for its tenant."""

    faits: FaitsBien
    organisme_id: UUID
    mise_en_location_id: UUID
    deja: frozenset[UUID]
    """Demandes already retained on this vacancy."""
    depense: int
    """Cents a month."""
    departage: str
    """What decides between candidates who have as many points."""


@dataclass(frozen=True, slots=True)
class _AnyPerimetre:
    """A perimeter whose values come with the execution: the statement is built once for all readers of one kind."""

    tout_organisme: bool
    departement: Any = field(default_factory=lambda: bindparam("departement"))
    organisme_id: Any = field(default_factory=lambda: bindparam("lecteur"))


async def read_bien(
    connection: AsyncConnection, perimetre: Perimetre, bien_id: UUID, communes: Communes, le: date
) -> BienCherche:
    asked: dict[str, Any] = {"departement": perimetre.departement, "bien_id": bien_id, "le": le}
    if not perimetre.tout_organisme:
        asked["lecteur"] = perimetre.organisme_id
    row = await _prepared(perimetre.tout_organisme).first(connection, asked)
    if row is None:
        raise BienIntrouvable("Ce bien est introuvable.")
    return bien_of(row, communes, departement=row.departement, deja=frozenset(row.deja or ()))


@cache
def _prepared(tout_organisme: bool) -> Prepared:
    return Prepared(_statement(tout_organisme))


def _statement(tout_organisme: bool) -> Select[Any]:
    perimetre = cast("Perimetre", _AnyPerimetre(tout_organisme))
    deja = (
        select(func.array_agg(P.demande_id, type_=ARRAY(Uuid)))
        .where(
            P.departement == B.departement,
            P.mise_en_location_id == B.mise_en_location_id,
            text(f"propositions.{in_states(OUVERTES)}"),  # no expanding parameter to render at each execution
        )
        .scalar_subquery()
    )
    return (
        select(
            B.departement,
            B.organisme_id,
            B.mise_en_location_id,
            B.commune,
            B.categorie,
            B.typologie,
            B.surface,
            B.etage,
            B.ascenseur,
            B.adapte_handicap,
            B.financement,
            (M.loyer + M.charges + M.annexes).label("mensualite"),
            deja.label("deja"),
            departages_du_lieu(B.departement, B.commune, bindparam("le", type_=Date)).label("departages"),
        )
        .join(mises_en_location, CURRENT)
        .where(visible(perimetre), B.id == bindparam("bien_id"))
    )


def bien_of(row: Any, communes: Communes, *, departement: str, deja: frozenset[UUID] = frozenset()) -> BienCherche:
    commune = communes.get(row.commune)
    mensualite: Decimal = row.mensualite
    return BienCherche(
        faits=FaitsBien(
            departement=departement,
            commune=row.commune,
            commune_nom=commune.nom if commune else row.commune,
            epci=commune.epci if commune else None,
            zone=commune.zone_plafonds if commune else None,
            categorie=row.categorie,
            typologie=row.typologie,
            surface=row.surface,
            etage=row.etage,
            ascenseur=row.ascenseur,
            adapte_handicap=row.adapte_handicap,
            financement=row.financement,
            mensualite=mensualite,
        ),
        organisme_id=row.organisme_id,
        mise_en_location_id=row.mise_en_location_id,
        deja=deja,
        depense=int(mensualite * 100),
        departage=phrase(row.departages),
    )


def parameters(bien: BienCherche, le: date, criteria: CandidatsCriteria = TOUS_LES_CANDIDATS) -> dict[str, Any]:
    """The conditions of domain/rapprochement/rules/eligibilite.py that the narrow index can answer.

    What the reader looks for besides is required in the same way: the index answers it too.
    """
    faits = bien.faits
    foyers = foyers_admis(faits.typologie, faits.surface, le, faits.departement)
    exiges, exclus = _asked(criteria), Drapeau(0)
    if faits.etage == GROUND_FLOOR:
        exiges |= Drapeau.REZ_DE_CHAUSSEE
    elif faits.etage is not None and faits.etage > GROUND_FLOOR and not faits.ascenseur:
        exiges |= Drapeau.SANS_ASCENSEUR
    if not faits.adapte_handicap:
        exclus |= Drapeau.ADAPTE_HANDICAP
    if faits.categorie is CategorieLogement.MAISON:
        exclus |= Drapeau.APPARTEMENT_SEUL
    elif faits.categorie is CategorieLogement.APPARTEMENT:
        exclus |= Drapeau.MAISON_SEULE
    return {
        "departement": faits.departement,
        "commune": faits.commune,
        "epci": faits.epci,
        "typologie": faits.typologie.value,
        "ordinaires": foyers.ordinaires,
        "couples": foyers.couples,
        "assistants_maternels": foyers.assistants_maternels,
        "couples_assistants_maternels": foyers.couples_assistants_maternels,
        "plafonds": plafonds_par_rang(faits.zone, faits.financement, le),
        "mensualite": ceil(faits.mensualite),
        "exiges": int(exiges),
        "exclus": int(exclus),
        "deja": list(bien.deja),
        "aujourd_hui": le,
        "organisme_id": bien.organisme_id,
    }


def _asked(criteria: CandidatsCriteria) -> Drapeau:
    asked = Drapeau.ACCOMPAGNEMENT if criteria.suivi_par else Drapeau(0)
    for besoin in criteria.besoins:
        asked |= DRAPEAU_DU_BESOIN[besoin]
    for souhait in criteria.souhaits:
        asked |= DRAPEAU_DU_SOUHAIT[souhait]
    return asked
