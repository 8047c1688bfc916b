from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Sequence,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.db.organismes.tables import organismes
from adapters.db.types import (
    OWN_FILE,
    PERSONAL,
    AsEnum,
    AsJson,
    departement_column,
    mapper_registry,
    metadata,
)
from domain.demandes.codes import EtatDemande, MotifIrrecevabilite, MotifRadiation, MotifRetour, NatureDossier
from domain.demandes.compte import CompteDemandeur
from domain.demandes.declarations import Declaration
from domain.demandes.doublons.codes import DecisionDoublon, SorteFusion
from domain.demandes.doublons.model import Doublon, Fusion, Fusionnee, Gardee, Suite
from domain.demandes.formulaire import Formulaire
from domain.demandes.liens import Lien, TypeCreation
from domain.demandes.model import Canal, Demande
from domain.demandes.personnes.separation import Separation
from domain.demandes.protection import Protection
from domain.demandes.rules.doublons import Cle, Force
from domain.demandes.vie.valeurs import Avertissement, Rejet, Verrou
from domain.kernel.raisons import Raison

demandes = Table(
    "demandes",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("reference", String(20), nullable=False),
    Column("canal", AsEnum(Canal), nullable=False),
    Column("etat", AsEnum(EtatDemande), nullable=False),
    Column("nature", AsEnum(NatureDossier), nullable=False),
    Column("formulaire", AsJson(Formulaire, sparse=True), nullable=False),
    Column("creee_le", DateTime(timezone=True), nullable=False),
    Column("organisme_id", ForeignKey(organismes.c.id)),
    Column("numero_unique", String(18)),
    Column("deposee_le", Date),
    Column("soumise_le", DateTime(timezone=True)),
    Column("validee_le", DateTime(timezone=True)),
    Column("renouvelee_le", Date),
    Column("expire_le", Date),
    Column("radiee_le", Date),
    Column("motif_radiation", AsEnum(MotifRadiation)),
    Column("irrecevabilite", AsEnum(MotifIrrecevabilite)),
    Column("endormie_le", Date),
    Column("rappelee_le", Date),
    Column("avertissement", AsJson(Avertissement)),
    Column("rejet", AsJson(Rejet)),
    Column("motif_retour", AsEnum(MotifRetour)),
    Column("commentaire_retour", Text),
    Column("points_retour", ARRAY(Text, as_tuple=True), nullable=False, server_default=text("'{}'")),
    Column("dalo", Boolean, nullable=False, server_default="false"),
    Column("verrou", AsJson(Verrou)),
    Column("type_creation", AsEnum(TypeCreation), nullable=False, server_default=TypeCreation.CREATION.value),
    Column("liens", AsJson(tuple[Lien, ...]), nullable=False, server_default=text("'[]'::jsonb")),
    Column("protection", AsJson(Protection)),
    Column("declaration", AsJson(Declaration)),
    Column("mandataire_id", Uuid),
    Column("version", Integer, nullable=False),
    Index("uq_demandes_numero_unique", "departement", "numero_unique", unique=True),
    Index("uq_demandes_reference", "departement", "reference", unique=True),
    # the night and the lists of what is due read these few rows, never the whole register
    Index("ix_demandes_echeance", "departement", "expire_le", "id", postgresql_where=text("etat in ('AC', 'SO')")),
    Index("ix_demandes_averties", "departement", "id", postgresql_where=text("avertissement is not null")),
    Index("ix_demandes_declarees", "departement", "id", postgresql_where=text("declaration is not null")),
    Index("ix_demandes_radiation", "departement", "radiee_le", "id", postgresql_where=text("radiee_le is not null")),
    info=OWN_FILE | {"own_column": "id"},
)
numeros_uniques = Table(
    "numeros_uniques",
    metadata,
    Column("numero", String(18), primary_key=True),
    Column("departement", String(3), nullable=False),
    Column("attribue_le", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
"""Seule table qui garantit qu'un numéro est unique dans tout le pays : elle n'est jamais partitionnée."""

compteurs = Table(
    "compteurs",
    metadata,
    Column("cle", String(40), primary_key=True),
    Column("dernier", Integer, nullable=False),
)
"""Une ligne par suite : la verrouiller donne le numéro suivant, l'annuler le rend."""

PAR_MAIN = 20
references = Sequence("references_locales", metadata=metadata, increment=PAR_MAIN)
"""Chaque processus en prend une main d'avance : une place perdue ne gêne personne."""

nirs = Table(
    "nirs",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("personne_id", Uuid, primary_key=True),
    Column("chiffre", LargeBinary, nullable=False),
    Column("index_aveugle", LargeBinary, nullable=False),
    Column("depose_le", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("a_verifier", Boolean, nullable=False, server_default="false"),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_nirs_index_aveugle", "departement", "index_aveugle"),
    info=OWN_FILE,
)
delais_depasses = Table(
    "delais_depasses",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("depasse_le", Date, nullable=False),
    Column("delai_mois", SmallInteger, nullable=False),
    Column("constate_le", DateTime(timezone=True), nullable=False, server_default=func.now()),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    info=OWN_FILE | {"append_only": True},
)
"""Une ligne par demande qui a dépassé le délai anormalement long, pour toujours : sa satisfaction ne l'efface pas."""

comptes_demandeurs = Table(
    "comptes_demandeurs",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("identifiant", Text, nullable=False),
    Column("demande_id", Uuid),
    Column("personne_id", Uuid),
    Column("mot_de_passe", Text),
    Column("cree_le", DateTime(timezone=True), nullable=False),
    Column("derniere_connexion_le", DateTime(timezone=True)),
    Column("connexion_precedente_le", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    Index("uq_comptes_demandeurs_identifiant", "departement", "identifiant", unique=True),
    Index("ix_comptes_demandeurs_demande", "departement", "demande_id"),
    info=PERSONAL,
)
codes_de_connexion = Table(
    "codes_de_connexion",
    metadata,
    departement_column(),
    Column("identifiant_condense", LargeBinary, primary_key=True),
    Column("code_condense", LargeBinary, nullable=False),
    Column("fin_le", DateTime(timezone=True), nullable=False),
    Column("essais", SmallInteger, nullable=False, server_default="0"),
)
consultations = Table(
    "consultations",
    metadata,
    departement_column(),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("le", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("compte_id", Uuid),
    Column("auteur", Text, nullable=False),
    Column("organisme_id", Uuid),
    Column("organisme", Text),
    Column("quoi", String(40), nullable=False),
    Column("correlation", String(36)),
    Index("ix_consultations_demande", "departement", "demande_id", "id"),
    Index("ix_consultations_compte", "departement", "compte_id", "le"),
    Index("ix_consultations_le", "le", postgresql_using="brin"),
    info=OWN_FILE | {"append_only": True},
)
recherches_tracees = Table(
    "recherches_tracees",
    metadata,
    departement_column(),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("le", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("compte_id", Uuid),
    Column("auteur", Text, nullable=False),
    Column("organisme_id", Uuid),
    Column("organisme", Text),
    Column("par", String(12), nullable=False),
    Column("condense", LargeBinary, nullable=False),
    Column("trouvees", SmallInteger, nullable=False),
    Column("ailleurs", Boolean, nullable=False),
    Index("ix_recherches_tracees_compte", "departement", "compte_id", "le"),
    info=PERSONAL | {"append_only": True},
)
"""Qui a cherché une personne par un numéro entier, qu'il l'ait trouvée ou non ; le numéro n'y est que condensé."""

recherche_demandes = Table(
    "recherche_demandes",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("etat", String(2), nullable=False),
    Column("numero_unique", String(18)),
    Column("reference", String(20), nullable=False),
    Column("organisme_id", Uuid),
    Column("nom_affiche", Text, nullable=False),
    Column("cle_tri", Text, nullable=False),
    Column("cles_doublon", ARRAY(Text), nullable=False),
    Column("ne_le", Date),
    Column("codemandeur", Text),
    Column("deposee_le", Date),
    Column("soumise_le", DateTime(timezone=True)),
    Column("renouvelee_le", Date),
    Column("expire_le", Date),
    Column("nb_personnes", SmallInteger, nullable=False),
    Column("personnes", String(80), nullable=False),
    Column("uc_dixiemes", SmallInteger, nullable=False),
    Column("categorie", SmallInteger, nullable=False),
    Column("ressources_mensuelles", Integer),
    Column("rfr", Integer),
    Column("statut_logement", String(6)),
    Column("commune_actuelle", String(5)),
    Column("loyer_actuel", Integer),
    Column("apl_actuelle", Integer),
    Column("motif_principal", String(2)),
    Column("typologies", ARRAY(String(3)), nullable=False),
    Column("communes", ARRAY(String(5)), nullable=False),
    Column("demande_elargie", Boolean, nullable=False),
    Column("loyer_max", Integer),
    Column("rez_de_chaussee", Boolean, nullable=False),
    Column("sans_ascenseur", Boolean, nullable=False),
    Column("adapte_handicap", Boolean, nullable=False),
    Column("handicap", Boolean, nullable=False),
    Column("parking", Boolean, nullable=False),
    Column("verrouillee", Boolean, nullable=False),
    Column("codemandeur_ne_le", Date),
    Column("nature", String(10), nullable=False, server_default="STANDARD"),
    Column("situation_familiale", String(1)),
    Column("protegee", Boolean, nullable=False, server_default="false"),
    Column("modifiee_le", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_recherche_demandes_cles", "cles_doublon", postgresql_using="gin"),
    Index("ix_recherche_demandes_numero", "departement", "numero_unique"),
    Index("ix_recherche_demandes_depot", "departement", "etat", text("deposee_le desc"), "demande_id"),
    Index("ix_recherche_demandes_tri", "departement", "etat", "cle_tri", "demande_id"),
    Index("ix_recherche_demandes_soumission", "departement", "etat", "soumise_le", "demande_id"),
    Index("ix_recherche_demandes_modification", "departement", "etat", "modifiee_le", "demande_id"),
    Index("ix_recherche_demandes_naissance", "departement", "etat", "ne_le", "demande_id"),
    Index("ix_recherche_demandes_renouvellement", "departement", "etat", "renouvelee_le", "deposee_le", "demande_id"),
    Index(
        "ix_recherche_demandes_nature",
        "departement",
        "etat",
        "nature",
        "situation_familiale",
        "deposee_le",
        "demande_id",
    ),
    Index("ix_recherche_demandes_etat_numero", "departement", "etat", "numero_unique", "reference", "demande_id"),
    info=PERSONAL,
)
"""Une ligne plate par demande vivante, écrite dans la transaction de la demande (projection.py)."""

points_de_liste = Table(
    "points_de_liste",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("etat", String(2), nullable=False),
    Column("points", SmallInteger),
    Column("departage", BigInteger),
    Index(
        "ix_points_de_liste_rang",
        "departement",
        "etat",
        text("points desc nulls last"),
        "departage",
        "demande_id",
    ),
    info=PERSONAL,
)
"""Les points par lesquels les listes trient, à part : une grille publiée les change tous, et ne récrit que cela.

Une ligne par demande, comme dans `recherche_demandes` ; la vue des recherches les montre ensemble.
"""

mots_recherche = Table(
    "mots_recherche",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("mot", Text(collation="C"), primary_key=True),
    Column("etat", String(2), nullable=False),
    Column("deposee_le", Date),
    Index("ix_mots_recherche_mot", "departement", "etat", "mot", "deposee_le", "demande_id"),
    info=PERSONAL,
)
"""Chaque mot sous lequel une demande se cherche. L'index répond seul, et aussi vite dans la nation que dans un
département : il commence par celui-ci, quand un index de trigrammes lit tous les dossiers de France qui portent le nom.
"""

souhaits = Table(
    "souhaits",
    metadata,
    departement_column(),
    Column("demande_id", Uuid, primary_key=True),
    Column("commune", String(9), primary_key=True),
    Column("typologie", String(3), primary_key=True),
    Column("rang", SmallInteger, nullable=False),
    Column("points", SmallInteger, nullable=False),
    Column("departage", BigInteger, nullable=False),
    Column("rfr", Integer),
    Column("categorie", SmallInteger, nullable=False),
    Column("nb_personnes", SmallInteger, nullable=False),
    Column("loyer_max", Integer),
    Column("drapeaux", SmallInteger, nullable=False),
    Column("expire_le", Date),
    Index(
        "ix_souhaits_rang",
        "departement",
        "commune",
        "typologie",
        text("points desc"),
        "departage",
        "demande_id",
        postgresql_include=["rfr", "categorie", "nb_personnes", "loyer_max", "drapeaux", "rang", "expire_le"],
    ),
    info=PERSONAL,
)
"""Table étroite des candidats : commune × typologie, dans l'ordre des points puis de ce qui départage.

Une demande élargie a une ligne de plus par EPCI souhaité, au rang 0, sous le SIREN de l'EPCI.
`categorie` compte les personnes au-delà de la sixième catégorie : 8 se lit « 6, plus 2 personnes ».
"""


doublons = Table(
    "doublons",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("autre_id", Uuid, nullable=False),
    Column("force", AsEnum(Force), nullable=False),
    Column("cle", AsEnum(Cle), nullable=False),
    Column("pour", AsJson(tuple[Raison, ...]), nullable=False),
    Column("contre", AsJson(tuple[Raison, ...]), nullable=False),
    Column("repere_le", DateTime(timezone=True), nullable=False),
    Column("decision", AsEnum(DecisionDoublon)),
    Column("motif", Text, nullable=False, server_default=""),
    Column("decide_le", DateTime(timezone=True)),
    Column("decide_par", Text),
    Column("decide_par_organisme", Text),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    ForeignKeyConstraint(["departement", "autre_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("uq_doublons_paire", "departement", "demande_id", "autre_id", unique=True),
    Index("ix_doublons_autre", "departement", "autre_id"),
    Index("ix_doublons_liste", "departement", "decision", "cle", text("repere_le desc"), "id"),
    info=PERSONAL,
)
"""Une ligne par paire de demandes repérée : l'identifiant le plus petit d'abord."""

fusions = Table(
    "fusions",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("gardee_id", Uuid, nullable=False),
    Column("fusionnee_id", Uuid, nullable=False),
    Column("sorte", AsEnum(SorteFusion), nullable=False),
    Column("motif", Text, nullable=False),
    Column("le", DateTime(timezone=True), nullable=False),
    Column("par", Text, nullable=False),
    Column("organisme", Text),
    Column("avant", AsJson(Gardee), nullable=False),
    Column("apres", AsJson(Gardee), nullable=False),
    Column("fusionnee_avant", AsJson(Fusionnee), nullable=False),
    Column("suites", AsJson(tuple[Suite, ...]), nullable=False),
    Column("defaite_le", DateTime(timezone=True)),
    Column("defaite_par", Text),
    Column("motif_defaite", Text),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "gardee_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    ForeignKeyConstraint(["departement", "fusionnee_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_fusions_gardee", "departement", "gardee_id"),
    Index("ix_fusions_fusionnee", "departement", "fusionnee_id"),
    info=PERSONAL,
)

separations = Table(
    "separations",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("demande_id", Uuid, nullable=False),
    Column("nouvelle_id", Uuid, nullable=False),
    Column("personne_id", Uuid, nullable=False),
    Column("le", DateTime(timezone=True), nullable=False),
    Column("par", Text, nullable=False),
    Column("organisme", Text),
    Column("justificatif", Text, nullable=False),
    Column("avant", AsJson(Formulaire), nullable=False),
    Column("apres", AsJson(Formulaire), nullable=False),
    Column("nouvelle", AsJson(Formulaire), nullable=False),
    Column("defaite_le", DateTime(timezone=True)),
    Column("defaite_par", Text),
    Column("motif_defaite", Text),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["departement", "demande_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    ForeignKeyConstraint(["departement", "nouvelle_id"], [demandes.c.departement, demandes.c.id], ondelete="CASCADE"),
    Index("ix_separations_demande", "departement", "demande_id"),
    Index("ix_separations_nouvelle", "departement", "nouvelle_id"),
    info=PERSONAL,
)

demandes_effacees = Table(
    "demandes_effacees",
    metadata,
    departement_column(),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("effacee_le", Date, nullable=False),
    Column("etat", AsEnum(EtatDemande), nullable=False),
    Column("motif_radiation", AsEnum(MotifRadiation)),
    Column("deposee_en", Date),
    Column("radiee_en", Date),
    Column("nature", AsEnum(NatureDossier), nullable=False),
    Column("dalo", Boolean, nullable=False),
    Column("categorie", SmallInteger),
    Column("typologies", ARRAY(String(3))),
    info=PERSONAL | {"append_only": True},
)
"""Ce que les statistiques gardent d'une demande effacée : des mois, une catégorie, des tailles ; rien ne l'y relie."""


def map_demandes() -> None:
    mapper_registry.map_imperatively(
        Demande, demandes, properties={"version": demandes.c.version}, version_id_col=demandes.c.version
    )
    mapper_registry.map_imperatively(
        CompteDemandeur,
        comptes_demandeurs,
        properties={"_version": comptes_demandeurs.c.version},
        version_id_col=comptes_demandeurs.c.version,
    )
    mapper_registry.map_imperatively(
        Doublon, doublons, properties={"version": doublons.c.version}, version_id_col=doublons.c.version
    )
    mapper_registry.map_imperatively(
        Fusion, fusions, properties={"version": fusions.c.version}, version_id_col=fusions.c.version
    )
    mapper_registry.map_imperatively(
        Separation, separations, properties={"version": separations.c.version}, version_id_col=separations.c.version
    )
