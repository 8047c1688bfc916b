from domain.kernel.nomenclature import Nomenclature


class Portee(Nomenclature):
    """Ce qu'un service n'enregistre plus, d'accord avec les partenaires (arrêté du 23 mars 2015, § 1)."""

    TOUT = "tout", "N'enregistre plus de demande : guichet unique"
    COMMUNES = "communes", "N'enregistre plus pour certaines communes, qui le font elles-mêmes"
    HORS_SALARIES = "hors-salaries", "N'enregistre que les salariés d'employeurs cotisant à Action Logement"
