"""How long demandes waited, counted by sets: a survival table a place, a size of dwelling and a population."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from adapters.db.cotation.positions import dater, photos_de_cotation, whole_stock
from adapters.db.cotation.secteurs import grilles_de, secteurs_du_departement
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from adapters.db.referentiel.memory import Communes
from adapters.db.types import PERSONAL, AsEnum, departement_column, metadata
from domain.cotation.attente import (
    AVERTISSEMENT,
    METHODE,
    PHOTO_DES_ATTENTES,
    Groupe,
    Periode,
    Seuils,
    Souhaits,
    dire_la_fiabilite,
    eprouver,
    estimer_les_souhaits,
    estimer_plus_large,
    groupes_a_lire,
    pas_d_attente,
    periodes,
    voisinage_km,
    voisines,
)
from domain.cotation.attente_lue import AttenteVue
from domain.cotation.position import NiveauDeLieu
from domain.cotation.secteurs import SecteurSitue, nommer_aussi, secteurs_des_grilles
from domain.cotation.survie import JOURS_PAR_MOIS, Mois
from domain.cotation.vocabulary import Population
from domain.demandes.codes import EtatDemande, StatutLogement
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.vie.table import RADIEES
from domain.kernel.codes import Typologie
from domain.organismes.acteur import Perimetre
from domain.propositions.codes import ENGAGENT

_COMPTES = ("entrees", "tardives", "logees", "ailleurs", "sorties", "attendent")

tables_d_attente = Table(
    "tables_d_attente",
    metadata,
    departement_column(),
    Column("periode", AsEnum(Periode), primary_key=True),
    Column("niveau", AsEnum(NiveauDeLieu), primary_key=True),
    Column("lieu", Text, primary_key=True),
    Column("typologie", AsEnum(Typologie), primary_key=True),
    Column("population", AsEnum(Population), primary_key=True),
    Column("mois", ARRAY(SmallInteger), nullable=False),
    *(Column(nom, ARRAY(Integer), nullable=False) for nom in _COMPTES),
    info=PERSONAL,
)
"""Counts, month of waiting by month: what a page says of them is computed when it is read."""

T, F, D = tables_d_attente.c, photos_de_cotation.c, demandes.c

_EN_ATTENTE = (EtatDemande.ACTIVE.value, EtatDemande.EN_SOMMEIL.value)
_COMPTER = text(
    f"""
    with territoires as (
      select * from unnest(
        string_to_array(:niveaux, chr(10)), string_to_array(:communes, chr(10)), string_to_array(:lieux, chr(10))
      ) as t (niveau, commune, lieu)
    ),
    suivies as materialized (
      select d.id, d.deposee_le, r.communes,
             case when r.statut_logement = :hlm then 'mutation' else 'primo' end as population,
             case when d.etat = any(:en_attente) or d.radiee_le > :au then 'attendent'
                  when d.etat = :satisfaite then 'logees' else 'sorties' end as issue,
             case when d.etat = any(:en_attente) or d.radiee_le > :au then cast(:au as date)
                  else d.radiee_le end as fin,
             case when b.typologie = :typologie then b.commune end as logee_a
      from demandes d
      join recherche_demandes_visibles r on r.departement = d.departement and r.demande_id = d.id
      left join propositions p on p.departement = d.departement and p.demande_id = d.id
        and p.etat = any(:engagent) and d.etat = :satisfaite
      left join biens b on b.departement = p.departement and b.id = p.bien_id
      where d.departement = :departement and d.deposee_le <= :au and :typologie = any(r.typologies)
        and (d.etat = any(:en_attente) or (d.etat = any(:closes) and d.radiee_le > :du))
    ),
    observees as (
      select t.niveau, t.lieu, s.population, s.issue, s.id,
             s.deposee_le > :du as suivie_depuis_le_depot,
             case when s.deposee_le > :du then 0
                  else floor((:du - s.deposee_le) / cast(:mois as double precision)) end as entree,
             floor((s.fin - s.deposee_le) / cast(:mois as double precision)) as sortie, s.logee_a
      from suivies s
      cross join unnest(s.communes) as v (commune)
      join territoires t on t.commune = v.commune
      group by t.niveau, t.lieu, s.population, s.issue, s.id, s.deposee_le, s.fin, s.logee_a
    ),
    comptees as (
      select o.niveau, o.lieu, o.population, cast(m.rang as smallint) as rang, {
        ", ".join(f"count(*) filter (where m.quoi = '{nom}') as {nom}" for nom in _COMPTES)
    }
      from observees o
      left join territoires h on h.niveau = o.niveau and h.commune = o.logee_a and h.lieu = o.lieu
      cross join lateral (values
        (o.entree, case when o.suivie_depuis_le_depot then 'entrees' else 'tardives' end),
        (o.sortie, case when o.issue = 'logees' and h.lieu is null then 'ailleurs' else o.issue end)
      ) as m (rang, quoi)
      group by o.niveau, o.lieu, o.population, m.rang
    )
    insert into tables_d_attente (departement, periode, niveau, lieu, typologie, population, mois, {
        ", ".join(_COMPTES)
    })
    select :departement, :periode, niveau, lieu, :typologie, population, array_agg(rang order by rang), {
        ", ".join(f"array_agg({nom} order by rang)" for nom in _COMPTES)
    }
    from comptees group by niveau, lieu, population
    """  # noqa: S608
).bindparams(
    bindparam("niveaux", type_=Text),
    bindparam("communes", type_=Text),
    bindparam("lieux", type_=Text),
    bindparam("en_attente", type_=ARRAY(String)),
    bindparam("closes", type_=ARRAY(String)),
    bindparam("engagent", type_=ARRAY(String)),
    bindparam("du", type_=Date),
    bindparam("au", type_=Date),
)
"""As `survie.table` counts them: a test compares the two."""


async def compter_les_attentes(
    session: AsyncSession | AsyncConnection, departement: str, communes: Communes, jour: date
) -> None:
    """One statement a period and a size: none of them is long."""
    secteurs = await secteurs_du_departement(session, departement, jour)
    given = _territoires(departement, communes, voisinage_km(jour), secteurs) | {
        "departement": departement,
        "hlm": StatutLogement.HLM.value,
        "satisfaite": EtatDemande.SATISFAITE.value,
        "en_attente": list(_EN_ATTENTE),
        "closes": [EtatDemande.SATISFAITE.value, *sorted(e.value for e in RADIEES)],
        "engagent": sorted(e.value for e in ENGAGENT),
        "mois": JOURS_PAR_MOIS,
    }
    async with whole_stock(session):
        for periode, (du, au) in periodes(jour).items():
            await session.execute(delete(tables_d_attente).where(T.departement == departement, T.periode == periode))
            for typologie in Typologie:
                asked = {"periode": periode.value, "typologie": typologie.value, "du": du, "au": au}
                await session.execute(_COMPTER, given | asked)
    seuils = Seuils.le(jour)
    passe = await _tables(session, departement, Periode.PASSEE)
    recent = await _tables(session, departement, Periode.RECENTE)
    previsions, tenues = eprouver(passe, recent, seuils)
    await dater(session, departement, PHOTO_DES_ATTENTES, jour, previsions=previsions, tenues=tenues)


def _territoires(
    departement: str, communes: Communes, km: int, secteurs: Mapping[Population, Sequence[SecteurSitue]]
) -> dict[str, Any]:
    """Which places each commune belongs to, level by level. A commune is in the neighbourhood of each of its own.

    One text a column: an array of thousands would be encoded element by element, again at each statement.
    """
    codes = communes.du_departement(departement)
    paires: Mapping[NiveauDeLieu, Iterable[tuple[str, str]]] = {
        NiveauDeLieu.COMMUNE: [(code, code) for code in codes],
        NiveauDeLieu.VOISINAGE: communes.voisinages(departement, km),
        NiveauDeLieu.SECTEUR: sorted({(c, s.lieu) for situes in secteurs.values() for s in situes for c in s.communes}),
        NiveauDeLieu.EPCI: [(code, epci) for code in codes if (epci := communes.epci(code))],
        NiveauDeLieu.DEPARTEMENT: [(code, departement) for code in codes],
    }
    lignes = [(niveau.value, *paire) for niveau, des_lieux in paires.items() for paire in des_lieux]
    return {
        nom: "\n".join(ligne[rang] for ligne in lignes) for rang, nom in enumerate(("niveaux", "communes", "lieux"))
    }


async def _tables(
    session: AsyncSession | AsyncConnection, departement: str, periode: Periode
) -> Mapping[Groupe, Sequence[Mois]]:
    rows = await session.execute(select(tables_d_attente).where(T.departement == departement, T.periode == periode))
    return _by_group(rows)


def _by_group(rows: Iterable[Any]) -> dict[Groupe, list[Mois]]:
    return {
        Groupe(niveau=row.niveau, lieu=row.lieu, typologie=row.typologie, population=row.population): [
            Mois(*counts) for counts in zip(row.mois, *(getattr(row, nom) for nom in _COMPTES), strict=True)
        ]
        for row in rows
    }


class SqlAttentes:
    def __init__(self, session: AsyncSession, communes: Communes) -> None:
        self._session = session
        self._communes = communes

    async def compter(self, departement: str, jour: date) -> None:
        await self._communes.load()
        await compter_les_attentes(self._session, departement, self._communes, jour)


class SqlAttentesQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def de_la_demande(self, perimetre: Perimetre, demande_id: UUID) -> AttenteVue:
        await self._communes.load()
        seuils = Seuils.le(self._today())
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            row = (
                await connection.execute(
                    select(D.departement, D.etat, D.formulaire).where(visible(perimetre), D.id == demande_id)
                )
            ).first()
            if row is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            souhaits = _souhaits(row)
            if row.etat not in (EtatDemande.ACTIVE, EtatDemande.EN_SOMMEIL):
                return pas_d_attente("demande-close")
            epcis = {epci for commune in souhaits.communes if (epci := self._communes.epci(commune))}
            versions = await grilles_de(connection, row.departement, epcis, souhaits.population, self._today())
            souhaits = replace(souhaits, secteurs=secteurs_des_grilles(versions))
            autour = self._autour(souhaits, seuils.elargir_km)
            groupes = groupes_a_lire(souhaits, autour, self._communes.epci, seuils)
            photo = (
                await connection.execute(
                    select(photos_de_cotation).where(F.departement == row.departement, F.quoi == PHOTO_DES_ATTENTES)
                )
            ).first()
            tables = _by_group(await connection.execute(_of_groups(row.departement, groupes, seuils.attributions)))
        if photo is None:
            return pas_d_attente("photo-a-venir")
        du, au = periodes(photo.jour)[Periode.COURANTE]
        nommer = nommer_aussi(souhaits.secteurs, self._communes.nommer)
        estimations = estimer_les_souhaits(souhaits, tables, nommer, self._communes.epci, seuils)
        plus_large = estimer_plus_large(souhaits, estimations, autour, tables, nommer, self._communes.epci, seuils)
        if not estimations:
            return pas_d_attente("trop-peu-d-attributions", plus_large)
        return AttenteVue(
            photo_du=photo.jour,
            du=du,
            au=au,
            estimations=estimations,
            si_elargie=plus_large,
            absente=None,
            fiabilite=dire_la_fiabilite(photo.previsions, photo.tenues, photo.jour),
            methode=METHODE,
            avertissement=AVERTISSEMENT,
        )

    def _autour(self, souhaits: Souhaits, km: int) -> Sequence[str]:
        """The communes of the département near the first wish, the wishes left aside."""
        if not souhaits.communes:
            return ()
        centre = souhaits.communes[0]
        codes = set(self._communes.du_departement(souhaits.departement)) - set(souhaits.communes)
        return voisines(centre, self._communes.distances(centre, codes), km)


def _souhaits(row: Any) -> Souhaits:
    wish, home = row.formulaire.logement_recherche, row.formulaire.logement_actuel
    hlm = home is not None and home.statut is StatutLogement.HLM
    return Souhaits(
        communes=row.formulaire.communes,
        typologies=wish.typologies if wish else (),
        population=Population.MUTATION if hlm else Population.PRIMO,
        departement=row.departement,
    )


def _of_groups(departement: str, groupes: Collection[Groupe], attributions: int) -> Any:
    """Those of which something can be said: a hundred are asked for, a few have been attributed enough."""
    wanted: ColumnElement[bool] = tuple_(T.niveau, T.lieu, T.typologie, T.population).in_(
        [(g.niveau, g.lieu, g.typologie, g.population) for g in groupes]
    )
    each = func.unnest(T.logees).column_valued("logees")
    attributed = select(func.sum(each)).scalar_subquery() >= attributions
    return select(tables_d_attente).where(
        T.departement == departement, T.periode == Periode.COURANTE, wanted, attributed
    )
