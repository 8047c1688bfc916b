from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.demandes.queries import D, visible
from adapters.db.demandes.visible import concerned, recherche_visible
from adapters.db.engine import Reader
from adapters.db.listing import page_of
from adapters.db.organismes.tables import organismes
from adapters.db.publics.repository import rule_versions
from adapters.db.publics.tables import decisions_dalo, labellisations, passes_de_labellisation, urgences
from domain.cotation.phrases import condition
from domain.demandes.codes import EtatDemande
from domain.demandes.errors import DemandeIntrouvable
from domain.kernel.codes import TypeReservataire
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.kernel.read_model import Page
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.organismes.policies import raison_droit
from domain.publics.codes import EtatUrgence, MotifUrgence, Origine
from domain.publics.errors import PublicInconnu
from domain.publics.model import Public
from domain.publics.parametres import entier
from domain.publics.policies import QUI, actions, visibles, voit_le_sensible
from domain.publics.queries import (
    APoserVue,
    DecisionDaloVue,
    LabelVue,
    MaPriorite,
    MesPriorites,
    MonUrgence,
    PasseVue,
    PrioritesDeLaDemande,
    PublicDetail,
    PublicResume,
    UrgencesCriteria,
    UrgenceVue,
    VersionVue,
)
from domain.publics.rules import LabelsCherches, de_la_version, ecrire_public, labels_cherches, publics_en_vigueur

L, P, Q, U = labellisations.c, passes_de_labellisation.c, decisions_dalo.c, urgences.c
R = recherche_visible.c


class SqlPublicsQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def publics(self, perimetre: Perimetre, acteur: Acteur) -> list[PublicResume]:
        async with self._read(perimetre.departement) as connection:
            known = await self._known(connection, perimetre.departement)
            counted = {row.code: row for row in await connection.execute(_counts(perimetre))}
        return [_resume(p, counted.get(p.code), self._today()) for p in visibles(known, acteur)]

    async def labels_du_contingent(
        self, perimetre: Perimetre, acteur: Acteur, contingent: TypeReservataire | None, degre: int | None
    ) -> LabelsCherches:
        async with self._read(perimetre.departement) as connection:
            known = await self._known(connection, perimetre.departement)
        return labels_cherches(visibles(known, acteur), contingent, degre)

    async def public(self, perimetre: Perimetre, acteur: Acteur, code: str) -> PublicDetail:
        today = self._today()
        async with self._read(perimetre.departement) as connection:
            versions = [v for v in await rule_versions(connection, perimetre.departement) if v.code == code]
        # a rule whose effect is still to come is the one that the next change will follow
        known = publics_en_vigueur(perimetre.departement, versions, max([today, *(v.effet_du for v in versions)]))
        public = next((p for p in visibles(known, acteur) if p.code == code), None)
        if public is None:
            raise PublicInconnu("Ce public prioritaire n'est pas reconnu dans ce département.")
        return PublicDetail(
            code=code,
            numero=public.numero,
            contenu=ecrire_public(public),
            regle=_rule(public),
            effet_du=public.effet_du,
            reference=public.reference,
            versions=[
                VersionVue(
                    numero=v.numero,
                    effet_du=v.effet_du,
                    regle=_rule(de_la_version(v)),
                    motif=v.motif,
                    auteur=v.auteur,
                    organisme=v.organisme,
                    creee_le=v.creee_le,
                )
                for v in reversed(versions)
            ],
            peut_regler=_settable(acteur),
        )

    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> PrioritesDeLaDemande:
        async with self._read(perimetre.departement) as connection:
            etat = await _etat(connection, perimetre, demande_id)
            known = {p.code: p for p in await self._known(connection, perimetre.departement)}
            rows = (await connection.execute(_labels(perimetre.departement, demande_id))).all()
            dalo = (await connection.execute(_dalo(perimetre.departement, demande_id))).mappings().first()
        seen = [row for row in rows if not row.sensible or voit_le_sensible(acteur)]
        labels = [_label(row, known, acteur) for row in seen]
        posed = {row.code for row in seen if row.retire_le is None and row.origine is Origine.MANUELLE}
        return PrioritesDeLaDemande(
            labels=[label for label in labels if label.retire_le is None],
            anciens=[label for label in labels if label.retire_le is not None],
            dalo=None if dalo is None else _decision(dalo),
            a_poser=[
                APoserVue(code=p.code, libelle=p.libelle, validite_mois=p.validite_mois)
                for p in visibles(list(known.values()), acteur)
                if p.manuel and p.code not in posed
            ],
            masques=len(seen) < len(rows),
            actions=actions(acteur, etat),
        )

    async def mes_priorites(self, perimetre: Perimetre, demande_id: UUID) -> MesPriorites:
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            known = {p.code: p for p in await self._known(connection, perimetre.departement)}
            rows = (await connection.execute(_labels(perimetre.departement, demande_id))).all()
            said = await connection.execute(
                select(urgences)
                .where(U.departement == perimetre.departement, U.demande_id == demande_id)
                .order_by(U.declaree_le.desc())
                .limit(20)
            )
            mine = [_mine(row) for row in said.mappings()]
        open_ones = {row.code: row for row in reversed(rows) if row.retire_le is None and row.public}
        return MesPriorites(
            priorites=[_priorite(row, known.get(row.code)) for row in open_ones.values()], urgences=mine
        )

    async def passes(self, perimetre: Perimetre) -> list[PasseVue]:
        columns = (P.id, P.jour, P.commencee_le, P.terminee_le, P.examinees, P.entrees, P.sorties)
        async with self._read(perimetre.departement) as connection:
            rows = await connection.execute(
                select(*columns)
                .where(P.departement == perimetre.departement)
                .order_by(P.jour.desc(), P.commencee_le.desc())
                .limit(entier("passes_montrees", self._today()))
            )
            return [PasseVue(**row) for row in rows.mappings()]

    async def urgences(
        self, perimetre: Perimetre, acteur: Acteur, criteria: UrgencesCriteria, *, page: int, size: int
    ) -> Page[UrgenceVue]:
        wanted = [U.departement == perimetre.departement, R.departement == perimetre.departement]
        if criteria.etat is not None:
            wanted.append(U.etat == criteria.etat)
        if criteria.motif is not None:
            wanted.append(U.motif == criteria.motif)
        if criteria.pour_nous:
            ours = select(organismes.c.type).where(organismes.c.id == perimetre.organisme_id).scalar_subquery()
            wanted.append(U.type_organisme == ours)
        if not voit_le_sensible(acteur):
            wanted.append(U.motif.notin_([m for m in MotifUrgence if m.sensible]))
        scope = (
            select(
                *(c for c in urgences.c if c.name != "departement"),
                R.nom_affiche,
                R.numero_unique,
            )
            .join(recherche_visible, and_(R.departement == U.departement, R.demande_id == U.demande_id))
            .where(*wanted, *_here(perimetre))
        )
        order = (U.etat != EtatUrgence.DECLAREE, U.declaree_le, U.id)
        async with self._read(perimetre.departement) as connection:
            return await page_of(connection, scope, order, _urgence, page=page, size=size)

    async def _known(self, connection: AsyncConnection, departement: str) -> Sequence[Public]:
        return publics_en_vigueur(departement, await rule_versions(connection, departement), self._today())


def _here(perimetre: Perimetre) -> list[Any]:
    return [concerned(perimetre)] if perimetre.limite else []


def _counts(perimetre: Perimetre) -> Any:
    """A demande that has a label twice, from the file and by hand, counts once."""
    return (
        select(
            L.code,
            func.count(L.demande_id.distinct()).label("demandes"),
            func.count().filter(L.origine == Origine.AUTOMATIQUE).label("automatiques"),
            func.count().filter(L.origine == Origine.MANUELLE).label("manuelles"),
            func.avg(func.current_date() - R.deposee_le).label("jours"),
            func.min(R.deposee_le).label("plus_ancienne_le"),
        )
        .join(recherche_visible, and_(R.departement == L.departement, R.demande_id == L.demande_id))
        .where(
            L.departement == perimetre.departement,
            L.retire_le.is_(None),
            R.departement == perimetre.departement,
            R.etat == EtatDemande.ACTIVE.value,
            *_here(perimetre),
        )
        .group_by(L.code)
    )


def _resume(public: Public, row: Any | None, today: date) -> PublicResume:
    return PublicResume(
        code=public.code,
        libelle=public.libelle,
        famille=public.famille,
        famille_libelle=public.famille.libelle,
        droit=public.droit,
        contingents=list(public.contingents),
        degre=public.degre,
        regle=_rule(public),
        manuel=public.manuel,
        sensible=public.sensible,
        effet_du=public.effet_du,
        numero=public.numero,
        demandes=row.demandes if row else 0,
        automatiques=row.automatiques if row else 0,
        manuelles=row.manuelles if row else 0,
        anciennete_moyenne_mois=round(float(row.jours) * 12 / 365.25) if row and row.jours is not None else 0,
        plus_ancienne_le=row.plus_ancienne_le if row else None,
    )


def _rule(public: Public) -> str | None:
    return None if public.automatique is None else f"{condition(public.automatique)}."


async def _etat(connection: AsyncConnection, perimetre: Perimetre, demande_id: UUID) -> EtatDemande:
    etat: EtatDemande | None = await connection.scalar(select(D.etat).where(visible(perimetre), D.id == demande_id))
    if etat is None:
        raise DemandeIntrouvable("Cette demande est introuvable.")
    return etat


def _labels(departement: str, demande_id: UUID) -> Any:
    return (
        select(*(c for c in labellisations.c if c.name not in ("departement", "demande_id", "organisme_id")))
        .where(L.departement == departement, L.demande_id == demande_id)
        .order_by(L.retire_le.desc().nulls_first(), L.depuis.desc(), L.code)
        .limit(100)
    )


def _dalo(departement: str, demande_id: UUID) -> Any:
    return (
        select(*(c for c in decisions_dalo.c if c.name not in ("departement", "demande_id", "id")))
        .where(Q.departement == departement, Q.demande_id == demande_id)
        .order_by(Q.id.desc())
        .limit(1)
    )


def _decision(row: Any) -> DecisionDaloVue:
    values = {**row, "typologies": list(row["typologies"])}
    return DecisionDaloVue(**values, statut_libelle=row["statut"].libelle)


_SUIT_LE_DOSSIER = Raison(
    code="label-automatique",
    phrase="Ce label est reconnu d'après le dossier : il part de lui-même quand le dossier n'y répond plus.",
)


def _label(row: Any, known: Mapping[str, Public], acteur: Acteur) -> LabelVue:
    public = known.get(row.code)
    automatic = _SUIT_LE_DOSSIER if row.origine is Origine.AUTOMATIQUE else None
    return LabelVue(
        id=row.id,
        code=row.code,
        libelle=row.libelle,
        origine=row.origine,
        origine_libelle=row.origine.libelle,
        depuis=row.depuis,
        expire_le=row.expire_le,
        faits=list(row.faits),
        motif=row.motif,
        pose_le=row.pose_le,
        pose_par=row.pose_par,
        organisme=row.organisme,
        droit=public.droit if public else "",
        contingents=list(public.contingents) if public else [],
        degre=public.degre if public else None,
        retire_le=row.retire_le,
        retire_par=row.retire_par,
        motif_retrait=row.motif_retrait,
        retirable=_removable(row, automatic, acteur),
    )


def _removable(row: Any, automatic: Raison | None, acteur: Acteur) -> ActionPossible:
    return action("retirer-label", "Retirer", automatic, raison_droit(acteur, Droit.LABELS_POSER), qui=QUI)


def _settable(acteur: Acteur) -> ActionPossible:
    return action("changer-regle", "Changer la règle", raison_droit(acteur, Droit.PUBLICS_REGLER), qui=QUI)


def _priorite(row: Any, public: Public | None) -> MaPriorite:
    phrase = public.phrase_publique if public and public.phrase_publique else f"{row.libelle}."
    return MaPriorite(
        libelle=row.libelle,
        phrase=phrase,
        droit=public.droit if public else "",
        depuis=row.depuis,
        jusqu_au=row.expire_le,
        par=row.organisme or "Le fichier partagé, d'après votre dossier",
    )


def _mine(row: Any) -> MonUrgence:
    taken = row["etat"] is EtatUrgence.PRISE_EN_COMPTE
    return MonUrgence(
        id=row["id"],
        motif=row["motif"],
        motif_libelle=row["motif"].libelle,
        texte=row["texte"],
        declaree_le=row["declaree_le"],
        etat=row["etat"],
        phrase=f"{row['organisme'] or 'Un partenaire'} s'en occupe."
        if taken
        else "Votre message est arrivé. Un organisme du département va le lire et vous répondre.",
        reponse=row["reponse"],
    )


def _urgence(row: Any) -> UrgenceVue:
    return UrgenceVue(**row._mapping, motif_libelle=row.motif.libelle, etat_libelle=row.etat.libelle)
