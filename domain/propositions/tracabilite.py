"""La traçabilité d'un demandeur : qui s'occupe déjà de ce ménage, avant de l'appeler."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.kernel.francais import compte
from domain.kernel.raisons import Raison
from domain.kernel.views import OrganismeCourt
from domain.organismes.acteur import Acteur, Droit
from domain.propositions.queries import TracabiliteDuDemandeur


@dataclass(frozen=True, slots=True, kw_only=True)
class Suivi:
    """Ce qu'un bailleur a fait pour ce ménage, logement par logement."""

    bailleur: OrganismeCourt
    prospections: int
    """Retenu sur un logement sans être allé en commission ni avoir reçu d'offre."""
    propositions: int
    """Inscrit en commission, ou logement proposé."""
    en_cours: int
    """Ce qui peut encore aboutir."""


def tracabilite(
    suivis: Sequence[Suivi], acteur: Acteur, *, visites_refusees: int, actes: int
) -> TracabiliteDuDemandeur:
    """Combien de propositions, de prospections et d'actes des autres organismes ; les noms, à qui lit les propositions.

    Traçabilité d'un demandeur (domain.md, 8.1) : on compte ce que l'on n'a pas à nommer.
    """
    autres = [s.bailleur for s in suivis if s.en_cours and s.bailleur.id != acteur.organisme_id]
    return TracabiliteDuDemandeur(
        propositions_totales=sum(s.propositions for s in suivis),
        prospections_totales=sum(s.prospections for s in suivis) + visites_refusees,
        interventions_partagees=actes,
        autres_bailleurs_en_cours=len(autres),
        autres_bailleurs=sorted(autres, key=lambda b: b.nom) if acteur.peut(Droit.PROPOSITIONS_LIRE) else [],
        constat=_constat(len(autres), len(suivis), en_cours_ici=_chez(suivis, acteur.organisme_id)),
    )


def _chez(suivis: Sequence[Suivi], organisme_id: UUID | None) -> bool:
    return any(s.en_cours for s in suivis if s.bailleur.id == organisme_id)


def _constat(autres: int, bailleurs: int, *, en_cours_ici: bool) -> Raison:
    ici = " Votre organisme aussi." if en_cours_ici and autres else ""
    if autres:
        qui = compte(autres, "autre bailleur s'occupe", "autres bailleurs s'occupent")
        code, phrase = "suivi-par-d-autres", f"{qui} déjà de ce ménage : concertez-vous avant de l'appeler.{ici}"
    elif en_cours_ici:
        code, phrase = "suivi-par-nous", "Votre organisme est le seul à s'occuper de ce ménage aujourd'hui."
    elif bailleurs:
        code, phrase = "suivi-passe", "Personne ne s'occupe de ce ménage aujourd'hui ; il l'a déjà été."
    else:
        code, phrase = "jamais-suivi", "Aucun bailleur ne s'est encore occupé de ce ménage."
    return Raison(code=code, phrase=phrase, parametres={"autres": autres})
