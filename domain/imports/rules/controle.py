"""Une ligne du fichier se contrôle par les règles mêmes qui contrôlent une saisie."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from domain.demandes.errors import AccordDuDemandeurManquant
from domain.demandes.formulaire import Formulaire, Occupant, Personne, SecteurSouhaite
from domain.demandes.rules.controles import bloquants, controler
from domain.demandes.rules.doublons import Force, Identite, comparer
from domain.demandes.secteurs.choix import CHAMP, MESSAGE, retrouver_par_le_nom
from domain.demandes.secteurs.errors import SecteurInconnu
from domain.demandes.sources import SourceDeModification
from domain.imports.parametres import entier
from domain.imports.rules.lecture import Anomalie, DemandeLue, LigneBrute, LigneLue, lire_ligne
from domain.kernel.errors import DomainError
from domain.kernel.text import normaliser_nom
from domain.kernel.vocabulary import NumeroUnique, territoire_du_departement


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneControlee:
    """Prête à être appliquée, ou rejetée avec tout ce qu'il faut corriger."""

    brute: LigneBrute
    cle: str | None
    demande: DemandeLue | None
    nirs: Mapping[UUID, str]
    anomalies: tuple[Anomalie, ...]

    @property
    def prete(self) -> bool:
        return not self.anomalies


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexte:
    """Ce qu'il faut savoir autour du fichier pour contrôler ses lignes."""

    departement: str
    organisme_id: UUID
    communes: frozenset[str] | None
    """Celles auxquelles l'organisme se limite ; absent, tout le département."""
    le: date
    secteurs: tuple[SecteurSouhaite, ...] = ()
    """Ceux qui se choisissent aujourd'hui : le fichier les cite par leur nom."""
    nir_attendu: bool = True
    """L'interface du SNE n'a pas de place pour ce numéro : il sera demandé à la prochaine modification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaireConnu:
    """Ce que le fichier partagé sait déjà d'une demande du fichier."""

    formulaire: Formulaire
    avec_nir: frozenset[UUID]


def cle_de(demande: DemandeLue, organisme_id: UUID) -> str | None:
    """Ce qui désigne la demande d'un fichier à l'autre : son numéro unique, sinon la référence de son logiciel."""
    dit = demande.enregistrement
    return _cle(dit.numero_unique, dit.reference_externe, organisme_id)


def cle_annoncee(brute: LigneBrute, organisme_id: UUID) -> str | None:
    """La même, lue des cases : on sait quels dossiers chercher avant d'avoir compris la ligne."""
    return _cle(brute.cases.get("numero_unique"), brute.cases.get("reference_externe"), organisme_id)


def _cle(numero_unique: str | None, reference_externe: str | None, organisme_id: UUID) -> str | None:
    if numero_unique:
        return f"NU:{''.join(numero_unique.split()).upper()}"
    if reference_externe:
        return f"REF:{organisme_id}:{reference_externe}"
    return None


def controler_les_lignes(
    brutes: Sequence[LigneBrute],
    connus: Mapping[str, FormulaireConnu],
    premieres: Mapping[str, int],
    contexte: Contexte,
) -> list[LigneControlee]:
    """Chaque ligne, lue et contrôlée ; une demande déjà vue plus haut dans le fichier est rejetée.

    `connus` et `premieres` : par clé, les dossiers qui existent déjà et la première ligne qui les désigne.
    """
    vues = dict(premieres)
    controlees = []
    # toutes lues, puis toutes contrôlées : le code de chaque étape reste dans les caches du processeur
    lues = [lire_ligne(brute, contexte.le) for brute in brutes]
    for brute, lue in zip(brutes, lues, strict=True):
        cle = cle_de(lue.demande, contexte.organisme_id) if lue.demande else None
        ligne = controler_ligne(lue, connus.get(cle) if cle else None, contexte)
        if ligne.cle is not None:
            premiere = vues.setdefault(ligne.cle, brute.numero)
            if premiere != brute.numero:
                ligne = rejeter(ligne, en_double(premiere))
        controlees.append(ligne)
    return controlees


def controler_ligne(lue: LigneLue, connu: FormulaireConnu | None, contexte: Contexte) -> LigneControlee:
    """Tout ce qui empêche la ligne d'entrer : ce qui ne se lit pas, puis ce que les règles refusent."""
    demande, nirs, anomalies = lue.demande, lue.nirs, list(lue.anomalies)
    cle = None
    if demande is not None:
        cle = cle_de(demande, contexte.organisme_id)
        if connu is not None:
            demande, noms = rattacher(demande, connu.formulaire)
            nirs = renommer_les_nirs(nirs, noms)
        demande, inconnus = _secteurs(demande, contexte)
        anomalies += inconnus
        avec_nir = frozenset(nirs) | (connu.avec_nir if connu else frozenset())
        if not contexte.nir_attendu:
            avec_nir |= {adulte.id for adulte in demande.formulaire.adultes}
        anomalies += _enregistrement(demande, contexte)
        anomalies += _formulaire(demande, avec_nir, contexte)
        anomalies += _perimetre(demande, contexte)
    return LigneControlee(
        brute=lue.brute,
        cle=cle,
        demande=demande if not anomalies else None,
        nirs=nirs if not anomalies else {},
        anomalies=tuple(anomalies[: entier("anomalies_par_ligne", contexte.le)]),
    )


def rejeter(ligne: LigneControlee, anomalie: Anomalie) -> LigneControlee:
    return replace(ligne, demande=None, nirs={}, anomalies=(*ligne.anomalies, anomalie))


def en_double(premiere: int) -> Anomalie:
    return Anomalie(
        champ="numero_unique",
        code="ligne-en-double",
        message=f"Cette demande est déjà à la ligne {premiere} du fichier : gardez la bonne des deux.",
    )


def _enregistrement(demande: DemandeLue, contexte: Contexte) -> Iterator[Anomalie]:
    dit = demande.enregistrement
    if dit.numero_unique is None and dit.reference_externe is None:
        yield Anomalie(
            champ="numero_unique",
            code="cle-absente",
            message="Donnez le numéro unique, ou la référence de la demande dans votre logiciel.",
        )
    if dit.numero_unique is not None:
        yield from _numero(dit.numero_unique, contexte.departement)
        if dit.deposee_le is None:
            yield _obligatoire("deposee_le", "Donnez la date de dépôt : l'ancienneté part de là.")
    yield from _dates(demande, contexte)
    yield from _source(demande, contexte)


def _numero(texte: str, departement: str) -> Iterator[Anomalie]:
    try:
        numero = NumeroUnique.lire(texte)
    except DomainError as faute:
        yield Anomalie(champ="numero_unique", code=faute.code, message=faute.message)
        return
    if numero.territoire != territoire_du_departement(departement):
        yield Anomalie(
            champ="numero_unique",
            code="numero-d-un-autre-territoire",
            message="Ce numéro unique est d'un autre territoire : importez la demande dans le sien.",
        )


def _dates(demande: DemandeLue, contexte: Contexte) -> Iterator[Anomalie]:
    dit = demande.enregistrement
    for nom in ("deposee_le", "renouvelee_le", "radiee_le"):
        jour = getattr(dit, nom)
        if jour is not None and jour > contexte.le:
            yield Anomalie(champ=nom, code="date-future", message="Cette date est dans l'avenir : vérifiez l'année.")
        elif jour is not None and dit.deposee_le is not None and jour < dit.deposee_le:
            yield Anomalie(champ=nom, code="date-avant-le-depot", message="Cette date précède la date de dépôt.")
    if dit.radiee_le is not None and dit.motif_radiation is None:
        yield _obligatoire("motif_radiation", "Donnez le motif de la radiation.")
    if dit.radiee_le is None and dit.motif_radiation is not None:
        yield _obligatoire("radiee_le", "Donnez la date de la radiation.")
    if dit.radiee_le is not None and dit.numero_unique is None:
        yield _obligatoire("numero_unique", "Une demande radiée a un numéro unique : donnez-le.")


def _source(demande: DemandeLue, contexte: Contexte) -> Iterator[Anomalie]:
    """Ce qu'un tiers apporte attend l'accord de la personne (arrêté du 23 mars 2015, annexe, § 4)."""
    dit = demande.enregistrement
    if dit.source is None:
        return
    try:
        SourceDeModification(source=dit.source, accord_le=dit.accord_le).exiger(contexte.le)
    except AccordDuDemandeurManquant as faute:
        yield Anomalie(champ="accord_le", code=faute.code, message=faute.message)


def _obligatoire(champ: str, message: str) -> Anomalie:
    return Anomalie(champ=champ, code="champ-obligatoire", message=message)


def _formulaire(demande: DemandeLue, avec_nir: frozenset[UUID], contexte: Contexte) -> Iterator[Anomalie]:
    """Une seule vérité : les contrôles de la saisie. Une demande radiée n'est plus à compléter."""
    if demande.enregistrement.radiee_le is not None:
        return
    trouves = controler(
        demande.formulaire,
        contexte.le,
        avec_nir=avec_nir,
        nature=demande.enregistrement.nature,
        en_ligne=False,
        departement=contexte.departement,
        avec_alertes=False,
    )
    for controle in bloquants(trouves):
        yield Anomalie(champ=colonne_du_champ(controle.champ), code=controle.code, message=controle.message)


def _secteurs(demande: DemandeLue, contexte: Contexte) -> tuple[DemandeLue, list[Anomalie]]:
    """Un secteur se cite par son nom ; ce qu'il couvre, le fichier partagé le sait."""
    recherche = demande.formulaire.logement_recherche
    if recherche is None or not recherche.secteurs:
        return demande, []
    nommee, inconnus = retrouver_par_le_nom(recherche, contexte.secteurs)
    anomalies = [
        Anomalie(champ=f"{CHAMP}.{rang + 1}.nom", code=SecteurInconnu.code, message=MESSAGE) for rang in inconnus
    ]
    return replace(demande, formulaire=replace(demande.formulaire, logement_recherche=nommee)), anomalies


def _perimetre(demande: DemandeLue, contexte: Contexte) -> Iterator[Anomalie]:
    if contexte.communes is None:
        return
    demandeur = demande.formulaire.demandeur
    actuelle = demandeur.adresse.commune if demandeur and demandeur.adresse else None
    if actuelle not in contexte.communes and contexte.communes.isdisjoint(demande.formulaire.communes):
        yield Anomalie(
            champ="logement_recherche.communes",
            code="hors-perimetre",
            message="Cette demande ne concerne aucune des communes de votre organisme.",
        )


_RANG = re.compile(r"\.(\d+)(?=\.|$)")
_DESIGNATION = re.compile(r"\.personne_id$")


def colonne_du_champ(champ: str) -> str:
    """Le chemin d'un contrôle (`codemandeurs.0.ne_le`) sous le nom de sa colonne (`codemandeurs.1.ne_le`)."""
    return _DESIGNATION.sub(".personne", _RANG.sub(lambda m: f".{int(m[1]) + 1}", champ))


def rattacher(demande: DemandeLue, connu: Formulaire) -> tuple[DemandeLue, Mapping[UUID, UUID]]:
    """Chaque personne du fichier reprend son identité dans le dossier : ses pièces et son numéro restent les siens."""
    lu = demande.formulaire
    noms: dict[UUID, UUID] = {}
    libres: list[Personne] = list(connu.adultes)
    for adulte in lu.adultes:
        meme = next((p for p in libres if _meme(adulte, p)), None)
        if meme is not None:
            noms[adulte.id] = meme.id
            libres.remove(meme)
    restants: list[Occupant] = list(connu.occupants)
    for occupant in lu.occupants:
        deja = next((o for o in restants if _cle_occupant(o) == _cle_occupant(occupant)), None)
        if deja is not None:
            noms[occupant.id] = deja.id
            restants.remove(deja)
    return replace(demande, formulaire=renommer(lu, noms)), noms


def renommer_les_nirs(nirs: Mapping[UUID, str], noms: Mapping[UUID, UUID]) -> Mapping[UUID, str]:
    return {noms.get(personne, personne): nir for personne, nir in nirs.items()}


T = TypeVar("T")


def renommer(lu: T, noms: Mapping[UUID, UUID]) -> T:
    """Le même objet, où chaque identifiant connu prend son autre nom, si loin qu'il soit."""
    changes: dict[str, Any] = {}
    for champ in fields(lu):  # type: ignore[arg-type]
        valeur = getattr(lu, champ.name)
        if isinstance(valeur, UUID):
            changes[champ.name] = noms.get(valeur, valeur)
        elif isinstance(valeur, tuple):
            changes[champ.name] = tuple(renommer(v, noms) if is_dataclass(v) else v for v in valeur)
        elif is_dataclass(valeur):
            changes[champ.name] = renommer(valeur, noms)
    return replace(lu, **changes)  # type: ignore[type-var]


def _meme(a: Personne, b: Personne) -> bool:
    return comparer(Identite.de(a), Identite.de(b)).force in (Force.CERTAINE, Force.FORTE)


def _cle_occupant(occupant: Occupant) -> tuple[str, str, date]:
    return normaliser_nom(occupant.nom), normaliser_nom(occupant.prenom), occupant.ne_le
