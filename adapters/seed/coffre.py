"""What is sealed with the key of the installation: social security numbers and documents."""

from dataclasses import dataclass
from functools import cache

from adapters.securite.crypto import AesChiffre, BlindIndex
from adapters.seed.hasard import Hasard
from domain.demandes.codes import Civilite
from domain.demandes.formulaire import Personne
from domain.kernel.vocabulary import Nir

COMMUNES_SANS_EXISTENCE = (950, 999)
"""No commune of any département has such a code: these numbers, well formed as they are, belong to nobody."""


@dataclass(frozen=True, slots=True)
class Coffre:
    """Picklable, so that each process makes its own cipher."""

    cle: bytes

    def sceller(self, nir: Nir, contexte: str) -> tuple[bytes, bytes]:
        """As SqlCoffreNir: the cipher text, and the digest by which duplicates are found."""
        chiffre, index = _outils(self.cle)
        return chiffre.chiffrer(nir.valeur.encode(), contexte), index(nir.valeur)


@cache
def _outils(cle: bytes) -> tuple[AesChiffre, BlindIndex]:
    return AesChiffre(cle, "valeurs"), BlindIndex(cle, "nir")


def nir_fictif(personne: Personne, departement: str) -> Nir:
    """Of this identity, the same wherever it is met: its civility, its birth, a commune that does not exist."""
    assert personne.ne_le is not None
    hasard = Hasard.de(personne.nom_naissance, personne.prenoms, personne.ne_le)
    sexe = "1" if personne.civilite is Civilite.MONSIEUR else "2"
    lieu = f"{departement[:2]}{hasard.entre(*COMMUNES_SANS_EXISTENCE)}"
    corps = f"{sexe}{personne.ne_le:%y%m}{lieu}{hasard.entre(1, 999):03d}"
    return Nir(f"{corps}{Nir.cle_attendue(corps):02d}")
