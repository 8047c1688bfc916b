"""The demonstration accounts, in one place: what `python -m api.cli comptes-demo` prints.

They exist only where `seed` has been run. Every address ends in exemple.test, where nothing is ever delivered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PHRASE_DE_PASSE = "le phare veille sur la baie"
"""The same for all: these accounts protect nothing."""

DEPARTEMENTS = ("35", "44")


@dataclass(frozen=True, slots=True)
class CompteDemo:
    cle: str
    role: str
    organisme: str
    """The key of its organisme in the département (organismes.py)."""
    profil: str
    prenom: str
    nom: str
    charte_acceptee: bool = True

    def email(self, departement: str) -> str:
        return f"{self.cle}.{departement}@exemple.test"


GESTIONNAIRE = CompteDemo(
    "gestionnaire",
    "Gestionnaire du fichier, tous les départements",
    "gestionnaire",
    "gestionnaire",
    "Solenn",
    "Kermadec",
)
AGENTS = (
    CompteDemo(
        "bailleur", "Chargée de clientèle d'un bailleur", "bailleur-1", "charge-de-clientele", "Maëlle", "Tardivel"
    ),
    CompteDemo("referent", "Référent du même bailleur", "bailleur-1", "referent-bailleur", "Gwendal", "Rochereau"),
    CompteDemo(
        "bailleur2", "Chargé de clientèle d'un autre bailleur", "bailleur-2", "charge-de-clientele", "Idris", "Benoliel"
    ),
    CompteDemo("guichet", "Agente de guichet d'une commune", "commune", "guichet", "Lucile", "Pencoat"),
    CompteDemo("epci", "Référent de l'intercommunalité", "epci-1", "referent-reservataire", "Nathan", "Courvoisier"),
    CompteDemo("prefecture", "Référente de la préfecture", "prefecture", "referent-reservataire", "Hanaë", "Lavergne"),
    CompteDemo("departement", "Référent du Département", "departement", "referent-reservataire", "Ewen", "Moisan"),
    CompteDemo(
        "action-logement",
        "Référente d'Action Logement",
        "action-logement",
        "referent-reservataire",
        "Djamila",
        "Ferrec",
    ),
    CompteDemo("siao", "Agent de guichet du SIAO", "siao", "guichet", "Bastien", "Olivaud"),
    CompteDemo("adil", "Juriste de l'ADIL, aux statistiques", "adil", "statistiques", "Faustine", "Arzel"),
    CompteDemo(
        "association", "Travailleuse sociale, aux statistiques", "association", "statistiques", "Romy", "Delahaye"
    ),
    CompteDemo(
        "nouveau",
        "Nouvel agent, qui n'a pas encore accepté la charte",
        "bailleur-1",
        "charge-de-clientele",
        "Titouan",
        "Garrec",
        charte_acceptee=False,
    ),
)


@dataclass(frozen=True, slots=True)
class DemandeurDemo:
    cle: str
    role: str
    prenom: str
    nom: str

    def email(self, departement: str) -> str:
        return f"{self.cle}.{departement}@exemple.test"


DEMANDEURS = (
    DemandeurDemo(
        "demande-active", "Demande active : une position, une proposition à laquelle répondre", "Camille", "Morvenn"
    ),
    DemandeurDemo("demande-retournee", "Demande retournée par le guichet, à corriger", "Yanis", "Lecanuet"),
    DemandeurDemo("demande-brouillon", "Demande commencée, pas encore envoyée", "Louison", "Trégaro"),
    DemandeurDemo("demande-a-renouveler", "Demande active qui expire bientôt", "Noé", "Kerguelen"),
    DemandeurDemo("demande-endormie", "Demande en sommeil, à réveiller", "Inès", "Plouzané"),
    DemandeurDemo("demande-radiee", "Demande radiée faute de renouvellement, à restaurer", "Malo", "Rostrenen"),
)


def lignes(departements: Sequence[str] = DEPARTEMENTS) -> Iterator[tuple[str, str]]:
    """(role, e-mail) of every account."""
    yield GESTIONNAIRE.role, email_du_gestionnaire()
    for departement in departements:
        for compte in (*AGENTS, *DEMANDEURS):
            yield f"{compte.role} ({departement})", compte.email(departement)


def email_du_gestionnaire() -> str:
    return f"{GESTIONNAIRE.cle}@exemple.test"


def presenter(departements: Sequence[str] = DEPARTEMENTS) -> str:
    """What a stranger reads after `make demo`."""
    premier, *autres = departements
    large = max(len(c.email(premier)) for c in (*AGENTS, *DEMANDEURS))
    texte = [f"Phrase de passe de tous les comptes : {PHRASE_DE_PASSE}", "", "Partenaires (/partenaires/)"]
    texte.append(f"  {email_du_gestionnaire():{large}}  {GESTIONNAIRE.role}")
    texte += [f"  {c.email(premier):{large}}  {c.role}" for c in AGENTS]
    texte += ["", f"Demandeurs (/{premier})"]
    texte += [f"  {d.email(premier):{large}}  {d.role}" for d in DEMANDEURS]
    if autres:
        texte += ["", f"Les mêmes existent pour {', '.join(autres)} : remplacez « .{premier}@ » par « .{autres[0]}@ »."]
    return "\n".join(texte)
