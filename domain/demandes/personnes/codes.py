from enum import StrEnum

from domain.kernel.nomenclature import Nomenclature


class SorteGeste(Nomenclature):
    """Ce qui change les titulaires d'une demande. Codes du projet."""

    AJOUT = "ajout", "Ajouter un codemandeur"
    SEPARATION = "separation", "Séparation"
    RENONCIATION = "renonciation", "Renonciation d'un titulaire"
    DECES = "deces", "Décès d'un titulaire"
    ERREUR = "erreur", "Personne inscrite par erreur"


class CodeRaisonDeGeste(StrEnum):
    """Ce qui s'oppose à l'arrivée ou au départ d'un titulaire, quel que soit celui que l'on choisit."""

    TROP_DE_CODEMANDEURS = "trop-de-codemandeurs"
    SEPARATION_AVANT_ENREGISTREMENT = "separation-avant-enregistrement"
    SEUL_TITULAIRE = "seul-titulaire"
    DEPART_AVANT_ENREGISTREMENT = "depart-avant-enregistrement"
    DEPART_DEJA_DECLARE = "depart-deja-declare"


class Justificatif(Nomenclature):
    """Ce que le guichet a vu. Codes du projet."""

    ACCORD_ECRIT = "accord_ecrit", "Accord écrit de la personne qui part, avec sa pièce d'identité"
    ATTESTATION_HONNEUR = "attestation_honneur", "Attestation sur l'honneur de séparation"
    JUGEMENT_DIVORCE = "jugement_divorce", "Jugement de divorce"
    SAISINE_JAF = "saisine_jaf", "Acte de saisine du juge aux affaires familiales"
    ATTESTATION_AVOCAT = "attestation_avocat", "Attestation d'avocat (divorce par consentement mutuel)"
    DISSOLUTION_PACS = "dissolution_pacs", "Déclaration de dissolution du PACS"
    RESIDENCE_SEPAREE = "residence_separee", "Décision de résidence séparée (article 257 du code civil)"
    ORDONNANCE_PROTECTION = "ordonnance_protection", "Ordonnance de protection"
    RENONCIATION_ECRITE = "renonciation_ecrite", "Renonciation écrite de la personne, avec sa pièce d'identité"
    ACTE_DECES = "acte_deces", "Acte de décès"
    DEMANDE_ECRITE = "demande_ecrite", "Demande écrite du demandeur"


class NiveauConsequence(Nomenclature):
    """Comment se lit une conséquence. Codes du projet."""

    DROIT = "droit", "Ce que cela change en droit"
    FOYER = "foyer", "Ce que cela change pour le foyer"
    A_FAIRE = "a_faire", "Ce qui reste à faire"
