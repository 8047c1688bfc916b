from domain.demandes.formulaire import Personne
from domain.kernel.raisons import Raison
from domain.kernel.vocabulary import Nir


def incoherences_nir(personne: Personne, nir: Nir) -> tuple[Raison, ...]:
    """Ce que le numéro de sécurité sociale dit autrement que la civilité et la date de naissance (R-NIR-1)."""
    sexe = None if personne.civilite is None else personne.civilite.sexe
    return nir.incoherences(sexe=sexe, ne_le=personne.ne_le)
