"""Ce qui fait une décision régulière : complète, sans deux premiers rangs, et sur assez de candidats."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.commissions.errors import (
    AttributionUnique,
    DecisionDejaPrise,
    DecisionIncomplete,
    RangDejaDonne,
    TropPeuDeCandidats,
)
from domain.commissions.model import Avis, Passage
from domain.commissions.parametres import candidats_minimum
from domain.kernel.errors import ErreurDeChamp
from domain.kernel.francais import compte
from domain.kernel.raisons import Raison
from domain.propositions.codes import Decision, MotifNonAttribution


def avis_complet(avis: Avis) -> Avis:
    """Chaque décision porte ce que la loi attend d'elle : un rang, une condition ou un motif (CCH R441-3, L441-2-2)."""
    erreurs = list(_manques(avis))
    if erreurs:
        raise DecisionIncomplete(f"{erreurs[0].message} La décision n'est pas enregistrée.", erreurs=erreurs)
    if avis.decision is Decision.ATTRIBUTION:
        return replace(avis, rang=1, motif=None, condition=None)
    if avis.decision is Decision.ATTRIBUTION_CLASSEE:
        return replace(avis, motif=None, condition=None)
    if avis.decision is Decision.ATTRIBUTION_SOUS_CONDITION:
        return replace(avis, motif=None)
    return replace(avis, rang=None, condition=None)


def _manques(avis: Avis) -> Sequence[ErreurDeChamp]:
    decision, motif = avis.decision, avis.motif
    if decision is Decision.ATTRIBUTION_CLASSEE and avis.rang is None:
        return [_erreur("rang", "Donnez le rang du candidat.")]
    if decision is Decision.ATTRIBUTION_SOUS_CONDITION and not (avis.condition or "").strip():
        return [_erreur("condition", "Dites quelle pièce ou quelle démarche est attendue.")]
    if decision.attribue:
        return []
    if motif is None:
        return [_erreur("motif", "Toute décision défavorable est motivée : choisissez le motif.")]
    if motif.irrecevable is not (decision is Decision.REJET):
        attendu = (
            "Un rejet a deux motifs possibles : ressources au-dessus du plafond ou séjour irrégulier."
            if decision is Decision.REJET
            else "Ce motif est celui d'un rejet pour irrecevabilité, pas d'une non-attribution."
        )
        return [_erreur("motif", attendu)]
    if motif is MotifNonAttribution.AUTRE and not avis.commentaire.strip():
        return [_erreur("commentaire", "Précisez l'autre motif : le candidat le lira.")]
    return []


def _erreur(champ: str, message: str) -> ErreurDeChamp:
    return ErreurDeChamp(champ=champ, code=f"{champ}-manquant", message=message)


def exiger_compatible(avis: Avis, autres: Sequence[Passage]) -> None:
    """Un rang ne se donne qu'une fois par logement ; une attribution simple exclut d'en classer d'autres."""
    if not avis.decision.attribue:
        return
    attribues = [p for p in autres if p.decision is not None and p.decision.attribue]
    classes = (Decision.ATTRIBUTION, Decision.ATTRIBUTION_CLASSEE)
    seul = Decision.ATTRIBUTION
    if avis.decision in classes and any(
        p.decision in classes and seul in (p.decision, avis.decision) for p in attribues
    ):
        raise AttributionUnique(
            "Une attribution simple désigne un seul candidat. Pour en retenir plusieurs, "
            "donnez un rang à chacun (« attribution avec rang »)."
        )
    if avis.rang is not None and any(p.rang == avis.rang for p in attribues):
        raise rang_deja_donne(avis.rang)


def rang_deja_donne(rang: int | None = None) -> RangDejaDonne:
    lequel = f"Le rang {rang}" if rang else "Ce rang"
    return RangDejaDonne(f"{lequel} est déjà donné à un autre candidat de ce logement. Choisissez-en un autre.")


def raison_candidats(
    candidats: int, *, dalo: bool, justification: str | None, le: date, departement: str
) -> Raison | None:
    """Trois demandes au moins sont examinées par logement, sauf manque de candidats ou candidat DALO (CCH R441-3)."""
    minimum = candidats_minimum(le, departement)
    if candidats >= minimum or dalo or justification:
        return None
    return Raison(
        code="trop-peu-de-candidats",
        phrase=f"La commission examine au moins {minimum} demandes par logement et n'en a que "
        f"{compte(candidats, 'demande')} ici. Inscrivez d'autres candidats, ou dites pourquoi il n'y en a pas plus.",
        parametres={"candidats": candidats, "minimum": minimum},
    )


def exiger_assez_de_candidats(raison: Raison | None) -> None:
    if raison is not None:
        raise TropPeuDeCandidats(
            f"{raison.phrase} La décision n'est pas enregistrée.",
            raisons=[raison],
            erreurs=[ErreurDeChamp(champ="justification", code="justification-manquante", message=raison.phrase)],
        )


def deja_decide(passage: Passage, quand: str) -> DecisionDejaPrise:
    """Le second membre lit ce que le premier a décidé."""
    assert passage.decision is not None
    rang = f", rang {passage.rang}" if passage.rang else ""
    motif = f", {passage.motif.libelle.lower()}" if passage.motif else ""
    return DecisionDejaPrise(
        f"{passage.decide_par} vient de décider pour ce candidat, {quand} : {passage.decision.libelle.lower()}"
        f"{rang}{motif}. Votre décision n'est pas enregistrée : rechargez la commission pour la revoir ensemble.",
        par=passage.decide_par,
        le=passage.decide_le.isoformat() if passage.decide_le else None,
        decision=passage.decision.value,
    )
