"""agenda drafts speakers programme"""

import sqlalchemy as sa
from alembic import op

revision = '6c1d2f7a9b30'
down_revision = '49d580089087'
branch_labels = None
depends_on = None

AUTO = {"sqlite_autoincrement": True}
CHECKS = {
    "session": {
        "state": "state IN ('planned', 'running', 'finished', 'cancelled')",
        "seating": "seating IN ('', 'theatre', 'classroom', 'u-shape', 'boardroom', 'tables')",
        "capacity": "capacity IS NULL OR capacity > 0",
        "expected": "expected IS NULL OR expected >= 0",
        "actual_times": "actual_ends_at IS NULL OR "
        "(actual_starts_at IS NOT NULL AND actual_ends_at >= actual_starts_at)",
    },
    "speaker": {
        "role": "role IN ('chair', 'speaker', 'panellist', 'facilitator', 'rapporteur', 'interpreter')",
        "state": "state IN ('planned', 'invited', 'confirmed', 'declined')",
    },
}


def upgrade() -> None:
    op.create_table('day_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('series_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_day_template_series_id_series'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_day_template')),
    sa.UniqueConstraint('series_id', 'name', name=op.f('uq_day_template_series_id_name')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('day_template', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_day_template_series_id'), ['series_id'], unique=False)

    op.create_table('agenda_edit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('actor', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('tray_before', sa.JSON(), nullable=False),
    sa.Column('tray_after', sa.JSON(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('undoes_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['undoes_id'], ['agenda_edit.id'], name=op.f('fk_agenda_edit_undoes_id_agenda_edit'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_agenda_edit_user_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_agenda_edit_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_edit')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('agenda_edit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_edit_user_id'), ['user_id'], unique=False)
        batch_op.create_index('ix_agenda_edit_workshop_id_id', ['workshop_id', 'id'], unique=False)

    op.create_table('programme_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_by', sa.String(length=200), nullable=False),
    sa.Column('note', sa.JSON(), nullable=False),
    sa.Column('sessions', sa.JSON(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_programme_version_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_version')),
    sa.UniqueConstraint('workshop_id', 'number', name=op.f('uq_programme_version_workshop_id_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('programme_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_version_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('unscheduled',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('uid', sa.Uuid(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('minutes > 0 AND minutes <= 1440', name=op.f('ck_unscheduled_minutes')),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_unscheduled_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unscheduled')),
    sa.UniqueConstraint('uid', name=op.f('uq_unscheduled_uid')),
    sa.UniqueConstraint('workshop_id', 'key', name=op.f('uq_unscheduled_workshop_id_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('unscheduled', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unscheduled_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('speaker_profile',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('function', sa.String(length=300), nullable=False),
    sa.Column('organization', sa.String(length=300), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('biography', sa.JSON(), nullable=False),
    sa.Column('portrait_id', sa.Integer(), nullable=True),
    sa.Column('link_serial', sa.String(length=32), nullable=False),
    sa.Column('link_hash', sa.String(length=64), nullable=False),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_speaker_profile_name')),
    sa.ForeignKeyConstraint(['portrait_id'], ['stored_file.id'], name=op.f('fk_speaker_profile_portrait_id_stored_file'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_speaker_profile_registration_id_registration'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_speaker_profile_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_speaker_profile')),
    sa.UniqueConstraint('link_hash', name=op.f('uq_speaker_profile_link_hash')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('speaker_profile', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_speaker_profile_portrait_id'), ['portrait_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_speaker_profile_registration_id'), ['registration_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_speaker_profile_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('star',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_star_registration_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_star_session_id_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_star')),
    sa.UniqueConstraint('registration_id', 'session_id', name=op.f('uq_star_registration_id_session_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('star', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_star_session_id'), ['session_id'], unique=False)

    op.create_table('session_document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('audience', sa.String(length=12), nullable=False),
    sa.Column('profile_id', sa.Integer(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("audience IN ('public', 'participants', 'staff')", name=op.f('ck_session_document_audience')),
    sa.CheckConstraint("title <> ''", name=op.f('ck_session_document_title')),
    sa.CheckConstraint("url = '' OR file_id IS NULL", name=op.f('ck_session_document_one_place')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_session_document_file_id_stored_file'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['profile_id'], ['speaker_profile.id'], name=op.f('fk_session_document_profile_id_speaker_profile'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_session_document_session_id_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_document')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('session_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_document_file_id'), ['file_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_document_profile_id'), ['profile_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_document_session_id'), ['session_id'], unique=False)

    _documents_into_rows()
    with op.batch_alter_table('session', table_kwargs=AUTO) as batch_op:
        batch_op.add_column(sa.Column('objectives', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch_op.add_column(sa.Column('outputs', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch_op.add_column(sa.Column('staff_notes', sa.Text(), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('interpretation_languages', sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('seating', sa.String(length=12), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('capacity', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('expected', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('state', sa.String(length=10), nullable=False, server_default=sa.text("'planned'")))
        batch_op.add_column(sa.Column('actual_starts_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('actual_ends_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('notice', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        for name, sql in CHECKS["session"].items():
            batch_op.create_check_constraint(batch_op.f(f"ck_session_{name}"), sql)
        batch_op.drop_column('documents')

    with op.batch_alter_table('speaker', table_kwargs=AUTO) as batch_op:
        batch_op.add_column(sa.Column('role', sa.String(length=12), nullable=False, server_default=sa.text("'speaker'")))
        batch_op.add_column(sa.Column('profile_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('state', sa.String(length=10), nullable=False, server_default=sa.text("'planned'")))
        batch_op.add_column(sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_speaker_profile_id'), ['profile_id'], unique=False)
        for name, sql in CHECKS["speaker"].items():
            batch_op.create_check_constraint(batch_op.f(f"ck_speaker_{name}"), sql)
        batch_op.create_foreign_key(batch_op.f('fk_speaker_profile_id_speaker_profile'), 'speaker_profile', ['profile_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('workshop', table_kwargs=AUTO) as batch_op:
        batch_op.add_column(sa.Column('agenda', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))



def downgrade() -> None:
    with op.batch_alter_table('workshop', table_kwargs=AUTO) as batch_op:
        batch_op.drop_column('agenda')

    with op.batch_alter_table('speaker', table_kwargs=AUTO) as batch_op:
        for name in CHECKS["speaker"]:
            batch_op.drop_constraint(batch_op.f(f"ck_speaker_{name}"), type_="check")
        batch_op.drop_constraint(batch_op.f('fk_speaker_profile_id_speaker_profile'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_speaker_profile_id'))
        batch_op.drop_column('answered_at')
        batch_op.drop_column('state')
        batch_op.drop_column('profile_id')
        batch_op.drop_column('role')

    with op.batch_alter_table('session', table_kwargs=AUTO) as batch_op:
        for name in CHECKS["session"]:
            batch_op.drop_constraint(batch_op.f(f"ck_session_{name}"), type_="check")
        batch_op.add_column(sa.Column('documents', sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.drop_column('notice')
        batch_op.drop_column('actual_ends_at')
        batch_op.drop_column('actual_starts_at')
        batch_op.drop_column('state')
        batch_op.drop_column('expected')
        batch_op.drop_column('capacity')
        batch_op.drop_column('seating')
        batch_op.drop_column('interpretation_languages')
        batch_op.drop_column('staff_notes')
        batch_op.drop_column('outputs')
        batch_op.drop_column('objectives')

    _documents_into_json()
    with op.batch_alter_table('session_document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_document_session_id'))
        batch_op.drop_index(batch_op.f('ix_session_document_profile_id'))
        batch_op.drop_index(batch_op.f('ix_session_document_file_id'))

    op.drop_table('session_document')
    with op.batch_alter_table('star', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_star_session_id'))

    op.drop_table('star')
    with op.batch_alter_table('speaker_profile', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_speaker_profile_workshop_id'))
        batch_op.drop_index(batch_op.f('ix_speaker_profile_registration_id'))
        batch_op.drop_index(batch_op.f('ix_speaker_profile_portrait_id'))

    op.drop_table('speaker_profile')
    with op.batch_alter_table('unscheduled', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unscheduled_workshop_id'))

    op.drop_table('unscheduled')
    with op.batch_alter_table('programme_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_version_workshop_id'))

    op.drop_table('programme_version')
    with op.batch_alter_table('agenda_edit', schema=None) as batch_op:
        batch_op.drop_index('ix_agenda_edit_workshop_id_id')
        batch_op.drop_index(batch_op.f('ix_agenda_edit_user_id'))

    op.drop_table('agenda_edit')
    with op.batch_alter_table('day_template', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_day_template_series_id'))

    op.drop_table('day_template')


def _documents_into_rows() -> None:
    """[{"title", "languages"}] in each session becomes rows; when they were added is not known better than this."""
    session, document = _tables()
    connection = op.get_bind()
    for row in connection.execute(sa.select(session.c.id, session.c.documents, session.c.changed_at)).all():
        for position, each in enumerate(row.documents, 1):
            connection.execute(
                document.insert().values(
                    session_id=row.id,
                    position=position,
                    title=each["title"],
                    languages=each.get("languages", []),
                    url="",
                    audience="public",
                    added_at=row.changed_at,
                )
            )


def _documents_into_json() -> None:
    """Titles and languages go back; links and files have no place in the old table."""
    session, document = _tables()
    connection, found = op.get_bind(), {}
    for row in connection.execute(sa.select(document).order_by(document.c.session_id, document.c.position)).all():
        found.setdefault(row.session_id, []).append({"title": row.title, "languages": row.languages})
    for session_id, documents in found.items():
        connection.execute(session.update().where(session.c.id == session_id).values(documents=documents))


def _tables() -> tuple[sa.TableClause, sa.TableClause]:
    session = sa.table(
        "session", sa.column("id"), sa.column("documents", sa.JSON), sa.column("changed_at", sa.DateTime(timezone=True))
    )
    names = ("id", "session_id", "position", "title", "url", "audience")
    document = sa.table(
        "session_document",
        *(sa.column(name) for name in names),
        sa.column("languages", sa.JSON),
        sa.column("added_at", sa.DateTime(timezone=True)),
    )
    return session, document
