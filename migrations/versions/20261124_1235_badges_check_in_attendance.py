"""badges check-in attendance"""

import sqlalchemy as sa
from alembic import op

revision = '49d580089087'
down_revision = '98deddf926fa'
branch_labels = None
depends_on = None

AUTO = {"sqlite_autoincrement": True}
OUTCOMES = "'admitted', 'already', 'revoked', 'unknown', 'not-confirmed', 'full'"
NEW_OUTCOMES = OUTCOMES + ", 'other-group', 'left'"


def upgrade() -> None:
    op.create_table('attendance_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('checkpoint', sa.String(length=60), nullable=False),
    sa.Column('part', sa.String(length=16), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('blank', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('printed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('printed_by', sa.String(length=200), nullable=False),
    sa.CheckConstraint("part IN ('', 'local', 'international')", name=op.f('ck_attendance_sheet_part')),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_attendance_sheet_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_sheet')),
    sa.UniqueConstraint('workshop_id', 'number', name=op.f('uq_attendance_sheet_workshop_id_number')),
    sqlite_autoincrement=True
    )
    op.create_table('badge_design',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_badge_design_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badge_design')),
    sa.UniqueConstraint('workshop_id', name=op.f('uq_badge_design_workshop_id')),
    sqlite_autoincrement=True
    )
    op.create_table('certificate_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.String(length=200), nullable=False),
    sa.CheckConstraint("kind IN ('participation', 'completion')", name=op.f('ck_certificate_template_kind')),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_certificate_template_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_template')),
    sa.UniqueConstraint('workshop_id', 'kind', name=op.f('uq_certificate_template_workshop_id_kind')),
    sqlite_autoincrement=True
    )
    op.create_table('checkpoint',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('type_ids', sa.JSON(), nullable=False),
    sa.Column('repeats', sa.Boolean(), nullable=False),
    sa.Column('in_and_out', sa.Boolean(), nullable=False),
    sa.CheckConstraint("kind IN ('transport', 'meal', 'documents', 'other')", name=op.f('ck_checkpoint_kind')),
    sa.CheckConstraint('capacity IS NULL OR capacity >= 0', name=op.f('ck_checkpoint_capacity')),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_checkpoint_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_checkpoint')),
    sa.UniqueConstraint('workshop_id', 'key', name=op.f('uq_checkpoint_workshop_id_key')),
    sqlite_autoincrement=True
    )
    op.create_table('print_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('layout', sa.String(length=40), nullable=False),
    sa.Column('wanted', sa.JSON(), nullable=False),
    sa.Column('printed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('printed_by', sa.String(length=200), nullable=False),
    sa.CheckConstraint("kind IN ('badges', 'spares')", name=op.f('ck_print_run_kind')),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_print_run_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_print_run')),
    sa.UniqueConstraint('workshop_id', 'number', name=op.f('uq_print_run_workshop_id_number')),
    sqlite_autoincrement=True
    )
    op.create_table('signatory',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('image_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['image_id'], ['stored_file.id'], name=op.f('fk_signatory_image_id_stored_file'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_signatory_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signatory')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('signatory', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signatory_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('attendance_batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('checkpoint', sa.String(length=60), nullable=False),
    sa.Column('filename', sa.String(length=300), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('sheet_id', sa.Integer(), nullable=True),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.String(length=200), nullable=False),
    sa.CheckConstraint("kind IN ('list', 'paper', 'many')", name=op.f('ck_attendance_batch_kind')),
    sa.CheckConstraint("state IN ('draft', 'applied', 'undone')", name=op.f('ck_attendance_batch_state')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_attendance_batch_file_id_stored_file'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['sheet_id'], ['attendance_sheet.id'], name=op.f('fk_attendance_batch_sheet_id_attendance_sheet'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_attendance_batch_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_batch')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('attendance_batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_batch_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('desk',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.Uuid(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('places', sa.JSON(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('pairing_hash', sa.String(length=64), nullable=True),
    sa.Column('pairing_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.String(length=200), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('paired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('list_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('battery', sa.Integer(), nullable=True),
    sa.Column('charging', sa.Boolean(), nullable=True),
    sa.Column('waiting', sa.Integer(), nullable=False),
    sa.Column('clock_offset', sa.Integer(), nullable=False),
    sa.Column('agent', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_desk_room_id_room'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_desk_user_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_desk_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_desk')),
    sa.UniqueConstraint('pairing_hash', name=op.f('uq_desk_pairing_hash')),
    sa.UniqueConstraint('public_id', name=op.f('uq_desk_public_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_desk_token_hash')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('desk', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_desk_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('sheet_evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.Uuid(), nullable=False),
    sa.Column('checkpoint', sa.String(length=60), nullable=False),
    sa.Column('sheet_id', sa.Integer(), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_sheet_evidence_file_id_stored_file')),
    sa.ForeignKeyConstraint(['sheet_id'], ['attendance_sheet.id'], name=op.f('fk_sheet_evidence_sheet_id_attendance_sheet'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_sheet_evidence_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_evidence')),
    sa.UniqueConstraint('public_id', name=op.f('uq_sheet_evidence_public_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('sheet_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sheet_evidence_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('scan_undo',
    sa.Column('scan_id', sa.Uuid(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('desk_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['desk_id'], ['desk.id'], name=op.f('fk_scan_undo_desk_id_desk'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_scan_undo_user_id_user'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_scan_undo_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('scan_id', name=op.f('pk_scan_undo'))
    )
    with op.batch_alter_table('scan_undo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scan_undo_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('attendance_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('checkpoint', sa.String(length=60), nullable=False),
    sa.Column('present', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(length=12), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(length=200), nullable=False),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('voided_by', sa.String(length=200), nullable=False),
    sa.CheckConstraint("source IN ('correction', 'paper', 'list', 'many')", name=op.f('ck_attendance_mark_source')),
    sa.ForeignKeyConstraint(['batch_id'], ['attendance_batch.id'], name=op.f('fk_attendance_mark_batch_id_attendance_batch'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_attendance_mark_registration_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_attendance_mark_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_mark')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('attendance_mark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_mark_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attendance_mark_registration_id'), ['registration_id'], unique=False)
        batch_op.create_index('ix_attendance_mark_workshop_id_checkpoint', ['workshop_id', 'checkpoint'], unique=False)

    op.create_table('certificate_picture',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_certificate_picture_file_id_stored_file')),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_certificate_picture_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_picture')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('certificate_picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_picture_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('serial', sa.String(length=32), nullable=False),
    sa.Column('check_hash', sa.String(length=64), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('basis', sa.JSON(), nullable=False),
    sa.Column('exception_reason', sa.Text(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issued_by', sa.String(length=200), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_reason', sa.Text(), nullable=False),
    sa.Column('replaced', sa.Boolean(), nullable=False),
    sa.CheckConstraint("kind IN ('participation', 'completion')", name=op.f('ck_certificate_kind')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_certificate_registration_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_certificate_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('check_hash', name=op.f('uq_certificate_check_hash')),
    sa.UniqueConstraint('serial', name=op.f('uq_certificate_serial')),
    sa.UniqueConstraint('workshop_id', 'number', name=op.f('uq_certificate_workshop_id_number')),
    sa.UniqueConstraint('workshop_id', 'sequence', name=op.f('uq_certificate_workshop_id_sequence')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_registration_id'), ['registration_id'], unique=False)

    op.create_table('group_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=12), nullable=False),
    sa.Column('waits', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("source IN ('organizer', 'own', 'list')", name=op.f('ck_group_member_source')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_group_member_registration_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_group_member_session_id_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_member')),
    sa.UniqueConstraint('session_id', 'registration_id', name=op.f('uq_group_member_session_id_registration_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('group_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_group_member_registration_id'), ['registration_id'], unique=False)

    op.create_table('spare_badge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('type_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('serial', sa.String(length=32), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_spare_badge_registration_id_registration'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['type_id'], ['delegation_type.id'], name=op.f('fk_spare_badge_type_id_delegation_type'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_spare_badge_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_spare_badge')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_spare_badge_code_hash')),
    sa.UniqueConstraint('serial', name=op.f('uq_spare_badge_serial')),
    sa.UniqueConstraint('workshop_id', 'number', name=op.f('uq_spare_badge_workshop_id_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('spare_badge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_spare_badge_registration_id'), ['registration_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_spare_badge_type_id'), ['type_id'], unique=False)

    op.create_table('test_pass',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('passed_on', sa.Date(), nullable=False),
    sa.Column('score', sa.String(length=40), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_test_pass_registration_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_test_pass_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_test_pass')),
    sa.UniqueConstraint('registration_id', name=op.f('uq_test_pass_registration_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('test_pass', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_test_pass_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('walk_in',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('desk_id', sa.Integer(), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('problem', sa.String(length=500), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['desk_id'], ['desk.id'], name=op.f('fk_walk_in_desk_id_desk'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_walk_in_registration_id_registration'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], name=op.f('fk_walk_in_workshop_id_workshop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_walk_in'))
    )
    with op.batch_alter_table('walk_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_walk_in_registration_id'), ['registration_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_walk_in_workshop_id'), ['workshop_id'], unique=False)

    op.create_table('printed_badge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('badge_id', sa.Integer(), nullable=True),
    sa.Column('spare_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['badge_id'], ['badge.id'], name=op.f('fk_printed_badge_badge_id_badge'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['print_run.id'], name=op.f('fk_printed_badge_run_id_print_run'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['spare_id'], ['spare_badge.id'], name=op.f('fk_printed_badge_spare_id_spare_badge'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_printed_badge')),
    sa.UniqueConstraint('run_id', 'place', name=op.f('uq_printed_badge_run_id_place')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('printed_badge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_printed_badge_badge_id'), ['badge_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_printed_badge_spare_id'), ['spare_id'], unique=False)

    op.create_table('scan_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scan_id', sa.Uuid(), nullable=False),
    sa.Column('counts', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reviewed_by', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['scan_id'], ['scan.id'], name=op.f('fk_scan_review_scan_id_scan'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scan_review')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('scan_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scan_review_scan_id'), ['scan_id'], unique=False)

    with op.batch_alter_table('badge', table_kwargs=AUTO) as batch_op:
        batch_op.add_column(sa.Column('handed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('handed_by', sa.String(length=200), nullable=False, server_default=sa.text("''")))

    with op.batch_alter_table('partner', table_kwargs=AUTO) as batch_op:
        batch_op.add_column(sa.Column('logo_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_partner_logo_id_stored_file'), 'stored_file', ['logo_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('device_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('clock_offset', sa.Integer(), nullable=False, server_default=sa.text('0')))
        batch_op.add_column(sa.Column('direction', sa.String(length=3), nullable=False, server_default=sa.text("'in'")))
        batch_op.add_column(sa.Column('way', sa.String(length=12), nullable=False, server_default=sa.text("'badge'")))
        batch_op.add_column(sa.Column('told', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('forced', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('flag', sa.String(length=12), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('desk_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('walk_in_id', sa.Uuid(), nullable=True))
        batch_op.create_index('ix_scan_of_nobody', ['workshop_id', 'scanned_at'], unique=False, sqlite_where=sa.text('registration_id IS NULL'), postgresql_where=sa.text('registration_id IS NULL'))
        batch_op.create_index(batch_op.f('ix_scan_desk_id'), ['desk_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_scan_desk_id_desk'), 'desk', ['desk_id'], ['id'], ondelete='SET NULL')
        batch_op.drop_constraint(batch_op.f("ck_scan_outcome"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_scan_outcome"), f"outcome IN ({NEW_OUTCOMES})")
        batch_op.create_check_constraint(batch_op.f("ck_scan_told"), f"told IS NULL OR told IN ({NEW_OUTCOMES})")
        batch_op.create_check_constraint(batch_op.f("ck_scan_direction"), "direction IN ('in', 'out')")
        batch_op.create_check_constraint(batch_op.f("ck_scan_way"), "way IN ('badge', 'name', 'self', 'walk-in')")
        batch_op.create_check_constraint(batch_op.f("ck_scan_flag"), "flag IN ('', 'revoked', 'clock')")

    with op.batch_alter_table('workshop', table_kwargs=AUTO) as batch_op:
        batch_op.add_column(sa.Column('checkin', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch_op.add_column(sa.Column('presence', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch_op.add_column(sa.Column('sheets', sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        batch_op.add_column(sa.Column('rehearsal_of', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_workshop_rehearsal_of'), ['rehearsal_of'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_workshop_rehearsal_of_workshop'), 'workshop', ['rehearsal_of'], ['id'], ondelete='CASCADE')



def downgrade() -> None:
    with op.batch_alter_table('workshop', table_kwargs=AUTO) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_workshop_rehearsal_of_workshop'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_workshop_rehearsal_of'))
        batch_op.drop_column('rehearsal_of')
        batch_op.drop_column('sheets')
        batch_op.drop_column('presence')
        batch_op.drop_column('checkin')

    op.execute("DELETE FROM scan WHERE outcome IN ('other-group', 'left')")  # the old table cannot hold them
    with op.batch_alter_table('scan', schema=None) as batch_op:
        for name in ("flag", "way", "direction", "told", "outcome"):
            batch_op.drop_constraint(batch_op.f(f"ck_scan_{name}"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_scan_outcome"), f"outcome IN ({OUTCOMES})")
        batch_op.drop_constraint(batch_op.f('fk_scan_desk_id_desk'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_scan_desk_id'))
        batch_op.drop_index('ix_scan_of_nobody')
        batch_op.drop_column('walk_in_id')
        batch_op.drop_column('desk_id')
        batch_op.drop_column('flag')
        batch_op.drop_column('forced')
        batch_op.drop_column('told')
        batch_op.drop_column('way')
        batch_op.drop_column('direction')
        batch_op.drop_column('clock_offset')
        batch_op.drop_column('device_at')

    with op.batch_alter_table('partner', table_kwargs=AUTO) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_partner_logo_id_stored_file'), type_='foreignkey')
        batch_op.drop_column('logo_id')

    with op.batch_alter_table('badge', table_kwargs=AUTO) as batch_op:
        batch_op.drop_column('handed_by')
        batch_op.drop_column('handed_at')

    with op.batch_alter_table('scan_review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scan_review_scan_id'))

    op.drop_table('scan_review')
    with op.batch_alter_table('printed_badge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_printed_badge_spare_id'))
        batch_op.drop_index(batch_op.f('ix_printed_badge_badge_id'))

    op.drop_table('printed_badge')
    with op.batch_alter_table('walk_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_walk_in_workshop_id'))
        batch_op.drop_index(batch_op.f('ix_walk_in_registration_id'))

    op.drop_table('walk_in')
    with op.batch_alter_table('test_pass', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_test_pass_workshop_id'))

    op.drop_table('test_pass')
    with op.batch_alter_table('spare_badge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_spare_badge_type_id'))
        batch_op.drop_index(batch_op.f('ix_spare_badge_registration_id'))

    op.drop_table('spare_badge')
    with op.batch_alter_table('group_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_group_member_registration_id'))

    op.drop_table('group_member')
    with op.batch_alter_table('certificate_picture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificate_picture_workshop_id'))

    op.drop_table('certificate_picture')
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificate_registration_id'))

    op.drop_table('certificate')
    with op.batch_alter_table('attendance_mark', schema=None) as batch_op:
        batch_op.drop_index('ix_attendance_mark_workshop_id_checkpoint')
        batch_op.drop_index(batch_op.f('ix_attendance_mark_registration_id'))
        batch_op.drop_index(batch_op.f('ix_attendance_mark_batch_id'))

    op.drop_table('attendance_mark')
    with op.batch_alter_table('scan_undo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scan_undo_workshop_id'))

    op.drop_table('scan_undo')
    with op.batch_alter_table('sheet_evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sheet_evidence_workshop_id'))

    op.drop_table('sheet_evidence')
    with op.batch_alter_table('desk', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_desk_workshop_id'))

    op.drop_table('desk')
    with op.batch_alter_table('attendance_batch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_batch_workshop_id'))

    op.drop_table('attendance_batch')
    with op.batch_alter_table('signatory', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signatory_workshop_id'))

    op.drop_table('signatory')
    op.drop_table('print_run')
    op.drop_table('checkpoint')
    op.drop_table('certificate_template')
    op.drop_table('badge_design')
    op.drop_table('attendance_sheet')
