"""Ce que devient une ligne prête quand le fichier s'applique."""

from dataclasses import dataclass
from datetime import datetime

from domain.demandes.codes import EtatDemande
from domain.demandes.model import Demande
from domain.demandes.reprise import Reprise
from domain.demandes.rules.delais import expiration
from domain.demandes.sources import SourceDeModification
from domain.imports.rules.lecture import DemandeLue
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import Raison
from domain.kernel.vocabulary import NumeroUnique


class Suite(Nomenclature):
    """Ce que l'application fait d'une ligne. Codes du projet."""

    CREER = "creee", "Demande créée"
    METTRE_A_JOUR = "mise_a_jour", "Demande mise à jour"
    INCHANGER = "inchangee", "Déjà connue, à l'identique"
    GARDER = "ancienne", "Le dossier est plus récent : rien n'a été changé"
    ECARTER = "ecartee", "Le dossier ne peut pas être changé ainsi"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeConnue:
    """Le dossier que la ligne désigne, et ce que l'on sait de sa fraîcheur."""

    demande: Demande
    empreinte: bytes | None
    """Contenu de la dernière ligne appliquée à ce dossier."""
    modifiee_le: datetime | None
    """Dernier changement connu, ici ou à la source."""


ETATS_QUI_SE_METTENT_A_JOUR = (EtatDemande.ACTIVE, EtatDemande.BROUILLON)


def suite(lue: DemandeLue, empreinte: bytes, connue: DemandeConnue | None) -> tuple[Suite, Raison | None]:
    """Rejouer le même fichier ne change rien ; un fichier plus ancien que le dossier ne l'écrase pas."""
    if connue is None:
        return Suite.CREER, None
    if connue.empreinte == empreinte:
        return Suite.INCHANGER, None
    if connue.modifiee_le is not None and lue.enregistrement.modifiee_le <= connue.modifiee_le:
        return Suite.GARDER, None
    raison = _obstacle(lue, connue.demande)
    return (Suite.METTRE_A_JOUR, None) if raison is None else (Suite.ECARTER, raison)


def _obstacle(lue: DemandeLue, demande: Demande) -> Raison | None:
    if demande.verrou is not None:
        return demande.verrou.opposer()
    if demande.protection is not None:
        return Raison(
            code="situation-protegee",
            phrase="Une personne du dossier est protégée : ses coordonnées ne se changent que sur son écran.",
        )
    if demande.etat not in ETATS_QUI_SE_METTENT_A_JOUR:
        return Raison(
            code="etat-du-dossier",
            phrase=f"Le dossier est dans l'état « {demande.etat.libelle} » : il se change sur son écran.",
        )
    numero = lue.enregistrement.numero_unique
    if numero is not None and demande.numero_unique is None:
        return Raison(
            code="brouillon-a-valider",
            phrase="Le dossier est ici un brouillon sans numéro : un guichet doit d'abord le valider.",
        )
    return None


def source_de(lue: DemandeLue, du_fichier: SourceDeModification | None) -> SourceDeModification | None:
    """D'où vient ce que la ligne change : elle-même le dit, sinon le fichier (arrêté du 23 mars 2015, annexe, § 4)."""
    dit = lue.enregistrement
    return du_fichier if dit.source is None else SourceDeModification(source=dit.source, accord_le=dit.accord_le)


def reprise(lue: DemandeLue, fichier: str, departement: str, du_fichier: SourceDeModification | None = None) -> Reprise:
    """Ce que la ligne dit, dans les mots de la demande."""
    dit = lue.enregistrement
    source = source_de(lue, du_fichier)
    depuis = dit.renouvelee_le or dit.deposee_le
    return Reprise(
        fichier=fichier,
        formulaire=lue.formulaire,
        nature=dit.nature,
        numero_unique=str(NumeroUnique.lire(dit.numero_unique)) if dit.numero_unique else None,
        deposee_le=dit.deposee_le,
        renouvelee_le=dit.renouvelee_le,
        expire_le=expiration(depuis, departement).valeur if depuis else None,
        radiee_le=dit.radiee_le,
        motif_radiation=dit.motif_radiation,
        dalo=dit.dalo,
        source=source.phrase if source else None,
    )
