"""Who gets which life, which reference and which rank: counted once, so that batches can be built apart."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from adapters.seed.comptes import DEMANDEURS
from adapters.seed.demandeurs import vies_de_demonstration
from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard
from adapters.seed.lots import Commande, Depart, Territoire
from adapters.seed.vies import Vie, tirer_vie
from domain.demandes.codes import EtatDemande
from domain.kernel.vocabulary import territoire_du_departement

DEMANDES_PAR_LOT = 1000
VACANCES_PAR_DEMANDE = 0.02
LOGEMENTS_DE_DEMONSTRATION = 7
"""The vacancies of demandeurs.py."""

DOSSIERS_AVEC_PIECES = 250
DOSSIERS_A_VALIDER_AVEC_PIECES = 1_000
"""Demandes that have their documents, whatever the size of the territory: each document is a file to store."""


@dataclass(slots=True)
class Compteurs:
    """The series of the database, as found and as they will be left."""

    numeros_uniques: dict[str, int]
    reference: int
    reference_bien: int
    lots: dict[str, int] = field(default_factory=dict)
    """Batches given to each département, this time and before."""

    def numero_unique(self, departement: str, deposee_le: date) -> int:
        cle = f"NU:{territoire_du_departement(departement)}:{deposee_le:%m%y}"
        self.numeros_uniques[cle] = self.numeros_uniques.get(cle, 0) + 1
        return self.numeros_uniques[cle]

    def depart(self, departement: str, vie: Vie) -> Depart:
        self.reference += 1
        reference = f"{departement}{vie.creee_le:%y%m}{self.reference % 10_000_000:07d}"
        sequence = None if vie.deposee_le is None else self.numero_unique(departement, vie.deposee_le)
        return Depart(vie, reference, sequence)


def repartir(demandes: int, departements: Sequence[str]) -> Mapping[str, int]:
    """In proportion of the population."""
    habitants = {d: sum(geographie(d).communes[c].population for c in geographie(d).codes) for d in departements}
    total = sum(habitants.values())
    parts = {d: demandes * habitants[d] // total for d in departements}
    parts[departements[0]] += demandes - sum(parts.values())
    return parts


def planifier(
    territoire: Territoire,
    compteurs: Compteurs,
    *,
    premier_lot: int,
    annonces: int,
    demonstration: bool,
) -> Iterator[Commande]:
    """`premier_lot`: how many batches this département already received."""
    departement, today = territoire.departement, territoire.today
    hasard = Hasard.de(territoire.graine, departement, "vies", premier_lot)
    montrees = vies_de_demonstration(today) if demonstration else []
    assert len(montrees) in (0, len(DEMANDEURS))
    ordinaires = max(0, territoire.demandes - len(montrees))
    vies = sorted((tirer_vie(hasard, today, departement) for _ in range(ordinaires)), key=lambda v: v.creee_le)
    demonstrations = [compteurs.depart(departement, vie) for vie in montrees]
    departs = [compteurs.depart(departement, vie) for vie in vies]
    lots = max(1, -(-len(departs) // DEMANDES_PAR_LOT))
    compteurs.lots[departement] = premier_lot + lots
    combien = Counter(vie.etat for vie in vies)
    a_verifier = combien[EtatDemande.EN_ATTENTE_DE_VALIDATION] + combien[EtatDemande.RETOURNEE]
    for rang in range(lots):
        # one in `lots`: each batch has its old and its new demandes, and finds candidates of all ages
        siens = departs[rang::lots]
        commande = Commande(
            territoire=territoire,
            numero=premier_lot + rang,
            departs=siens,
            premiere_reference=compteurs.reference_bien + 1,
            vacances=round(len(siens) * VACANCES_PAR_DEMANDE),
            annonces=annonces // lots + (rang < annonces % lots),
            part_avec_pieces=min(1.0, DOSSIERS_AVEC_PIECES / max(1, combien[EtatDemande.ACTIVE])),
            part_a_valider_avec_pieces=min(1.0, DOSSIERS_A_VALIDER_AVEC_PIECES / max(1, a_verifier)),
            demonstration=demonstrations if rang == 0 else (),
        )
        etats = Counter(depart.vie.etat for depart in siens)
        compteurs.reference_bien += (
            etats[EtatDemande.SATISFAITE]
            + commande.vacances
            + commande.annonces
            + (LOGEMENTS_DE_DEMONSTRATION if commande.demonstration else 0)
        )
        yield commande
