from domain.demandes.codes import Motif
from domain.demandes.formulaire import Formulaire


def situation_protegee(formulaire: Formulaire) -> bool:
    """Une personne en danger ne figure dans aucun fichier que l'on emporte, sauf volonté expresse.

    Le motif « violences familiales » suffit à le dire (CCH L441-1, 14° ; code pénal 226-13).
    """
    return Motif.VIOLENCES in formulaire.motifs.codes
