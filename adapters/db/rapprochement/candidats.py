from collections.abc import Sequence
from datetime import date
from typing import Any

from adapters.db.demandes.detail import labels_courts
from adapters.db.rapprochement.bien import BienCherche
from adapters.db.referentiel.memory import Communes
from domain.demandes.codes import Motif, StatutLogement
from domain.kernel.calendrier import age, mois_entiers
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur, Droit
from domain.rapprochement.queries import Candidat
from domain.rapprochement.rules.chiffres import (
    SANS_PLAFOND,
    alertes,
    arrondi,
    chiffres,
    plafonds_par_rang,
    reperes,
)

SENSIBLES = frozenset({Motif.VIOLENCES.value, Motif.HANDICAP.value, Motif.SANTE.value})
_MOTIFS = {m.value: m.libelle for m in Motif}
_STATUTS = {s.value: s.libelle for s in StatutLogement}

RFR_INCONNU = Raison(
    code="rfr-a-verifier", phrase="Revenu fiscal de référence non renseigné : à vérifier avant la commission."
)
AILLEURS = Raison(
    code="proposition-ailleurs", phrase="Un autre bailleur a aussi inscrit ou proposé un logement à ce candidat."
)


class CandidatBuilder:
    """One row of a demande in front of one bien. Integers until the last moment: a page is built in a millisecond."""

    def __init__(self, bien: BienCherche, acteur: Acteur, communes: Communes, le: date) -> None:
        faits = bien.faits
        self._le = le
        self._depense = bien.depense
        self._deja = bien.deja
        self._communes = communes
        self._hidden = frozenset() if acteur.peut(Droit.DEMANDES_SENSIBLE) else SENSIBLES
        self._reperes = reperes(le, faits.departement)
        self._plafonds: Sequence[int] = plafonds_par_rang(faits.zone, faits.financement, le)

    def build(self, row: Any, rang: int) -> Candidat:
        jours = self._reperes.jours_par_mois
        ressources = row.ressources_mensuelles
        found = chiffres(self._depense, ressources, row.uc_dixiemes, jours)
        motif = row.motif_principal
        raisons = alertes(found, self._reperes)
        if row.rfr is None:
            raisons.append(RFR_INCONNU)
        if row.ailleurs:
            raisons.append(AILLEURS)
        return Candidat(
            demande_id=row.demande_id,
            numero_unique=row.numero_unique,
            nom_affiche=row.nom_affiche,
            codemandeur=row.codemandeur,
            rang=rang,
            points=row.points if row.points or row.points_connus is not None else None,
            deposee_le=row.deposee_le,
            anciennete_mois=mois_entiers(row.deposee_le, self._le),
            age=age(row.ne_le, self._le) if row.ne_le else None,
            nb_personnes=row.nb_personnes,
            personnes=row.personnes,
            unites_de_consommation=row.uc_dixiemes / 10,
            ressources_mensuelles=ressources,
            taux_effort=_over(found.taux, 10),
            taux_effort_actuel=self._actuel(row),
            reste_a_vivre=_over(found.reste, 100),
            reste_a_vivre_uc=_over(found.reste_uc, 100),
            reste_a_vivre_uc_jour=_over(found.reste_uc_jour, 100),
            pourcentage_plafond=self._part_du_plafond(row.rfr, row.categorie),
            typologies=row.typologies,
            rang_choix_commune=row.rang_choix or None,
            motif_principal=None if motif in self._hidden else _MOTIFS.get(motif),
            statut_logement=_STATUTS.get(row.statut_logement),
            commune_actuelle=self._communes.courte(row.commune_actuelle) if row.commune_actuelle else None,
            labels=labels_courts([said.split("|", 1) for said in row.labels or ()]),
            nb_propositions=row.nb_propositions,
            deja_propose=row.demande_id in self._deja,
            alertes=raisons,
        )

    def _actuel(self, row: Any) -> float | None:
        if row.loyer_actuel is None or not row.ressources_mensuelles:
            return None
        net = (row.loyer_actuel - (row.apl_actuelle or 0)) * 100
        return arrondi(net * 10, row.ressources_mensuelles) / 10

    def _part_du_plafond(self, rfr: int | None, rang: int) -> float | None:
        plafond = self._plafonds[rang - 1]
        if rfr is None or plafond == SANS_PLAFOND:
            return None
        tenths = arrondi(rfr * 1000, plafond)
        # A household above the ceiling never reads 100 %: domain/demandes/rules/plafonds.py says why.
        return (tenths + 1 if rfr > plafond and tenths == 1000 else tenths) / 10


def _over(value: int | None, unit: int) -> float | None:
    return None if value is None else value / unit
