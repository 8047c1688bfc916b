"""L'espace personnel : où en est ma demande, qui s'en occupe, que dois-je faire, quelle est ma position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.demandes.codes import EtatDemande, MotifRetour, NatureDossier
from domain.demandes.formulaire import Personne
from domain.demandes.queries import AvertissementVue, DemandeDetail, GuichetVue
from domain.demandes.rules.delais import (
    radiation_faute_de_renouvellement,
    trop_tot_pour_renouveler,
    validation_attendue,
)
from domain.demandes.vie.suite import reprise_si_annulee_le, retour_possible_jusqu_au
from domain.demandes.vie.table import RADIEES
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.francais import jour
from domain.kernel.raisons import ActionPossible
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre

E = EtatDemande
CORRIGER: Mapping[MotifRetour | None, str] = dict.fromkeys(
    (MotifRetour.ILLISIBLE, MotifRetour.MANQUANTE, MotifRetour.SEJOUR), "demande/piece-identite"
)
"""Où se corrige ce qui a fait retourner la demande ; le reste se cherche dans les étapes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EtatVue(ReadModel):
    code: EtatDemande
    libelle: str
    phrase: str
    """Ce que cet état veut dire, en mots simples."""
    nature: str | None
    """Ce qu'est la demande, quand ce n'est pas une demande ordinaire."""


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
    """Prénom et nom, comme on salue quelqu'un ; vide tant que la demande n'a pas de nom."""
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
    reprise_jusqu_au: date | None
    """Annulée aujourd'hui, la demande se reprendrait d'un geste jusqu'à ce jour ; absent, elle ne s'annule pas."""


class MonEspaceQueries(Protocol):
    async def espace(self, perimetre: Perimetre, acteur: Acteur) -> MonEspace: ...


def comment_vous_appeler(demandeur: Personne | None) -> str:
    """« Camille Exemple », comme on se présente ; rien tant que personne ne s'est nommé."""
    if demandeur is None:
        return ""
    prenom = (demandeur.prenoms or "").split(",")[0].strip()
    return " ".join(mot for mot in (prenom, demandeur.nom_usage or demandeur.nom_naissance) if mot)


def phrase_nature(d: DemandeDetail) -> str | None:
    """Qui est relogé le lit : sa demande ne vient pas d'un choix, et quelqu'un d'autre que lui la suit aussi."""
    if d.nature is not NatureDossier.ANRU:
        return None
    return (
        "C'est un relogement : votre logement actuel fait partie d'un projet de renouvellement urbain (ANRU). "
        "L'organisme chargé de votre relogement peut vous dire ce qui est prévu pour vous."
    )


def phrase_etat(d: DemandeDetail, today: date) -> str:
    """Ce que l'état veut dire pour la personne qui attend, et ce qui vient ensuite."""
    if d.etat is E.BROUILLON:
        return "Un guichet est en train de saisir votre demande. Elle sera ici dès qu'il l'aura enregistrée."
    if d.etat is E.EN_COURS_DE_SAISIE:
        return "Votre demande n'est pas encore envoyée. Ce que vous avez saisi est enregistré."
    if d.etat is E.EN_ATTENTE_DE_VALIDATION:
        return _phrase_en_attente(d, today)
    if d.etat is E.RETOURNEE:
        motif = _motif_retour(d)
        pourquoi = "" if motif in (None, MotifRetour.AUTRE) else f" : {motif.libelle[0].lower()}{motif.libelle[1:]}"
        precision = f" {d.commentaire_retour}" if d.commentaire_retour else ""
        return f"Votre demande vous a été retournée{pourquoi}.{precision}"
    if d.etat is E.ACTIVE:
        return _phrase_active(d, today)
    if d.etat is E.EN_SOMMEIL:
        return (
            "Votre demande n'a pas été renouvelée à temps : elle est en sommeil. Elle garde son numéro et son "
            f"ancienneté. Réveillez-la : sans cela, elle sera radiée le {jour(_radiation(d))}."
        )
    if d.etat is E.SATISFAITE:
        return (
            f"Vous avez signé un bail : votre demande est close{_depuis(d)}. "
            "Si vous n'avez pas signé de bail, prévenez vite votre guichet : une erreur se corrige."
        )
    return _phrase_radiee(d)


def _phrase_en_attente(d: DemandeDetail, today: date) -> str:
    """Depuis quand la demande attend, ce qui la bloque, qui la valide, et jusqu'à quand."""
    assert d.soumise_le is not None
    envoyee_le = aujourd_hui(d.soumise_le)
    depuis = f"Vous avez envoyé votre demande le {jour(envoyee_le)}."
    if not d.identite_deposee:
        return (
            f"{depuis} Votre pièce d'identité manque, ou n'a pas été acceptée : sans elle, aucun guichet ne peut "
            "enregistrer votre demande."
        )
    limite = validation_attendue(envoyee_le, d.departement).valeur
    attendue = (
        f"Vous aurez une réponse au plus tard le {jour(limite)}."
        if today <= limite
        else f"La réponse devait arriver au plus tard le {jour(limite)} : elle tarde, appelez-nous."
    )
    return f"{depuis} Un guichet du département vérifie votre demande et votre pièce d'identité. {attendue}"


def _phrase_active(d: DemandeDetail, today: date) -> str:
    """Une demande active se lit d'après sa date, ou d'après la commission qui la tient."""
    assert d.expire_le is not None
    if d.verrou is not None:
        return "Votre dossier est inscrit en commission. Il ne peut pas être modifié jusqu'à la décision."
    if d.avertissement is not None:
        return f"{_averti(d.avertissement)} {_que_repondre(d.avertissement)}"
    if today > d.expire_le:
        return (
            f"Votre demande devait être renouvelée avant le {jour(d.expire_le)}. "
            f"Renouvelez-la maintenant : sans cela, elle sera radiée le {jour(_radiation(d))}."
        )
    return f"Votre demande est active jusqu'au {jour(d.expire_le)}. Les organismes peuvent vous proposer un logement."


def _averti(avertissement: AvertissementVue) -> str:
    motif = avertissement.motif
    return (
        f"{avertissement.par} vous a averti le {jour(avertissement.envoye_le)} ({motif[0].lower()}{motif[1:]}) : "
        f"votre demande peut être radiée à partir du {jour(avertissement.echeance)}."
    )


def _que_repondre(avertissement: AvertissementVue) -> str:
    if avertissement.en_ligne:
        return "Si vous cherchez toujours un logement, dites-le ci-dessous."
    if avertissement.repondu_le is not None:
        le = jour(aujourd_hui(avertissement.repondu_le))
        return f"Vous avez répondu le {le} : {avertissement.par} lit votre réponse et vos documents."
    return "Si ce n'est pas exact, répondez ci-dessous, avec vos documents."


def _phrase_radiee(d: DemandeDetail) -> str:
    """Pourquoi la demande n'est plus active, et comment la retrouver."""
    pourquoi = _POURQUOI_RADIEE.get(d.etat, "Votre demande n'est plus active{depuis}.").format(depuis=_depuis(d))
    limite = retour_possible_jusqu_au(d)
    if d.etat is E.RADIEE_DECES:
        return pourquoi
    if limite is None:
        return f"{pourquoi} Votre guichet peut vous dire comment la rétablir."
    geste = "reprendre" if d.etat is E.RADIEE_ABANDON else "rétablir"
    return f"{pourquoi} Vous pouvez la {geste} vous-même, avec son numéro et son ancienneté, jusqu'au {jour(limite)}."


_POURQUOI_RADIEE: Mapping[EtatDemande, str] = {
    E.RADIEE_NON_RENOUVELLEMENT: "Votre demande n'a pas été renouvelée à temps : elle n'est plus active{depuis}.",
    E.RADIEE_ABSENCE_DE_REPONSE: "Votre demande n'est plus active{depuis}, car un courrier est resté sans réponse.",
    E.RADIEE_ABANDON: "Votre demande est annulée{depuis}, parce que vous avez dit y renoncer.",
    E.RADIEE_IRRECEVABILITE: "Une commission a jugé votre demande irrecevable : elle n'est plus active{depuis}. "
    "Le courrier reçu dit pourquoi, et comment contester.",
    E.RADIEE_DECES: "Cette demande n'est plus active{depuis} : le décès de son titulaire a été enregistré. "
    "Si c'est une erreur, dites-le au guichet : elle se rétablit avec son numéro et son ancienneté.",
    E.SUPPRIMEE: "Cette demande a été supprimée avant d'être enregistrée.",
    E.FUSIONNEE: "Votre demande a été réunie avec votre autre demande, qui garde la date de dépôt la plus ancienne.",
}


def _derniere_echeance(d: DemandeDetail) -> date:
    """Le dépôt ou le dernier renouvellement : l'année de validité part de là."""
    depuis = d.renouvelee_le or d.deposee_le
    assert depuis is not None
    return depuis


def _radiation(d: DemandeDetail) -> date:
    return radiation_faute_de_renouvellement(_derniere_echeance(d), d.departement).valeur


def _depuis(d: DemandeDetail) -> str:
    return f" depuis le {jour(d.radiee_le)}" if d.radiee_le else ""


def _motif_retour(d: DemandeDetail) -> MotifRetour | None:
    return next((m for m in MotifRetour if m.libelle == d.motif_retour), None)


def etapes(d: DemandeDetail, proposition_a_repondre: bool = False) -> list[EtapeVue]:
    """Le chemin de toute demande, et où l'on en est. Une demande radiée n'est plus en chemin."""
    enregistree = d.numero_unique is not None
    satisfaite = d.etat is E.SATISFAITE
    en_commission = d.verrou is not None
    faites = [
        ("saisie", "Je remplis ma demande", d.soumise_le is not None or enregistree, d.soumise_le),
        ("verification", "Un guichet la vérifie et l'enregistre", enregistree, d.validee_le),
        (
            "attente",
            "J'attends qu'un logement me corresponde",
            satisfaite or en_commission or proposition_a_repondre,
            None,
        ),
        ("commission", "Une commission étudie ma demande", satisfaite or proposition_a_repondre, None),
        ("bail", "J'accepte un logement et je signe le bail", satisfaite, None),
    ]
    courante = next((code for code, _, faite, _ in faites if not faite), None)
    if d.etat is E.RETOURNEE:
        courante = "saisie"
    if d.etat in RADIEES or d.etat is E.EN_SOMMEIL:
        courante = None
    return [
        EtapeVue(
            code=code,
            libelle=libelle,
            faite=faite and code != courante,
            courante=code == courante,
            le=aujourd_hui(le) if le is not None and faite and code != courante else None,
        )
        for code, libelle, faite, le in faites
    ]


def qui_s_en_occupe(d: DemandeDetail, contact: QuiVue) -> QuiVue:
    """Le guichet de la demande quand elle en a un, sinon l'association du département."""
    guichet: GuichetVue | None = d.guichet
    if guichet is None:
        return contact
    suite = (
        "Tous les organismes du département la voient." if d.etat is E.ACTIVE else "Il peut répondre à vos questions."
    )
    return QuiVue(
        nom=guichet.nom,
        telephone=guichet.telephone or contact.telephone,
        email=guichet.email or contact.email,
        phrase=f"{guichet.nom} a enregistré votre demande. {suite}",
    )


def reprise_jusqu_au(d: DemandeDetail, today: date) -> date | None:
    """Ce que doit savoir, avant de confirmer, qui s'apprête à annuler sa demande."""
    return reprise_si_annulee_le(d, today) if _permise(d, "annuler") else None


def a_joindre(actions: Sequence[ActionPossible], qui: QuiVue) -> list[ActionPossible]:
    """Ce qui ne dépend ni d'une date ni de vous se débloque en appelant qui s'occupe de la demande."""
    return [replace(a, qui=qui.nom) if a.qui is not None else a for a in actions]


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
                lien="demande" if reste else "demande/recapitulatif",
            )
        )
    if d.etat is E.EN_ATTENTE_DE_VALIDATION and not d.identite_deposee:
        trouvees.append(
            AFaireVue(
                code="deposer-identite",
                phrase="Envoyez une pièce d'identité, ou un titre de séjour : c'est elle qui bloque votre demande.",
                avant_le=None,
                lien="mon-espace/documents",
            )
        )
    if d.etat is E.RETOURNEE:
        trouvees += [
            AFaireVue(
                code="corriger-point",
                phrase=f"À corriger : {point.libelle[0].lower()}{point.libelle[1:]}.",
                avant_le=None,
                lien=f"demande/{point.page}?relecture#champ-{point.champ}",
            )
            for point in d.points_retour
        ]
        existe = _motif_retour(d) is MotifRetour.DOUBLON
        trouvees.append(
            AFaireVue(
                code="retrouver-demande" if existe else "corriger-demande",
                phrase="Retrouvez la demande que vous avez déjà : une seule suffit."
                if existe
                else "Corrigez votre demande, puis renvoyez-la.",
                avant_le=None,
                lien="retrouver"
                if existe
                else "demande/recapitulatif"
                if d.points_retour
                else CORRIGER.get(_motif_retour(d), "demande"),
            )
        )
    if d.occupants_a_rattacher and d.etat is not E.EN_COURS_DE_SAISIE and _permise(d, "modifier"):
        trouvees.append(
            AFaireVue(
                code="rattacher-occupants",
                phrase="Dites la place d'une personne de votre foyer : elle ne compte pas dans la taille du logement.",
                avant_le=None,
                lien="demande/foyer",
            )
        )
    if d.declaration is not None and d.declaration.refus is not None:
        trouvees.append(
            AFaireVue(
                code="lire-la-reponse-du-guichet",
                phrase="Un guichet a répondu à votre déclaration : le départ d'un titulaire n'est pas enregistré.",
                avant_le=None,
                lien="mon-espace/personnes",
            )
        )
    trouvees += _revenir(d, today)
    active_jusqu_au = d.expire_le if d.etat is E.ACTIVE else None
    if active_jusqu_au and trop_tot_pour_renouveler(active_jusqu_au, today, d.departement) is None:
        trouvees.append(
            AFaireVue(
                code="renouveler",
                phrase="Renouvelez votre demande pour garder votre ancienneté.",
                avant_le=active_jusqu_au if today <= active_jusqu_au else _radiation(d),
                lien="mon-espace",
            )
        )
    return trouvees


def _permise(d: DemandeDetail, code: str) -> bool:
    return any(a.code == code and a.permise for a in d.actions)


def _revenir(d: DemandeDetail, today: date) -> list[AFaireVue]:
    """Répondre à un avertissement, réveiller, reprendre, rétablir : ce qui garde l'ancienneté."""
    if d.etat is E.EN_SOMMEIL:
        return [_tache("reveiller", "Réveillez votre demande pour garder votre ancienneté.", _radiation(d))]
    if d.avertissement is not None and d.avertissement.en_ligne:
        phrase = "Dites si vous cherchez toujours un logement."
        return [_tache("lever-avertissement", phrase, d.avertissement.echeance)]
    if d.avertissement is not None and d.avertissement.repondu_le is None:
        phrase = f"Répondez à {d.avertissement.par}, qui juge votre demande irrecevable."
        return [_tache("repondre-avertissement", phrase, d.avertissement.echeance)]
    limite = retour_possible_jusqu_au(d)
    if limite is None or today > limite:
        return []
    if d.etat is E.RADIEE_ABANDON:
        return [_tache("revenir", "Vous avez changé d'avis ? Reprenez votre demande.", limite)]
    return [_tache("restaurer", "Rétablissez votre demande avec le code que nous vous enverrons.", limite)]


def _tache(code: str, phrase: str, avant_le: date) -> AFaireVue:
    return AFaireVue(code=code, phrase=phrase, avant_le=avant_le, lien="mon-espace")
