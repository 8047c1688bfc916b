from dataclasses import fields

from sqlalchemy import (
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    Sequence,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import composite, relationship

from adapters.db.constraints import says
from adapters.db.organismes.tables import comptes, organismes
from adapters.db.referentiel.tables import communes
from adapters.db.types import AsEnum, departement_column, mapper_registry, metadata
from domain.biens.codes import Chauffage, ClasseEnergie, EtatBien, MotifRetrait
from domain.biens.errors import BienDansUnAutreEtat, BienDejaEnregistre, BienIncoherent
from domain.biens.logement import Conditions, Logement
from domain.biens.model import Bien, Residence
from domain.biens.vacance import MiseEnLocation
from domain.kernel.codes import CategorieLogement, Financement, TypeReservataire, Typologie
from domain.kernel.errors import DomainError, ErreurDeChamp

EUROS = Numeric(8, 2)

residences = Table(
    "residences",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("nom", Text, nullable=False),
    Column("adresse", Text, nullable=False),
    Column("code_postal", String(5), nullable=False),
    Column("commune", ForeignKey(communes.c.code), nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("annee_construction", SmallInteger),
    Column("qpv", Boolean, nullable=False, server_default="false"),
    Column("version", Integer, nullable=False),
    Index("ix_residences_organisme", "departement", "organisme_id", "nom"),
)
biens = Table(
    "biens",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("reference", String(40), nullable=False),
    Column("reference_externe", String(80)),
    Column("residence_id", Uuid),
    # The vacancy that the lists show. Its own row points here: a second foreign key would only make a circle.
    Column("mise_en_location_id", Uuid, nullable=False),
    Column("adresse", Text, nullable=False),
    Column("code_postal", String(5), nullable=False),
    Column("commune", ForeignKey(communes.c.code), nullable=False),
    Column("categorie", AsEnum(CategorieLogement), nullable=False),
    Column("typologie", AsEnum(Typologie), nullable=False),
    Column("surface", SmallInteger, nullable=False),
    Column("financement", AsEnum(Financement), nullable=False),
    Column("complement", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("etage", SmallInteger),
    Column("ascenseur", Boolean, nullable=False),
    Column("parking", Boolean, nullable=False),
    Column("balcon", Boolean, nullable=False),
    Column("jardin", Boolean, nullable=False),
    Column("adapte_handicap", Boolean, nullable=False),
    Column("annee_construction", SmallInteger),
    Column("qpv", Boolean, nullable=False),
    Column("dpe", AsEnum(ClasseEnergie)),
    Column("ges", AsEnum(ClasseEnergie)),
    Column("chauffage", AsEnum(Chauffage)),
    Column("rpls", String(10)),
    Column("version", Integer, nullable=False),
    Column(
        "recherche",
        Text,
        Computed(
            "translate(lower(reference || ' ' || adresse), 'àâäçéèêëîïôöùûü''-', 'aaaceeeeiioouuu  ')",
            persisted=True,
        ),
    ),
    ForeignKeyConstraint(["departement", "residence_id"], [residences.c.departement, residences.c.id]),
    Index("uq_biens_reference", "departement", "organisme_id", "reference", unique=True),
    Index("uq_biens_reference_externe", "departement", "organisme_id", "reference_externe", unique=True),
    Index("ix_biens_commune", "departement", "commune", "typologie"),
    Index("ix_biens_residence", "departement", "residence_id"),
    Index("ix_biens_recherche", "recherche", postgresql_using="gin", postgresql_ops={"recherche": "gin_trgm_ops"}),
)
mises_en_location = Table(
    "mises_en_location",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("bien_id", Uuid, nullable=False),
    Column("etat", AsEnum(EtatBien), nullable=False),
    Column("disponible_le", Date, nullable=False),
    Column("loyer", EUROS, nullable=False),
    Column("charges", EUROS, nullable=False),
    Column("annexes", EUROS, nullable=False),
    Column("depot_garantie", EUROS),
    Column("reservataire_id", ForeignKey(organismes.c.id)),
    Column("type_reservataire", AsEnum(TypeReservataire), nullable=False),
    Column("charge_de_clientele", ForeignKey(comptes.c.id)),
    Column("convention_id", Uuid),
    Column("propositions", Integer, nullable=False, server_default="0"),
    Column("ouverte_le", DateTime(timezone=True), nullable=False),
    Column("libere_le", Date),
    Column("attribue_le", Date),
    Column("loue_le", Date),
    Column("retire_le", Date),
    Column("motif_retrait", AsEnum(MotifRetrait)),
    ForeignKeyConstraint(["departement", "bien_id"], [biens.c.departement, biens.c.id], ondelete="CASCADE"),
    Index(
        "uq_mises_en_location_ouverte",
        "departement",
        "bien_id",
        unique=True,
        postgresql_where=text("etat not in ('LOUE', 'RETIRE')"),
    ),
    Index("ix_mises_en_location_bien", "departement", "bien_id"),
    Index("ix_mises_en_location_etat", "departement", "etat", "disponible_le", "bien_id"),
    Index(
        "ix_mises_en_location_reservataire",
        "departement",
        "reservataire_id",
        "ouverte_le",
        postgresql_where=text("reservataire_id is not null"),
    ),
    Index("ix_mises_en_location_charge", "departement", "charge_de_clientele", "etat"),
)
references_biens = Sequence("references_biens", metadata=metadata)


def _commune_inconnue() -> DomainError:
    message = "Cette commune n'existe pas. Choisissez-la dans la liste."
    return BienIncoherent(message, erreurs=[ErreurDeChamp(champ="commune", code="commune-inconnue", message=message)])


says("biens_commune_fkey", _commune_inconnue)
says("residences_commune_fkey", _commune_inconnue)
says(
    "uq_biens_reference",
    lambda: BienDejaEnregistre(
        "Un logement porte déjà cette référence. Retrouvez-le dans la liste des biens : "
        "une nouvelle vacance s'y déclare sans le saisir de nouveau."
    ),
)
says(
    "uq_biens_reference_externe",
    lambda: BienDejaEnregistre("Ce logement est déjà connu sous cette référence de gestion locative."),
)
says(
    "uq_mises_en_location_ouverte",
    lambda: BienDansUnAutreEtat("Une vacance est déjà ouverte pour ce logement. Rien n'a été changé."),
)


def map_biens() -> None:
    mapper_registry.map_imperatively(
        Residence, residences, properties={"_version": residences.c.version}, version_id_col=residences.c.version
    )
    mapper_registry.map_imperatively(
        MiseEnLocation,
        mises_en_location,
        properties={
            "_bien_id": mises_en_location.c.bien_id,
            "conditions": composite(Conditions, *(mises_en_location.c[f.name] for f in fields(Conditions))),
        },
    )
    mapper_registry.map_imperatively(
        Bien,
        biens,
        exclude_properties=["recherche"],
        properties={
            "version": biens.c.version,
            "logement": composite(Logement, *(biens.c[f.name] for f in fields(Logement))),
            "mises_en_location": relationship(
                MiseEnLocation,
                cascade="all, delete-orphan",
                lazy="selectin",
                order_by=mises_en_location.c.id,
            ),
        },
        version_id_col=biens.c.version,
        # The aggregate counts its own acts: a change of a vacancy alone must be refused to a stale screen too.
        version_id_generator=False,
    )
