"""The lists of what is due, each read from its partial index, and the report of each night."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, func, literal_column, select

from adapters.db.demandes.acces import prouvee_of
from adapters.db.demandes.nuits import EN_COURS, exceptions_de_nuit, nuits
from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import concerned, recherche_visible
from adapters.db.engine import Reader
from adapters.db.listing import page_of
from domain.demandes.codes import EtatDemande
from domain.demandes.rules.delais import radiation_faute_de_renouvellement, restauration_jusqu_au
from domain.demandes.rules.identifiants import adresse_connue, est_mobile
from domain.demandes.vie.nuit import horizon, radiees_depuis
from domain.demandes.vie.queries import EcheanceLigne, ExceptionDeNuit, ListeDeVie, NuitVue
from domain.demandes.vie.table import Acte
from domain.kernel.read_model import Page
from domain.organismes.acteur import Perimetre

D, R, N, X = demandes.c, recherche_visible.c, nuits.c, exceptions_de_nuit.c


def _said(name: str) -> ColumnElement[Any]:
    return func.jsonb_extract_path_text(D.formulaire, literal_column("'demandeur'"), literal_column(f"'{name}'")).label(
        name
    )


_SHOWN = (
    D.id,
    D.departement,
    D.numero_unique,
    R.nom_affiche,
    D.etat,
    D.deposee_le,
    D.renouvelee_le,
    D.expire_le,
    D.rappelee_le,
    D.endormie_le,
    D.avertissement,
    D.radiee_le,
    D.motif_radiation,
    D.irrecevabilite,
    D.protection,
    *(_said(name) for name in ("email", "telephone", "sms_refuses")),
    prouvee_of(D.departement, D.id).label("prouvee"),
)


def _in_state(etat: EtatDemande) -> ColumnElement[bool]:
    return and_(EN_COURS, D.etat == etat)


class SqlVieQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def echeances(self, perimetre: Perimetre, liste: ListeDeVie, *, page: int, size: int) -> Page[EcheanceLigne]:
        wanted, order = self._list(perimetre.departement, liste)
        scope = (
            select(*_SHOWN)
            .join_from(demandes, recherche_visible, and_(R.departement == D.departement, R.demande_id == D.id))
            .where(D.departement == perimetre.departement, wanted)
        )
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection, _within(scope, perimetre), order, lambda row: _line(row, liste), page=page, size=size
            )

    def _list(self, departement: str, liste: ListeDeVie) -> tuple[ColumnElement[bool], tuple[Any, ...]]:
        today = self._today()
        if liste is ListeDeVie.PREAVIS:
            due = D.expire_le <= horizon(today, departement)
            return and_(_in_state(EtatDemande.ACTIVE), due), (D.expire_le, D.id)
        if liste is ListeDeVie.SOMMEIL:
            return _in_state(EtatDemande.EN_SOMMEIL), (D.expire_le, D.id)
        if liste is ListeDeVie.AVERTIES:
            return D.avertissement.is_not(None), (D.id,)
        return D.radiee_le >= radiees_depuis(today, departement), (D.radiee_le.desc(), D.id.desc())

    async def nuits(self, perimetre: Perimetre, *, page: int, size: int) -> Page[NuitVue]:
        left = (
            select(func.count())
            .where(X.departement == N.departement, X.jour == N.jour)
            .scalar_subquery()
            .label("exceptions")
        )
        scope = select(N.jour, N.commencee_le, N.terminee_le, N.examinees, *_COUNTS, left).where(
            N.departement == perimetre.departement
        )
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection, scope, (N.jour.desc(),), lambda row: NuitVue(**row._mapping), page=page, size=size
            )

    async def exceptions(self, perimetre: Perimetre, jour: date, *, page: int, size: int) -> Page[ExceptionDeNuit]:
        scope = (
            select(X.demande_id, R.numero_unique, R.nom_affiche, X.code, X.phrase)
            .join_from(
                exceptions_de_nuit,
                recherche_visible,
                and_(R.departement == X.departement, R.demande_id == X.demande_id),
            )
            .where(X.departement == perimetre.departement, X.jour == jour)
        )
        async with self._read(perimetre.departement) as connection:
            return await page_of(
                connection,
                _within(scope, perimetre),
                (X.code, X.demande_id),
                lambda row: ExceptionDeNuit(**row._mapping),
                page=page,
                size=size,
            )


def _count(name: str, label: str) -> ColumnElement[Any]:
    said = func.jsonb_extract_path_text(N.comptes, literal_column(f"'{name}'")).cast(Integer)
    return func.coalesce(said, 0).label(label)


_COUNTS = (
    _count("avis", "avis"),
    _count(Acte.ENDORMIR.value, "endormies"),
    _count(Acte.RADIER_NON_RENOUVELEE.value, "radiees_non_renouvelees"),
    _count(Acte.RADIER_ABSENCE.value, "radiees_sans_reponse"),
    _count(Acte.EFFACER.value, "effacees"),
)


def _within(scope: Select[Any], perimetre: Perimetre) -> Select[Any]:
    return scope.where(concerned(perimetre)) if perimetre.limite else scope


def _line(row: Any, liste: ListeDeVie) -> EcheanceLigne:
    depuis, echeance = _dates(row, liste)
    reproche = row.avertissement or row
    motif = reproche.irrecevabilite or (row.avertissement.motif if row.avertissement else row.motif_radiation)
    return EcheanceLigne(
        id=row.id,
        numero_unique=row.numero_unique,
        nom_affiche=row.nom_affiche,
        etat=row.etat,
        etat_libelle=row.etat.libelle,
        deposee_le=row.deposee_le,
        expire_le=row.expire_le,
        depuis_le=depuis,
        echeance=echeance,
        motif=motif.libelle if motif else None,
        canal=_canal(row),
    )


def _canal(row: Any) -> str:
    """What domain/communications/ecriture.py will choose when it writes."""
    if row.protection is not None:
        known = row.protection.contact
    else:
        known = adresse_connue(row.prouvee, row.email, row.telephone, sans_sms=row.sms_refuses == "true")
    if known is None:
        return "courrier" if row.protection is None else "aucun"
    return "sms" if est_mobile(known) else "courriel"


def _dates(row: Any, liste: ListeDeVie) -> tuple[date | None, date | None]:
    base = row.renouvelee_le or row.deposee_le
    if liste is ListeDeVie.PREAVIS:
        return row.rappelee_le, row.expire_le
    if liste is ListeDeVie.SOMMEIL:
        return row.endormie_le, radiation_faute_de_renouvellement(base, row.departement).valeur if base else None
    if liste is ListeDeVie.AVERTIES:
        return row.avertissement.envoye_le, row.avertissement.echeance
    fin = restauration_jusqu_au(row.etat, depuis=base, radiee_le=row.radiee_le, departement=row.departement)
    return row.radiee_le, fin.valeur if fin else None
