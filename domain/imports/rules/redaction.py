"""Une ligne appliquée devient une demande : nouvelle, ou celle du dossier mise à jour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.demandes.model import Demande
from domain.demandes.reprise import reprendre, suivre
from domain.demandes.sources import SourceDeModification
from domain.imports.rules.controle import rattacher, renommer_les_nirs
from domain.imports.rules.lecture import DemandeLue
from domain.imports.rules.suite import reprise
from domain.kernel.identifiers import new_id
from domain.kernel.vocabulary import NumeroUnique
from domain.organismes.acteur import Acteur


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """Ce que toutes les lignes d'un fichier partagent quand elles s'écrivent."""

    import_id: UUID
    fichier: str
    departement: str
    organisme_id: UUID
    """Celui qui a déposé le fichier : une demande sans guichet connu est la sienne."""
    guichets: Mapping[str, UUID]
    """L'organisme de chaque code de guichet."""
    auteur: Acteur
    source: SourceDeModification | None
    """D'où viennent les changements du fichier ; absent, du système national, qui l'a déjà su."""
    le: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Redigee:
    """La demande que la ligne fait, et les numéros de sécurité sociale qu'elle porte, par personne."""

    demande: Demande
    nirs: Mapping[UUID, str] = field(repr=False)


def creer(lue: DemandeLue, nirs: Mapping[UUID, str], reference: str, redaction: Redaction) -> Redigee:
    """L'organisme est celui du guichet que dit le numéro unique, s'il est connu."""
    dit = reprise(lue, redaction.fichier, redaction.departement)
    guichet = redaction.guichets.get(NumeroUnique(dit.numero_unique).guichet) if dit.numero_unique else None
    demande = reprendre(
        id=new_id(),
        departement=redaction.departement,
        reference=reference,
        organisme_id=guichet or redaction.organisme_id,
        dit=dit,
        le=redaction.le,
    )
    return Redigee(demande=demande, nirs=nirs)


def mettre_a_jour(lue: DemandeLue, nirs: Mapping[UUID, str], demande: Demande, redaction: Redaction) -> Redigee:
    """Chaque personne du fichier reprend d'abord son identité dans le dossier."""
    rattachee, noms = rattacher(lue, demande.formulaire)
    dit = reprise(rattachee, redaction.fichier, redaction.departement, redaction.source)
    suivre(demande, dit, le=redaction.le)
    return Redigee(demande=demande, nirs=renommer_les_nirs(nirs, noms))
