from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, cast, exists, func, literal, or_, select, true

from adapters.db.biens.queries import MENSUALITE
from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.commissions.tables import biens_examines, passages, seances
from adapters.db.commissions.views import ViewBuilder
from adapters.db.cotation.departage import departages_du_lieu
from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import recherche_visible, souhaits_visibles
from adapters.db.engine import Reader
from adapters.db.historique import page_of_acts
from adapters.db.listing import page_of
from adapters.db.organismes.tables import organismes
from adapters.db.propositions.tables import propositions
from adapters.db.publics.tables import words_of
from adapters.db.referentiel.memory import Communes
from domain.commissions.errors import CommissionIntrouvable
from domain.commissions.queries import SeanceDetail, SeanceResume, SeancesCriteria
from domain.kernel.aggregate import Objet
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne, OrganismeCourt
from domain.organismes.acteur import Acteur, Perimetre
from domain.propositions.codes import EtatProposition

B, M, S = biens.c, mises_en_location.c, seances.c
E, PA, P = biens_examines.c, passages.c, propositions.c
R, D = recherche_visible.c, demandes.c


def visible(perimetre: Perimetre) -> ColumnElement[bool]:
    """A commission is known to its landlord and to the keeper of the file: domain/commissions/policies.py, in SQL."""
    own = true() if perimetre.tout_organisme else S.organisme_id == perimetre.organisme_id
    return and_(S.departement == perimetre.departement, own)


def _counts() -> tuple[ColumnElement[Any], ...]:
    mine = and_(PA.departement == S.departement, PA.seance_id == S.id)
    examined = and_(E.departement == S.departement, E.seance_id == S.id)
    return (
        select(func.count()).where(examined).scalar_subquery().label("nb_biens"),
        select(func.count()).where(mine).scalar_subquery().label("nb_candidats"),
        select(func.count(PA.decision)).where(mine).scalar_subquery().label("nb_decisions"),
    )


def _seances(perimetre: Perimetre) -> Select[Any]:
    return (
        select(*(c for c in S if c.name != "departement"), *_counts(), organismes.c.nom.label("organisme_nom"))
        .join(organismes, organismes.c.id == S.organisme_id)
        .where(visible(perimetre))
    )


def _agenda(departement: str, seance_id: UUID, today: date) -> Select[Any]:
    reservataires = organismes.alias("reservataires")
    return (
        select(
            E.ordre,
            E.justification,
            E.bien_id,
            B.reference.label("bien_reference"),
            B.adresse,
            B.code_postal,
            B.commune,
            B.typologie,
            B.surface,
            B.etage,
            B.ascenseur,
            B.adapte_handicap,
            B.categorie,
            B.financement,
            B.organisme_id,
            E.mise_en_location_id,
            MENSUALITE.label("mensualite"),
            M.etat.label("bien_etat"),
            reservataires.c.nom.label("reservataire"),
            departages_du_lieu(B.departement, B.commune, literal(today)).label("departages"),
        )
        .join(biens, and_(B.departement == E.departement, B.id == E.bien_id))
        .join(mises_en_location, and_(M.departement == E.departement, M.id == E.mise_en_location_id))
        .outerjoin(reservataires, reservataires.c.id == M.reservataire_id)
        .where(E.departement == departement, E.seance_id == seance_id)
        .order_by(E.ordre)
    )


EFFACE = "Dossier effacé"


def _candidates(departement: str, seance_id: UUID) -> Select[Any]:
    """Each candidate as the list of candidates shows him, with what the commission decided."""
    others = propositions.alias("autres")
    o, w = others.c, souhaits_visibles.c
    mine = and_(o.departement == PA.departement, o.demande_id == PA.demande_id)
    wish = (
        select(w.points, w.departage, w.rang, w.categorie)
        .where(
            w.departement == departement,
            w.demande_id == PA.demande_id,
            w.typologie == B.typologie,
            or_(w.commune == B.commune, w.rang == 0),
        )
        .order_by(w.rang.desc())
        .limit(1)
        .lateral("souhait")
    )
    elsewhere = o.etat.in_((EtatProposition.INSCRITE, EtatProposition.NOTIFIEE))
    return (
        select(
            *(c for c in PA if c.name not in ("departement", "demande_id")),
            PA.demande_id,
            P.etat.label("etat_proposition"),
            func.coalesce(wish.c.points, R.points, 0).label("points"),
            func.coalesce(wish.c.departage, R.departage, 0).label("departage"),
            wish.c.rang.label("rang_choix"),
            D.dalo,
            words_of(D.departement, D.id).label("labels"),
            func.coalesce(R.numero_unique, "").label("numero_unique"),
            func.coalesce(R.nom_affiche, EFFACE).label("nom_affiche"),
            R.demande_id.is_(None).label("efface"),
            R.codemandeur,
            R.ne_le,
            func.coalesce(R.deposee_le, cast(PA.inscrit_le, Date)).label("deposee_le"),
            func.coalesce(R.nb_personnes, 0).label("nb_personnes"),
            func.coalesce(R.personnes, "").label("personnes"),
            func.coalesce(R.uc_dixiemes, 10).label("uc_dixiemes"),
            func.coalesce(wish.c.categorie, R.categorie, 1).label("categorie"),
            R.ressources_mensuelles,
            R.rfr,
            R.statut_logement,
            R.commune_actuelle,
            R.loyer_actuel,
            R.apl_actuelle,
            R.motif_principal,
            R.typologies,
            R.points.label("points_connus"),
            select(func.count()).where(mine).scalar_subquery().label("nb_propositions"),
            exists().where(mine, elsewhere, o.organisme_id != P.organisme_id).label("ailleurs"),
        )
        .join(propositions, and_(P.departement == PA.departement, P.id == PA.proposition_id))
        .join(biens, and_(B.departement == PA.departement, B.id == PA.bien_id))
        .join(demandes, and_(D.departement == PA.departement, D.id == PA.demande_id))
        # of a file erased since, the commission keeps its line and what it decided
        .outerjoin(recherche_visible, and_(R.departement == PA.departement, R.demande_id == PA.demande_id))
        .outerjoin(wish, true())
        .where(PA.departement == departement, PA.seance_id == seance_id)
        .order_by(PA.inscrit_le, PA.proposition_id)
    )


class SqlCommissionsQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today
        self._views = ViewBuilder(communes)

    async def rechercher(
        self, perimetre: Perimetre, criteria: SeancesCriteria, *, page: int, size: int
    ) -> Page[SeanceResume]:
        scope = _seances(perimetre)
        if criteria.etat is not None:
            scope = scope.where(S.etat == criteria.etat)
        if criteria.du is not None:
            scope = scope.where(S.tenue_le >= criteria.du)
        if criteria.au is not None:
            scope = scope.where(S.tenue_le <= criteria.au)
        async with self._read(perimetre.departement) as connection:
            return await page_of(connection, scope, (S.tenue_le.desc(), S.id.desc()), _resume, page=page, size=size)

    async def detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> SeanceDetail:
        await self._communes.load()
        departement = perimetre.departement
        async with self._read(departement) as connection:
            seance = (await connection.execute(_seances(perimetre).where(S.id == id))).first()
            if seance is None:
                raise _introuvable()
            agenda: Sequence[Any] = (await connection.execute(_agenda(departement, id, self._today()))).all()
            candidates: Sequence[Any] = (await connection.execute(_candidates(departement, id))).all()
        return self._views.detail(seance, agenda, candidates, acteur, self._today())

    async def historique(self, perimetre: Perimetre, id: UUID, *, page: int, size: int) -> Page[HistoriqueLigne]:
        async with self._read(perimetre.departement) as connection:
            if await connection.scalar(select(S.id).where(visible(perimetre), S.id == id)) is None:
                raise _introuvable()
            return await page_of_acts(connection, perimetre.departement, Objet.COMMISSION, id, page=page, size=size)


def _resume(row: Any) -> SeanceResume:
    return SeanceResume(
        id=row.id,
        version=row.version,
        organisme=OrganismeCourt(id=row.organisme_id, nom=row.organisme_nom),
        tenue_le=row.tenue_le,
        heure=row.heure,
        lieu=row.lieu,
        mode=row.mode,
        mode_libelle=row.mode.libelle,
        etat=row.etat,
        etat_libelle=row.etat.libelle,
        nb_biens=row.nb_biens,
        nb_candidats=row.nb_candidats,
        nb_decisions=row.nb_decisions,
    )


def _introuvable() -> CommissionIntrouvable:
    return CommissionIntrouvable("Cette commission est introuvable.")
