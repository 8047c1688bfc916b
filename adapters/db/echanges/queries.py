from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Select, and_, func, literal, select, true, tuple_

from adapters.db.annonces.tables import annonces, annonces_publiques
from adapters.db.biens.tables import biens
from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.echanges.cursors import read_instant, read_rank, write_instant, write_rank
from adapters.db.echanges.tables import abonnements_webhook, avis, clients_tiers, envois_webhook
from adapters.db.echanges.views import attribution_vue, candidat_vue, client_vue
from adapters.db.engine import Reader
from adapters.db.organismes.tables import organismes
from adapters.db.propositions.tables import propositions
from adapters.db.referentiel.memory import Communes
from adapters.db.tracabilite.lectures import consultation
from domain.annonces.errors import AnnonceIntrouvable
from domain.annonces.model import EtatAnnonce
from domain.annonces.queries import AnnoncePubliqueDetail
from domain.demandes.codes import EtatDemande
from domain.demandes.errors import DemandeIntrouvable
from domain.echanges.codes import EtatEnvoi, TypeAvis
from domain.echanges.errors import AbonnementIntrouvable, AttributionIntrouvable, ClientTiersIntrouvable
from domain.echanges.queries import (
    AbonnementVue,
    AnnonceDiffusee,
    AttributionVue,
    AvisVue,
    CandidatDuBail,
    ClientTiersVue,
    EtatDeLaDemande,
    Fil,
)
from domain.organismes.acteur import Acteur, Perimetre
from domain.propositions.codes import ENGAGENT, Decision
from domain.tracabilite.codes import ObjetConsulte

A, C, D, E = abonnements_webhook.c, clients_tiers.c, demandes.c, envois_webhook.c
N, P, V = annonces.c, propositions.c, avis.c
_ANNONCE = TypeAdapter(AnnoncePubliqueDetail)
DES_ATTRIBUTIONS = [t.value for t in TypeAvis if not t.value.startswith("annonce.")]
SETTLED = timedelta(seconds=10)
"""Longer than any transaction lasts: a feed sorted by instant must not step over one still being written."""


class SqlEchangesQueries:
    def __init__(self, read: Reader, communes: Communes, now: Callable[[], datetime]) -> None:
        self._read = read
        self._communes = communes
        self._now = now

    async def clients(self, perimetre: Perimetre, organisme_id: UUID | None) -> list[ClientTiersVue]:
        scope = _clients(perimetre)
        if organisme_id is not None:
            scope = scope.where(C.organisme_id == organisme_id)
        async with self._read(perimetre.departement) as connection:
            rows = await connection.execute(scope.order_by(C.revoque_le.is_not(None), C.nom, C.id).limit(200))
            return [client_vue(row) for row in rows]

    async def client(self, perimetre: Perimetre, id: UUID) -> ClientTiersVue:
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_clients(perimetre).where(C.id == id))).first()
        if row is None:
            raise ClientTiersIntrouvable("Cet accès est introuvable.")
        return client_vue(row)

    async def possede(self, perimetre: Perimetre, id: UUID, secret: bytes) -> bool:
        async with self._read(perimetre.departement) as connection:
            found = await connection.scalar(
                select(C.id).where(C.departement == perimetre.departement, C.id == id, C.secret == secret)
            )
        return found is not None

    async def abonnements(self, perimetre: Perimetre, client_id: UUID) -> list[AbonnementVue]:
        scope = _abonnements(perimetre, client_id).order_by(A.arrete_le.is_not(None), A.cree_le.desc()).limit(50)
        async with self._read(perimetre.departement) as connection:
            rows = await connection.execute(scope)
            return [AbonnementVue(**row) for row in rows.mappings()]

    async def abonnement(self, perimetre: Perimetre, client_id: UUID, id: UUID) -> AbonnementVue:
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_abonnements(perimetre, client_id).where(A.id == id))).mappings().first()
        if row is None:
            raise AbonnementIntrouvable("Cet abonnement est introuvable.")
        return AbonnementVue(**row)

    async def secret_scelle(self, perimetre: Perimetre, client_id: UUID, id: UUID) -> bytes:
        mine = (A.departement == perimetre.departement, A.client_id == client_id, A.id == id)
        async with self._read(perimetre.departement) as connection:
            found: bytes | None = await connection.scalar(select(A.secret).where(*mine))
        if found is None:
            raise AbonnementIntrouvable("Cet abonnement est introuvable.")
        return found

    async def attributions(self, perimetre: Perimetre, apres: str | None, taille: int) -> Fil[AvisVue]:
        rank = read_rank(apres)
        scope = (
            _attributions(perimetre, V.id.label("avis_id"), V.type, V.le)
            .join(avis, and_(V.departement == P.departement, V.sujet_id == P.id))
            .where(
                V.departement == perimetre.departement,
                V.organisme_id == perimetre.organisme_id,
                V.type.in_(DES_ATTRIBUTIONS),
                V.id > rank,
            )
            .order_by(V.id)
            .limit(taille + 1)
        )
        async with self._read(perimetre.departement) as connection:
            rows = (await connection.execute(scope)).all()
        kept = rows[:taille]
        return Fil(
            items=[
                AvisVue(
                    id=f"{perimetre.departement}-{row.avis_id}",
                    type=row.type,
                    le=row.le,
                    attribution=attribution_vue(row),
                )
                for row in kept
            ],
            suivant=write_rank(kept[-1].avis_id) if kept else apres,
            complet=len(rows) <= taille,
        )

    async def attribution(self, perimetre: Perimetre, id: UUID) -> AttributionVue:
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_attributions(perimetre).where(P.id == id))).first()
        if row is None:
            raise AttributionIntrouvable("Cette attribution est introuvable.")
        return attribution_vue(row)

    async def candidat(self, perimetre: Perimetre, acteur: Acteur, id: UUID) -> CandidatDuBail:
        await self._communes.load()
        async with self._read.tracing(perimetre.departement) as connection:
            row = (
                await connection.execute(
                    select(P.numero_unique, P.demande_id, D.formulaire)
                    .join(demandes, (D.departement == P.departement) & (D.id == P.demande_id))
                    .where(
                        P.departement == perimetre.departement,
                        P.organisme_id == perimetre.organisme_id,
                        P.id == id,
                        P.etat.in_(ENGAGENT),
                    )
                )
            ).first()
            if row is None:
                raise AttributionIntrouvable("Aucun candidat n'a accepté ce logement.")
            await connection.execute(consultation(acteur, row.demande_id, ObjetConsulte.BAIL, self._read.correlation()))
        return candidat_vue(row, self._communes)

    async def annonces(self, perimetre: Perimetre, apres: str | None, taille: int) -> Fil[AnnonceDiffusee]:
        le, id = read_instant(apres)
        scope = (
            _annonces(perimetre)
            .where(
                tuple_(N.modifiee_le, N.id) > tuple_(literal(le, N.modifiee_le.type), literal(id, N.id.type)),
                N.modifiee_le <= self._now() - SETTLED,
            )
            .order_by(N.modifiee_le, N.id)
            .limit(taille + 1)
        )
        async with self._read(perimetre.departement) as connection:
            rows = (await connection.execute(scope)).all()
        kept = rows[:taille]
        return Fil(
            items=[self._annonce(row) for row in kept],
            suivant=write_instant(kept[-1].modifiee_le, kept[-1].id) if kept else apres,
            complet=len(rows) <= taille,
        )

    async def annonce(self, perimetre: Perimetre, id: UUID) -> AnnonceDiffusee:
        async with self._read(perimetre.departement) as connection:
            row = (await connection.execute(_annonces(perimetre).where(N.id == id))).first()
        if row is None:
            raise AnnonceIntrouvable("Cette annonce est introuvable.")
        return self._annonce(row)

    def _annonce(self, row: Any) -> AnnonceDiffusee:
        now = self._now()
        if row.retiree_le is not None:
            etat = EtatAnnonce.RETIREE
        elif row.du > now:
            etat = EtatAnnonce.PROGRAMMEE
        else:
            etat = EtatAnnonce.PUBLIEE if row.au > now else EtatAnnonce.ECHUE
        return AnnonceDiffusee(
            id=row.id,
            etat=etat.value,
            modifiee_le=row.modifiee_le,
            annonce=_ANNONCE.validate_json(row.detail) if row.detail else None,
        )

    async def demande(self, perimetre: Perimetre, acteur: Acteur, numero_unique: str) -> EtatDeLaDemande:
        async with self._read.tracing(perimetre.departement) as connection:
            row = (
                await connection.execute(
                    select(
                        D.id, D.numero_unique, D.etat, D.deposee_le, D.renouvelee_le, D.expire_le, D.radiee_le
                    ).where(
                        visible(perimetre),
                        D.departement == perimetre.departement,
                        D.numero_unique == numero_unique,
                    )
                )
            ).first()
            if row is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            await connection.execute(consultation(acteur, row.id, ObjetConsulte.ETAT, self._read.correlation()))
        etat: EtatDemande = row.etat
        return EtatDeLaDemande(
            numero_unique=row.numero_unique,
            etat=etat,
            etat_libelle=etat.libelle,
            deposee_le=row.deposee_le,
            renouvelee_le=row.renouvelee_le,
            expire_le=row.expire_le,
            radiee_le=row.radiee_le,
        )


def _clients(perimetre: Perimetre) -> Select[Any]:
    active = (
        select(func.count())
        .where(A.departement == C.departement, A.client_id == C.id, A.arrete_le.is_(None))
        .correlate(clients_tiers)
        .scalar_subquery()
    )
    mine = true() if perimetre.tout_organisme else C.organisme_id == perimetre.organisme_id
    return (
        select(
            C.id,
            C.departement,
            C.version,
            C.organisme_id,
            organismes.c.nom.label("organisme"),
            C.nom,
            C.portees,
            C.cree_le,
            C.cree_par,
            C.precedent_jusqu_au,
            C.revoque_le,
            active.label("abonnements_actifs"),
        )
        .join(organismes, organismes.c.id == C.organisme_id)
        .where(C.departement == perimetre.departement, mine)
    )


def _abonnements(perimetre: Perimetre, client_id: UUID) -> Select[Any]:
    of_it = and_(E.departement == A.departement, E.abonnement_id == A.id)
    waiting = select(func.count()).where(of_it, E.etat == EtatEnvoi.A_ENVOYER).correlate(abonnements_webhook)
    last = select(func.max(E.recu_le)).where(of_it).correlate(abonnements_webhook)
    return select(
        A.id,
        A.url,
        A.evenements,
        A.cree_le,
        A.arrete_le,
        A.motif_arret,
        last.scalar_subquery().label("dernier_envoi_le"),
        waiting.scalar_subquery().label("en_attente"),
    ).where(A.departement == perimetre.departement, A.client_id == client_id)


def _attributions(perimetre: Perimetre, *more: Any) -> Select[Any]:
    """Only of the landlord's own dwellings, and only once the commission has decided."""
    return (
        select(
            P.id,
            P.etat,
            P.numero_unique,
            P.bien_id,
            biens.c.reference,
            biens.c.reference_externe,
            P.rang,
            P.condition,
            P.notifiee_le,
            P.repondre_avant_le,
            P.repondue_le,
            P.motif_refus,
            P.bail_signe_le,
            P.entree_le,
            *more,
        )
        .select_from(propositions)
        .join(biens, (biens.c.departement == P.departement) & (biens.c.id == P.bien_id))
        .where(
            P.departement == perimetre.departement,
            P.organisme_id == perimetre.organisme_id,
            P.decision.in_([d for d in Decision if d.attribue]),
        )
    )


def _annonces(perimetre: Perimetre) -> Select[Any]:
    shown = annonces_publiques.c
    return (
        select(N.id, N.modifiee_le, N.du, N.au, N.retiree_le, shown.detail)
        .outerjoin(annonces_publiques, (shown.departement == N.departement) & (shown.id == N.id))
        .where(N.departement == perimetre.departement)
    )
