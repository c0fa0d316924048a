"""registration by delegation"""

import sqlalchemy as sa
from alembic import op

revision = '98deddf926fa'
down_revision = 'cae5e5ce39d3'
branch_labels = None
depends_on = None

AUTO = {"sqlite_autoincrement": True}
ROLES = "'administrator', 'organizer', 'facilitator', 'rapporteur', 'check-in'"
SEXES = "'', 'female', 'male', 'other'"


def upgrade() -> None:
    op.create_table('erasure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('pseudonym', sa.String(length=60), nullable=False),
    sa.Column('public_ids', sa.JSON(), nullable=False),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('erased_by', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure')),
    sa.UniqueConstraint('person_id', name=op.f('uq_erasure_person_id')),
    sqlite_autoincrement=True
    )
    op.create_table('stored_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.Uuid(), nullable=False),
    sa.Column('stored_as', sa.String(length=80), nullable=False),
    sa.Column('filename', sa.String(length=300), nullable=False),
    sa.Column('mime', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('sealed', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file')),
    sa.UniqueConstraint('public_id', name=op.f('uq_stored_file_public_id')),
    sa.UniqueConstraint('stored_as', name=op.f('uq_stored_file_stored_as')),
    sqlite_autoincrement=True
    )
    op.create_table('consent_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_consent_text_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_text')),
    sa.UniqueConstraint('workshop_id', 'version', name=op.f('uq_consent_text_workshop_id_version')),
    sqlite_autoincrement=True
    )
    op.create_table('field',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('reader_group', sa.String(length=20), nullable=False),
    sa.Column('stage', sa.String(length=20), nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.Column('help', sa.JSON(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('limits', sa.JSON(), nullable=False),
    sa.Column('required', sa.Boolean(), nullable=False),
    sa.Column('type_ids', sa.JSON(), nullable=False),
    sa.Column('condition', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('text', 'long-text', 'choice', 'many', 'number', 'date', 'moment', 'country', 'yes-no', 'file')", name=op.f('ck_field_kind')),
    sa.CheckConstraint("reader_group IN ('general', 'needs', 'travel', 'identity', 'money')", name=op.f('ck_field_reader_group')),
    sa.CheckConstraint("stage IN ('registration', 'confirmed')", name=op.f('ck_field_stage')),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_field_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field')),
    sa.UniqueConstraint('workshop_id', 'key', 'version', name=op.f('uq_field_workshop_id_key_version')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('field', schema=None) as batch_op:
        batch_op.create_index('uq_field_valid', ['workshop_id', 'key'], unique=True, sqlite_where=sa.text('retired_at IS NULL'), postgresql_where=sa.text('retired_at IS NULL'))

    op.create_table('letter_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_letter_template_file_id_stored_file')),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_letter_template_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_template')),
    sa.UniqueConstraint('workshop_id', 'kind', 'language', name=op.f('uq_letter_template_workshop_id_kind_language')),
    sqlite_autoincrement=True
    )
    op.create_table('message_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('occasion', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.JSON(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_message_template_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_template')),
    sa.UniqueConstraint('workshop_id', 'occasion', name=op.f('uq_message_template_workshop_id_occasion')),
    sqlite_autoincrement=True
    )
    op.create_table('people_apart',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('first_id', sa.Integer(), nullable=False),
    sa.Column('second_id', sa.Integer(), nullable=False),
    sa.Column('told_by', sa.String(length=200), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_people_apart_order')),
    sa.ForeignKeyConstraint(['first_id'], ['person.id'], name=op.f('fk_people_apart_first_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_id'], ['person.id'], name=op.f('fk_people_apart_second_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people_apart')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_people_apart_first_id_second_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('people_apart', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_people_apart_second_id'), ['second_id'], unique=False)

    op.create_table('person_merge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('series_id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=True),
    sa.Column('kept_id', sa.Integer(), nullable=False),
    sa.Column('gone_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('merged_by', sa.String(length=200), nullable=False),
    sa.Column('merged_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['kept_id'], ['person.id'], name=op.f('fk_person_merge_kept_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_person_merge_series_id_series'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_person_merge_workshop_id_workshop'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_merge')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('person_merge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_merge_kept_id'), ['kept_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_merge_series_id'), ['series_id'], unique=False)

    op.create_table('task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('args', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=True),
    sa.Column('cursor', sa.JSON(), nullable=False),
    sa.Column('problems', sa.JSON(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('cancel_asked', sa.Boolean(), nullable=False),
    sa.Column('started_by', sa.String(length=200), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f('ck_task_state')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_task_file_id_stored_file'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_task_user_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_task_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('mailing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('occasion', sa.String(length=40), nullable=False),
    sa.Column('audience', sa.String(length=20), nullable=False),
    sa.Column('recipients', sa.JSON(), nullable=False),
    sa.Column('subject', sa.JSON(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('send_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('created_by', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("audience IN ('participants', 'focal-points')", name=op.f('ck_mailing_audience')),
    sa.CheckConstraint("state IN ('draft', 'scheduled', 'sending', 'sent', 'cancelled')", name=op.f('ck_mailing_state')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_mailing_task_id_task'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_mailing_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailing')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('mailing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('field_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('field_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.JSON(), nullable=True),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['field_id'], ['field.id'], name=op.f('fk_field_answer_field_id_field'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_field_answer_file_id_stored_file'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_field_answer_registration_id_registration'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_answer')),
    sa.UniqueConstraint('registration_id', 'field_id', name=op.f('uq_field_answer_registration_id_field_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('field_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_field_answer_field_id'), ['field_id'], unique=False)

    op.create_table('letter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('dated', sa.Date(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('template_file_id', sa.Integer(), nullable=True),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issued_by', sa.String(length=200), nullable=False),
    sa.CheckConstraint("kind IN ('invitation', 'visa')", name=op.f('ck_letter_kind')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_letter_registration_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['template_file_id'], ['stored_file.id'], name=op.f('fk_letter_template_file_id_stored_file'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_letter_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter')),
    sa.UniqueConstraint('workshop_id', 'kind', 'number', name=op.f('uq_letter_workshop_id_kind_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_letter_registration_id'), ['registration_id'], unique=False)

    with op.batch_alter_table("delegation", table_kwargs=AUTO) as batch_op:
        batch_op.add_column(sa.Column('language', sa.String(length=10), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('funded_seats', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('link_serial', sa.String(length=32), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('link_hash', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('link_sent_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('column_meanings', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch_op.create_index(batch_op.f('ix_delegation_link_hash'), ['link_hash'], unique=True)
        batch_op.create_check_constraint(batch_op.f("ck_delegation_funded_seats"), "funded_seats IS NULL OR funded_seats >= 0")

    with op.batch_alter_table('delegation_type', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asks_first', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('answer_hours', sa.Integer(), nullable=False, server_default=sa.text("48")))
        batch_op.add_column(sa.Column('photo', sa.String(length=10), nullable=False, server_default=sa.text("'no'")))
        batch_op.add_column(sa.Column('reapproval', sa.JSON(), nullable=False, server_default=sa.text("'[]'")))

    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.add_column(sa.Column('delegation_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('key', sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column('from_name', sa.String(length=300), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('reply_to', sa.String(length=254), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('failure', sa.String(length=300), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('bounced_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('bounce_reason', sa.String(length=300), nullable=False, server_default=sa.text("''")))
        batch_op.create_index(batch_op.f('ix_message_delegation_id'), ['delegation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_message_key'), ['key'], unique=True)
        batch_op.create_foreign_key(batch_op.f('fk_message_delegation_id_delegation'), 'delegation', ['delegation_id'], ['id'], ondelete='CASCADE')

    with op.batch_alter_table("person", table_kwargs=AUTO) as batch_op:
        batch_op.add_column(sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('sex',
               existing_type=sa.VARCHAR(length=10),
               type_=sa.String(length=12),
               existing_nullable=False)
        batch_op.drop_constraint(batch_op.f("ck_person_sex"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_person_sex"), f"sex IN ({SEXES}, 'undisclosed')")

    with op.batch_alter_table("registration", table_kwargs=AUTO) as batch_op:
        batch_op.add_column(sa.Column('function', sa.String(length=20), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('alternate', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('funding', sa.String(length=12), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('badge_name', sa.String(length=300), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('languages', sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('interpretation', sa.String(length=10), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('photo_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('photo_consent', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('consent_version', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('consent_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('names_approved_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('to_review', sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('offered_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('asked_to_come_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('will_come', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('replaces_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('details_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_registration_photo_id_stored_file'), 'stored_file', ['photo_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_registration_replaces_id_registration'), 'registration', ['replaces_id'], ['id'], ondelete='SET NULL')
        batch_op.create_check_constraint(batch_op.f("ck_registration_offered"), "offered_until IS NULL OR state = 'waitlisted'")
        batch_op.create_check_constraint(batch_op.f("ck_registration_function"), "function IN ('', 'speaker', 'facilitator', 'moderator', 'rapporteur', 'interpreter', 'staff')")
        batch_op.create_check_constraint(batch_op.f("ck_registration_funding"), "funding IN ('', 'funded', 'self-funded')")

    with op.batch_alter_table('workshop', schema=None) as batch_op:
        batch_op.add_column(sa.Column('nominations_close_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('details_close_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('reply_to', sa.String(length=254), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('retention', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch_op.add_column(sa.Column('subsistence', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))

    with op.batch_alter_table("membership", table_kwargs=AUTO) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_membership_role"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_membership_role"), f"role IN ({ROLES}, 'travel', 'finance')")


def downgrade() -> None:
    op.execute("DELETE FROM membership WHERE role IN ('travel', 'finance')")
    with op.batch_alter_table("membership", table_kwargs=AUTO) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_membership_role"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_membership_role"), f"role IN ({ROLES})")
    with op.batch_alter_table('workshop', schema=None) as batch_op:
        batch_op.drop_column('subsistence')
        batch_op.drop_column('retention')
        batch_op.drop_column('reply_to')
        batch_op.drop_column('details_close_at')
        batch_op.drop_column('nominations_close_at')

    with op.batch_alter_table("registration", table_kwargs=AUTO) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_registration_function"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_registration_funding"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_registration_offered"), type_="check")
        batch_op.drop_constraint(batch_op.f('fk_registration_replaces_id_registration'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_registration_photo_id_stored_file'), type_='foreignkey')
        batch_op.drop_column('details_at')
        batch_op.drop_column('replaces_id')
        batch_op.drop_column('will_come')
        batch_op.drop_column('asked_to_come_at')
        batch_op.drop_column('offered_until')
        batch_op.drop_column('to_review')
        batch_op.drop_column('names_approved_at')
        batch_op.drop_column('consent_at')
        batch_op.drop_column('consent_version')
        batch_op.drop_column('photo_consent')
        batch_op.drop_column('photo_id')
        batch_op.drop_column('interpretation')
        batch_op.drop_column('languages')
        batch_op.drop_column('badge_name')
        batch_op.drop_column('funding')
        batch_op.drop_column('alternate')
        batch_op.drop_column('function')

    op.execute("UPDATE person SET sex = '' WHERE sex = 'undisclosed'")
    with op.batch_alter_table("person", table_kwargs=AUTO) as batch_op:
        batch_op.alter_column('sex',
               existing_type=sa.String(length=12),
               type_=sa.VARCHAR(length=10),
               existing_nullable=False)
        batch_op.drop_constraint(batch_op.f("ck_person_sex"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_person_sex"), f"sex IN ({SEXES})")
        batch_op.drop_column('erased_at')

    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_message_delegation_id_delegation'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_message_key'))
        batch_op.drop_index(batch_op.f('ix_message_delegation_id'))
        batch_op.drop_column('bounce_reason')
        batch_op.drop_column('bounced_at')
        batch_op.drop_column('cancelled_at')
        batch_op.drop_column('failure')
        batch_op.drop_column('failed_at')
        batch_op.drop_column('reply_to')
        batch_op.drop_column('from_name')
        batch_op.drop_column('key')
        batch_op.drop_column('delegation_id')

    with op.batch_alter_table('delegation_type', schema=None) as batch_op:
        batch_op.drop_column('reapproval')
        batch_op.drop_column('photo')
        batch_op.drop_column('answer_hours')
        batch_op.drop_column('asks_first')

    with op.batch_alter_table("delegation", table_kwargs=AUTO) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_delegation_funded_seats"), type_="check")
        batch_op.drop_index(batch_op.f('ix_delegation_link_hash'))
        batch_op.drop_column('column_meanings')
        batch_op.drop_column('link_sent_at')
        batch_op.drop_column('link_hash')
        batch_op.drop_column('link_serial')
        batch_op.drop_column('funded_seats')
        batch_op.drop_column('language')

    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_letter_registration_id'))

    op.drop_table('letter')
    with op.batch_alter_table('field_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_field_answer_field_id'))

    op.drop_table('field_answer')
    with op.batch_alter_table('mailing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mailing_workshop_id'))

    op.drop_table('mailing')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_workshop_id'))

    op.drop_table('task')
    with op.batch_alter_table('person_merge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_merge_series_id'))
        batch_op.drop_index(batch_op.f('ix_person_merge_kept_id'))

    op.drop_table('person_merge')
    with op.batch_alter_table('people_apart', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_people_apart_second_id'))

    op.drop_table('people_apart')
    op.drop_table('message_template')
    op.drop_table('letter_template')
    with op.batch_alter_table('field', schema=None) as batch_op:
        batch_op.drop_index('uq_field_valid', sqlite_where=sa.text('retired_at IS NULL'), postgresql_where=sa.text('retired_at IS NULL'))

    op.drop_table('field')
    op.drop_table('consent_text')
    op.drop_table('stored_file')
    op.drop_table('erasure')
