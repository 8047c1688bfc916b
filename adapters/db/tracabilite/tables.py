from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.db.types import PERSONAL, AsEnum, departement_column, metadata
from domain.tracabilite.codes import EtatAnomalie, Registre, RegleDeLecture

sceaux = Table(
    "sceaux",
    metadata,
    departement_column(),
    Column("registre", AsEnum(Registre), primary_key=True),
    Column("jour", Date, primary_key=True),
    Column("forme", SmallInteger, nullable=False, server_default="1"),
    Column("nombre", Integer, nullable=False),
    Column("condense", LargeBinary, nullable=False),
    Column("lignes", LargeBinary, nullable=False),
    Column("precedent", LargeBinary, nullable=False),
    Column("valeur", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("pose_le", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info=PERSONAL | {"append_only": True},
)
"""Le sceau de chaque journée de chaque registre. L'application n'y peut qu'insérer.

`forme` : la façon de condenser une ligne (registres.py) ; une autre en prendrait le numéro suivant.
"""

anomalies_de_lecture = Table(
    "anomalies_de_lecture",
    metadata,
    departement_column(),
    Column("id", Uuid, primary_key=True),
    Column("jour", Date, nullable=False),
    Column("regle", AsEnum(RegleDeLecture), nullable=False),
    Column("compte_id", Uuid, nullable=False),
    Column("auteur", Text, nullable=False),
    Column("organisme_id", Uuid, nullable=False),
    Column("organisme", Text, nullable=False),
    Column("nombre", Integer, nullable=False),
    Column("phrase", Text, nullable=False),
    Column("exemples", ARRAY(Uuid, as_tuple=True), nullable=False),
    Column("etat", AsEnum(EtatAnomalie), nullable=False),
    Column("acquittee_le", DateTime(timezone=True)),
    Column("acquittee_par", Text),
    Column("commentaire", Text),
    Index("uq_anomalies_de_lecture", "departement", "jour", "compte_id", "regle", unique=True),
    Index("ix_anomalies_de_lecture_etat", "departement", "etat", "jour", "id"),
    info=PERSONAL,
)
