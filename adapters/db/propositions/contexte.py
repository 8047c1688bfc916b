"""What surrounds a proposition, in the same statement for the buttons and for the commands."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.demandes.tables import demandes
from adapters.db.propositions.tables import propositions
from domain.biens.codes import EtatBien
from domain.demandes.codes import EtatDemande
from domain.propositions.codes import ENGAGENT, RETIENNENT, EtatProposition
from domain.propositions.rules import Contexte

P = propositions.c
OTHER = propositions.alias("autre")
_WAITED_FOR = (EtatProposition.DECIDEE, EtatProposition.NOTIFIEE, EtatProposition.ACCEPTEE)


def contexte_columns() -> tuple[ColumnElement[Any], ...]:
    other = OTHER.c
    same_demande = and_(other.departement == P.departement, other.demande_id == P.demande_id, other.id != P.id)
    better = (
        select(func.min(other.rang))
        .where(
            other.departement == P.departement,
            other.mise_en_location_id == P.mise_en_location_id,
            other.seance_id == P.seance_id,
            other.rang < P.rang,
            other.etat.in_(_WAITED_FOR),
        )
        .scalar_subquery()
    )
    return (
        mises_en_location.c.etat.label("ctx_bien_etat"),
        (biens.c.mise_en_location_id == P.mise_en_location_id).label("ctx_meme_vacance"),
        demandes.c.etat.label("ctx_demande_etat"),
        demandes.c.verrou.label("ctx_verrou"),
        P.id.label("ctx_id"),
        better.label("ctx_rang_en_attente"),
        exists()
        .where(same_demande, other.organisme_id == P.organisme_id, other.etat.in_(RETIENNENT))
        .label("ctx_demande_retenue"),
        exists().where(same_demande, other.etat.in_(ENGAGENT)).label("ctx_demande_engagee"),
    )


def with_contexte(statement: Select[Any]) -> Select[Any]:
    """Joins what the columns of the context read: the bien and its vacancy, the demande."""
    return (
        statement.select_from(propositions)
        .join(biens, and_(biens.c.departement == P.departement, biens.c.id == P.bien_id))
        .join(
            mises_en_location,
            and_(
                mises_en_location.c.departement == P.departement,
                mises_en_location.c.id == P.mise_en_location_id,
            ),
        )
        .join(demandes, and_(demandes.c.departement == P.departement, demandes.c.id == P.demande_id))
    )


def contexte_of(row: Any) -> Contexte:
    verrou = row.ctx_verrou
    tenue = verrou is not None and verrou.passage_id != row.ctx_id
    return Contexte(
        bien_etat=EtatBien(row.ctx_bien_etat),
        meme_vacance=row.ctx_meme_vacance,
        demande_etat=EtatDemande(row.ctx_demande_etat),
        demande_tenue_par=verrou.par if tenue else None,
        rang_en_attente=row.ctx_rang_en_attente,
        demande_retenue=row.ctx_demande_retenue,
        demande_engagee=row.ctx_demande_engagee,
    )
