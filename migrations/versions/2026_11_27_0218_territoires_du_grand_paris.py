"""Dans le Grand Paris, les attributions s'orientent et se cotent par établissement territorial, ou par Paris.

Revision ID: territoires_du_grand_paris
Revises: photos_filtrees
"""

from collections.abc import Sequence

from alembic import op

revision: str = "territoires_du_grand_paris"
down_revision: str | Sequence[str] | None = "photos_filtrees"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

AVANT = "'CC', 'CA', 'CU', 'METRO', 'MET69'"
APRES = f"{AVANT}, 'EPT', 'PARIS'"


def _types(admis: str) -> None:
    """A dozen hundred rows: the new rule replaces the old one, then is checked apart."""
    # the guarantee only widens
    op.execute("-- squawk-ignore ban-drop-constraint\nalter table epcis drop constraint epcis_type_check")
    op.execute(f"alter table epcis add constraint epcis_type_check check (type in ({admis})) not valid")
    with op.get_context().autocommit_block():
        op.execute("alter table epcis validate constraint epcis_type_check")


def upgrade() -> None:
    _types(APRES)


def downgrade() -> None:
    op.execute(
        "update communes set epci = null from epcis e where e.siren = communes.epci and e.type in ('EPT', 'PARIS')"
    )
    op.execute("delete from epcis where type in ('EPT', 'PARIS')")
    _types(AVANT)
