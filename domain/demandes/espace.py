"""L'espace personnel : où en est ma demande, qui s'en occupe, que dois-je faire, quelle est ma position."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.queries import DemandeDetail, GuichetVue
from domain.demandes.rules.delais import trop_tot_pour_renouveler, validation_attendue
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.francais import jour
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre

E = EtatDemande


@dataclass(frozen=True, slots=True, kw_only=True)
class EtatVue(ReadModel):
    code: EtatDemande
    libelle: str
    phrase: str
    """Ce que cet état veut dire, en mots simples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EtapeVue(ReadModel):
    """Une étape du chemin de la demande."""

    code: str
    libelle: str
    faite: bool
    courante: bool
    le: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuiVue(ReadModel):
    """Qui s'occupe de la demande."""

    nom: str
    telephone: str | None
    email: str | None
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AFaireVue(ReadModel):
    """Ce que le demandeur doit faire, et avant quand."""

    code: str
    phrase: str
    avant_le: date | None
    lien: str
    """Page du portail, après le département."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionEpci(ReadModel):
    """La place de la demande parmi celles qui lui ressemblent, dans un EPCI."""

    epci: str
    epci_nom: str
    points: int
    rang: int | None
    """Absent quand trop peu de demandes se ressemblent pour le dire sans trahir personne."""
    sur: int | None
    perimetre: str
    """Avec quelles demandes on compare."""
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionVue(ReadModel):
    phrase: str
    epcis: list[PositionEpci]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonEspace(ReadModel):
    """Les quatre réponses de l'accueil personnel."""

    demande_id: UUID
    version: int
    nom_affiche: str
    numero_unique: str | None
    reference: str
    deposee_le: date | None
    expire_le: date | None
    anciennete_libelle: str
    etat: EtatVue
    etapes: list[EtapeVue]
    qui: QuiVue
    a_faire: list[AFaireVue]
    position: PositionVue | None
    actions: list[ActionPossible]


class MonEspaceQueries(Protocol):
    async def espace(self, perimetre: Perimetre, acteur: Acteur) -> MonEspace: ...


def phrase_etat(d: DemandeDetail) -> str:
    """Ce que l'état veut dire pour la personne qui attend."""
    if d.etat is E.EN_COURS_DE_SAISIE:
        return "Votre demande n'est pas encore envoyée. Ce que vous avez saisi est enregistré."
    if d.etat is E.EN_ATTENTE_DE_VALIDATION:
        assert d.soumise_le is not None
        limite = validation_attendue(aujourd_hui(d.soumise_le), d.departement).valeur
        return (
            "Un guichet vérifie votre demande et votre pièce d'identité. "
            f"Vous aurez une réponse au plus tard le {jour(limite)}."
        )
    if d.etat is E.RETOURNEE:
        precision = f" {d.commentaire_retour}" if d.commentaire_retour else ""
        return f"Votre demande vous a été retournée : {(d.motif_retour or 'à corriger').lower()}.{precision}"
    if d.etat is E.ACTIVE:
        assert d.expire_le is not None
        if d.verrou is not None:
            return "Votre dossier est inscrit en commission. Il ne peut pas être modifié jusqu'à la décision."
        return (
            f"Votre demande est active jusqu'au {jour(d.expire_le)}. Les organismes peuvent vous proposer un logement."
        )
    if d.etat is E.SATISFAITE:
        return "Vous avez signé un bail : votre demande est satisfaite."
    return (
        "Votre demande n'est plus active. Contactez un guichet : elle peut parfois être rétablie avec son ancienneté."
    )


def etapes(d: DemandeDetail) -> list[EtapeVue]:
    """Le chemin de toute demande, et où l'on en est."""
    faites = [
        (
            "saisie",
            "Je remplis ma demande",
            d.soumise_le is not None or d.numero_unique is not None,
            d.soumise_le,
        ),
        ("verification", "Un guichet vérifie", d.numero_unique is not None, d.validee_le),
        ("enregistree", "Ma demande est enregistrée", d.numero_unique is not None, d.validee_le),
        ("commission", "Ma demande passe en commission", d.etat is E.SATISFAITE, None),
        ("bail", "Je signe mon bail", d.etat is E.SATISFAITE, None),
    ]
    courante = next((code for code, _, faite, _ in faites if not faite), "bail")
    if d.etat is E.RETOURNEE:
        courante = "saisie"
    return [
        EtapeVue(
            code=code,
            libelle=libelle,
            faite=faite and not (d.etat is E.RETOURNEE and code == "saisie"),
            courante=code == courante,
            le=aujourd_hui(le) if le is not None and faite else None,
        )
        for code, libelle, faite, le in faites
    ]


def qui_s_en_occupe(d: DemandeDetail, contact: QuiVue) -> QuiVue:
    """Le guichet de la demande quand elle en a un, sinon l'association du département."""
    guichet: GuichetVue | None = d.guichet
    if guichet is None:
        return contact
    return QuiVue(
        nom=guichet.nom,
        telephone=guichet.telephone or contact.telephone,
        email=guichet.email or contact.email,
        phrase=f"{guichet.nom} a enregistré votre demande. Tous les organismes du département la voient.",
    )


def a_faire(
    d: DemandeDetail, today: date, propositions_a_repondre: Sequence[tuple[UUID, date, str]]
) -> list[AFaireVue]:
    """Du plus pressé au moins pressé."""
    trouvees: list[AFaireVue] = []
    for _, avant_le, logement in propositions_a_repondre:
        trouvees.append(
            AFaireVue(
                code="repondre-proposition",
                phrase=f"Répondez à la proposition de logement : {logement}. Sans réponse, elle sera considérée comme "
                "refusée.",
                avant_le=avant_le,
                lien="mon-espace/propositions",
            )
        )
    if d.etat is E.EN_COURS_DE_SAISIE:
        reste = sum(1 for c in d.controles if c.niveau == "bloquant") + (0 if d.identite_deposee else 1)
        phrase = (
            f"Terminez votre demande : il reste {reste} information{'s' if reste > 1 else ''} à donner."
            if reste
            else "Votre demande est complète : envoyez-la."
        )
        trouvees.append(
            AFaireVue(
                code="terminer-demande",
                phrase=phrase,
                avant_le=None,
                lien="demande/identite" if reste else "demande/recapitulatif",
            )
        )
    if d.etat is E.RETOURNEE:
        trouvees.append(
            AFaireVue(
                code="corriger-demande",
                phrase="Corrigez votre demande puis renvoyez-la.",
                avant_le=None,
                lien="demande/recapitulatif",
            )
        )
    active_jusqu_au = d.expire_le if d.etat is E.ACTIVE else None
    if active_jusqu_au and trop_tot_pour_renouveler(active_jusqu_au, today, d.departement) is None:
        trouvees.append(
            AFaireVue(
                code="renouveler",
                phrase="Renouvelez votre demande pour garder votre ancienneté.",
                avant_le=active_jusqu_au,
                lien="mon-espace",
            )
        )
    return trouvees
