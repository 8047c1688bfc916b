"""What applicants declared or answered from their space, and that waits for somebody."""

from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, false, func, literal, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import recherche_visible
from adapters.db.engine import Reader
from adapters.db.listing import page_of
from domain.demandes.codes import EtatDemande
from domain.demandes.declarations import Declaration
from domain.demandes.departs.queries import DeclarationRecue, SorteDeclaration
from domain.demandes.vie.valeurs import Avertissement
from domain.kernel.read_model import Page
from domain.organismes.acteur import Acteur, Droit, Perimetre

D, R = demandes.c, recherche_visible.c
DECLARATION, AVERTISSEMENT, REJET = (cast(c, JSONB) for c in (D.declaration, D.avertissement, D.rejet))
DEPART = and_(
    D.declaration.is_not(None),
    DECLARATION["refus"].astext.is_(None),
    func.jsonb_array_length(DECLARATION["raisons"]) > 0,
)
REPONSE = and_(D.avertissement.is_not(None), AVERTISSEMENT["reponse"]["le"].astext.is_not(None))


def attendues(perimetre: Perimetre, acteur: Acteur) -> ColumnElement[bool]:
    """A departure waits for any counter that validates; an answer, for the bailleur that sent the letter."""
    depart = DEPART if acteur.peut(Droit.DEMANDES_VALIDER) else false()
    reponse: ColumnElement[bool] = false()
    if acteur.peut(Droit.COMMISSIONS_DECIDER):
        reponse = and_(REPONSE, REJET["organisme_id"].astext == literal(str(perimetre.organisme_id), String))
    return and_(D.departement == perimetre.departement, or_(depart, reponse))


class SqlDeclarationsQueries:
    def __init__(self, read: Reader) -> None:
        self._read = read

    async def recues(self, perimetre: Perimetre, acteur: Acteur, *, page: int, size: int) -> Page[DeclarationRecue]:
        depuis = func.coalesce(DECLARATION["le"].astext, AVERTISSEMENT["reponse"]["le"].astext)
        scope = (
            select(D.id, D.numero_unique, D.etat, D.declaration, D.avertissement, R.nom_affiche, DEPART.label("depart"))
            .join(recherche_visible, and_(R.departement == D.departement, R.demande_id == D.id))
            .where(visible(perimetre), attendues(perimetre, acteur))
        )
        async with self._read(perimetre.departement) as connection:
            return await page_of(connection, scope, (depuis, D.id), _recue, page=page, size=size)


def _recue(row: Any) -> DeclarationRecue:
    depart: Declaration | None = row.declaration if row.depart else None
    sorte = SorteDeclaration.DEPART if depart is not None else SorteDeclaration.REPONSE
    etat: EtatDemande = row.etat
    avertissement: Avertissement | None = row.avertissement
    reponse = avertissement.reponse if avertissement is not None else None
    if depart is not None:
        detail, le = f"{depart.sorte.libelle} : {depart.personne}", depart.le
    else:
        assert avertissement is not None
        assert reponse is not None
        motif = (avertissement.irrecevabilite or avertissement.motif).libelle
        detail, le = motif, reponse.completee_le or reponse.le
    return DeclarationRecue(
        demande_id=row.id,
        numero_unique=row.numero_unique,
        nom_affiche=row.nom_affiche,
        etat=etat,
        etat_libelle=etat.libelle,
        sorte=sorte,
        sorte_libelle=sorte.libelle,
        detail=detail,
        le=le,
    )
