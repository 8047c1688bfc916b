"""Une demande convient-elle à un bien ? Chaque condition répond, remplie ou non, avec sa phrase."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.demandes.codes import CategorieLogement, EtatDemande, Financement, Typologie
from domain.demandes.formulaire import SecteurSouhaite
from domain.demandes.rules.menage import Categorie
from domain.demandes.rules.occupation import surface_minimale, typologies_adaptees
from domain.demandes.rules.plafonds import plafond
from domain.kernel.francais import compte, enumeration, euros, jour
from domain.kernel.read_model import ReadModel
from domain.referentiel.model import ZonePlafonds


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitsBien:
    """Ce qu'il faut savoir d'un bien pour lui trouver des candidats."""

    departement: str
    commune: str
    """Code INSEE."""
    commune_nom: str
    epci: str | None
    """SIREN de l'EPCI."""
    zone: ZonePlafonds | None
    """Absente outre-mer."""
    categorie: CategorieLogement = CategorieLogement.APPARTEMENT
    typologie: Typologie
    surface: int | None
    """Mètres carrés habitables."""
    etage: int | None
    """Zéro pour le rez-de-chaussée, absent pour une maison."""
    ascenseur: bool
    adapte_handicap: bool
    financement: Financement
    mensualite: Decimal
    """Loyer, annexes et charges, en euros par mois."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitsDemande:
    """Ce qu'il faut savoir d'une demande pour dire si elle convient à un bien."""

    etat: EtatDemande
    expire_le: date | None
    communes: Sequence[str]
    """Codes INSEE cités, dans l'ordre."""
    secteurs: Sequence[SecteurSouhaite] = ()
    """Ceux qu'elle choisit après ses communes."""
    demande_elargie: bool
    epcis: frozenset[str] = frozenset()
    """SIREN des EPCI des communes souhaitées."""
    categorie_logement: CategorieLogement = CategorieLogement.INDIFFERENT
    typologies: Sequence[Typologie]
    personnes: int
    couple_seul: bool = False
    assistant_maternel: bool = False
    categorie: Categorie
    rfr: int | None
    """Revenu fiscal de référence à comparer au plafond ; absent s'il n'est pas renseigné."""
    loyer_max: int | None = None
    rez_de_chaussee: bool = True
    """Le rez-de-chaussée est accepté."""
    sans_ascenseur: bool = True
    """Un immeuble sans ascenseur est accepté."""
    adapte_handicap: bool = False
    """Le logement doit être adapté au handicap."""
    deja_proposee: bool = False
    """Une proposition est déjà ouverte pour cette demande sur ce bien."""
    tenue_par: str | None = None
    """Organisme dont la commission ou la proposition tient déjà la demande."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(ReadModel):
    """Une condition pour être candidat à un bien."""

    code: str
    libelle: str
    remplie: bool
    phrase: str
    """Ce qui est attendu, ce que dit la demande."""
    a_verifier: bool = False
    """Vrai quand une donnée manque : la condition n'écarte pas, elle se vérifie à l'instruction."""


def eligibilite(bien: FaitsBien, demande: FaitsDemande, le: date) -> list[Condition]:
    """Toutes les conditions, remplies ou non, dans l'ordre où on les explique.

    CCH L441-1, L441-2-1 et R441-1.
    """
    return [
        _active(demande),
        _a_jour(demande, le),
        _commune(bien, demande),
        _categorie_logement(bien, demande),
        _typologie_souhaitee(bien, demande),
        _taille_adaptee(bien, demande, le),
        _surface(bien, demande, le),
        _plafond(bien, demande, le),
        _loyer(bien, demande),
        _rez_de_chaussee(bien, demande),
        _ascenseur(bien, demande),
        _handicap(bien, demande),
        _deja_proposee(demande),
        _libre(demande),
    ]


def est_eligible(conditions: Sequence[Condition]) -> bool:
    """Une demande est candidate quand aucune condition ne l'écarte."""
    return all(c.remplie for c in conditions)


def manquements(conditions: Sequence[Condition]) -> Iterator[Condition]:
    """Tout ce qui écarte la demande, et pas seulement la première raison."""
    return (c for c in conditions if not c.remplie)


def _active(demande: FaitsDemande) -> Condition:
    active = demande.etat is EtatDemande.ACTIVE
    return Condition(
        code="active",
        libelle="Demande active",
        remplie=active,
        phrase="La demande est active."
        if active
        else f"La demande n'est pas active : elle est « {demande.etat.libelle.lower()} ».",
    )


def _a_jour(demande: FaitsDemande, le: date) -> Condition:
    if demande.expire_le is None:
        return Condition(
            code="a-jour",
            libelle="Demande renouvelée",
            remplie=True,
            phrase="La demande n'a pas de date d'expiration.",
        )
    a_jour = le <= demande.expire_le
    return Condition(
        code="a-jour",
        libelle="Demande renouvelée",
        remplie=a_jour,
        phrase=f"La demande est valable jusqu'au {jour(demande.expire_le)}."
        if a_jour
        else f"La demande a expiré le {jour(demande.expire_le)} et n'a pas été renouvelée.",
    )


def _commune(bien: FaitsBien, demande: FaitsDemande) -> Condition:
    libelle = "Commune souhaitée"
    if bien.commune in demande.communes:
        rang = list(demande.communes).index(bien.commune) + 1
        phrase = f"{bien.commune_nom} est la commune souhaitée en rang {rang}."
        return Condition(code="commune", libelle=libelle, remplie=True, phrase=phrase)
    for rang, secteur in enumerate(demande.secteurs, start=len(demande.communes) + 1):
        if bien.commune in secteur.communes:
            phrase = f"{bien.commune_nom} est dans le secteur « {secteur.nom} », souhaité en rang {rang}."
            return Condition(code="commune", libelle=libelle, remplie=True, phrase=phrase)
    elargie = demande.demande_elargie and bien.epci is not None and bien.epci in demande.epcis
    if elargie:
        phrase = f"{bien.commune_nom} n'est pas citée, mais la demande est élargie aux communes voisines."
    elif demande.demande_elargie:
        phrase = f"{bien.commune_nom} n'est ni citée, ni dans l'intercommunalité des communes souhaitées."
    else:
        phrase = f"{bien.commune_nom} n'est pas citée et la demande n'est pas élargie à d'autres communes."
    return Condition(code="commune", libelle=libelle, remplie=elargie, phrase=phrase)


def _categorie_logement(bien: FaitsBien, demande: FaitsDemande) -> Condition:
    souhait = demande.categorie_logement
    convient = CategorieLogement.INDIFFERENT in (souhait, bien.categorie) or souhait is bien.categorie
    accord = "convient" if convient else "ne convient pas"
    return Condition(
        code="categorie-logement",
        libelle="Appartement ou maison",
        remplie=convient,
        phrase=f"Souhait : {souhait.libelle.lower()} ; le bien ({bien.categorie.libelle.lower()}) {accord}.",
    )


def _typologie_souhaitee(bien: FaitsBien, demande: FaitsDemande) -> Condition:
    souhaitee = bien.typologie in demande.typologies
    souhaits = enumeration([t.libelle for t in demande.typologies], "ou") or "aucune taille"
    return Condition(
        code="typologie-souhaitee",
        libelle="Taille souhaitée",
        remplie=souhaitee,
        phrase=f"Souhait : {souhaits} ; le bien est un {bien.typologie.libelle}.",
    )


def _taille_adaptee(bien: FaitsBien, demande: FaitsDemande, le: date) -> Condition:
    adaptees = typologies_adaptees(
        demande.personnes,
        le,
        couple_seul=demande.couple_seul,
        assistant_maternel=demande.assistant_maternel,
        departement=bien.departement,
    )
    return Condition(
        code="taille-adaptee",
        libelle="Taille adaptée au foyer",
        remplie=bien.typologie in adaptees.valeur,
        phrase=f"{adaptees.phrase} Le bien est un {bien.typologie.libelle}.",
    )


def _surface(bien: FaitsBien, demande: FaitsDemande, le: date) -> Condition:
    minimum = surface_minimale(demande.personnes, le).entier()
    libelle = "Surface suffisante"
    if bien.surface is None:
        return Condition(
            code="surface",
            libelle=libelle,
            remplie=True,
            a_verifier=True,
            phrase="La surface du bien n'est pas connue.",
        )
    return Condition(
        code="surface",
        libelle=libelle,
        remplie=bien.surface >= minimum,
        phrase=f"{bien.surface} m² pour {compte(demande.personnes, 'personne')} : le minimum est de {minimum} m².",
    )


def _plafond(bien: FaitsBien, demande: FaitsDemande, le: date) -> Condition:
    libelle = f"Plafond de ressources {bien.financement.value}"
    maximum = plafond(demande.categorie, bien.zone, bien.financement, le)
    if maximum is None:
        phrase = f"Le plafond {bien.financement.value} n'est pas connu ici : à vérifier à l'instruction."
        return Condition(code="plafond", libelle=libelle, remplie=True, a_verifier=True, phrase=phrase)
    if demande.rfr is None:
        phrase = f"Revenu fiscal de référence non renseigné, à vérifier à l'instruction. {maximum.phrase}"
        return Condition(code="plafond", libelle=libelle, remplie=True, a_verifier=True, phrase=phrase)
    respecte = demande.rfr <= maximum.valeur
    verbe = "respectent" if respecte else "dépassent"
    return Condition(
        code="plafond",
        libelle=libelle,
        remplie=respecte,
        a_verifier=maximum.a_verifier,
        phrase=f"Les ressources du foyer ({euros(demande.rfr)}) {verbe} "
        f"le plafond de {euros(maximum.valeur)} de la catégorie {demande.categorie.numero}.",
    )


def _loyer(bien: FaitsBien, demande: FaitsDemande) -> Condition:
    libelle = "Loyer maximum"
    if demande.loyer_max is None:
        return Condition(
            code="loyer-max",
            libelle=libelle,
            remplie=True,
            phrase="Le demandeur n'a pas fixé de loyer maximum.",
        )
    respecte = bien.mensualite <= demande.loyer_max
    verbe = "respecte" if respecte else "dépasse"
    return Condition(
        code="loyer-max",
        libelle=libelle,
        remplie=respecte,
        phrase=f"La mensualité ({euros(bien.mensualite)}) {verbe} le maximum souhaité ({euros(demande.loyer_max)}).",
    )


def _rez_de_chaussee(bien: FaitsBien, demande: FaitsDemande) -> Condition:
    concerne = bien.etage == 0
    refuse = concerne and not demande.rez_de_chaussee
    if refuse:
        phrase = "Le bien est au rez-de-chaussée et le demandeur n'en veut pas."
    elif concerne:
        phrase = "Le bien est au rez-de-chaussée et le demandeur l'accepte."
    else:
        phrase = "Le bien n'est pas au rez-de-chaussée."
    return Condition(code="rez-de-chaussee", libelle="Rez-de-chaussée", remplie=not refuse, phrase=phrase)


def _ascenseur(bien: FaitsBien, demande: FaitsDemande) -> Condition:
    sans = bien.etage is not None and bien.etage > 0 and not bien.ascenseur
    refuse = sans and not demande.sans_ascenseur
    if refuse:
        phrase = "Le bien est en étage sans ascenseur et le demandeur n'en veut pas."
    elif sans:
        phrase = "Le bien est en étage sans ascenseur et le demandeur l'accepte."
    else:
        phrase = "Le bien se rejoint sans escalier ou par un ascenseur."
    return Condition(code="ascenseur", libelle="Ascenseur", remplie=not refuse, phrase=phrase)


def _handicap(bien: FaitsBien, demande: FaitsDemande) -> Condition:
    libelle = "Logement adapté au handicap"
    if not demande.adapte_handicap:
        return Condition(
            code="handicap",
            libelle=libelle,
            remplie=True,
            phrase="Le demandeur n'a pas besoin d'un logement adapté.",
        )
    besoin = "Le demandeur a besoin d'un logement adapté"
    return Condition(
        code="handicap",
        libelle=libelle,
        remplie=bien.adapte_handicap,
        phrase=f"{besoin} et le bien l'est." if bien.adapte_handicap else f"{besoin} et le bien ne l'est pas.",
    )


def _deja_proposee(demande: FaitsDemande) -> Condition:
    return Condition(
        code="deja-proposee",
        libelle="Pas déjà positionnée sur ce bien",
        remplie=not demande.deja_proposee,
        phrase="La demande est déjà positionnée sur ce bien."
        if demande.deja_proposee
        else "La demande n'est pas encore positionnée sur ce bien.",
    )


def _libre(demande: FaitsDemande) -> Condition:
    return Condition(
        code="libre",
        libelle="Pas déjà retenue ailleurs",
        remplie=demande.tenue_par is None,
        phrase="Aucune commission ni proposition ne tient la demande."
        if demande.tenue_par is None
        else f"La demande est déjà inscrite en commission ou proposée par {demande.tenue_par}.",
    )
