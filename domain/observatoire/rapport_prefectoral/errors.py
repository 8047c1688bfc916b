from domain.kernel.errors import Invalid


class MoisSansRapport(Invalid):
    code = "mois-sans-rapport"
