from sqlalchemy import Column, Date, DateTime, Integer, LargeBinary, SmallInteger, Table, func

from adapters.db.types import PERSONAL, AsEnum, departement_column, metadata
from domain.tracabilite.codes import Registre

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
