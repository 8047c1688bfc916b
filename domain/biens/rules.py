"""Ce qu'une fiche de bien doit respecter, ce qu'elle coûte et ce qui mérite l'attention."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from domain.biens.codes import EtatBien
from domain.biens.logement import CENTIME, Conditions, Logement
from domain.kernel.codes import CategorieLogement, TypeReservataire
from domain.kernel.errors import ErreurDeChamp
from domain.kernel.explication import Explication
from domain.kernel.francais import euros
from domain.kernel.parametres import Parametres, charger
from domain.kernel.raisons import Raison
from domain.kernel.vocabulary import CodeCommune
from domain.organismes.model import TypeOrganisme

VACANTS = (EtatBien.PREAVIS, EtatBien.DISPONIBLE, EtatBien.PROPOSE, EtatBien.EN_COMMISSION, EtatBien.ATTRIBUE)
"""Les états d'une vacance que le bail ou le retrait n'ont pas encore close."""


@cache
def parametres() -> Parametres:
    """Les seuils et les listes datés qui portent sur les biens."""
    return charger(Path(__file__).parent / "parameters")


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneDeMensualite:
    """Une somme que le locataire paie chaque mois au bailleur."""

    code: str
    libelle: str
    montant: Decimal


def lignes_de_mensualite(conditions: Conditions) -> tuple[LigneDeMensualite, ...]:
    """Le détail de la mensualité, ligne par ligne ; leur somme est le total affiché partout."""
    lignes = (
        LigneDeMensualite(code="loyer", libelle="Loyer principal", montant=conditions.loyer),
        LigneDeMensualite(code="charges", libelle="Charges", montant=conditions.charges),
        LigneDeMensualite(code="annexes", libelle="Annexes (stationnement, cave…)", montant=conditions.annexes),
    )
    return tuple(ligne for ligne in lignes if ligne.code == "loyer" or ligne.montant)


def mensualite(conditions: Conditions) -> Explication[Decimal]:
    """Ce que le locataire paie chaque mois au bailleur, hors forfaits et avant aide.

    Arrêté du 10 mars 2011.
    """
    total = conditions.mensualite.quantize(CENTIME, ROUND_HALF_UP)
    detail = ", ".join(f"{ligne.libelle.lower()} {euros(ligne.montant)}" for ligne in lignes_de_mensualite(conditions))
    return Explication(
        valeur=total,
        code="mensualite",
        phrase=f"Mensualité hors forfaits : {euros(total)} ({detail}).",
        parametres={"mensualite": float(total)},
        reference="Arrêté du 10 mars 2011, annexe",
    )


def incoherences(logement: Logement, conditions: Conditions, departement: str, le: date) -> list[ErreurDeChamp]:
    """Ce qu'il faut corriger avant que la fiche entre dans le fichier."""
    trouvees: list[tuple[str, str, str]] = []
    if CodeCommune(logement.commune).departement != departement:
        trouvees.append(
            ("commune", "commune-hors-departement", "Ce logement n'est pas dans le département où vous travaillez.")
        )
    minimale = parametres().a_la_date("surface.minimale", le).entier()
    if logement.surface < minimale:
        trouvees.append(("surface", "surface-trop-petite", f"Un logement compte au moins {minimale} m² habitables."))
    if logement.categorie is CategorieLogement.INDIFFERENT:
        trouvees.append(("categorie", "categorie-a-preciser", "Dites s'il s'agit d'un appartement ou d'une maison."))
    if (logement.latitude is None) != (logement.longitude is None):
        trouvees.append(("latitude", "position-incomplete", "Donnez la latitude et la longitude, ou aucune des deux."))
    if conditions.loyer <= 0:
        trouvees.append(("loyer", "loyer-absent", "Indiquez le loyer principal."))
    trouvees += _depot(conditions, le) + _reservation(conditions)
    return [ErreurDeChamp(champ=champ, code=code, message=message) for champ, code, message in trouvees]


def _depot(conditions: Conditions, le: date) -> list[tuple[str, str, str]]:
    mois = parametres().a_la_date("depot_garantie.mois_de_loyer", le).entier()
    if conditions.depot_garantie is None or conditions.depot_garantie <= conditions.loyer * mois:
        return []
    maximum = euros(conditions.loyer * mois)
    message = f"Le dépôt de garantie ne peut pas dépasser {mois} mois de loyer principal, soit {maximum}."
    return [("depot_garantie", "depot-trop-eleve", message)]


def _reservation(conditions: Conditions) -> list[tuple[str, str, str]]:
    if conditions.type_reservataire is TypeReservataire.AUCUN or conditions.reservataire_id is not None:
        return []
    return [("reservataire_id", "reservataire-absent", "Choisissez le réservataire de ce contingent.")]


def rpls_attendu(rpls: str | None, annee_construction: int | None, le: date) -> bool:
    """L'identifiant RPLS manque à la fiche, et le logement n'est pas assez neuf pour ne pas en avoir.

    CCH R441-2-9 ; arrêté du 23 mars 2015, annexe, § 6.2. Une année de construction inconnue n'est pas celle d'un
    logement neuf.
    """
    if rpls is not None:
        return False
    annees = parametres().a_la_date("rpls.annees_sans_identifiant", le).entier()
    return annee_construction is None or annee_construction + annees < le.year


def contingents(type: TypeOrganisme, le: date) -> tuple[TypeReservataire, ...]:
    """Les contingents au titre desquels un organisme peut réserver un logement.

    CCH R441-5.
    """
    lus = parametres().a_la_date("reservataire.contingents", le)
    if type.value not in lus.tableau():
        return ()
    return tuple(TypeReservataire(code) for code in lus.entree(type.value).textes())


def alertes(logement: Logement, le: date) -> tuple[Raison, ...]:
    """Ce qui mérite un regard avant de louer, sans rien empêcher."""
    lus = parametres().a_la_date("dpe.non_decents", le)
    if logement.dpe is None:
        return (
            Raison(
                code="dpe-absent",
                phrase="Le diagnostic de performance énergétique n'est pas renseigné : l'annonce doit l'afficher.",
            ),
        )
    if logement.dpe.value in lus.textes():
        return (
            Raison(
                code="dpe-non-decent",
                phrase=f"Un logement de classe {logement.dpe.value} ne peut plus être mis en location tant que "
                f"sa performance énergétique n'est pas améliorée ({lus.reference}).",
                parametres={"dpe": logement.dpe.value},
            ),
        )
    return ()
