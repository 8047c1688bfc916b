"""Ce que le formulaire dit de surprenant : à lire, à confirmer ou à corriger, sans rien empêcher."""

from collections.abc import Iterator

from domain.demandes.codes import (
    LienCodemandeur,
    LienParente,
    Motif,
    SituationFamiliale,
    StatutLogement,
)
from domain.demandes.rules.controles.controle import Contexte, Controle, alerte
from domain.demandes.rules.doublons import Force, Identite, comparer
from domain.demandes.rules.menage import composer_menage, est_mal_rattache
from domain.demandes.rules.occupation import typologies_adaptees
from domain.demandes.rules.ressources import annee_de_reference, sans_rfr
from domain.kernel.calendrier import age
from domain.kernel.vocabulary import MOIS_INCONNU

OCCUPANTS_A_RATTACHER = (
    "Attention ! Les occupants avec le lien de parenté 'Parent', 'Enfant' ou 'Autre' doivent être à charge "
    "pour déterminer la taille du logement attribué. Veuillez rectifier la demande, "
    "soit en les indiquant 'à charge fiscalement' si c'est bien le cas, "
    "soit en les notant comme codemandeur avec le lien de parenté correspondant"
)
"""Règle R-OCC-1, mot pour mot."""

SITUATION_DU_LIEN = {
    LienCodemandeur.CONJOINT: SituationFamiliale.MARIE,
    LienCodemandeur.PACSE: SituationFamiliale.PACSE,
    LienCodemandeur.CONCUBIN: SituationFamiliale.CONCUBIN,
}

LOCATAIRES = frozenset({StatutLogement.HLM, StatutLogement.PARC_PRIVE})
HEBERGES = frozenset({StatutLogement.PARENTS_ENFANTS, StatutLogement.PARTICULIER})
STRUCTURES = frozenset({StatutLogement.STRUCTURE, StatutLogement.CENTRE_ENFANCE})


def alertes(contexte: Contexte) -> Iterator[Controle]:
    """Tout ce qui mérite un regard avant d'enregistrer ou de renouveler."""
    yield from _occupants(contexte)
    yield from _couple(contexte)
    yield from _ages(contexte)
    yield from _messages(contexte)
    yield from _nirs(contexte)
    yield from _meme_personne(contexte)
    yield from _revenus(contexte)
    yield from _logement_actuel(contexte)
    yield from _logement_recherche(contexte)
    yield from _handicap(contexte)
    yield from _colocataires(contexte)
    yield from _collecteurs(contexte)


def _occupants(contexte: Contexte) -> Iterator[Controle]:
    mal_rattaches = (rang for rang, o in enumerate(contexte.formulaire.occupants) if est_mal_rattache(o))
    premier = next(mal_rattaches, None)
    if premier is not None:
        yield alerte(f"occupants.{premier}.a_charge", "occupant-a-rattacher", OCCUPANTS_A_RATTACHER)
    a_naitre = contexte.formulaire.a_naitre
    if a_naitre is None or a_naitre.nombre == 0:
        return
    if a_naitre.prevue_le is None:
        yield alerte("a_naitre.prevue_le", "naissance-a-dater", "Indiquez la date prévue de la naissance.")
    elif a_naitre.prevue_le < contexte.le:
        yield alerte(
            "a_naitre.prevue_le",
            "naissance-passee",
            "La date prévue de la naissance est passée : ajoutez l'enfant aux personnes à loger.",
        )


def _couple(contexte: Contexte) -> Iterator[Controle]:
    demandeur, codemandeurs = contexte.formulaire.demandeur, contexte.formulaire.codemandeurs
    situation = None if demandeur is None else demandeur.situation_familiale
    liens = [c.lien for c in codemandeurs if c.lien.est_un_couple]
    if situation is not None and situation.en_couple and not liens:
        yield alerte(
            "demandeur.situation_familiale",
            "conjoint-absent",
            "La situation familiale dit un couple, mais le conjoint n'est pas dans la demande. "
            "S'il doit vivre dans le logement, ajoutez-le comme codemandeur.",
        )
    for rang, codemandeur in enumerate(codemandeurs):
        attendue = SITUATION_DU_LIEN.get(codemandeur.lien)
        if attendue is None:
            continue
        lien, libelle = codemandeur.lien.libelle.lower(), attendue.libelle.lower()
        for champ, declaree in (
            ("demandeur.situation_familiale", situation),
            (f"codemandeurs.{rang}.situation_familiale", codemandeur.situation_familiale),
        ):
            if declaree is not None and declaree is not attendue:
                yield alerte(
                    champ,
                    "situation-familiale-a-verifier",
                    f"La situation familiale ne correspond pas au lien « {lien} » : on attend « {libelle} ». "
                    "Corrigez l'une ou l'autre.",
                )
    if len(liens) > 1:
        yield alerte(
            "codemandeurs",
            "plusieurs-conjoints",
            "Plusieurs codemandeurs sont indiqués comme conjoint : vérifiez leur lien.",
        )


def _ages(contexte: Contexte) -> Iterator[Controle]:
    majorite = contexte.entier("age_minimal_titulaire")
    for chemin, personne in contexte.adultes():
        if personne.ne_le is not None and personne.ne_le <= contexte.le and age(personne.ne_le, contexte.le) < majorite:
            yield alerte(
                f"{chemin}.ne_le",
                "titulaire-mineur",
                "Cette personne est mineure : elle ne peut signer un bail que si elle est émancipée.",
            )
    limite = contexte.entier("age_maximal_enfant_a_charge")
    for rang, occupant in enumerate(contexte.formulaire.occupants):
        enfant = occupant.lien is LienParente.ENFANT and occupant.a_charge
        if enfant and age(occupant.ne_le, contexte.le) >= limite:
            yield alerte(
                f"occupants.{rang}.a_charge",
                "enfant-majeur-a-charge",
                f"Cet enfant a {limite} ans ou plus : il n'est à charge fiscalement qu'en cas de handicap. Vérifiez.",
            )


def _messages(contexte: Contexte) -> Iterator[Controle]:
    demandeur = contexte.formulaire.demandeur
    if demandeur is not None and demandeur.sms_refuses and not demandeur.email:
        yield alerte(
            "demandeur.email",
            "joignable-par-courrier-seul",
            "Les SMS sont refusés et il n'y a pas d'adresse électronique : tout arrivera par courrier, plus lentement.",
        )


def _nirs(contexte: Contexte) -> Iterator[Controle]:
    for chemin, personne in contexte.adultes():
        if personne.id in contexte.nirs_a_verifier:
            yield alerte(f"{chemin}.nir", "nir-mois-inconnu", MOIS_INCONNU.phrase)


def _meme_personne(contexte: Contexte) -> Iterator[Controle]:
    connues: list[Identite] = []
    for chemin, personne in contexte.adultes():
        identite = Identite.de(personne)
        if any(comparer(identite, autre).force is Force.FORTE for autre in connues):
            yield alerte(chemin, "personne-en-double", "Cette personne figure deux fois dans la demande.")
        connues.append(identite)
    for rang, occupant in enumerate(contexte.formulaire.occupants):
        identite = Identite(nom_naissance=occupant.nom, prenoms=occupant.prenom, ne_le=occupant.ne_le)
        if any(comparer(identite, autre).force is Force.FORTE for autre in connues):
            yield alerte(f"occupants.{rang}", "personne-en-double", "Cette personne figure deux fois dans la demande.")
        connues.append(identite)


def _revenus(contexte: Contexte) -> Iterator[Controle]:
    annee = annee_de_reference(contexte.le)
    if sans_rfr(contexte.formulaire, annee):
        yield alerte(
            "revenus.rfr",
            "rfr-a-completer",
            f"Le revenu fiscal de référence {annee} manque pour une personne au moins : "
            "il sera demandé avant le passage en commission.",
        )
    if not contexte.formulaire.revenus.ressources:
        yield alerte(
            "revenus.ressources",
            "ressources-absentes",
            "Aucune ressource n'est indiquée : le taux d'effort ne pourra pas être calculé.",
        )
    for rang, rfr in enumerate(contexte.formulaire.revenus.rfr):
        if rfr.annee not in (annee, annee + 1):
            yield alerte(
                f"revenus.rfr.{rang}.annee",
                "rfr-annee",
                f"Seuls les revenus {annee} et {annee + 1} servent aujourd'hui : vérifiez l'année.",
            )


def _logement_actuel(contexte: Contexte) -> Iterator[Controle]:
    actuel = contexte.formulaire.logement_actuel
    if actuel is None:
        return
    if actuel.statut is StatutLogement.HLM and not actuel.bailleur:
        yield alerte("logement_actuel.bailleur", "bailleur-a-preciser", "Indiquez le nom du bailleur HLM.")
    if actuel.statut in HEBERGES and not actuel.hebergeant:
        yield alerte(
            "logement_actuel.hebergeant", "hebergeant-a-preciser", "Indiquez la personne ou la structure qui héberge."
        )
    tient = contexte.entier("longueur_structure")
    if actuel.statut in STRUCTURES and len(actuel.hebergeant or "") > tient:
        yield alerte(
            "logement_actuel.hebergeant",
            "structure-raccourcie",
            f"Le système national ne garde que {tient} caractères du nom de la structure : abrégez-le si possible.",
        )
    if actuel.statut in LOCATAIRES and actuel.loyer is None:
        yield alerte("logement_actuel.loyer", "loyer-a-preciser", "Indiquez le loyer payé aujourd'hui.")
    if actuel.apl is not None and actuel.apl > (actuel.loyer or 0):
        yield alerte("logement_actuel.apl", "apl-a-verifier", "L'aide au logement dépasse le loyer : vérifiez-la.")
    if actuel.statut is StatutLogement.PROPRIETAIRE and not actuel.proprietaire:
        yield alerte(
            "logement_actuel.proprietaire",
            "proprietaire-a-confirmer",
            "Le logement habité appartient au foyer : indiquez aussi qu'il est propriétaire d'un logement.",
        )


def _logement_recherche(contexte: Contexte) -> Iterator[Controle]:
    recherche = contexte.formulaire.logement_recherche
    if recherche is None:
        return
    menage = composer_menage(contexte.formulaire, contexte.le, contexte.parametres)
    adaptees = typologies_adaptees(
        menage.personnes,
        contexte.le,
        couple_seul=menage.est_couple_seul,
        assistant_maternel=Motif.ASSISTANT_MATERNEL in contexte.formulaire.motifs.codes,
        departement=contexte.departement,
        parametres=contexte.parametres,
    )
    if recherche.typologies and menage.personnes and not set(recherche.typologies) & set(adaptees.valeur):
        yield alerte(
            "logement_recherche.typologies",
            "taille-a-verifier",
            f"La taille demandée n'est pas celle qui convient d'habitude. {adaptees.phrase}",
        )


def _handicap(contexte: Contexte) -> Iterator[Controle]:
    formulaire = contexte.formulaire
    adapte = formulaire.logement_recherche is not None and formulaire.logement_recherche.adapte_handicap
    concernees = {p.id for p in formulaire.personnes if p.handicap}
    if Motif.HANDICAP in formulaire.motifs.codes and not concernees and not adapte:
        yield alerte(
            "motifs.codes",
            "handicap-a-preciser",
            "Le motif « Handicap » est choisi : indiquez qui est concerné, ou si le logement doit être adapté.",
        )
    if adapte and not formulaire.handicaps:
        yield alerte(
            "logement_recherche.adapte_handicap",
            "fiche-handicap-a-remplir",
            "Le logement doit être adapté : remplissez la fiche « handicap », elle dit comment.",
        )
    for rang, fiche in enumerate(formulaire.handicaps):
        if fiche.reconnu and fiche.personne_id not in concernees:
            yield alerte(
                f"handicaps.{rang}.reconnu",
                "handicap-a-confirmer",
                "La fiche dit que le handicap est reconnu, la personne ne le dit pas : vérifiez l'une ou l'autre.",
            )


def _colocataires(contexte: Contexte) -> Iterator[Controle]:
    colocataires, recherche = contexte.formulaire.colocataires, contexte.formulaire.logement_recherche
    for rang, colocataire in enumerate(colocataires):
        if not colocataire.numero_unique:
            yield alerte(
                f"colocataires.{rang}.numero_unique",
                "colocataire-sans-demande",
                "Chaque colocataire fait sa propre demande et signera son propre bail : "
                "indiquez son numéro unique dès qu'il l'a reçu.",
            )
    if colocataires and recherche is not None and not recherche.colocation:
        yield alerte(
            "logement_recherche.colocation",
            "colocation-a-accepter",
            "Un colocataire est indiqué : dites que la colocation est acceptée.",
        )


def _collecteurs(contexte: Contexte) -> Iterator[Controle]:
    connus = contexte.parametres.cherche("formulaire.collecteurs", contexte.le, contexte.departement)
    for chemin, personne in contexte.adultes():
        metier = personne.situation_professionnelle
        for rang, dossier in enumerate(metier.collecteurs if metier else ()):
            if connus is not None and dossier.organisme not in connus.textes():
                yield alerte(
                    f"{chemin}.situation_professionnelle.collecteurs.{rang}.organisme",
                    "collecteur-inconnu",
                    f"« {dossier.organisme} » ne fait pas partie des collecteurs du département : vérifiez-le.",
                )
        if metier is not None and metier.collecteurs and not metier.cotise_action_logement:
            yield alerte(
                f"{chemin}.situation_professionnelle.cotise_action_logement",
                "cotisation-a-confirmer",
                "Un dossier est ouvert chez un collecteur : indiquez que l'employeur cotise à Action Logement.",
            )
