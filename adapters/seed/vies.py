"""The life of each demande in dates: when it was begun, filed, renewed, and how it ended."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from adapters.seed.hasard import Hasard, Tirage
from domain.demandes.codes import EtatDemande
from domain.demandes.model import Canal
from domain.demandes.parametres import PARAMETRES
from domain.kernel.calendrier import ajouter_mois

E = EtatDemande

ETATS = Tirage(
    {
        E.ACTIVE: 73.0,
        E.SATISFAITE: 11.0,
        E.RADIEE_NON_RENOUVELLEMENT: 8.6,
        E.RADIEE_ABANDON: 1.6,
        E.RADIEE_ABSENCE_DE_REPONSE: 0.9,
        E.RADIEE_IRRECEVABILITE: 0.2,
        E.EN_ATTENTE_DE_VALIDATION: 2.0,
        E.RETOURNEE: 0.8,
        E.EN_COURS_DE_SAISIE: 1.4,
        E.BROUILLON: 0.5,
    }
)
"""Of a hundred files kept: those that ended stay one year. About seven active demandes for one attribution."""

ANCIENNETES = Tirage(
    {
        (3, 90): 16.0,
        (91, 365): 30.0,
        (366, 730): 23.0,
        (731, 1095): 12.5,
        (1096, 1825): 11.0,
        (1826, 3650): 6.5,
        (3651, 5400): 1.0,
    }
)
"""Days since the deposit of an active demande: nearly half wait for less than a year."""

ATTENTE_MINIMALE, ATTENTE_MEDIANE = 75, 260
"""Days before an attribution: 11 months together, as the profession publishes for Pays de la Loire."""

ATTRIBUTIONS_PAR_AN = 0.11
"""Of all the files kept: what ETATS draws as satisfied."""

CONSERVATION = 360
PORTAIL = 0.62
RETARDS = 0.25
"""Of those whose term has passed, who sleep until the last month they have left."""


@dataclass(frozen=True, slots=True)
class Vie:
    etat: EtatDemande
    canal: Canal
    creee_le: datetime
    soumise_le: datetime | None = None
    retournee_le: datetime | None = None
    deposee_le: date | None = None
    validee_le: datetime | None = None
    renouvellements: tuple[date, ...] = ()
    rappelee_le: date | None = None
    """The last notice that it was about to expire."""
    endormie_le: date | None = None
    radiee_le: date | None = None

    @property
    def base(self) -> date | None:
        """What the validity runs from."""
        return self.renouvellements[-1] if self.renouvellements else self.deposee_le


def tirer_vie(hasard: Hasard, today: date, departement: str, etat: EtatDemande | None = None) -> Vie:
    etat = etat or ETATS(hasard)
    if etat in (E.BROUILLON, E.EN_COURS_DE_SAISIE):
        jour = today - timedelta(days=1 + min(150, int(hasard.expovariate(1 / 18))))
        canal = Canal.GUICHET if etat is E.BROUILLON else Canal.PORTAIL
        return Vie(etat=etat, canal=canal, creee_le=hasard.instant(jour))
    if etat in (E.EN_ATTENTE_DE_VALIDATION, E.RETOURNEE):
        return _en_ligne(hasard, today, etat)
    if etat is E.ACTIVE:
        deposee_le = today - timedelta(days=hasard.entre(*ANCIENNETES(hasard)))
        return _enregistree(hasard, today, departement, etat, deposee_le, None)
    radiee_le = _ouvre(today - hasard.jours(1, CONSERVATION))
    if etat is E.RADIEE_NON_RENOUVELLEMENT:
        return _non_renouvelee(hasard, radiee_le, departement)
    attente = hasard.autour_de(ATTENTE_MEDIANE, 0.85)
    deposee_le = radiee_le - timedelta(days=ATTENTE_MINIMALE + min(4500, int(attente)))
    return _enregistree(hasard, today, departement, etat, deposee_le, radiee_le)


def _en_ligne(hasard: Hasard, today: date, etat: EtatDemande) -> Vie:
    if etat is E.RETOURNEE:
        retournee = _ouvre(today - hasard.jours(1, 70))
        soumise = retournee - hasard.jours(2, 25)
    else:
        retournee = None
        soumise = today - timedelta(days=1 + min(34, int(hasard.expovariate(1 / 8))))
    return Vie(
        etat=etat,
        canal=Canal.PORTAIL,
        creee_le=hasard.instant(soumise - hasard.jours(1, 12), 6, 20),
        soumise_le=hasard.instant(soumise, 6, 20),
        retournee_le=hasard.instant(retournee) if retournee else None,
    )


def _enregistree(
    hasard: Hasard, today: date, departement: str, etat: EtatDemande, deposee_le: date, radiee_le: date | None
) -> Vie:
    fin = radiee_le or today
    renouvellements = _renouvellements(hasard, deposee_le, fin, departement, etat)
    vie = _avec_depot(hasard, etat, deposee_le, renouvellements, radiee_le, fin)
    base = renouvellements[-1] if renouvellements else deposee_le
    echeance = ajouter_mois(base, _mois("validite_mois", fin, departement))
    avis = ajouter_mois(echeance, -_mois("preavis_mois", fin, departement))
    vie = replace(vie, rappelee_le=avis if avis < fin else None)
    sommeil = echeance + timedelta(days=_mois("mise_en_sommeil_jours", fin, departement))
    return replace(vie, etat=E.EN_SOMMEIL, endormie_le=sommeil) if etat is E.ACTIVE and sommeil < today else vie


def _renouvellements(
    hasard: Hasard, deposee_le: date, fin: date, departement: str, etat: EtatDemande
) -> tuple[date, ...]:
    found: list[date] = []
    base = deposee_le
    while True:
        echeance = ajouter_mois(base, _mois("validite_mois", fin, departement))
        renouvelee_le = echeance - hasard.jours(0, _fenetre(echeance, departement))
        attend = etat is E.ACTIVE and _en_retard(base, echeance, fin, departement) and hasard.oui(RETARDS)
        if renouvelee_le >= fin or attend:
            return tuple(found)
        base = renouvelee_le
        found.append(base)


def _fenetre(echeance: date, departement: str) -> int:
    """Days before the term during which a renewal is open: nobody renewed earlier."""
    return (echeance - ajouter_mois(echeance, -_mois("preavis_mois", echeance, departement))).days


def _en_retard(base: date, echeance: date, fin: date, departement: str) -> bool:
    """Past its term, not yet old enough to be struck off."""
    return echeance < fin < ajouter_mois(base, _mois("radiation_non_renouvellement_mois", fin, departement))


@cache
def _mois(delai: str, le: date, departement: str) -> int:
    return PARAMETRES.a_la_date(f"delais.{delai}", le, departement).entier()


def _non_renouvelee(hasard: Hasard, radiee_le: date, departement: str) -> Vie:
    """Told backwards, from the term that passed."""
    base = ajouter_mois(radiee_le, -_mois("radiation_non_renouvellement_mois", radiee_le, departement))
    found = [base]
    while hasard.oui(0.45):
        found.append(ajouter_mois(found[-1], -_mois("validite_mois", radiee_le, departement)) + hasard.jours(0, 27))
    found.reverse()
    return _avec_depot(hasard, E.RADIEE_NON_RENOUVELLEMENT, found[0], tuple(found[1:]), radiee_le, radiee_le)


def _avec_depot(
    hasard: Hasard,
    etat: EtatDemande,
    deposee_le: date,
    renouvellements: tuple[date, ...],
    radiee_le: date | None,
    fin: date,
) -> Vie:
    if hasard.oui(PORTAIL):
        avant = renouvellements[0] if renouvellements else fin
        limite = max(0, min(28, (avant - deposee_le).days - 2))
        valide = _ouvre(deposee_le + timedelta(days=1 + min(limite, int(hasard.expovariate(1 / 7)))))
        return Vie(
            etat=etat,
            canal=Canal.PORTAIL,
            creee_le=hasard.instant(deposee_le - hasard.jours(1, 9), 6, 20),
            soumise_le=hasard.instant(deposee_le, 6, 20),
            deposee_le=deposee_le,
            validee_le=hasard.instant(max(valide, deposee_le + timedelta(days=1))),
            renouvellements=renouvellements,
            radiee_le=radiee_le,
        )
    creee_le = hasard.instant(deposee_le)
    return Vie(
        etat=etat,
        canal=Canal.GUICHET,
        creee_le=creee_le,
        deposee_le=deposee_le,
        validee_le=creee_le + timedelta(minutes=hasard.entre(10, 55)),
        renouvellements=renouvellements,
        radiee_le=radiee_le,
    )


def _ouvre(jour: date) -> date:
    """No agent works on a Sunday."""
    return jour - timedelta(days=1) if jour.weekday() == 6 else jour
