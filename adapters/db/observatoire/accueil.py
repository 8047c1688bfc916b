from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select

from adapters.db.biens.tables import biens, mises_en_location
from adapters.db.demandes.declarations import attendues
from adapters.db.demandes.queries import visible
from adapters.db.demandes.search import search_scope
from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import recherche_visible
from adapters.db.engine import Reader
from adapters.db.observatoire.activite import pieces_en_retard
from adapters.db.observatoire.tables import photos
from adapters.db.organismes.tables import actualites, comptes, organismes, organismes_territoires
from adapters.db.propositions.tables import propositions
from adapters.db.referentiel.memory import Communes
from domain.biens.codes import EtatBien
from domain.conventions_flux.queries import ConventionsQueries
from domain.demandes.codes import EtatDemande
from domain.demandes.queries import DemandesCriteria
from domain.demandes.rules.delais import validation_attendue
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.francais import jour
from domain.kernel.read_model import PLAFOND_DU_TOTAL
from domain.observatoire.accueil import (
    AccueilVue,
    ActualiteVue,
    Compteur,
    Favori,
    NombreParTypologie,
    Tache,
    Trouvaille,
)
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.propositions.codes import EtatProposition

R, B, M, A, P = recherche_visible.c, biens.c, mises_en_location.c, actualites.c, propositions.c


def capped(where: ColumnElement[bool], table: Any) -> Any:
    """How many, up to one past the cap: the home page never counts 250 000 rows."""
    inner = select(literal(1)).select_from(table).where(where).limit(PLAFOND_DU_TOTAL + 1).subquery()
    return select(func.count()).select_from(inner).scalar_subquery()


def _a_valider_avant(row: Any, perimetre: Perimetre) -> date:
    """The attestation is due within the delay: past it, the task is late (CCH L441-2-1)."""
    return validation_attendue(aujourd_hui(row.soumise_le), perimetre.departement).valeur


def _antivirus_muet(combien: int, today: date) -> list[Tache]:
    if not combien:
        return []
    documents = "Un document attend" if combien == 1 else f"{combien} documents attendent"
    return [
        Tache(
            code="antivirus-muet",
            libelle=f"{documents} l'antivirus depuis trop longtemps",
            detail="Faites vérifier le service : sans sa réponse, aucun document n'est déclaré sain.",
            avant_le=today,
            lien="/rapport-d-activite",
        )
    ]


class SqlAccueilQueries:
    def __init__(
        self, read: Reader, communes: Communes, conventions: ConventionsQueries, today: Callable[[], date]
    ) -> None:
        self._read = read
        self._communes = communes
        self._conventions = conventions
        self._today = today

    async def accueil(self, perimetre: Perimetre, acteur: Acteur) -> AccueilVue:
        today = self._today()
        questions = [q for q in self._questions(perimetre, acteur) if q[4]]
        async with self._read(perimetre.departement) as connection:
            row = (
                await connection.execute(
                    select(
                        *(q[3].label(q[0]) for q in questions),
                        select(comptes.c.favoris)
                        .where(comptes.c.id == acteur.compte_id)
                        .scalar_subquery()
                        .label("favoris"),
                        select(photos.c.contenu)
                        .where(photos.c.departement == perimetre.departement)
                        .order_by(photos.c.prise_le.desc())
                        .limit(1)
                        .scalar_subquery()
                        .label("photo"),
                    )
                )
            ).one()
            nouvelles = (await connection.execute(_actualites(perimetre, acteur, today))).all()
            taches = await self._taches(connection, perimetre, acteur, today)
        return AccueilVue(
            compteurs=[
                Compteur(
                    code=code,
                    libelle=libelle,
                    valeur=min(getattr(row, code), PLAFOND_DU_TOTAL),
                    plafonne=getattr(row, code) > PLAFOND_DU_TOTAL,
                    lien=lien,
                )
                for code, libelle, lien, _, _ in questions
            ],
            a_faire=taches,
            actualites=[ActualiteVue(**r._mapping) for r in nouvelles],
            favoris=[Favori(**f) for f in row.favoris or ()],
            demandes_par_typologie=[
                NombreParTypologie(typologie=t["code"], nombre=t["nombre"])
                for t in (row.photo or {}).get("demandes_par_typologie", ())
            ],
            photo_du=date.fromisoformat(row.photo["photo_du"][:10]) if row.photo else None,
            flux=await self._conventions.suivi(perimetre, today.year) if acteur.peut(Droit.CONVENTIONS_LIRE) else [],
        )

    def _questions(self, perimetre: Perimetre, acteur: Acteur) -> list[tuple[str, str, str, Any, bool]]:
        """(code, label, list it opens, count, right)"""
        ici = R.departement == perimetre.departement
        parc = and_(
            M.departement == perimetre.departement,
            M.departement == B.departement,
            M.id == B.mise_en_location_id,
            B.organisme_id == perimetre.organisme_id,
        )
        miennes = and_(P.departement == perimetre.departement, P.organisme_id == perimetre.organisme_id)
        logements = biens.join(mises_en_location, (M.departement == B.departement) & (M.id == B.mise_en_location_id))
        ouverts = (EtatBien.PREAVIS, EtatBien.DISPONIBLE, EtatBien.PROPOSE, EtatBien.EN_COMMISSION)
        return [
            (
                "a_valider",
                "Demandes à valider",
                "/demandes?a_valider=true",
                capped(and_(ici, R.etat == EtatDemande.EN_ATTENTE_DE_VALIDATION.value), recherche_visible),
                acteur.peut(Droit.DEMANDES_VALIDER),
            ),
            (
                "declarations",
                "Déclarations et réponses à lire",
                "/declarations",
                capped(and_(visible(perimetre), attendues(perimetre, acteur)), demandes),
                acteur.peut(Droit.DEMANDES_VALIDER) or acteur.peut(Droit.COMMISSIONS_DECIDER),
            ),
            (
                "brouillons",
                "Brouillons de mon organisme",
                "/demandes?etat=BR&mon_organisme=true",
                capped(
                    and_(ici, R.etat == EtatDemande.BROUILLON.value, R.organisme_id == perimetre.organisme_id),
                    recherche_visible,
                ),
                acteur.peut(Droit.DEMANDES_ECRIRE),
            ),
            (
                "biens_a_attribuer",
                "Logements à attribuer",
                "/biens",
                capped(and_(parc, M.etat.in_(ouverts)), logements),
                acteur.peut(Droit.BIENS_LIRE),
            ),
            (
                "sans_candidat",
                "Logements sans candidat",
                "/biens?etat=DISPONIBLE",
                capped(and_(parc, M.etat == EtatBien.DISPONIBLE), logements),
                acteur.peut(Droit.BIENS_ECRIRE),
            ),
            (
                "inscrites_en_commission",
                "Candidats inscrits en commission",
                "/propositions?etat=INS",
                capped(and_(miennes, P.etat == EtatProposition.INSCRITE), propositions),
                acteur.peut(Droit.PROPOSITIONS_LIRE),
            ),
            (
                "a_notifier",
                "Décisions à notifier",
                "/propositions?etat=DEC",
                capped(and_(miennes, P.etat == EtatProposition.DECIDEE), propositions),
                acteur.peut(Droit.PROPOSITIONS_ECRIRE),
            ),
            (
                "reponses_attendues",
                "Réponses de candidats attendues",
                "/propositions?etat=NOT",
                capped(and_(miennes, P.etat == EtatProposition.NOTIFIEE), propositions),
                acteur.peut(Droit.PROPOSITIONS_LIRE),
            ),
            (
                "baux_a_signer",
                "Baux à signer",
                "/propositions?etat=ACC",
                capped(and_(miennes, P.etat == EtatProposition.ACCEPTEE), propositions),
                acteur.peut(Droit.PROPOSITIONS_ECRIRE),
            ),
        ]

    async def _taches(self, connection: Any, perimetre: Perimetre, acteur: Acteur, today: date) -> list[Tache]:
        """The oldest files that wait for somebody, the most urgent first."""
        taches: list[Tache] = []
        if acteur.peut(Droit.ORGANISMES_GERER):
            taches += _antivirus_muet(await connection.scalar(pieces_en_retard(perimetre.departement, today)), today)
        if acteur.peut(Droit.DEMANDES_VALIDER):
            scope = search_scope(perimetre, DemandesCriteria(a_valider=True))
            for row in await connection.execute(scope.order_by(R.soumise_le, R.demande_id).limit(5)):
                taches.append(
                    Tache(
                        code="valider",
                        libelle=f"Vérifier la demande de {row.nom_affiche}",
                        detail=f"Envoyée le {jour(row.soumise_le.date())}" if row.soumise_le else None,
                        avant_le=_a_valider_avant(row, perimetre) if row.soumise_le else None,
                        lien=f"/demandes/{row.id}",
                    )
                )
        if acteur.peut(Droit.PROPOSITIONS_ECRIRE):
            attendues = (
                select(P.id, P.numero_unique, P.bien_libelle, P.repondre_avant_le)
                .where(
                    P.departement == perimetre.departement,
                    P.organisme_id == perimetre.organisme_id,
                    P.etat == EtatProposition.NOTIFIEE,
                )
                .order_by(P.repondre_avant_le, P.id)
                .limit(5)
            )
            taches += [
                Tache(
                    code="reponse-attendue",
                    libelle=f"Réponse attendue : {row.bien_libelle}",
                    detail=f"Demande {row.numero_unique}",
                    avant_le=row.repondre_avant_le,
                    lien=f"/propositions/{row.id}",
                )
                for row in await connection.execute(attendues)
            ]
        return sorted(taches, key=lambda t: (t.avant_le is None, t.avant_le or today))

    async def recherche_rapide(self, perimetre: Perimetre, acteur: Acteur, q: str) -> list[Trouvaille]:
        texte = q.strip()
        if len(texte) < 2:
            return []
        await self._communes.load()
        found: list[Trouvaille] = []
        async with self._read(perimetre.departement) as connection:
            if acteur.peut(Droit.DEMANDES_LIRE):
                tous = tuple(e for e in EtatDemande if e is not EtatDemande.EN_COURS_DE_SAISIE)
                scope = search_scope(perimetre, DemandesCriteria(q=texte, etats=tous))
                for row in await connection.execute(scope.limit(8)):
                    found.append(
                        Trouvaille(
                            genre="demande",
                            id=row.id,
                            libelle=row.nom_affiche,
                            detail=f"{row.numero_unique or row.reference} · {EtatDemande(row.etat).libelle}",
                        )
                    )
            if acteur.peut(Droit.BIENS_LIRE):
                for row in await connection.execute(_biens(perimetre, texte)):
                    commune = self._communes.courte(row.commune).nom
                    found.append(
                        Trouvaille(
                            genre="bien",
                            id=row.id,
                            libelle=f"{row.typologie.libelle} · {row.adresse}",
                            detail=f"{row.reference} · {commune}",
                        )
                    )
            for row in await connection.execute(_organismes(perimetre, texte)):
                found.append(Trouvaille(genre="organisme", id=row.id, libelle=row.nom, detail=row.type.libelle))
        return found

    async def actualites(self, perimetre: Perimetre) -> list[ActualiteVue]:
        async with self._read(perimetre.departement) as connection:
            rows = await connection.execute(
                select(A.id, A.titre, A.texte, A.du, A.au)
                .where(A.departement == perimetre.departement)
                .order_by(A.du.desc(), A.id)
                .limit(100)
            )
            return [ActualiteVue(**row) for row in rows.mappings()]


def _actualites(perimetre: Perimetre, acteur: Acteur, today: date) -> Select[Any]:
    mine = select(organismes.c.type).where(organismes.c.id == perimetre.organisme_id).scalar_subquery()
    return (
        select(A.id, A.titre, A.texte, A.du, A.au)
        .where(
            A.departement == perimetre.departement,
            A.du <= today,
            A.au >= today,
            or_(A.types_organisme.is_(None), mine == func.any(A.types_organisme)),
        )
        .order_by(A.du.desc(), A.id)
        .limit(10)
    )


def _biens(perimetre: Perimetre, q: str) -> Select[Any]:
    scope = select(B.id, B.reference, B.typologie, B.adresse, B.commune).where(
        B.departement == perimetre.departement,
        or_(B.reference.istartswith(q, autoescape=True), B.adresse.icontains(q, autoescape=True)),
    )
    if not perimetre.tout_organisme:
        scope = scope.where(B.organisme_id == perimetre.organisme_id)
    return scope.order_by(B.reference).limit(5)


def _organismes(perimetre: Perimetre, q: str) -> Select[Any]:
    t = organismes_territoires.c
    return (
        select(organismes.c.id, organismes.c.nom, organismes.c.type)
        .join(organismes_territoires, t.organisme_id == organismes.c.id)
        .where(t.departement == perimetre.departement, organismes.c.nom.icontains(q, autoescape=True))
        .order_by(organismes.c.nom)
        .limit(4)
    )
