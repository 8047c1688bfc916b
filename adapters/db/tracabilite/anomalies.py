"""The readings of one day that deserve a look. Each rule is one statement over the lines of the day.

The agents of the day come first: their names are compared as the search compares them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, String, TextClause, Uuid, bindparam, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import DateTime

from adapters.db.tracabilite.tables import anomalies_de_lecture
from domain.kernel.calendrier import PARIS
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.text import normaliser_nom
from domain.tracabilite.codes import EtatAnomalie, RegleDeLecture
from domain.tracabilite.errors import AnomalieIntrouvable
from domain.tracabilite.model import AnomalieDeLecture, Remarque, Seuils

A = anomalies_de_lecture.c

_OF_THE_DAY = """
    lues as materialized (
        select c.compte_id, c.organisme_id, c.demande_id, c.quoi, c.le, c.le at time zone 'Europe/Paris' as ici
        from consultations c join comptes k on k.id = c.compte_id
        where c.departement = :departement and c.le >= :debut and c.le < :fin and c.organisme_id is not null
    )
"""
_SHOWN = """
    l.compte_id, count(distinct l.demande_id) as nombre,
    (array_agg(distinct l.demande_id))[1:10] as exemples
"""
_RULES: dict[RegleDeLecture, str] = {
    RegleDeLecture.HORS_HEURES: """
        select $lus, '' as precision
        from lues l
        where extract(hour from l.ici) < :de or extract(hour from l.ici) >= :a or extract(isodow from l.ici) > 5
        group by l.compte_id having count(distinct l.demande_id) >= :seuil
    """,
    RegleDeLecture.EN_MASSE: """
        select $lus, '' as precision
        from lues l where l.quoi <> 'commission'
        group by l.compte_id having count(distinct l.demande_id) >= :seuil
    """,
    RegleDeLecture.EN_RAFALE: """
        select distinct on (l.compte_id) $lus, '' as precision
        from lues l where l.quoi <> 'commission'
        group by l.compte_id, date_trunc('hour', l.le) having count(distinct l.demande_id) >= :seuil
        order by l.compte_id, nombre desc
    """,
    RegleDeLecture.MEME_NOM: """
        select $lus, '' as precision
        from lues l
        join unnest(:comptes, :noms) as agent(compte_id, nom) on agent.compte_id = l.compte_id
        join mots_recherche_visibles m
            on m.departement = :departement and m.demande_id = l.demande_id and m.mot = agent.nom
        group by l.compte_id having count(distinct l.demande_id) >= :seuil
    """,
    RegleDeLecture.MEME_RUE: """
        select distinct on (l.compte_id) $lus, initcap(a.voie) as precision
        from lues l
        join demandes d on d.departement = :departement and d.id = l.demande_id
        cross join lateral (
            select lower(d.formulaire #>> '{demandeur,adresse,voie}') as voie,
                d.formulaire #>> '{demandeur,adresse,commune}' as commune
        ) a
        where a.voie is not null
        group by l.compte_id, a.voie, a.commune having count(distinct l.demande_id) >= :seuil
        order by l.compte_id, nombre desc
    """,
    RegleDeLecture.HORS_COMMUNES: """
        select $lus, '' as precision
        from lues l
        join (
            select c.compte_id, array_agg(distinct commune) as communes
            from consultations c
            join recherche_demandes_visibles r on r.departement = :departement and r.demande_id = c.demande_id
            cross join lateral unnest(r.communes) as commune
            where c.departement = :departement and c.compte_id = any(:comptes)
                and c.le >= :avant and c.le < :debut
            group by c.compte_id having count(distinct c.demande_id) >= :habitude
        ) h on h.compte_id = l.compte_id
        join recherche_demandes_visibles r on r.departement = :departement and r.demande_id = l.demande_id
        where r.communes <> '{}' and not r.communes && h.communes
        group by l.compte_id having count(distinct l.demande_id) >= :seuil
    """,
    RegleDeLecture.SANS_SUITE: """
        select $lus, '' as precision
        from lues l
        join recherche_demandes_visibles r on r.departement = :departement and r.demande_id = l.demande_id
        where r.organisme_id is distinct from l.organisme_id
            and not exists (
                select 1 from propositions p where p.departement = :departement
                    and p.demande_id = l.demande_id and p.organisme_id = l.organisme_id)
            and not exists (
                select 1 from historique h where h.departement = :departement and h.objet = 'demande'
                    and h.objet_id = l.demande_id and h.organisme_id = l.organisme_id)
        group by l.compte_id having count(distinct l.demande_id) >= :seuil
    """,
}
"""Constants of this module only: what is asked travels in the parameters. An agenda opens all its candidates at once:
that is neither a burst nor a mass."""

_INSTANT = DateTime(timezone=True)
_TYPES: Mapping[str, Any] = {
    "departement": String,
    "debut": _INSTANT,
    "fin": _INSTANT,
    "avant": _INSTANT,
    "de": Integer,
    "a": Integer,
    "seuil": Integer,
    "habitude": Integer,
    "comptes": ARRAY(Uuid),
    "noms": ARRAY(String),
}


def _statement(regle: RegleDeLecture) -> TextClause:
    query = f"with {_OF_THE_DAY} {_RULES[regle].replace('$lus', _SHOWN)}"
    asked = [bindparam(name, type_=kind) for name, kind in _TYPES.items() if re.search(rf":{name}\b", query)]
    return text(query).bindparams(*asked)


_STATEMENTS = {regle: _statement(regle) for regle in _RULES}
_AGENTS = text(
    """
    select distinct on (c.compte_id) c.compte_id, k.nom, c.auteur, c.organisme_id, c.organisme
    from consultations c join comptes k on k.id = c.compte_id
    where c.departement = :departement and c.le >= :debut and c.le < :fin and c.organisme_id is not null
    order by c.compte_id, c.id desc
    """
)


class SqlLectures:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def remarquables(self, departement: str, jour: date, seuils: Seuils) -> Sequence[Remarque]:
        debut, fin, avant = (
            datetime.combine(j, time(), PARIS)
            for j in (jour, jour + timedelta(days=1), jour - timedelta(days=seuils.habitude_jours))
        )
        of_day: dict[str, Any] = {"departement": departement, "debut": debut, "fin": fin}
        agents = {row.compte_id: row for row in await self._session.execute(_AGENTS, of_day)}
        if not agents:
            return []
        asked = {
            **of_day,
            "avant": avant,
            "de": seuils.de,
            "a": seuils.a,
            "habitude": seuils.habitude_minimum,
            "comptes": list(agents),
            "noms": [normaliser_nom(row.nom).lower().replace(" ", "") for row in agents.values()],
        }
        found = []
        for regle, statement in _STATEMENTS.items():
            needed = {name: value for name, value in asked.items() if name in statement._bindparams}
            rows = await self._session.execute(statement, {**needed, "seuil": seuils.minimum[regle]})
            for row in rows:
                agent = agents[row.compte_id]
                found.append(
                    Remarque(
                        regle=regle,
                        compte_id=row.compte_id,
                        auteur=agent.auteur,
                        organisme_id=agent.organisme_id,
                        organisme=agent.organisme,
                        nombre=row.nombre,
                        precision=row.precision,
                        exemples=tuple(row.exemples),
                    )
                )
        return found

    async def garder(self, anomalies: Sequence[AnomalieDeLecture]) -> Sequence[UUID]:
        kept: list[UUID] = []
        for anomalie in anomalies:
            values = {f.name: getattr(anomalie, f.name) for f in fields(anomalie)}
            statement = insert(anomalies_de_lecture).values(**values).on_conflict_do_nothing().returning(A.id)
            kept += (await self._session.scalars(statement)).all()
        return kept

    async def anomalie(self, departement: str, id: UUID) -> AnomalieDeLecture:
        rows = await self._session.execute(
            select(anomalies_de_lecture).where(A.departement == departement, A.id == id).with_for_update()
        )
        found = rows.mappings().first()
        if found is None:
            raise AnomalieIntrouvable("Cette anomalie est introuvable.")
        return AnomalieDeLecture(**found)

    async def acquitter(self, anomalie: AnomalieDeLecture) -> None:
        done = await self._session.execute(
            update(anomalies_de_lecture)
            .where(A.departement == anomalie.departement, A.id == anomalie.id, A.etat == EtatAnomalie.A_VOIR)
            .values(
                etat=anomalie.etat,
                acquittee_le=anomalie.acquittee_le,
                acquittee_par=anomalie.acquittee_par,
                commentaire=anomalie.commentaire,
            )
            .returning(A.id)
        )
        if done.first() is None:
            raise ConcurrentEdit("Quelqu'un d'autre vient de vérifier ces lectures. Rien n'a été changé.")
