"""Les textes des messages, datés comme toute donnée, et remplis sans rien y exécuter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from domain.kernel.parametres import ParametreInvalide, Parametres, charger

_CHAMP = re.compile(r"\{([a-z_]+)\}")

CHAMPS: Mapping[str, frozenset[str]] = {
    "code_de_connexion": frozenset({"code", "minutes", "territoire"}),
    "activation_du_compte": frozenset({"prenom", "lien", "heures"}),
    "lien_de_connexion": frozenset({"prenom", "lien", "minutes"}),
    "connexion_verrouillee": frozenset({"prenom", "echecs", "minutes"}),
    "second_code_retire": frozenset({"prenom"}),
    "habilitation_modifiee": frozenset({"collegue", "organisme", "profil", "departement"}),
    "mot_de_passe_choisi": frozenset({"territoire"}),
    "identifiant_change": frozenset({"territoire"}),
    "demande_soumise": frozenset({"territoire", "reference", "avant_le", "espace"}),
    "demande_retournee": frozenset({"territoire", "motif", "commentaire", "espace"}),
    "demande_validee": frozenset({"territoire", "numero_unique", "expire_le", "guichet", "espace"}),
    "demande_renouvelee": frozenset({"territoire", "numero_unique", "expire_le", "espace"}),
    "demande_expire": frozenset({"territoire", "numero_unique", "expire_le", "espace"}),
    "demande_en_sommeil": frozenset({"territoire", "numero_unique", "radiation_le", "espace"}),
    "demande_avertie": frozenset({"territoire", "numero_unique", "motif", "envoye_le", "echeance", "suite", "espace"}),
    "avertissement_leve": frozenset({"territoire", "numero_unique", "espace"}),
    "reponse_a_lire": frozenset({"numero_unique", "echeance", "lien"}),
    "rendez_vous_de_cotation": frozenset({"titre", "sorte", "moment", "ou", "lien"}),
    "rendez_vous_annule": frozenset({"titre", "sorte", "moment", "ou", "lien"}),
    "reponse_du_guichet": frozenset({"territoire", "espace"}),
    "demande_radiee": frozenset({"territoire", "numero_unique", "motif", "suite", "espace"}),
    "demande_restauree": frozenset({"territoire", "numero_unique", "expire_le", "espace"}),
    "demandes_fusionnees": frozenset({"territoire", "numero_garde", "numero_fusionne", "deposee_le", "espace"}),
    "demande_separee": frozenset({"territoire", "numero_unique", "deposee_le", "espace"}),
    "titulaires_changes": frozenset({"territoire", "changement", "numero_unique", "espace"}),
    "separation_defaite": frozenset({"territoire", "numero_unique", "espace"}),
    "urgence_recue": frozenset({"territoire", "espace"}),
    "urgence_prise_en_compte": frozenset({"territoire", "par", "espace"}),
    "contestation_decidee": frozenset({"territoire", "fait", "decision", "motif", "espace"}),
    "contestation_deposee_decidee": frozenset({"numero_unique", "fait", "decision", "motif", "lien"}),
    "points_changes": frozenset({"territoire", "changement", "espace"}),
    "piece_refusee": frozenset({"territoire", "piece", "motif", "espace"}),
    "proposition_notifiee": frozenset({"territoire", "bailleur", "logement", "repondre_avant", "espace"}),
    "decision_defavorable": frozenset(
        {"territoire", "bailleur", "tenue_le", "logement", "decision", "motif", "suite", "recours", "espace"}
    ),
    "contact_annonce": frozenset(
        {"titre", "logement", "nom", "prenom", "email", "telephone", "numero_unique", "message", "lien"}
    ),
    "question_recue": frozenset({"nom", "prenom", "email", "telephone", "numero_unique", "question", "lien"}),
    "question_repondue": frozenset({"territoire", "organisme", "reponse"}),
    "question_accusee": frozenset({"territoire"}),
    "message_groupe": frozenset({"territoire", "objet", "texte", "organisme", "espace"}),
    "abonnement_desactive": frozenset({"client", "adresse", "cause"}),
}
"""Les seuls mots entre accolades que chaque modèle peut citer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texte:
    objet: str
    corps: str
    sms: str


def parametres() -> Parametres:
    return charger(Path(__file__).parents[1] / "parameters")


def rediger(modele: str, le: date, departement: str, valeurs: Mapping[str, str]) -> Texte:
    """Le message écrit : chaque champ connu est remplacé par sa valeur, prise telle quelle.

    Une valeur qui contiendrait des accolades reste du texte : rien n'est relu après remplacement.
    """
    texte = parametres().a_la_date(f"modele.{modele}", le, departement).tableau()
    return Texte(
        objet=_ligne(_remplir(modele, str(texte["objet"]), valeurs)),
        corps=_remplir(modele, str(texte["corps"]).strip(), valeurs),
        sms=_ligne(_remplir(modele, str(texte.get("sms", "")), valeurs)),
    )


def verifier(modele: str, texte: Mapping[str, object]) -> None:
    """Un champ inconnu ou une accolade orpheline se voient au chargement, pas chez le destinataire."""
    for morceau in texte.values():
        inconnus = set(_CHAMP.findall(str(morceau))) - CHAMPS[modele]
        if inconnus:
            raise ParametreInvalide(f"modele.{modele} : champ inconnu {', '.join(sorted(inconnus))}.")
        if "{" in _CHAMP.sub("", str(morceau)) or "}" in _CHAMP.sub("", str(morceau)):
            raise ParametreInvalide(f"modele.{modele} : accolade orpheline.")


def est_une_nouvelle(modele: str, le: date) -> bool:
    """Un message que le demandeur peut ne pas vouloir : ni un avis de la loi, ni la suite de ce qu'il a demandé."""
    return modele in parametres().a_la_date("envoi.nouvelles", le).textes()


def part_par_deux_voies(modele: str, le: date, departement: str) -> bool:
    """Une confirmation qui part par courriel et par SMS, à qui a les deux."""
    return modele in parametres().a_la_date("envoi.par_deux_voies", le, departement).textes()


def recours_contre_la_commission(le: date, departement: str) -> str:
    return parametres().a_la_date("recours.commission", le, departement).texte()


def part_par_courrier(modele: str, le: date, departement: str) -> bool:
    """Un avis que la personne doit recevoir, même sans adresse électronique ni mobile."""
    return modele in parametres().a_la_date("courrier.avis", le, departement).textes()


def sans_internet(le: date, departement: str) -> str:
    """Ce que dit toute lettre à qui ne peut pas ouvrir son espace."""
    return parametres().a_la_date("courrier.sans_internet", le, departement).texte()


def envois_permis(par: str, le: date) -> int:
    """Combien de questions en une heure d'une adresse IP ou d'un courriel, en un jour d'un département."""
    cle = "par_jour_et_departement" if par == "departement" else f"par_heure_et_{par}"
    return parametres().a_la_date(f"question.envois_{cle}", le).entier()


def attentes(le: date) -> tuple[timedelta, ...]:
    """Combien de temps attendre avant chaque nouvel essai d'un envoi qui n'a pas abouti."""
    minutes = parametres().a_la_date("envoi.attentes_minutes", le).textes()
    return tuple(timedelta(minutes=int(m)) for m in minutes)


def _remplir(modele: str, texte: str, valeurs: Mapping[str, str]) -> str:
    verifier(modele, {"texte": texte})
    return _CHAMP.sub(lambda trouve: valeurs[trouve.group(1)], texte)


def _ligne(texte: str) -> str:
    """Un objet tient sur une ligne : un retour à la ligne y ouvrirait un autre en-tête."""
    return " ".join(ligne.strip() for ligne in texte.splitlines())
