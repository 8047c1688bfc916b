from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Droit(StrEnum):
    """Ce qu'un profil permet de faire. La liste est fermée, son attribution aux profils est une donnée."""

    DEMANDES_LIRE = "demandes:lire"
    DEMANDES_ECRIRE = "demandes:ecrire"
    DEMANDES_VALIDER = "demandes:valider"
    DEMANDES_RADIER = "demandes:radier"
    DEMANDES_RESTAURER = "demandes:restaurer"
    DEMANDES_SENSIBLE = "demandes:sensible"
    DEMANDES_EXPORTER = "demandes:exporter"
    DEMANDES_IMPORTER = "demandes:importer"
    PIECES_LIRE = "pieces:lire"
    PIECES_ECRIRE = "pieces:ecrire"
    BIENS_LIRE = "biens:lire"
    BIENS_ECRIRE = "biens:ecrire"
    CANDIDATS_LIRE = "candidats:lire"
    PROPOSITIONS_LIRE = "propositions:lire"
    PROPOSITIONS_ECRIRE = "propositions:ecrire"
    COMMISSIONS_LIRE = "commissions:lire"
    COMMISSIONS_DECIDER = "commissions:decider"
    CONVENTIONS_LIRE = "conventions:lire"
    CONVENTIONS_ECRIRE = "conventions:ecrire"
    ANNONCES_LIRE = "annonces:lire"
    ANNONCES_ECRIRE = "annonces:ecrire"
    COTATION_LIRE = "cotation:lire"
    COTATION_SIMULER = "cotation:simuler"
    COTATION_ECRIRE = "cotation:ecrire"
    SECTEURS_ECRIRE = "secteurs:ecrire"
    COMPTES_GERER = "comptes:gerer"
    ORGANISMES_GERER = "organismes:gerer"
    TIERS_GERER = "tiers:gerer"
    ACTUALITES_ECRIRE = "actualites:ecrire"
    LABELS_POSER = "labels:poser"
    PUBLICS_REGLER = "publics:regler"
    PORTAIL_REGLER = "portail:regler"
    STATISTIQUES_LIRE = "statistiques:lire"


class SorteActeur(StrEnum):
    AGENT = "agent"
    DEMANDEUR = "demandeur"
    TIERS = "tiers"
    SYSTEME = "systeme"
    """Le fichier lui-même, de jour comme de nuit."""
    SCRIPT = "script"
    """Un exploitant, par la ligne de commande."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perimetre:
    """Ce qu'un acteur a le droit de voir : un département, et dedans son organisme ou son propre dossier.

    Premier paramètre de toute lecture.
    """

    departement: str
    organisme_id: UUID | None = None
    """Organisme au titre duquel l'acteur agit ; absent pour un demandeur et pour le système."""
    communes: frozenset[str] | None = None
    """Communes auxquelles le périmètre se limite ; absent, tout le département."""
    voisines: frozenset[str] = frozenset()
    """Les communes des intercommunalités des siennes : une demande élargie qui en souhaite une accepte les siennes."""
    handicap_seulement: bool = False
    """Vrai pour qui ne voit que les demandes où un handicap est signalé."""
    demande_id: UUID | None = None
    """La seule demande visible, pour un demandeur."""
    tout_organisme: bool = False
    """Vrai pour le gestionnaire du fichier : il voit les biens de tous les organismes."""

    @property
    def limite(self) -> bool:
        """Toutes les demandes du département ne s'y trouvent pas."""
        return self.communes is not None or self.handicap_seulement


@dataclass(frozen=True, slots=True, kw_only=True)
class Acteur:
    """Qui agit, à quel titre, et sur quel périmètre."""

    sorte: SorteActeur
    compte_id: UUID | None
    libelle: str
    """Nom montré dans l'historique : « Anne Le Goff », « Demandeur », « Système »."""
    organisme_libelle: str | None = None
    perimetre: Perimetre
    droits: frozenset[str] = field(default_factory=frozenset)
    personne_id: UUID | None = None
    """L'adulte de la demande dont c'est l'accès, quand on le sait, pour un demandeur."""

    @property
    def departement(self) -> str:
        return self.perimetre.departement

    @property
    def organisme_id(self) -> UUID | None:
        return self.perimetre.organisme_id

    @property
    def est_le_fichier(self) -> bool:
        """Personne ne clique : le fichier agit de lui-même, ou un exploitant le fait agir."""
        return self.sorte in (SorteActeur.SYSTEME, SorteActeur.SCRIPT)

    def peut(self, droit: Droit) -> bool:
        return droit.value in self.droits


def systeme(departement: str, libelle: str = "Système", sorte: SorteActeur = SorteActeur.SYSTEME) -> Acteur:
    """Le fichier lui-même, quand il agit sans que personne ne clique."""
    return Acteur(
        sorte=sorte,
        compte_id=None,
        libelle=libelle,
        perimetre=Perimetre(departement=departement, tout_organisme=True),
        droits=frozenset(d.value for d in Droit),
    )


def script(departement: str, libelle: str) -> Acteur:
    """L'exploitant qui lance une commande : l'historique dit laquelle."""
    return systeme(departement, libelle, SorteActeur.SCRIPT)
