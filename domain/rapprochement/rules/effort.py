"""Ce que le logement coûterait au foyer, et ce qui lui resterait pour vivre."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, Self

from domain.kernel.explication import Explication
from domain.kernel.francais import euros, nombre, pourcent
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.parametres import Parametres
from domain.kernel.raisons import Raison
from domain.rapprochement.parametres import PARAMETRES

ZERO = Decimal(0)
CENTIME = Decimal("0.01")
DIXIEME = Decimal("0.1")
CALCUL = "Arrêté du 10 mars 2011, annexe"


class MethodeAide(Nomenclature):
    """D'où vient le montant de l'aide au logement. Codes du projet."""

    SAISIE = "saisie", "Montant saisi"
    SIMULATION = "simulation", "Montant simulé"


class Confiance(Nomenclature):
    """Ce que vaut l'estimation. Codes du projet."""

    JUSTIFIEE = "justifiee", "Justifiée par un document"
    DECLAREE = "declaree", "Déclarée"
    INDICATIVE = "indicative", "Indicative"


@dataclass(frozen=True, slots=True, kw_only=True)
class AideAuLogement:
    """L'APL ou l'AL attendue pour un logement, en euros par mois."""

    montant: Decimal
    methode: MethodeAide = MethodeAide.SAISIE
    confiance: Confiance = Confiance.DECLAREE

    @classmethod
    def saisie(cls, montant: Decimal | int) -> Self:
        return cls(montant=Decimal(montant))


@dataclass(frozen=True, slots=True, kw_only=True)
class CoutLogement:
    """Les dépenses mensuelles d'un logement, en euros."""

    loyer: Decimal
    """L : loyer principal."""
    annexes: Decimal = ZERO
    """A : stationnement, cave, quand ils ne sont pas facultatifs."""
    charges: Decimal = ZERO
    """C : charges récupérables provisionnées (CCH L442-3)."""
    contribution: Decimal = ZERO
    """T : contribution aux travaux d'économie d'énergie."""
    forfait: Decimal | None = None
    """F : forfait de chauffage et d'eau individuels ; absent quand il n'est pas connu."""

    @property
    def mensualite(self) -> Decimal:
        """L + A + C + T : ce que le locataire paie au bailleur, hors forfaits."""
        return self.loyer + self.annexes + self.charges + self.contribution

    @property
    def depense(self) -> Decimal:
        """La mensualité et le forfait de chauffage et d'eau."""
        return self.mensualite + (self.forfait or ZERO)


class EstimateurAide(Protocol):
    """Qui sait estimer l'aide au logement d'un foyer pour un logement."""

    def estimer(self, cout: CoutLogement, *, ressources: int, personnes: int) -> AideAuLogement | None: ...


def mensualite(cout: CoutLogement) -> Explication[Decimal]:
    """Ce que le locataire paie chaque mois au bailleur, hors forfaits et avant aide.

    Arrêté du 10 mars 2011.
    """
    total = cout.mensualite.quantize(CENTIME, ROUND_HALF_UP)
    lignes = [
        f"{nom} {euros(montant)}"
        for nom, montant in (
            ("loyer", cout.loyer),
            ("annexes", cout.annexes),
            ("charges", cout.charges),
            ("contribution aux travaux", cout.contribution),
        )
        if montant
    ]
    return Explication(
        valeur=total,
        code="mensualite",
        phrase=f"Mensualité hors forfaits : {euros(total)}" + (f" ({', '.join(lignes)})." if lignes else "."),
        parametres={"mensualite": float(total)},
        reference=CALCUL,
    )


def taux_d_effort(
    cout: CoutLogement, *, ressources: int, aide: AideAuLogement | None = None
) -> Explication[Decimal | None]:
    """La part des ressources que prendrait le logement, aide déduite, en pour cent.

    Arrêté du 10 mars 2011 : (loyer + annexes + charges + contribution + forfait - aide) / ressources.
    Sans ressources, le taux n'est pas calculable.
    """
    deduite = ZERO if aide is None else aide.montant
    if ressources <= 0:
        return Explication(
            valeur=None,
            code="taux-effort-non-calculable",
            phrase="Taux d'effort non calculable : aucune ressource n'est déclarée.",
            reference=CALCUL,
        )
    taux = ((cout.depense - deduite) * 100 / ressources).quantize(DIXIEME, ROUND_HALF_UP)
    moins = f", aide au logement de {euros(deduite)} déduite" if deduite else ", sans aide au logement"
    return Explication(
        valeur=taux,
        code="taux-effort",
        phrase=f"Taux d'effort de {pourcent(taux)} : {euros(cout.depense)} de dépenses{moins}, "
        f"pour {euros(ressources)} de ressources par mois.",
        parametres={
            "taux": float(taux),
            "depense": float(cout.depense),
            "aide": float(deduite),
            "ressources": ressources,
            "methode_aide": None if aide is None else aide.methode.value,
            "confiance_aide": None if aide is None else aide.confiance.value,
        },
        reference=CALCUL,
        a_verifier=aide is not None and aide.confiance is Confiance.INDICATIVE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResteAVivre:
    """Ce qu'il reste au foyer une fois le logement payé, en euros."""

    par_mois: Decimal
    par_uc: Decimal
    """Par mois et par unité de consommation."""
    par_uc_par_jour: Decimal


def reste_a_vivre(
    cout: CoutLogement,
    le: date,
    *,
    ressources: int,
    unites_de_consommation: Decimal,
    aide: AideAuLogement | None = None,
    autres_charges: Decimal = ZERO,
    departement: str | None = None,
    parametres: Parametres = PARAMETRES,
) -> Explication[ResteAVivre]:
    """Les ressources moins le logement et les autres charges, par unité de consommation et par jour.

    Aucun texte national ne fixe ce calcul : c'est l'usage des commissions d'attribution.
    """
    jours = parametres.a_la_date("effort.jours_par_mois", le, departement)
    deduite = ZERO if aide is None else aide.montant
    par_mois = Decimal(ressources) - (cout.depense - deduite) - autres_charges
    par_uc = par_mois / unites_de_consommation
    reste = ResteAVivre(
        par_mois=par_mois.quantize(CENTIME, ROUND_HALF_UP),
        par_uc=par_uc.quantize(CENTIME, ROUND_HALF_UP),
        par_uc_par_jour=(par_uc / jours.entier()).quantize(CENTIME, ROUND_HALF_UP),
    )
    return Explication(
        valeur=reste,
        code="reste-a-vivre",
        phrase=f"Reste à vivre de {euros(reste.par_mois)} par mois, "
        f"soit {euros(reste.par_uc_par_jour)} par jour "
        f"et par unité de consommation ({nombre(unites_de_consommation.normalize())}).",
        parametres={
            "par_mois": float(reste.par_mois),
            "par_uc": float(reste.par_uc),
            "par_uc_par_jour": float(reste.par_uc_par_jour),
        },
        reference=jours.reference,
        a_verifier=jours.a_verifier,
    )


def alertes_effort(
    taux: Decimal | None,
    reste: ResteAVivre | None,
    le: date,
    departement: str | None = None,
    parametres: Parametres = PARAMETRES,
) -> list[Raison]:
    """Ce qui mérite l'attention de la commission. Un repère dépassé n'exclut personne."""
    raisons: list[Raison] = []
    repere = parametres.a_la_date("effort.taux_repere_pourcent", le, departement).entier()
    if taux is None:
        raisons.append(
            Raison(code="taux-effort-non-calculable", phrase="Taux d'effort non calculable : aucune ressource.")
        )
    elif taux > repere:
        raisons.append(
            Raison(
                code="taux-effort-eleve",
                phrase=f"Le taux d'effort ({pourcent(taux)}) dépasse le repère de {pourcent(repere)}.",
                parametres={"taux": float(taux), "repere": repere},
            )
        )
    minimum = parametres.a_la_date("effort.reste_a_vivre_repere_par_jour", le, departement).decimal()
    if reste is not None and reste.par_uc_par_jour < minimum:
        raisons.append(
            Raison(
                code="reste-a-vivre-faible",
                phrase=f"Le reste à vivre ({euros(reste.par_uc_par_jour)} par jour "
                f"et par unité de consommation) est inférieur au repère de {euros(minimum)}.",
                parametres={"par_uc_par_jour": float(reste.par_uc_par_jour), "repere": float(minimum)},
            )
        )
    return raisons
