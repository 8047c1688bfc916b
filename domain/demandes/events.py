from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from domain.demandes.codes import MotifRadiation
from domain.kernel.aggregate import Event, FollowUp, Objet


@dataclass(frozen=True, kw_only=True)
class _EvenementDemande(Event):
    objet: ClassVar = Objet.DEMANDE


@dataclass(frozen=True, kw_only=True)
class DemandeCommencee(_EvenementDemande):
    libelle: ClassVar = "Création de la demande"
    public: ClassVar = "Vous avez commencé votre demande."
    canal: str
    sections: list[str] = field(default_factory=list)
    """Les rubriques déjà dites à l'ouverture, quand un guichet la saisit."""
    apres: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _FormulaireModifie(_EvenementDemande):
    """Ce que le formulaire disait, et ce qu'il dit : une modification, sous le nom de l'acte qui l'a faite."""

    sections: list[str]
    avant: dict[str, Any]
    apres: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DemandeModifiee(_FormulaireModifie):
    libelle: ClassVar = "Modification"
    public: ClassVar = "Les informations de votre demande ont été modifiées."
    source: str | None = None
    """D'où vient ce qu'un agent a changé ; absent quand la personne l'a changé elle-même."""

    def description(self) -> str:
        sections = ", ".join(self.sections)
        return f"{sections} ({self.source})" if self.source else sections


@dataclass(frozen=True, kw_only=True)
class _SuiteDUneModification(_EvenementDemande):
    """Pour qui attend : la modification l'a raconté, l'historique n'en a pas deux lignes."""

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class AdultesModifies(_SuiteDUneModification):
    """Les adultes ne sont plus les mêmes : la demande se compare de nouveau aux autres."""

    libelle: ClassVar = "Adultes modifiés"


@dataclass(frozen=True, kw_only=True)
class DemandeNumeroteeModifiee(_SuiteDUneModification):
    """Une demande qui a son numéro unique a changé : le SNE l'apprend."""

    libelle: ClassVar = "Modification"


@dataclass(frozen=True, kw_only=True)
class DemandeReprise(_EvenementDemande):
    """La demande était tenue ailleurs : un fichier l'apporte."""

    libelle: ClassVar = "Reprise par un fichier"
    public: ClassVar = "Votre demande, enregistrée dans un autre fichier, a été reprise ici."
    fichier: str
    numero_unique: str | None

    def description(self) -> str:
        return self.fichier


@dataclass(frozen=True, kw_only=True)
class DemandeMiseAJour(_EvenementDemande):
    """Le fichier d'un partenaire était plus récent que le dossier."""

    libelle: ClassVar = "Mise à jour par un fichier"
    public: ClassVar = "Les informations de votre demande ont été mises à jour par un organisme."
    fichier: str
    sections: list[str]
    avant: dict[str, Any]
    apres: dict[str, Any]
    radiation: str | None = None
    source: str | None = None
    """D'où vient ce que le fichier a changé ; absent quand le système national le dit."""

    def description(self) -> str:
        radiation = [f"radiation : {self.radiation}"] if self.radiation else []
        dit = ", ".join([self.fichier, *self.sections, *radiation])
        return f"{dit} ({self.source})" if self.source else dit


@dataclass(frozen=True, kw_only=True)
class DemandeSoumise(_EvenementDemande):
    libelle: ClassVar = "Envoi de la demande"
    public: ClassVar = "Vous avez envoyé votre demande. Un guichet va la vérifier."


@dataclass(frozen=True, kw_only=True)
class DemandeRetournee(_EvenementDemande):
    libelle: ClassVar = "Demande retournée au demandeur"
    motif: str
    motif_libelle: str
    commentaire: str
    points: list[str] = field(default_factory=list)

    def description(self) -> str:
        points = f" À corriger : {', '.join(self.points)}." if self.points else ""
        return f"{self.motif_libelle}. {self.commentaire}{points}".strip()

    def phrase_publique(self) -> str:
        return f"Votre demande vous a été retournée : {self.motif_libelle.lower()}. {self.commentaire}".strip()


@dataclass(frozen=True, kw_only=True)
class DemandeValidee(_EvenementDemande):
    libelle: ClassVar = "Validation de la demande"
    numero_unique: str
    doublon_ecarte: str | None = None
    pour_le_compte_de: str | None = None
    """Le service dont un mandataire tient la place."""

    def description(self) -> str:
        delegue = f" ; enregistrée pour le compte de {self.pour_le_compte_de}" if self.pour_le_compte_de else ""
        ecarte = f" ; doublon écarté : {self.doublon_ecarte}" if self.doublon_ecarte else ""
        return f"Numéro unique {self.numero_unique}{delegue}{ecarte}"

    def phrase_publique(self) -> str:
        delegue = f", pour le compte de {self.pour_le_compte_de}," if self.pour_le_compte_de else ""
        return f"Votre demande est enregistrée{delegue} sous le numéro unique {self.numero_unique}."


@dataclass(frozen=True, kw_only=True)
class DemandeRenouvelee(_EvenementDemande):
    libelle: ClassVar = "Renouvellement"
    expire_le: str

    def description(self) -> str:
        return f"Valable jusqu'au {self.expire_le}"

    def phrase_publique(self) -> str:
        return f"Votre demande est renouvelée jusqu'au {self.expire_le}."


@dataclass(frozen=True, kw_only=True)
class DemandeRadiee(_EvenementDemande):
    libelle: ClassVar = "Radiation"
    motif: str
    motif_libelle: str

    def description(self) -> str:
        return self.motif_libelle

    def phrase_publique(self) -> str:
        motif = MotifRadiation(self.motif)
        precis = "" if self.motif_libelle == motif.libelle else f" ({self.motif_libelle.lower()})"
        return f"{_RADIEE[motif]}{precis}."


_RADIEE: Mapping[MotifRadiation, str] = {
    MotifRadiation.ATTRIBUTION: "Votre demande n'est plus active : vous avez signé un bail",
    MotifRadiation.ABANDON: "Votre demande est annulée : vous y avez renoncé",
    MotifRadiation.ABSENCE_DE_REPONSE: "Votre demande n'est plus active : un courrier est resté sans réponse",
    MotifRadiation.IRRECEVABILITE: "Votre demande n'est plus active : une commission l'a jugée irrecevable",
    MotifRadiation.NON_RENOUVELLEMENT: "Votre demande n'est plus active : elle n'a pas été renouvelée à temps",
    MotifRadiation.DECES: "Votre demande n'est plus active : le décès de son titulaire a été enregistré",
}
"""Le motif dit à la personne dont c'est la demande (CCH R441-2-8)."""


@dataclass(frozen=True, kw_only=True)
class AvisDExpirationDu(_EvenementDemande):
    """La loi veut que le demandeur l'apprenne un mois avant (CCH R441-2-7)."""

    libelle: ClassVar = "Avis d'expiration"
    expire_le: str

    def description(self) -> str:
        return f"Valable jusqu'au {self.expire_le}"

    def phrase_publique(self) -> str:
        return f"Votre demande expire le {self.expire_le} : renouvelez-la avant."


@dataclass(frozen=True, kw_only=True)
class DemandeEndormie(_EvenementDemande):
    libelle: ClassVar = "Mise en sommeil"
    public: ClassVar = (
        "Votre demande n'a pas été renouvelée à temps : elle est en sommeil. Son numéro et son ancienneté sont gardés."
    )


@dataclass(frozen=True, kw_only=True)
class DemandeReveillee(_EvenementDemande):
    libelle: ClassVar = "Réveil"
    expire_le: str
    pourquoi: str = ""
    """Ce qu'un guichet en a dit ; vide quand la personne l'a fait elle-même."""

    def description(self) -> str:
        jusqu_au = f"Valable jusqu'au {self.expire_le}"
        return f"{self.pourquoi.removesuffix('.')}. {jusqu_au}" if self.pourquoi else jusqu_au

    def phrase_publique(self) -> str:
        return f"Votre demande est réveillée : elle est active jusqu'au {self.expire_le}."


@dataclass(frozen=True, kw_only=True)
class DemandeurAverti(_EvenementDemande):
    libelle: ClassVar = "Avertissement avant radiation"
    motif_libelle: str
    moyen_libelle: str
    envoye_le: str
    echeance: str
    repondre_en_ligne: bool

    def description(self) -> str:
        return (
            f"{self.motif_libelle}. {self.moyen_libelle} du {self.envoye_le}, "
            f"radiation possible à partir du {self.echeance}"
        )

    def phrase_publique(self) -> str:
        return (
            f"Une lettre du {self.envoye_le} vous avertit que votre demande peut être radiée à partir du "
            f"{self.echeance} : {self.motif_libelle[0].lower()}{self.motif_libelle[1:]}."
        )


@dataclass(frozen=True, kw_only=True)
class AvertissementRepondu(_EvenementDemande):
    """Le texte n'est lu que du bailleur : il parle de revenus ou de séjour."""

    libelle: ClassVar = "Réponse à l'avertissement"
    par: str

    def description(self) -> str:
        return f"Le demandeur a répondu à {self.par}."

    def phrase_publique(self) -> str:
        return f"Vous avez répondu à {self.par}, qui lira votre réponse et vos documents."


@dataclass(frozen=True, kw_only=True)
class AvertissementLeve(_EvenementDemande):
    libelle: ClassVar = "Avertissement levé"
    public: ClassVar = "L'avertissement est levé : votre demande continue."
    commentaire: str
    par_le_demandeur: bool = False
    """Il vient de maintenir sa demande d'un geste : il n'a pas besoin qu'on le lui écrive."""

    def description(self) -> str:
        return self.commentaire


@dataclass(frozen=True, kw_only=True)
class DemandeRestauree(_EvenementDemande):
    libelle: ClassVar = "Restauration"
    etait: str
    pourquoi: str
    expire_le: str

    def description(self) -> str:
        return f"{self.pourquoi}. La demande était : {self.etait.lower()}".replace("..", ".")

    def phrase_publique(self) -> str:
        return f"Votre demande est de nouveau active jusqu'au {self.expire_le}, avec son numéro et son ancienneté."


@dataclass(frozen=True, kw_only=True)
class BrouillonSupprime(_EvenementDemande):
    libelle: ClassVar = "Suppression du brouillon"


@dataclass(frozen=True, kw_only=True)
class NuitAPoursuivre(FollowUp):
    """La nuit avance par lots : le suivant reprend après la dernière demande examinée."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Suite de la nuit"
    jour: date
    apres_le: date
    """Échéance de la dernière demande examinée, et son identifiant."""
    apres: UUID


@dataclass(frozen=True, kw_only=True)
class DemandeVerrouillee(_EvenementDemande):
    libelle: ClassVar = "Inscription en commission"
    raison: str
    passage_id: UUID

    def description(self) -> str:
        return self.raison


@dataclass(frozen=True, kw_only=True)
class DemandeDeverrouillee(_EvenementDemande):
    libelle: ClassVar = "Fin du passage en commission"


@dataclass(frozen=True, kw_only=True)
class NirEnregistre(_EvenementDemande):
    """Le numéro lui-même n'entre jamais dans l'historique."""

    libelle: ClassVar = "Numéro de sécurité sociale enregistré"
    personne_id: UUID


@dataclass(frozen=True, kw_only=True)
class NatureChangee(_EvenementDemande):
    libelle: ClassVar = "Changement de nature de la demande"
    avant: str
    apres: str

    def description(self) -> str:
        return f"{self.avant} devient {self.apres}"

    def phrase_publique(self) -> str:
        return f"Votre demande change de nature : « {self.avant} » devient « {self.apres} »."


@dataclass(frozen=True, kw_only=True)
class OccupantMisACharge(_FormulaireModifie):
    """L'occupant compte désormais dans la taille du logement (R-OCC-1)."""

    libelle: ClassVar = "Occupant mis à charge fiscalement"
    public: ClassVar = "Une personne de votre foyer est indiquée à votre charge."
    personne_id: UUID
    personne: str = ""

    def description(self) -> str:
        return self.personne


@dataclass(frozen=True, kw_only=True)
class OccupantDevenuCodemandeur(_FormulaireModifie):
    """La personne change de place dans la demande : son identité et son histoire la suivent."""

    libelle: ClassVar = "Occupant devenu codemandeur"
    public: ClassVar = "Une personne de votre foyer devient codemandeur : elle signera le bail avec vous."
    personne_id: UUID
    personne: str = ""
    lien: str

    def description(self) -> str:
        return f"{self.personne} : {self.lien[:1].lower()}{self.lien[1:]}" if self.personne else self.lien


@dataclass(frozen=True, kw_only=True)
class DelaiAnormalementLongDepasse(_EvenementDemande):
    """Gardé pour toujours : la satisfaction de la demande ne l'efface pas (R-DAL-1)."""

    libelle: ClassVar = "Passage en délai anormalement long"
    depasse_le: str
    delai_mois: int

    def description(self) -> str:
        return f"Délai de {self.delai_mois} mois dépassé depuis le {self.depasse_le}"

    def phrase_publique(self) -> str:
        return (
            f"Votre demande a dépassé le délai anormalement long du département ({self.delai_mois} mois) : "
            "vous pouvez saisir la commission de médiation."
        )


@dataclass(frozen=True, kw_only=True)
class ConstatDesDelaisAPoursuivre(FollowUp):
    """Il reste des demandes à marquer cette nuit."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Suite du constat des délais anormalement longs"


@dataclass(frozen=True, kw_only=True)
class AccesRecherche(Event):
    """Quelqu'un dit qui il est et cherche sa demande ; ce qu'il a dit voyage chiffré."""

    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Recherche de sa demande par une personne"
    criteres_chiffres: str

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class EspaceOuvert(_EvenementDemande):
    """La demande, saisie au guichet, a désormais son espace personnel."""

    libelle: ClassVar = "Ouverture de l'espace personnel"
    public: ClassVar = "Votre espace personnel est ouvert."


@dataclass(frozen=True, kw_only=True)
class MotDePasseDuDemandeurChoisi(Event):
    """Le demandeur l'apprend par message : si ce n'est pas lui, il le voit."""

    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Nouveau mot de passe du demandeur"


@dataclass(frozen=True, kw_only=True)
class IdentifiantDuDemandeurChange(Event):
    """Une autre adresse, ou un autre mobile, sert à se connecter. L'ancienne l'apprend ; elle voyage chiffrée."""

    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Changement de l'adresse de connexion"
    public: ClassVar = "L'adresse ou le mobile qui sert à vous connecter a changé."
    demande_id: UUID | None
    ancien_chiffre: str

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        compte = (Objet.COMPTE, self.aggregate_id)
        return (compte,) if self.demande_id is None else (compte, (Objet.DEMANDE, self.demande_id))


@dataclass(frozen=True, kw_only=True)
class CodeDeConnexionDemande(Event):
    """Un code à usage unique est à envoyer ; il voyage chiffré."""

    objet: ClassVar = Objet.COMPTE
    libelle: ClassVar = "Envoi d'un code de connexion"
    identifiant: str
    code_chiffre: str

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()
