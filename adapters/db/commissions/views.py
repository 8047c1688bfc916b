from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from adapters.db.cotation.departage import place_par_points
from adapters.db.rapprochement.bien import bien_of
from adapters.db.rapprochement.candidats import CandidatBuilder
from adapters.db.referentiel.memory import Communes
from domain.commissions.model import Seance
from domain.commissions.policies import actions
from domain.commissions.queries import BienExamineVue, PassageVue, SeanceDetail
from domain.commissions.rules import raison_candidats
from domain.kernel.views import OrganismeCourt
from domain.organismes.acteur import Acteur
from domain.propositions.queries import BienPropose


class ViewBuilder:
    def __init__(self, communes: Communes) -> None:
        self._communes = communes

    def detail(
        self, seance: Any, agenda: Sequence[Any], candidates: Sequence[Any], acteur: Acteur, today: date
    ) -> SeanceDetail:
        by_bien: dict[UUID, list[Any]] = defaultdict(list)
        for row in candidates:
            by_bien[row.bien_id].append(row)
        undecided = seance.nb_candidats - seance.nb_decisions
        return SeanceDetail(
            id=seance.id,
            version=seance.version,
            organisme=OrganismeCourt(id=seance.organisme_id, nom=seance.organisme_nom),
            tenue_le=seance.tenue_le,
            heure=seance.heure,
            lieu=seance.lieu,
            mode=seance.mode,
            mode_libelle=seance.mode.libelle,
            etat=seance.etat,
            etat_libelle=seance.etat.libelle,
            cloturee_le=seance.cloturee_le,
            cloturee_par=seance.cloturee_par,
            nb_candidats=seance.nb_candidats,
            nb_decisions=seance.nb_decisions,
            biens=[self._bien(row, by_bien[row.bien_id], seance, acteur, today) for row in agenda],
            actions=list(actions(acteur, _seance(seance, acteur.departement), undecided)),
        )

    def _bien(self, row: Any, candidates: Sequence[Any], seance: Any, acteur: Acteur, today: date) -> BienExamineVue:
        bien = bien_of(
            row,
            self._communes,
            departement=acteur.departement,
            deja=frozenset(c.demande_id for c in candidates),
        )
        builder = CandidatBuilder(bien, acteur, self._communes, today)
        ranked = sorted(candidates, key=place_par_points)
        return BienExamineVue(
            ordre=row.ordre,
            bien=BienPropose(
                id=row.bien_id,
                reference=row.bien_reference,
                adresse=row.adresse,
                code_postal=row.code_postal,
                commune=self._communes.courte(row.commune),
                typologie=row.typologie,
                surface=row.surface,
                mensualite=float(row.mensualite),
                etat=row.bien_etat.value,
                etat_libelle=row.bien_etat.libelle,
            ),
            financement=row.financement.value,
            reservataire=row.reservataire,
            justification=row.justification,
            justification_attendue=raison_candidats(
                len(candidates),
                dalo=any(c.dalo for c in candidates),
                justification=row.justification,
                le=seance.tenue_le,
                departement=acteur.departement,
            ),
            departage=bien.departage,
            passages=[_passage(c, builder, rang) for rang, c in enumerate(ranked, start=1)],
        )


def _passage(row: Any, builder: CandidatBuilder, rang: int) -> PassageVue:
    return PassageVue(
        proposition_id=row.proposition_id,
        version=row.version,
        etat_proposition=row.etat_proposition,
        candidat=replace(builder.build(row, rang), typologies=[], alertes=[])
        if row.efface
        else builder.build(row, rang),
        efface=row.efface,
        inscrit_le=row.inscrit_le,
        inscrit_par=row.inscrit_par,
        decision=row.decision.value if row.decision else None,
        decision_libelle=row.decision.libelle if row.decision else None,
        rang=row.rang,
        motif=row.motif.value if row.motif else None,
        motif_libelle=row.motif.libelle if row.motif else None,
        commentaire=row.commentaire,
        condition=row.condition,
        decide_le=row.decide_le,
        decide_par=row.decide_par,
    )


def _seance(row: Any, departement: str) -> Seance:
    """The aggregate as its guards need it; never attached to a session."""
    return Seance(
        departement=departement,
        id=row.id,
        organisme_id=row.organisme_id,
        tenue_le=row.tenue_le,
        mode=row.mode,
        etat=row.etat,
        creee_le=row.creee_le,
        cloturee_par=row.cloturee_par,
    )
