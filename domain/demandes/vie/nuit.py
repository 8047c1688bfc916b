"""La nuit : ce que le temps qui passe fait à chaque demande. Les gardes sont ceux de la table de vie."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.parametres import PARAMETRES
from domain.demandes.rules.delais import avis_d_expiration
from domain.demandes.vie.gardes import GARDES, prevenue
from domain.demandes.vie.table import LIGNES, Acte, Garde, Role
from domain.demandes.vie.valeurs import Avertissement, Rejet, Verrou
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.raisons import Raison

ACTES_DU_TEMPS = (Acte.RADIER_ABSENCE, Acte.RADIER_NON_RENOUVELEE, Acte.ENDORMIR)
"""Ce que le temps fait de lui-même, du plus grave au plus doux."""
FIN_DE_MOIS = timedelta(days=3)
"""Un mois plus court que l'autre : l'horizon en prend assez, la règle décide au jour près."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeLue:
    """Assez d'une demande pour que ses gardes répondent, lue par lots."""

    id: UUID
    departement: str
    etat: EtatDemande
    deposee_le: date | None
    renouvelee_le: date | None
    expire_le: date | None
    radiee_le: date | None
    rappelee_le: date | None
    verrou: Verrou | None
    avertissement: Avertissement | None
    rejet: Rejet | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pas:
    """Ce que la nuit fait d'une demande : un acte, un avis d'expiration, ou ce qu'elle laisse à quelqu'un."""

    acte: Acte | None = None
    avis: bool = False
    exception: Raison | None = None


def horizon(le: date, departement: str) -> date:
    """La fin de validité la plus lointaine dont l'avis peut partir ce jour-là."""
    mois = PARAMETRES.a_la_date("delais.preavis_mois", le, departement).entier()
    return ajouter_mois(le, mois) + FIN_DE_MOIS


def effacable(d: DemandeLue, le: date) -> bool:
    """Plus rien ne s'oppose à l'oubli de cette demande : la table le dit, comme de tout acte."""
    ligne = LIGNES.get((d.etat, Acte.EFFACER, Role.SYSTEME))
    return ligne is not None and not any(GARDES[g](d, le) for g in ligne.gardes)


def radiees_depuis(le: date, departement: str) -> date:
    """Le jour jusqu'où remonte la liste des demandes radiées récemment."""
    mois = PARAMETRES.a_la_date("delais.radiees_recemment_mois", le, departement).entier()
    return ajouter_mois(le, -mois)


def par_lot(le: date, departement: str) -> int:
    return PARAMETRES.a_la_date("delais.lot_de_la_nuit", le, departement).entier()


def pas_de_la_nuit(d: DemandeLue, le: date) -> Pas:
    """Ce que le jour qui commence change à cette demande. Rejouée, la nuit ne trouve plus rien à faire.

    CCH R441-2-7 et R441-2-8 ; arrêté du 23 mars 2015, § 5 et 6.
    """
    for acte in ACTES_DU_TEMPS:
        ligne = LIGNES.get((d.etat, acte, Role.SYSTEME))
        if ligne is None or any(GARDES[g](d, le) for g in ligne.gardes if g is not Garde.LIBRE):
            continue
        tenue = GARDES[Garde.LIBRE](d, le) if Garde.LIBRE in ligne.gardes else None
        return Pas(exception=tenue) if tenue is not None else Pas(acte=acte, avis=not prevenue(d))
    return Pas(avis=avis_a_envoyer(d, le), exception=_a_prononcer(d, le))


def avis_a_envoyer(d: DemandeLue, le: date) -> bool:
    """Un avis d'expiration est dû, et n'est pas parti : un seul message, même après des nuits manquées."""
    if d.expire_le is None:
        return False
    if d.etat is EtatDemande.EN_SOMMEIL:
        return not prevenue(d)
    dus = [quand for quand in avis_d_expiration(d.expire_le, d.departement) if quand <= le]
    return bool(dus) and (d.rappelee_le is None or d.rappelee_le < dus[-1])


def _a_prononcer(d: DemandeLue, le: date) -> Raison | None:
    """L'irrecevabilité n'appartient qu'à la commission : la nuit rappelle qu'elle attend, elle ne la prononce pas."""
    a = d.avertissement
    if a is None or a.motif is not MotifRadiation.IRRECEVABILITE or le < a.echeance:
        return None
    return Raison(
        code="irrecevabilite-a-prononcer",
        phrase=f"{a.annoncer()} Le délai est passé : c'est à {a.par} de la prononcer, ou de lever l'avertissement.",
        parametres={"depuis_le": a.envoye_le.isoformat()},
    )
