"""Les lectures qui se remarquent, gardées jusqu'à ce que quelqu'un les vérifie.

Revision ID: anomalies_de_lecture
Revises: filtres_de_demandes
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "anomalies_de_lecture"
down_revision: str | Sequence[str] | None = "filtres_de_demandes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HERE = "departement = current_setting('app.departement', true)"


def upgrade() -> None:
    op.create_table(
        "anomalies_de_lecture",
        sa.Column("departement", sa.String(3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("regle", sa.Text(), nullable=False),
        sa.Column("compte_id", sa.Uuid(), nullable=False),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("organisme_id", sa.Uuid(), nullable=False),
        sa.Column("organisme", sa.Text(), nullable=False),
        sa.Column("nombre", sa.Integer(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("exemples", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("acquittee_le", sa.DateTime(timezone=True)),
        sa.Column("acquittee_par", sa.Text()),
        sa.Column("commentaire", sa.Text()),
        sa.PrimaryKeyConstraint("departement", "id"),
    )
    op.create_index(
        "uq_anomalies_de_lecture", "anomalies_de_lecture", ["departement", "jour", "compte_id", "regle"], unique=True
    )
    op.create_index("ix_anomalies_de_lecture_etat", "anomalies_de_lecture", ["departement", "etat", "jour", "id"])
    op.execute("alter table anomalies_de_lecture enable row level security")
    op.execute(f"create policy du_departement on anomalies_de_lecture to fdls_app using ({HERE}) with check ({HERE})")
    op.execute("grant select, insert, update, delete on anomalies_de_lecture to fdls_app")


def downgrade() -> None:
    op.drop_table("anomalies_de_lecture")
