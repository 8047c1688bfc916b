from typing import Any
from uuid import UUID

from sqlalchemy import Select, cast, literal, null, select, union_all

from adapters.db.cotation.conservation import verifie
from adapters.db.cotation.tables import cotations, cotations_passees, grilles
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from adapters.db.historique import historique
from adapters.db.referentiel.memory import Communes
from domain.cotation.events import DemandeCotee
from domain.cotation.model import Resultat, VersionDeGrille
from domain.cotation.passees import CotationPassee, ResultatPasse, TotalDit
from domain.cotation.passees import cotations_passees as expliquees
from domain.cotation.vocabulary import CauseDeCalcul
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.protection import voit_les_coordonnees
from domain.kernel.aggregate import Objet
from domain.kernel.calendrier import aujourd_hui
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur

C, D, G, H, P = cotations.c, demandes.c, grilles.c, historique.c, cotations_passees.c
_STORED = (
    "statut",
    "hors_cotation",
    "total_declare",
    "total_verifie",
    "blocs_declares",
    "blocs_verifies",
    "details_declares",
    "details_verifies",
    "date_calcul",
)
_VERSION = ("departement", "epci", "population", "version_grille", "effet_du", "effet_au", "contenu")


class SqlCotationsPasseesQueries:
    def __init__(self, read: Reader, communes: Communes) -> None:
        self._read = read
        self._communes = communes

    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[CotationPassee]:
        await self._communes.load()
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            row = (
                await connection.execute(
                    select(D.departement, D.protection).where(visible(perimetre), D.id == demande_id)
                )
            ).first()
            if row is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            found = (await connection.execute(_results(row.departement, demande_id))).all()
            if all(result.jusqu_au is None for result in found):
                return []
            dits = [
                TotalDit(
                    epci=said.details["epci"],
                    le=aujourd_hui(said.le),
                    points_verifies=said.details["apres"]["points_verifies"],
                    points_declares=said.details["apres"]["points_declares"],
                    cause=CauseDeCalcul(said.details["cause"]),
                )
                for said in await connection.execute(_totals(row.departement, demande_id))
            ]
        public = acteur.sorte is SorteActeur.DEMANDEUR
        return expliquees(
            [
                ResultatPasse(version=_version(r), resultat=_result(r), jusqu_au=r.jusqu_au)
                for r in found
                if r.jusqu_au is not None
            ],
            [(_version(r), _result(r)) for r in found if r.jusqu_au is None],
            dits,
            self._communes.nom_epci,
            public=public,
            masque=(acteur.sorte is SorteActeur.AGENT and not acteur.peut(Droit.DEMANDES_SENSIBLE))
            or (public and not voit_les_coordonnees(acteur, row.protection)),
        )


def _results(departement: str, demande_id: UUID) -> Select[Any]:
    """What scores it today, and what did: a version that scores it again is not of the past."""
    today = select(C.grille_id, *(C[name] for name in _STORED), cast(null(), P.jusqu_au.type).label("jusqu_au")).where(
        C.departement == departement, C.demande_id == demande_id
    )
    again = select(C.grille_id).where(C.departement == departement, C.demande_id == demande_id)
    past = select(P.grille_id, *(verifie(name) for name in _STORED), P.jusqu_au).where(
        P.departement == departement, P.demande_id == demande_id, P.grille_id.not_in(again)
    )
    stored = union_all(today, past).subquery()
    return (
        select(stored, *(G[name] for name in _VERSION))
        .join(grilles, (G.departement == literal(departement)) & (G.id == stored.c.grille_id))
        .order_by(G.epci, G.version_grille)
    )


def _totals(departement: str, demande_id: UUID) -> Select[Any]:
    return (
        select(H.le, H.details)
        .where(
            H.departement == departement,
            H.objet == Objet.DEMANDE.value,
            H.objet_id == demande_id,
            H.type == DemandeCotee.__name__,
        )
        .order_by(H.id)
    )


def _version(row: Any) -> VersionDeGrille:
    return VersionDeGrille(id=row.grille_id, **{name: getattr(row, name) for name in _VERSION})


def _result(row: Any) -> Resultat:
    found = ((name, getattr(row, name)) for name in _STORED)
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in found}
    return Resultat(
        grille_id=row.grille_id,
        epci=row.epci,
        population=row.population,
        version_grille=row.version_grille,
        prochaine_bascule=None,
        empreinte="",
        **values,
    )
