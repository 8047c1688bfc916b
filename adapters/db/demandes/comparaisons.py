"""The pairs that agents examine: the list, and two demandes side by side."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, case, exists, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Uuid

from adapters.db.demandes.tables import comptes_demandeurs, demandes, doublons, fusions, nirs
from adapters.db.demandes.visible import JAMAIS_MONTREES, concerned, recherche_visible
from adapters.db.engine import Reader
from adapters.db.listing import page_of
from adapters.db.organismes.tables import organismes
from adapters.db.pieces.tables import pieces
from adapters.db.propositions.tables import propositions
from adapters.db.referentiel.memory import Communes
from adapters.db.tracabilite.lectures import consultation
from domain.demandes.codes import EtatDemande
from domain.demandes.doublons.codes import DecisionDoublon
from domain.demandes.doublons.errors import DoublonIntrouvable
from domain.demandes.doublons.fusion import annulable_jusqu_au, raisons_de_ne_pas_defaire, raisons_de_ne_pas_fusionner
from domain.demandes.doublons.model import Fusion
from domain.demandes.doublons.policies import DROITS, raisons_de_l_acteur
from domain.demandes.doublons.queries import (
    AdulteCompare,
    DemandeComparable,
    DemandeCourte,
    DoublonDetail,
    DoublonResume,
    DoublonsCriteria,
    FusionVue,
)
from domain.demandes.formulaire import Personne
from domain.demandes.model import Demande
from domain.demandes.protection import masquer, voit_les_coordonnees
from domain.demandes.rules.doublons import Force
from domain.demandes.synthese import nom_affiche, synthese
from domain.kernel.raisons import action
from domain.kernel.read_model import Page
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.organismes.policies import raison_droit
from domain.tracabilite.codes import ObjetConsulte

F = doublons.c
A, B = recherche_visible.alias("une"), recherche_visible.alias("autre")
COURTES = ("numero_unique", "reference", "nom_affiche", "codemandeur", "ne_le", "etat", "deposee_le")
CACHEES = [etat.value for etat in (EtatDemande.BROUILLON, *JAMAIS_MONTREES)]
OUVERTES = (None, DecisionDoublon.A_VOIR, DecisionDoublon.DOUBLON)
"""What still asks for somebody: nobody has said that they are two people, nothing is merged."""


def _seen(r: Any, perimetre: Perimetre) -> ColumnElement[bool]:
    """As the search sees a demande; a pair is seen by whoever sees both. A draft is its own counter's."""
    c = r.c
    mine = c.organisme_id == perimetre.organisme_id
    draft = c.etat == EtatDemande.BROUILLON.value
    shown = and_(
        c.departement == perimetre.departement,
        or_(c.etat.notin_(CACHEES), draft if perimetre.tout_organisme else and_(draft, mine)),
    )
    return and_(shown, concerned(perimetre, c)) if perimetre.limite else shown


class SqlDoublonsQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def liste(
        self, perimetre: Perimetre, criteria: DoublonsCriteria, *, page: int, size: int
    ) -> Page[DoublonResume]:
        scope = (
            select(
                *(c for c in doublons.c),
                *(A.c[name].label(f"une_{name}") for name in COURTES),
                *(B.c[name].label(f"autre_{name}") for name in COURTES),
            )
            .join(A, and_(A.c.departement == F.departement, A.c.demande_id == F.demande_id))
            .join(B, and_(B.c.departement == F.departement, B.c.demande_id == F.autre_id))
            .where(F.departement == perimetre.departement, _seen(A, perimetre), _seen(B, perimetre), *_wanted(criteria))
        )
        order = (F.cle, case((F.force == Force.FAIBLE, 1), else_=0), F.repere_le.desc(), F.id)
        async with self._read(perimetre.departement) as connection:
            return await page_of(connection, scope, order, _resume, page=page, size=size)

    async def comparer(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> DoublonDetail:
        return await self._detail(perimetre, acteur, id, traced=True)

    async def relire(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> DoublonDetail:
        return await self._detail(perimetre, acteur, id, traced=False)

    async def _detail(self, perimetre: Perimetre, acteur: Acteur, id: UUID, *, traced: bool) -> DoublonDetail:
        await self._communes.load()
        async with self._read.tracing(perimetre.departement) as connection:
            row = await _pair(connection, perimetre, id)
            if row is None:
                raise DoublonIntrouvable("Ces deux demandes ne sont plus à comparer.")
            ids = [row.demande_id, row.autre_id]
            if traced:
                for of in ids:
                    await connection.execute(consultation(acteur, of, ObjetConsulte.DOUBLON, self._read.correlation()))
            cotes = {c.id: c for c in (await connection.execute(_cotes(perimetre.departement, ids))).all()}
            fusion = (await connection.execute(_fusion(perimetre.departement, ids))).first()
        une, autre = (_demande(cotes[i]) for i in ids)
        today = self._today()
        return DoublonDetail(
            **_commun(row),
            version=row.version,
            motif=row.motif,
            decide_par_organisme=row.decide_par_organisme,
            demandes=[
                self._cote(cotes[une.id], une, autre, acteur, today),
                self._cote(cotes[autre.id], autre, une, acteur, today),
            ],
            fusion=None if fusion is None else _fusion_vue(fusion, {une.id: une, autre.id: autre}, acteur, today),
            trancher=action(
                "trancher", "Enregistrer ma décision", raison_droit(acteur, Droit.DEMANDES_VALIDER), qui=REFERENT
            ),
        )

    def _cote(self, row: Any, demande: Demande, autre: Demande, acteur: Acteur, today: date) -> DemandeComparable:
        voit = voit_les_coordonnees(acteur, demande.protection)
        formulaire = demande.formulaire
        if not voit and demande.protection is not None:
            formulaire = masquer(formulaire, demande.protection)
        adresse = formulaire.demandeur.adresse if formulaire.demandeur else None
        connus = set(row.nirs or ())
        recherche = formulaire.logement_recherche
        return DemandeComparable(
            demande_id=demande.id,
            version=row.version,
            numero_unique=demande.numero_unique,
            reference=demande.reference,
            etat=demande.etat,
            etat_libelle=demande.etat.libelle,
            canal=demande.canal,
            deposee_le=demande.deposee_le,
            soumise_le=demande.soumise_le,
            expire_le=demande.expire_le,
            guichet=row.guichet,
            nom_affiche=nom_affiche(formulaire.demandeur),
            adultes=[_adulte(p, p is not formulaire.demandeur, p.id in connus) for p in formulaire.adultes],
            adresse=adresse,
            commune_actuelle=self._communes.courte(adresse.commune) if adresse else None,
            personnes=synthese(formulaire, today, demande.departement).libelle,
            communes=[self._communes.courte(c) for c in formulaire.communes],
            typologies=[t.libelle for t in recherche.typologies] if recherche else [],
            nb_pieces=row.nb_pieces,
            nb_propositions=row.nb_propositions,
            a_un_espace=row.a_un_espace,
            coordonnees_masquees=not voit,
            garder=action(
                "garder",
                "Garder celle-ci, fusionner l'autre",
                *raisons_de_l_acteur(acteur, demande, autre),
                *raisons_de_ne_pas_fusionner(demande, autre),
                qui=REFERENT,
            ),
        )


REFERENT = "le référent de l'organisme"


def _wanted(criteria: DoublonsCriteria) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if criteria.demande_id is not None:
        found.append(or_(F.demande_id == criteria.demande_id, F.autre_id == criteria.demande_id))
    elif criteria.decision is not None:
        found.append(F.decision == criteria.decision)
    else:
        found.append(or_(F.decision.is_(None), F.decision.in_([d for d in OUVERTES if d is not None])))
    if criteria.force is not None:
        found.append(F.force == criteria.force)
    return found


def _commun(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "force": row.force,
        "force_libelle": row.force.libelle,
        "cle": row.cle,
        "cle_libelle": row.cle.libelle,
        "repere_le": row.repere_le,
        "decision": row.decision,
        "decision_libelle": row.decision.libelle if row.decision else None,
        "decide_le": row.decide_le,
        "decide_par": row.decide_par,
        "pour": list(row.pour),
        "contre": list(row.contre),
    }


def _resume(row: Any) -> DoublonResume:
    return DoublonResume(
        **_commun(row),
        demandes=[_courte(row, "une", row.demande_id), _courte(row, "autre", row.autre_id)],
    )


def _courte(row: Any, cote: str, id: UUID) -> DemandeCourte:
    values = {name: getattr(row, f"{cote}_{name}") for name in COURTES}
    etat = EtatDemande(values.pop("etat"))
    return DemandeCourte(demande_id=id, etat=etat, etat_libelle=etat.libelle, **values)


async def _pair(connection: AsyncConnection, perimetre: Perimetre, id: UUID) -> Any | None:
    return (
        await connection.execute(
            select(doublons)
            .join(A, and_(A.c.departement == F.departement, A.c.demande_id == F.demande_id))
            .join(B, and_(B.c.departement == F.departement, B.c.demande_id == F.autre_id))
            .where(F.departement == perimetre.departement, F.id == id, _seen(A, perimetre), _seen(B, perimetre))
        )
    ).first()


def _cotes(departement: str, ids: list[UUID]) -> Any:
    d, c, n = demandes.c, comptes_demandeurs.c, nirs.c

    def count(table: Table) -> Any:
        return (
            select(func.count())
            .where(table.c.departement == departement, table.c.demande_id == d.id)
            .correlate(demandes)
            .scalar_subquery()
        )

    return (
        select(
            *(column for column in demandes.c),
            organismes.c.nom.label("guichet"),
            count(pieces).label("nb_pieces"),
            count(propositions).label("nb_propositions"),
            exists().where(c.departement == departement, c.demande_id == d.id).label("a_un_espace"),
            select(func.array_agg(n.personne_id, type_=ARRAY(Uuid)))
            .where(n.departement == departement, n.demande_id == d.id)
            .correlate(demandes)
            .scalar_subquery()
            .label("nirs"),
        )
        .outerjoin(organismes, organismes.c.id == d.organisme_id)
        .where(d.departement == departement, d.id.in_(ids))
    )


def _fusion(departement: str, ids: list[UUID]) -> Any:
    c = fusions.c
    return select(fusions).where(
        c.departement == departement, c.gardee_id.in_(ids), c.fusionnee_id.in_(ids), c.defaite_le.is_(None)
    )


def _demande(row: Any) -> Demande:
    """The aggregate as its guards need it; never attached to a session."""
    return Demande(**{c.name: getattr(row, c.name) for c in demandes.c})


def _adulte(personne: Personne, codemandeur: bool, nir_connu: bool) -> AdulteCompare:
    return AdulteCompare(
        personne_id=personne.id,
        codemandeur=codemandeur,
        nom_affiche=nom_affiche(personne),
        civilite=personne.civilite.libelle if personne.civilite else None,
        nom_naissance=personne.nom_naissance,
        nom_usage=personne.nom_usage,
        prenoms=personne.prenoms,
        ne_le=personne.ne_le,
        telephone=personne.telephone,
        email=personne.email,
        nir_connu=nir_connu,
    )


def _fusion_vue(row: Any, par_id: Mapping[UUID, Demande], acteur: Acteur, today: date) -> FusionVue:
    fusion = Fusion(**{c.name: getattr(row, c.name) for c in fusions.c})
    return FusionVue(
        id=fusion.id,
        sorte=fusion.sorte,
        sorte_libelle=fusion.sorte.libelle,
        gardee_id=fusion.gardee_id,
        le=fusion.le,
        par=fusion.par,
        organisme=fusion.organisme,
        motif=fusion.motif,
        annulable_jusqu_au=annulable_jusqu_au(fusion),
        defaire=action(
            "defaire",
            "Défaire la fusion",
            raison_droit(acteur, DROITS[fusion.sorte]),
            *raisons_de_ne_pas_defaire(fusion, par_id[fusion.gardee_id], today),
            qui=REFERENT,
        ),
    )
