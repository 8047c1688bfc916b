from dataclasses import fields

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import composite, relationship

from adapters.db.constraints import says
from adapters.db.types import AsEnum, AsJson, departement_column, mapper_registry, metadata
from domain.organismes.errors import CompteDejaExistant, OrganismeDejaExistant
from domain.organismes.model import Agence, Compte, Habilitation, Organisme, Territoire, TypeOrganisme
from domain.organismes.portail.errors import PortailDejaOuvert
from domain.organismes.portail.model import ContactDuPortail, Portail, QuestionFrequente, Reglages, TextesDuPortail

organismes = Table(
    "organismes",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("type", AsEnum(TypeOrganisme), nullable=False),
    Column("nom", Text, nullable=False),
    Column("sigle", String(40)),
    Column("siren", String(9), unique=True),
    Column("epci", String(9)),
    Column("telephone", String(20)),
    Column("email", Text),
    Column("logo", Text),
    Column("totp_exige", Boolean, nullable=False, server_default="false"),
    Column("version", Integer, nullable=False),
)
organismes_territoires = Table(
    "organismes_territoires",
    metadata,
    Column("departement", String(3), primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), primary_key=True, index=True),
    Column("communes", ARRAY(String(5))),
    Column("code_guichet", String(5)),
    Column("handicap_seulement", Boolean, nullable=False, server_default="false"),
    Column("version", Integer, nullable=False, server_default="1"),
    Index("uq_code_guichet", "departement", "code_guichet", unique=True),
)
agences = Table(
    "agences",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False),
    Column("libelle", Text, nullable=False),
    Column("rue", Text),
    Column("complement_1", Text),
    Column("complement_2", Text),
    Column("code_postal", String(5)),
    Column("ville", Text),
    Column("lieu_dit", Text),
    Column("telephone", String(20)),
    Column("fax", String(20)),
    Column("email", Text),
    Column("signature_1", Text),
    Column("signature_2", Text),
    Column("version", Integer, nullable=False),
    Index("ix_agences_organisme", "departement", "organisme_id"),
)
profils = Table(
    "profils",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("libelle", Text, nullable=False),
    Column("droits", ARRAY(String(40)), nullable=False),
    Column("types_organisme", ARRAY(String(20)), nullable=False),
    Column("ordre", Integer, nullable=False),
)
comptes = Table(
    "comptes",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("organisme_id", ForeignKey(organismes.c.id), nullable=False, index=True),
    Column("email", Text, nullable=False, unique=True),
    Column("nom", Text, nullable=False),
    Column("prenom", Text, nullable=False),
    Column("telephone", String(20)),
    Column("mot_de_passe", Text),
    Column("totp_secret", LargeBinary),
    Column("totp_dernier_pas", BigInteger),
    Column("actif", Boolean, nullable=False),
    Column("charte_version", String(20)),
    Column("charte_acceptee_le", DateTime(timezone=True)),
    Column("derniere_connexion_le", DateTime(timezone=True)),
    Column("favoris", JSONB, nullable=False, server_default="[]"),
    Column("version", Integer, nullable=False),
)
habilitations = Table(
    "habilitations",
    metadata,
    Column("compte_id", ForeignKey(comptes.c.id), primary_key=True),
    Column("departement", String(3), primary_key=True),
    Column("profil", ForeignKey(profils.c.code), nullable=False),
    Column("agence_id", Uuid),
    ForeignKeyConstraint(["departement", "agence_id"], [agences.c.departement, agences.c.id]),
)
reglages = Table(
    "reglages",
    metadata,
    departement_column(),
    Column("nom", Text, nullable=False),
    Column("titre", Text, nullable=False),
    Column("couleur_accent", String(7), nullable=False),
    Column("textes", AsJson(TextesDuPortail), nullable=False),
    Column("contact", AsJson(ContactDuPortail), nullable=False),
    Column("questions", AsJson(tuple[QuestionFrequente, ...]), nullable=False),
    Column("logo", Text),
    Column("logo_texte", Text),
    Column("version", Integer, nullable=False, server_default="1"),
)
"""Le portail de chaque département : son nom, sa couleur, ses textes, son logo. Information publique."""

logos_des_portails = Table(
    "logos_des_portails", metadata, departement_column(), Column("image", LargeBinary, nullable=False)
)

actualites = Table(
    "actualites",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("titre", Text, nullable=False),
    Column("texte", Text, nullable=False),
    Column("du", Date, nullable=False),
    Column("au", Date, nullable=False),
    Column("types_organisme", ARRAY(String(20))),
    Column("creee_le", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
)
sessions = Table(
    "sessions",
    metadata,
    Column("condense", LargeBinary, primary_key=True),
    Column("sorte", String(12), nullable=False),
    Column("compte_id", Uuid, nullable=False, index=True),
    Column("departement", String(3), nullable=False),
    Column("ouverte_le", DateTime(timezone=True), nullable=False),
    Column("vue_le", DateTime(timezone=True), nullable=False),
    Column("fin_le", DateTime(timezone=True), nullable=False),
)
jetons = Table(
    "jetons",
    metadata,
    Column("condense", LargeBinary, primary_key=True),
    Column("compte_id", Uuid, nullable=False, index=True),
    Column("usage", String(12), nullable=False),
    Column("fin_le", DateTime(timezone=True), nullable=False),
    Column("utilise_le", DateTime(timezone=True)),
)
tentatives = Table(
    "tentatives",
    metadata,
    Column("cle", LargeBinary, primary_key=True),
    Column("fenetre", BigInteger, primary_key=True),
    Column("nombre", Integer, nullable=False),
    Column("le", DateTime(timezone=True), nullable=False, server_default=func.now(), index=True),
    prefixes=["UNLOGGED"],
)
"""Compteurs des limites de débit de la connexion et des codes : un refus y survit à la perte de Redis."""

verrous_de_connexion = Table(
    "verrous_de_connexion",
    metadata,
    Column("cle", LargeBinary, primary_key=True),
    Column("echecs", Integer, nullable=False),
    Column("bloque_jusqu_a", DateTime(timezone=True)),
    Column("le", DateTime(timezone=True), nullable=False, server_default=func.now(), index=True),
)
"""Échecs de connexion par condensé d'identifiant : un identifiant sans compte attend comme un autre."""

logos = Table(
    "logos",
    metadata,
    Column("organisme_id", ForeignKey(organismes.c.id), primary_key=True),
    Column("image", LargeBinary, nullable=False),
)

says(
    "organismes_siren_key",
    lambda: OrganismeDejaExistant(
        "Un organisme porte déjà ce numéro SIREN. Cherchez-le dans la liste des partenaires."
    ),
)
says(
    "reglages_pkey",
    lambda: PortailDejaOuvert("Le portail de ce département vient d'être ouvert. Rechargez la page pour le régler."),
)
says(
    "uq_code_guichet",
    lambda: OrganismeDejaExistant("Ce code de guichet est déjà celui d'un autre organisme. Choisissez-en un autre."),
)
says(
    "comptes_email_key",
    lambda: CompteDejaExistant("Un compte existe déjà avec cette adresse électronique. Cherchez-le dans la liste."),
)


def map_organismes() -> None:
    mapper_registry.map_imperatively(
        Territoire,
        organismes_territoires,
        properties={"_organisme_id": organismes_territoires.c.organisme_id},
        version_id_col=organismes_territoires.c.version,
    )
    mapper_registry.map_imperatively(
        Organisme,
        organismes,
        properties={
            "territoires": relationship(Territoire, cascade="all, delete-orphan", lazy="selectin"),
        },
        version_id_col=organismes.c.version,
    )
    mapper_registry.map_imperatively(
        Portail,
        reglages,
        properties={"reglages": composite(Reglages, *(reglages.c[f.name] for f in fields(Reglages)))},
        version_id_col=reglages.c.version,
    )
    mapper_registry.map_imperatively(Agence, agences, version_id_col=agences.c.version)
    mapper_registry.map_imperatively(Habilitation, habilitations, properties={"_compte_id": habilitations.c.compte_id})
    mapper_registry.map_imperatively(
        Compte,
        comptes,
        exclude_properties=["favoris"],
        properties={
            "habilitations": relationship(Habilitation, cascade="all, delete-orphan", lazy="selectin"),
        },
        version_id_col=comptes.c.version,
    )
