"""Où en est une proposition, dit au bailleur et au demandeur."""

from datetime import date

from domain.kernel.francais import jour
from domain.propositions.codes import EtatProposition

E = EtatProposition


def phrase_pour_l_agent(
    etat: EtatProposition,
    *,
    rang: int | None,
    condition: str | None,
    repondre_avant_le: date | None,
    motif_fin: str | None,
    entree_le: date | None,
) -> str:
    """Où on en est et ce qui suit."""
    if etat is E.DECIDEE and condition:
        return f"Attribuée sous condition : {condition} Proposez le logement dès que la condition est levée."
    if etat is E.DECIDEE and rang and rang > 1:
        return f"Attribuée en rang {rang} : à proposer si les candidats placés avant refusent."
    if etat is E.NOTIFIEE and repondre_avant_le is not None:
        return f"Réponse attendue jusqu'au {jour(repondre_avant_le)} inclus ; ensuite le silence vaut refus."
    if etat is E.BAIL_SIGNE and entree_le is not None:
        return f"Bail signé, entrée dans les lieux le {jour(entree_le)}."
    if motif_fin:
        return motif_fin
    return _AGENT[etat]


_AGENT = {
    E.EN_COURS: "Candidat retenu : inscrivez-le à une commission.",
    E.INSCRITE: "Inscrit en commission : la décision est attendue.",
    E.DECIDEE: "La commission a attribué le logement : proposez-le au candidat.",
    E.NOTIFIEE: "Le logement est proposé au candidat.",
    E.ACCEPTEE: "Le candidat a accepté : le bail reste à signer.",
    E.REFUSEE: "Le candidat a refusé : le rang suivant est proposé.",
    E.SANS_REPONSE: "Le candidat n'a pas répondu dans le délai : son silence vaut refus.",
    E.SANS_SUITE: "La proposition est sans suite.",
    E.BAIL_SIGNE: "Le bail est signé.",
    E.ANNULEE: "La proposition a été annulée.",
}


def phrase_pour_le_demandeur(
    etat: EtatProposition, *, repondre_avant_le: date | None, condition: str | None, entree_le: date | None
) -> str:
    """La même chose en mots simples, et ce qu'il reste à faire."""
    if etat is E.NOTIFIEE and repondre_avant_le is not None:
        reserve = f" Une condition reste à remplir : {condition}" if condition else ""
        return (
            f"Ce logement vous est proposé. Répondez avant le {jour(repondre_avant_le)} inclus : "
            f"sans réponse, la proposition sera considérée comme refusée.{reserve}"
        )
    if etat is E.ACCEPTEE:
        return "Vous avez accepté ce logement. Le bailleur va vous contacter pour signer le bail."
    if etat is E.BAIL_SIGNE:
        entree = f" Vous pouvez entrer le {jour(entree_le)}." if entree_le else ""
        return f"Votre bail est signé.{entree}"
    if etat is E.REFUSEE:
        return "Vous avez refusé ce logement. Votre demande reste active."
    if etat is E.SANS_REPONSE:
        return "Vous n'avez pas répondu à temps : cela vaut refus. Votre demande reste active."
    return "Ce logement ne vous est plus proposé. Votre demande reste active."
