from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class CompteOuvert(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Ouverture du compte"
    organisme_id: UUID
    nom: str
    profil: str
    jeton_chiffre: str
    """Jeton d'activation, chiffré : l'événement attend l'envoi du courriel."""

    def description(self) -> str:
        return self.nom


@dataclass(frozen=True, kw_only=True)
class LienDeConnexionDemande(Event):
    """Un nouveau lien d'activation ou de changement de mot de passe est à envoyer."""

    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Envoi d'un lien de connexion"
    usage: str
    """`activation` ou `oubli` : le lien n'a ni le même texte ni la même durée."""
    jeton_chiffre: str


@dataclass(frozen=True, kw_only=True)
class MotDePasseOublie(Event):
    """Quelqu'un dit avoir oublié son mot de passe. Le compte se cherche après coup : la réponse n'en dépend pas."""

    libelle: ClassVar = "Mot de passe oublié"
    email_chiffre: str

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class ConnexionVerrouillee(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Connexion fermée un moment après trop d'échecs"


@dataclass(frozen=True, kw_only=True)
class SecondCodeRetire(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Retrait du second code de connexion"


@dataclass(frozen=True, kw_only=True)
class SecondCodeMisEnPlace(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Mise en place du second code de connexion"


@dataclass(frozen=True, kw_only=True)
class MotDePasseChoisi(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Nouveau mot de passe"


@dataclass(frozen=True, kw_only=True)
class CharteAcceptee(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Acceptation de la charte"
    version: str

    def description(self) -> str:
        return f"version {self.version}"


@dataclass(frozen=True, kw_only=True)
class CompteModifie(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Modification du compte"
    avant: dict[str, str | None]
    apres: dict[str, str | None]


@dataclass(frozen=True, kw_only=True)
class AgenceChangee(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Changement d'agence"
    agence_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class CompteDesactive(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Désactivation du compte"


@dataclass(frozen=True, kw_only=True)
class CompteReactive(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Réactivation du compte"


@dataclass(frozen=True, kw_only=True)
class HabilitationModifiee(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Modification de l'habilitation"
    profil_avant: str | None
    profil_apres: str

    def description(self) -> str:
        return f"{self.profil_avant or 'aucun profil'} → {self.profil_apres}"


@dataclass(frozen=True, kw_only=True)
class HabilitationRetiree(Event):
    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Retrait de l'habilitation"
    profil: str

    def description(self) -> str:
        return self.profil


@dataclass(frozen=True, kw_only=True)
class OrganismeAPrevenir(Event):
    """Quelque chose qui le concerne est à écrire à l'organisme : à ses référents et à son adresse."""

    objet: ClassVar = Objet.ORGANISME
    libelle: ClassVar = "Avis à l'organisme"
    modele: str
    """Le modèle du message."""
    valeurs: dict[str, str]

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class OrganismeCree(Event):
    objet: ClassVar = Objet.ORGANISME
    libelle: ClassVar = "Création de l'organisme"
    nom: str

    def description(self) -> str:
        return self.nom


@dataclass(frozen=True, kw_only=True)
class OrganismeModifie(Event):
    objet: ClassVar = Objet.ORGANISME
    libelle: ClassVar = "Modification de l'organisme"
    avant: dict[str, str | None]
    apres: dict[str, str | None]


@dataclass(frozen=True, kw_only=True)
class AgenceCreee(Event):
    """L'agence n'a pas d'historique à elle : le sien est celui de son organisme."""

    objet: ClassVar = Objet.ORGANISME
    libelle: ClassVar = "Création d'une agence"
    nom: str

    def description(self) -> str:
        return self.nom


@dataclass(frozen=True, kw_only=True)
class AgenceModifiee(Event):
    objet: ClassVar = Objet.ORGANISME
    libelle: ClassVar = "Modification d'une agence"
    nom: str
    avant: dict[str, str | None]
    apres: dict[str, str | None]

    def description(self) -> str:
        return self.nom


@dataclass(frozen=True, kw_only=True)
class PerimetreModifie(Event):
    objet: ClassVar = Objet.ORGANISME
    libelle: ClassVar = "Modification du périmètre"
    avant: dict[str, str | None]
    apres: dict[str, str | None]


@dataclass(frozen=True, kw_only=True)
class LogoDepose(Event):
    objet: ClassVar = Objet.ORGANISME
    libelle: ClassVar = "Logo de l'organisme"
    retire: bool

    def description(self) -> str:
        return "retiré" if self.retire else "déposé"
