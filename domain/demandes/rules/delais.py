"""Quand une demande expire, quand elle peut être radiée, quand elle attend depuis trop longtemps."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from domain.demandes.codes import EtatDemande, MotifRadiation, Typologie
from domain.demandes.parametres import PARAMETRES
from domain.kernel.calendrier import ajouter_mois, mois_entiers
from domain.kernel.explication import Explication
from domain.kernel.francais import compte, duree, jour
from domain.kernel.parametres import Parametres, ValeurDatee
from domain.kernel.raisons import Raison


def _echeance(code: str, phrase: str, le: date, parametre: ValeurDatee) -> Explication[date]:
    return Explication(
        valeur=le,
        code=code,
        phrase=phrase.format(jour=jour(le)),
        parametres={"le": le.isoformat()},
        reference=parametre.reference,
        a_verifier=parametre.a_verifier,
    )


def expiration(depuis: date, departement: str | None = None, parametres: Parametres = PARAMETRES) -> Explication[date]:
    """La demande vaut un an à compter du dépôt ou du dernier renouvellement.

    CCH R441-2-7.
    """
    validite = parametres.a_la_date("delais.validite_mois", depuis, departement)
    le = ajouter_mois(depuis, validite.entier())
    return _echeance("expiration", "La demande est valable jusqu'au {jour}.", le, validite)


def preavis(fin: date, departement: str | None = None, parametres: Parametres = PARAMETRES) -> Explication[date]:
    """L'avis d'expiration part au moins un mois avant la fin de validité : ce jour-là s'ouvre le renouvellement.

    CCH R441-2-7.
    """
    avance = parametres.a_la_date("delais.preavis_mois", fin, departement)
    le = ajouter_mois(fin, -avance.entier())
    return _echeance("preavis", "L'avis d'expiration est à envoyer le {jour} au plus tard.", le, avance)


def trop_tot_pour_renouveler(
    fin: date, le: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> Raison | None:
    """Une demande encore valable pour plus d'un mois n'a pas à être renouvelée, et garde ainsi toute sa durée.

    CCH R441-2-7.
    """
    ouverture = preavis(fin, departement, parametres).valeur
    if le >= ouverture:
        return None
    avance = parametres.a_la_date("delais.preavis_mois", fin, departement).entier()
    quand = "le mois qui précède" if avance == 1 else f"les {avance} mois qui précèdent"
    return Raison(
        code="renouvellement-trop-tot",
        phrase=f"La demande est valable jusqu'au {jour(fin)} : elle se renouvelle dans {quand}.",
        parametres={"expire_le": fin.isoformat(), "possible_le": ouverture.isoformat()},
    )


def radiation_faute_de_renouvellement(
    depuis: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> Explication[date]:
    """Sans renouvellement, la demande est radiée treize mois après le dépôt ou le dernier renouvellement.

    CCH R441-2-8 et arrêté du 23 mars 2015.
    """
    delai = parametres.a_la_date("delais.radiation_non_renouvellement_mois", depuis, departement)
    le = ajouter_mois(depuis, delai.entier())
    return _echeance("radiation-non-renouvellement", "Sans renouvellement, radiation le {jour}.", le, delai)


def restauration_possible_jusqu_au(
    depuis: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> Explication[date]:
    """Renouvelée en retard avant cette date, la demande garde son numéro et son ancienneté.

    Arrêté du 23 mars 2015.
    """
    delai = parametres.a_la_date("delais.restauration_non_renouvellement_mois", depuis, departement)
    le = ajouter_mois(depuis, delai.entier())
    return _echeance(
        "restauration", "La demande peut reprendre son numéro et son ancienneté jusqu'au {jour}.", le, delai
    )


def restauration_apres_absence_de_reponse(
    radiee_le: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> Explication[date]:
    """Radiée faute de réponse à un courrier, la demande peut être rétablie quelques mois encore.

    Arrêté du 23 mars 2015.
    """
    delai = parametres.a_la_date("delais.restauration_absence_de_reponse_mois", radiee_le, departement)
    le = ajouter_mois(radiee_le, delai.entier())
    return _echeance("restauration", "La demande peut être rétablie jusqu'au {jour}.", le, delai)


def restauration_jusqu_au(
    etat: EtatDemande,
    *,
    depuis: date | None,
    radiee_le: date | None,
    departement: str | None = None,
    parametres: Parametres = PARAMETRES,
) -> Explication[date] | None:
    """Le dernier jour où une demande radiée peut reprendre son numéro et son ancienneté.

    Arrêté du 23 mars 2015, § 6.1 et 6.3 ; au-delà de la conservation des données, il n'y a plus rien à reprendre.
    `depuis` : le dépôt ou le dernier renouvellement. Rien pour une demande qui n'est pas radiée.
    """
    if etat is EtatDemande.RADIEE_NON_RENOUVELLEMENT and depuis is not None:
        return restauration_possible_jusqu_au(depuis, departement, parametres)
    if radiee_le is None:
        return None
    if etat is EtatDemande.RADIEE_ABSENCE_DE_REPONSE:
        return restauration_apres_absence_de_reponse(radiee_le, departement, parametres)
    delai = parametres.a_la_date("delais.restauration_erreur_mois", radiee_le, departement)
    le = ajouter_mois(radiee_le, delai.entier())
    return _echeance("restauration", "Une radiation par erreur peut être corrigée jusqu'au {jour}.", le, delai)


def retractation_jusqu_au(
    radiee_le: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> Explication[date]:
    """Une demande annulée peut être reprise d'un geste pendant quelques jours : personne ne perd tout d'un clic."""
    delai = parametres.a_la_date("delais.retractation_jours", radiee_le, departement)
    le = radiee_le + timedelta(days=delai.entier())
    return _echeance("retractation", "L'annulation peut être reprise jusqu'au {jour}.", le, delai)


def mise_en_sommeil(
    fin: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> Explication[date]:
    """Une demande non renouvelée s'endort après sa fin de validité : hors des recherches, son ancienneté gardée."""
    delai = parametres.a_la_date("delais.mise_en_sommeil_jours", fin, departement)
    le = fin + timedelta(days=delai.entier())
    return _echeance("mise-en-sommeil", "Sans renouvellement, la demande s'endort le {jour}.", le, delai)


def apres_l_avis(avis_le: date, departement: str | None = None, parametres: Parametres = PARAMETRES) -> date:
    """Un demandeur prévenu a au moins la durée du préavis pour renouveler, même prévenu en retard (CCH R441-2-7)."""
    return ajouter_mois(avis_le, parametres.a_la_date("delais.preavis_mois", avis_le, departement).entier())


def radiee_avant(le: date, departement: str | None = None, parametres: Parametres = PARAMETRES) -> date:
    """Les données d'une demande radiée avant ce jour ne se gardent plus.

    Décret n° 2017-917 du 9 mai 2017, article 4 ; arrêté du 23 mars 2015, § 7.
    """
    mois = parametres.a_la_date("delais.conservation_apres_radiation_mois", le, departement).entier()
    return ajouter_mois(le, -mois)


def avis_d_expiration(
    fin: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> tuple[date, ...]:
    """Les jours où le demandeur est averti que sa demande expire : le préavis de la loi, puis les rappels.

    CCH R441-2-7.
    """
    rappels = parametres.a_la_date("delais.rappels_avant_expiration_jours", fin, departement)
    jours = (fin - timedelta(days=int(avant)) for avant in rappels.textes())
    return tuple(sorted({preavis(fin, departement, parametres).valeur, *jours}))


def fin_de_l_avertissement(
    motif: MotifRadiation, envoye_le: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> Explication[date]:
    """Le premier jour où la radiation annoncée peut être prononcée.

    CCH R441-2-8 c et d ; arrêté du 23 mars 2015, § 6.3 et 6.4.
    """
    quoi = "irrecevabilite" if motif is MotifRadiation.IRRECEVABILITE else "absence_de_reponse"
    delai = parametres.a_la_date(f"delais.avertissement_{quoi}_mois", envoye_le, departement)
    le = ajouter_mois(envoye_le, delai.entier())
    return _echeance("avertissement", "Sans réponse, la radiation est possible à partir du {jour}.", le, delai)


def examen_de_la_reponse(
    repondu_le: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> Explication[date]:
    """Le premier jour où une radiation pour irrecevabilité peut suivre une réponse du demandeur."""
    delai = parametres.a_la_date("delais.examen_de_la_reponse_jours", repondu_le, departement)
    le = repondu_le + timedelta(days=delai.entier())
    return _echeance("examen-de-la-reponse", "La réponse s'examine jusqu'au {jour}.", le, delai)


def validation_attendue(
    soumise_le: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> Explication[date]:
    """Un guichet vérifie une demande faite en ligne dans les trente jours."""
    delai = parametres.a_la_date("delais.validation_en_ligne_jours", soumise_le, departement)
    le = soumise_le + timedelta(days=delai.entier())
    return _echeance("validation-attendue", "La demande sera vérifiée avant le {jour}.", le, delai)


def anciennete_mois(deposee_le: date, le: date) -> int:
    """L'ancienneté court du dépôt, quels que soient les renouvellements.

    CCH R441-2-3.
    """
    return max(0, mois_entiers(deposee_le, le))


def delai_anormalement_long(
    deposee_le: date,
    le: date,
    departement: str,
    typologies: Iterable[Typologie] = (),
    parametres: Parametres = PARAMETRES,
) -> Explication[bool] | None:
    """La demande attend-elle depuis plus longtemps que le délai fixé par le préfet ?

    CCH L441-1-4. Le délai le plus court des typologies demandées l'emporte.
    Rien si le département n'a pas de délai connu.
    """
    fixe = parametres.cherche("delais.anormalement_long", le, departement)
    if fixe is None:
        return None
    delai = _delai_le_plus_court(fixe, typologies)
    seuil = ajouter_mois(deposee_le, delai)
    attente = duree(anciennete_mois(deposee_le, le))
    depasse = le >= seuil
    return Explication(
        valeur=depasse,
        code="delai-anormalement-long",
        phrase=f"La demande attend depuis {attente} ; "
        f"le délai anormalement long est de {compte(delai, 'mois', 'mois')}"
        + (f", dépassé depuis le {jour(seuil)}." if depasse else f", atteint le {jour(seuil)}."),
        parametres={"delai_mois": delai, "depuis_le": seuil.isoformat()},
        reference=fixe.reference,
        a_verifier=fixe.a_verifier,
    )


def _delai_le_plus_court(fixe: ValeurDatee, typologies: Iterable[Typologie]) -> int:
    tableau = fixe.tableau()
    demandees = {t.value for t in typologies} or {"toutes"}
    return min(fixe.entree(t if t in tableau else "toutes").entier() for t in demandees)


def delais_anormalement_longs(
    departement: str, le: date, parametres: Parametres = PARAMETRES
) -> Mapping[str, int] | None:
    """Les mois d'attente fixés par le préfet, par taille de logement ; « toutes » vaut pour les autres (CCH L441-1-4).

    Rien si le département n'a pas de délai connu.
    """
    fixe = parametres.cherche("delais.anormalement_long", le, departement)
    return None if fixe is None else {taille: fixe.entree(taille).entier() for taille in fixe.tableau()}


def passage_en_delai_anormalement_long(
    deposee_le: date,
    departement: str,
    typologies: Iterable[Typologie] = (),
    parametres: Parametres = PARAMETRES,
) -> date | None:
    """Le jour où l'attente devient anormalement longue, passé ou à venir ; rien sans délai fixé (CCH L441-1-4)."""
    fixe = parametres.cherche("delais.anormalement_long", deposee_le, departement)
    return None if fixe is None else ajouter_mois(deposee_le, _delai_le_plus_court(fixe, typologies))
