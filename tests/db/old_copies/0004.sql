CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE archive_revision (
	item_id VARCHAR(36) NOT NULL, 
	content_rev INTEGER NOT NULL, 
	section TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	CONSTRAINT pk_archive_revision PRIMARY KEY (item_id, content_rev)
);
CREATE TABLE audit (
	seq INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	act TEXT NOT NULL, 
	account_id VARCHAR(36) NOT NULL, 
	subject_kind TEXT NOT NULL, 
	subject_id TEXT NOT NULL, 
	content_digest TEXT NOT NULL, 
	prev_hash TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (seq)
);
CREATE TABLE decision (
	"key" INTEGER NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	subject_kind TEXT NOT NULL, 
	subject_id VARCHAR(36) NOT NULL, 
	employer_id VARCHAR(36) NOT NULL, 
	action TEXT NOT NULL, 
	account_id VARCHAR(36) NOT NULL, 
	actor_name TEXT NOT NULL, 
	actor_role TEXT NOT NULL, 
	organisation_id VARCHAR(36) NOT NULL, 
	organisation_name TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	base_rev INTEGER NOT NULL, 
	new_rev INTEGER NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	opinion TEXT NOT NULL, 
	notice TEXT NOT NULL, 
	defects TEXT NOT NULL, 
	submit_no INTEGER NOT NULL, 
	withdrawn BOOLEAN NOT NULL, 
	answered_at BIGINT, record TEXT DEFAULT '{}' NOT NULL, files TEXT DEFAULT '[]' NOT NULL, entered_at BIGINT, entered_by TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_decision PRIMARY KEY ("key"), 
	CONSTRAINT uq_decision_id UNIQUE (id)
);
CREATE TABLE file (
	sha256 VARCHAR(64) NOT NULL, 
	size BIGINT NOT NULL, 
	media_type TEXT NOT NULL, 
	CONSTRAINT pk_file PRIMARY KEY (sha256)
)
 WITHOUT ROWID

;
CREATE TABLE flag (
	subject_kind TEXT NOT NULL, 
	subject_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	params TEXT NOT NULL, 
	section TEXT NOT NULL, 
	field TEXT NOT NULL, 
	item_id TEXT NOT NULL, 
	file TEXT NOT NULL, 
	material TEXT NOT NULL, 
	severity TEXT NOT NULL, seen_rev INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_flag PRIMARY KEY (subject_kind, subject_id, position)
)
 WITHOUT ROWID

;
CREATE TABLE look (
	"key" INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	account_id VARCHAR(36) NOT NULL, 
	act TEXT NOT NULL, 
	subject_kind TEXT NOT NULL, 
	subject_id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_look PRIMARY KEY ("key")
);
CREATE TABLE organisation (
	id VARCHAR(36) NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	uscc TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	region TEXT NOT NULL, 
	municipal_unit_id VARCHAR(36), 
	bound BOOLEAN NOT NULL, 
	rev INTEGER DEFAULT '1' NOT NULL, 
	CONSTRAINT pk_organisation PRIMARY KEY (id)
);
CREATE TABLE outbox (
	seq INTEGER NOT NULL, 
	op_id VARCHAR(36) NOT NULL, 
	kind TEXT NOT NULL, 
	command TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	at BIGINT NOT NULL, state TEXT DEFAULT 'local' NOT NULL, due_at BIGINT, code TEXT DEFAULT '' NOT NULL, params TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_outbox PRIMARY KEY (seq), 
	CONSTRAINT uq_outbox_op_id UNIQUE (op_id)
);
CREATE TABLE publicity (
	"key" INTEGER NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	kind TEXT NOT NULL, 
	employer_id VARCHAR(36) NOT NULL, 
	body TEXT NOT NULL, 
	place TEXT NOT NULL, 
	start_on DATE NOT NULL, 
	end_on DATE NOT NULL, 
	end_rule TEXT NOT NULL, 
	working_days INTEGER NOT NULL, 
	rev INTEGER NOT NULL, 
	created_by TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	stated_source TEXT NOT NULL, 
	stated_reason TEXT NOT NULL, 
	held_before BOOLEAN NOT NULL, 
	sheet_exported_at BIGINT, 
	evidence TEXT NOT NULL, 
	cancelled_at BIGINT, 
	cancel_reason TEXT NOT NULL, 
	CONSTRAINT pk_publicity PRIMARY KEY ("key"), 
	CONSTRAINT uq_publicity_id UNIQUE (id)
);
CREATE TABLE setting (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
)
 WITHOUT ROWID

;
CREATE TABLE account (
	id VARCHAR(36) NOT NULL, 
	organisation_id VARCHAR(36) NOT NULL, 
	login TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	password_hash TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT fk_account_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT uq_account_login UNIQUE (login)
);
CREATE TABLE applicant (
	"key" INTEGER NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	employer_id VARCHAR(36) NOT NULL, 
	name TEXT NOT NULL, 
	name_pinyin TEXT NOT NULL, 
	name_initials TEXT NOT NULL, 
	id_number TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	rev INTEGER DEFAULT '1' NOT NULL, 
	CONSTRAINT pk_applicant PRIMARY KEY ("key"), 
	CONSTRAINT fk_applicant_employer_id FOREIGN KEY(employer_id) REFERENCES organisation (id), 
	CONSTRAINT uq_applicant_id UNIQUE (id)
);
CREATE TABLE audit_content (
	seq INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_audit_content PRIMARY KEY (seq), 
	CONSTRAINT fk_audit_content_seq FOREIGN KEY(seq) REFERENCES audit (seq)
);
CREATE TABLE objection (
	id VARCHAR(36) NOT NULL, 
	publicity_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	declaration_id VARCHAR(36) NOT NULL, 
	who TEXT NOT NULL, 
	received_on DATE NOT NULL, 
	what TEXT NOT NULL, 
	recorded_by TEXT NOT NULL, 
	recorded_at BIGINT NOT NULL, 
	handling TEXT NOT NULL, 
	upheld BOOLEAN, 
	resolved_by TEXT, 
	resolved_at BIGINT, 
	CONSTRAINT pk_objection PRIMARY KEY (id), 
	CONSTRAINT fk_objection_publicity_id FOREIGN KEY(publicity_id) REFERENCES publicity (id)
);
CREATE TABLE publicity_member (
	publicity_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	declaration_id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_publicity_member PRIMARY KEY (publicity_id, position), 
	CONSTRAINT fk_publicity_member_publicity_id FOREIGN KEY(publicity_id) REFERENCES publicity (id)
)
 WITHOUT ROWID

;
CREATE TABLE archive_item (
	"key" INTEGER NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	applicant_key INTEGER NOT NULL, 
	employer_id VARCHAR(36) NOT NULL, 
	section TEXT NOT NULL, 
	status TEXT NOT NULL, 
	rev INTEGER NOT NULL, 
	content_rev INTEGER NOT NULL, 
	submit_no INTEGER NOT NULL, 
	submitted_at BIGINT, 
	opinion TEXT NOT NULL, 
	v1 TEXT NOT NULL, 
	v2 TEXT NOT NULL, 
	v3 TEXT NOT NULL, 
	flag_count INTEGER DEFAULT '0' NOT NULL, 
	opened_at BIGINT, 
	CONSTRAINT pk_archive_item PRIMARY KEY ("key"), 
	CONSTRAINT fk_archive_item_applicant_key FOREIGN KEY(applicant_key) REFERENCES applicant ("key"), 
	CONSTRAINT uq_archive_item_id UNIQUE (id)
);
CREATE TABLE declaration (
	"key" INTEGER NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	applicant_key INTEGER NOT NULL, 
	employer_id VARCHAR(36) NOT NULL, 
	plan_id TEXT NOT NULL, 
	plan_version INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	rev INTEGER NOT NULL, 
	mode TEXT NOT NULL, 
	person_category TEXT NOT NULL, 
	submit_no INTEGER NOT NULL, 
	submitted_at BIGINT, 
	statement TEXT NOT NULL, 
	photo TEXT, 
	commitment TEXT, 
	conditions TEXT NOT NULL, 
	self_score INTEGER, 
	facts TEXT, 
	acceptance_point TEXT NOT NULL, 
	publicity_id VARCHAR(36), 
	publicity_to DATE, 
	open_objections INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	plan_name TEXT NOT NULL, 
	title_with_rank TEXT NOT NULL, 
	flag_count INTEGER DEFAULT '0' NOT NULL, 
	opened_at BIGINT, 
	reached INTEGER NOT NULL, photo_original TEXT, photo_facts TEXT, photo_ground TEXT DEFAULT '' NOT NULL, commitment_kind TEXT, commitment_at BIGINT, score TEXT, copied_from TEXT DEFAULT '' NOT NULL, saved_at BIGINT, acceptance_id TEXT DEFAULT '' NOT NULL, hr_bureau_id TEXT DEFAULT '' NOT NULL, municipal_id TEXT DEFAULT '' NOT NULL, committee_id TEXT DEFAULT '' NOT NULL, arrived_at BIGINT, pay_until DATE, form_step TEXT DEFAULT '' NOT NULL, office_publicity_id VARCHAR(36), office_publicity_to DATE, 
	CONSTRAINT pk_declaration PRIMARY KEY ("key"), 
	CONSTRAINT fk_declaration_applicant_key FOREIGN KEY(applicant_key) REFERENCES applicant ("key"), 
	CONSTRAINT uq_declaration_id UNIQUE (id)
);
CREATE TABLE declaration_item (
	declaration_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	item_id VARCHAR(36) NOT NULL, 
	content_rev INTEGER NOT NULL, 
	CONSTRAINT pk_declaration_item PRIMARY KEY (declaration_id, position), 
	CONSTRAINT fk_declaration_item_declaration_id FOREIGN KEY(declaration_id) REFERENCES declaration (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE declaration_material (
	declaration_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	material TEXT NOT NULL, 
	files TEXT NOT NULL, papers TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_declaration_material PRIMARY KEY (declaration_id, position), 
	CONSTRAINT fk_declaration_material_declaration_id FOREIGN KEY(declaration_id) REFERENCES declaration (id) ON DELETE CASCADE
);
CREATE TABLE section_read (
	declaration_id VARCHAR(36) NOT NULL, 
	submit_no INTEGER NOT NULL, 
	account_id VARCHAR(36) NOT NULL, 
	section TEXT NOT NULL, 
	CONSTRAINT pk_section_read PRIMARY KEY (declaration_id, submit_no, account_id, section), 
	CONSTRAINT fk_section_read_declaration_id FOREIGN KEY(declaration_id) REFERENCES declaration (id)
)
 WITHOUT ROWID

;
CREATE TABLE item_draft (
	item_id VARCHAR(36) NOT NULL, 
	applicant_key INTEGER NOT NULL, 
	employer_id VARCHAR(36) NOT NULL, 
	section TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	base_rev INTEGER, 
	kept_at BIGINT NOT NULL, 
	CONSTRAINT pk_item_draft PRIMARY KEY (item_id), 
	CONSTRAINT fk_item_draft_applicant_key FOREIGN KEY(applicant_key) REFERENCES applicant ("key")
);
CREATE TABLE submission (
	declaration_id VARCHAR(36) NOT NULL, 
	submit_no INTEGER NOT NULL, 
	submitted_at BIGINT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_submission PRIMARY KEY (declaration_id, submit_no), 
	CONSTRAINT fk_submission_declaration_id FOREIGN KEY(declaration_id) REFERENCES declaration (id) ON DELETE CASCADE
);
CREATE TABLE meeting (
	id VARCHAR(36) NOT NULL, 
	organisation_id VARCHAR(36) NOT NULL, 
	title TEXT NOT NULL, 
	held_on DATE NOT NULL, 
	place TEXT NOT NULL, 
	experts INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	rev INTEGER NOT NULL, 
	created_by TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_meeting PRIMARY KEY (id)
);
CREATE TABLE meeting_member (
	meeting_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	declaration_id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_meeting_member PRIMARY KEY (meeting_id, position), 
	CONSTRAINT fk_meeting_member_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id)
)
 WITHOUT ROWID

;
CREATE TABLE mirror (
	kind TEXT NOT NULL, 
	id TEXT NOT NULL, 
	district_id TEXT NOT NULL, 
	group_id TEXT DEFAULT '' NOT NULL, 
	rev INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	held TEXT, 
	stale INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_mirror PRIMARY KEY (kind, id)
)
 WITHOUT ROWID

;
CREATE TABLE pull_cursor (
	district_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	cursor BIGINT NOT NULL, 
	epoch TEXT NOT NULL, 
	line TEXT, 
	CONSTRAINT pk_pull_cursor PRIMARY KEY (district_id, kind)
)
 WITHOUT ROWID

;
CREATE TABLE outbox_part (
	part_id VARCHAR(36) NOT NULL, 
	op_id VARCHAR(36) NOT NULL, 
	position INTEGER NOT NULL, 
	district_id TEXT NOT NULL, 
	group_id TEXT NOT NULL, 
	function TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject_id TEXT NOT NULL, 
	action TEXT NOT NULL, 
	doc TEXT NOT NULL, 
	base_rev INTEGER, 
	after_part VARCHAR(36), 
	state TEXT NOT NULL, 
	code TEXT DEFAULT '' NOT NULL, 
	detail TEXT DEFAULT '{}' NOT NULL, 
	new_rev INTEGER, 
	answered_at BIGINT, 
	CONSTRAINT pk_outbox_part PRIMARY KEY (part_id)
);
CREATE TABLE sync_log (
	"key" INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	params TEXT NOT NULL, 
	CONSTRAINT pk_sync_log PRIMARY KEY ("key")
);
CREATE TABLE file_transfer (
	sha256 VARCHAR(64) NOT NULL, 
	district_id TEXT NOT NULL, 
	direction TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	code TEXT DEFAULT '' NOT NULL, 
	used_at BIGINT, 
	CONSTRAINT pk_file_transfer PRIMARY KEY (sha256, district_id, direction)
)
 WITHOUT ROWID

;
CREATE INDEX ix_audit_subject_id ON audit (subject_id);
CREATE INDEX ix_decision_account_id ON decision (account_id, at);
CREATE INDEX ix_decision_returns ON decision (employer_id, at, subject_id) WHERE action = 'return' AND subject_kind = 'declaration' AND withdrawn = 0;
CREATE INDEX ix_decision_subject_id ON decision (subject_id);
CREATE INDEX ix_look_subject_id ON look (subject_id);
CREATE INDEX ix_publicity_employer_id ON publicity (employer_id, end_on);
CREATE INDEX ix_account_organisation_id ON account (organisation_id);
CREATE INDEX ix_applicant_employer_id ON applicant (employer_id);
CREATE INDEX ix_objection_publicity_id ON objection (publicity_id);
CREATE INDEX ix_publicity_member_declaration_id ON publicity_member (declaration_id);
CREATE INDEX ix_archive_item_list ON archive_item (employer_id, status, section, submitted_at, "key", flag_count, applicant_key);
CREATE INDEX ix_archive_item_person ON archive_item (applicant_key, section, status, submitted_at, "key", flag_count, employer_id);
CREATE INDEX ix_declaration_list ON declaration (employer_id, stage, submitted_at, "key", year, plan_id, publicity_to, flag_count, applicant_key, reached);
CREATE INDEX ix_declaration_item_item_id ON declaration_item (item_id);
CREATE INDEX ix_item_draft_applicant_key ON item_draft (applicant_key);
CREATE INDEX ix_applicant_id_number ON applicant (employer_id, id_number);
CREATE INDEX ix_decision_entering ON decision (organisation_id, entered_at, at);
CREATE INDEX ix_meeting_organisation_id ON meeting (organisation_id, held_on);
CREATE INDEX ix_meeting_member_declaration_id ON meeting_member (declaration_id);
CREATE INDEX ix_declaration_stage ON declaration (stage, submitted_at, "key", year, plan_id, publicity_to, flag_count, applicant_key, reached, acceptance_id, hr_bureau_id, municipal_id, committee_id);
CREATE INDEX ix_declaration_person ON declaration (applicant_key, stage, employer_id, submitted_at, "key", year, plan_id, publicity_to, flag_count, reached, acceptance_id, hr_bureau_id, municipal_id, committee_id);
CREATE INDEX ix_outbox_state ON outbox (state, seq) WHERE state NOT IN ('local', 'applied');
CREATE INDEX ix_mirror_district ON mirror (district_id, kind);
CREATE INDEX ix_mirror_held ON mirror (group_id) WHERE held IS NOT NULL;
CREATE INDEX ix_mirror_stale ON mirror (kind) WHERE stale = 1;
CREATE INDEX ix_outbox_part_op_id ON outbox_part (op_id);
CREATE INDEX ix_outbox_part_open ON outbox_part (group_id, state);
CREATE INDEX ix_outbox_part_subject ON outbox_part (subject_id, state);
INSERT INTO "alembic_version" VALUES ('0004');
INSERT INTO "archive_revision" VALUES ('01990000-0000-7000-8000-000000000008', 1, 'award', '{"name":"优质工程奖","project":"城北泵站","time":"2024-05"}', '[{"media_type":"application/pdf","name":"获奖证书.pdf","sha256":"b60291aa792c6f01c75052ccb43faa808a9e120c4f92ebc1a8615ac04c4649ed","size":10}]');
INSERT INTO "archive_revision" VALUES ('01990000-0000-7000-8000-000000000010', 1, 'education', '{"name":"优质工程奖","project":"城北泵站","time":"2024-05"}', '[{"media_type":"application/pdf","name":"获奖证书.pdf","sha256":"0cb7b2007e8c6109cdf19af57adaf8e5fb350b288495cab0f94d85c3abcd3cb4","size":11}]');
INSERT INTO "audit" VALUES (1, 1788228000000000, 'archive.return', '01990000-0000-7000-8000-000000000005', 'archive_item', '01990000-0000-7000-8000-000000000010', '2083b7604cd723b8b41c791146a3e40d03a60f4acfbf7730c429c2cfedb29812', '0000000000000000000000000000000000000000000000000000000000000000', 'c93c1feb583ef208f35ebc419cccb1b8a647cf526b6ae9f8dca529349e38f1d5');
INSERT INTO "audit" VALUES (2, 1788228001000000, 'archive.return', '01990000-0000-7000-8000-000000000005', 'archive_item', '01990000-0000-7000-8000-000000000010', 'df8808f99cac88f42f90a05408628ca0d483cdbdb587e08bd23b7b3dd2b54bf7', 'c93c1feb583ef208f35ebc419cccb1b8a647cf526b6ae9f8dca529349e38f1d5', 'b11c057615cf9cdc29ef149583653b5a560f86c6812b72b409554f518ef3b058');
INSERT INTO "audit" VALUES (3, 1788228002000000, 'archive.return', '01990000-0000-7000-8000-000000000005', 'archive_item', '01990000-0000-7000-8000-000000000010', '413ec00165699b4cfc00fb405340554285fb0e026990088cae86b512e76b1a59', 'b11c057615cf9cdc29ef149583653b5a560f86c6812b72b409554f518ef3b058', '1572495723bc4ffbaa93dda1da27787192b19bdc994575bc318c01642fbfc71b');
INSERT INTO "decision" VALUES (1, '01990000-0000-7000-8000-000000000023', 'archive_item', '01990000-0000-7000-8000-000000000008', '01990000-0000-7000-8000-000000000003', 'pass', '01990000-0000-7000-8000-000000000005', '周敏', 'employer', '01990000-0000-7000-8000-000000000003', '示例建设工程有限公司2', 1788228000000000, 1, 2, 'passed', 'passed', '同意', '', '[]', 1, 0, NULL, '{}', '[]', NULL, '');
INSERT INTO "file" VALUES ('b60291aa792c6f01c75052ccb43faa808a9e120c4f92ebc1a8615ac04c4649ed', 10, 'application/pdf');
INSERT INTO "flag" VALUES ('archive_item', '01990000-0000-7000-8000-000000000008', 0, 'C-101', '{"gap":"7"}', 'work', 'start', '', '', '', 'notice', 0);
INSERT INTO "look" VALUES (1, 1788228000000000, '01990000-0000-7000-8000-000000000005', 'look', 'archive_item', '01990000-0000-7000-8000-000000000008');
INSERT INTO "organisation" VALUES ('01990000-0000-7000-8000-000000000003', '示例建设工程有限公司2', 'employer', '', 'private', '330106', NULL, 1, 1);
INSERT INTO "outbox" VALUES (1, '01990000-0000-7000-8000-000000000019', 'ReviewArchiveItem', '{"action":"return","actor":{"account_id":"01990000-0000-7000-8000-000000000005","name":"周敏","organisation_id":"01990000-0000-7000-8000-000000000003","organisation_name":"示例建设工程有限公司2","role":"employer"},"base_rev":1,"defects":[{"field":"name","material":"","page":1,"reason_code":"unclear_scan","section":"award","text":"证书扫描件不清晰。"}],"item_id":"01990000-0000-7000-8000-000000000010","notice":"请重新上传。","op_id":"01990000-0000-7000-8000-000000000019","opinion":""}', '{"changed":{"applicants":[],"declarations":[],"items":["01990000-0000-7000-8000-000000000010"],"meetings":[],"publicities":[]},"code":"","kind":"applied","op_id":"01990000-0000-7000-8000-000000000019","params":{}}', 1788228000000000, 'local', NULL, '', '{}');
INSERT INTO "publicity" VALUES (1, '01990000-0000-7000-8000-000000000018', 'employer', '01990000-0000-7000-8000-000000000003', '示例建设工程有限公司2', '一楼公告栏', '2026-08-31', '2026-09-07', 'start_excluded', 5, 1, '{"account_id":"01990000-0000-7000-8000-000000000005","name":"周敏","organisation_id":"01990000-0000-7000-8000-000000000003","organisation_name":"示例建设工程有限公司2","role":"employer"}', 1788228000000000, '', '', 0, NULL, '[{"media_type":"application/pdf","name":"公告栏.jpg","sha256":"9c4046f5b95cf1d250006d9df3ca60e997e36200f512163fcb6ae8cf6db712c2","size":11}]', NULL, '');
INSERT INTO "setting" VALUES ('copy.id', '01990000-0000-7000-8000-000000000001');
INSERT INTO "account" VALUES ('01990000-0000-7000-8000-000000000005', '01990000-0000-7000-8000-000000000003', 'clerk4', '周敏', 'employer', 'not-a-hash', 1);
INSERT INTO "applicant" VALUES (1, '01990000-0000-7000-8000-000000000007', '01990000-0000-7000-8000-000000000003', '买买提·艾力', 'maimaitiaili maimaitiyili maimaidiaili maimaidiyili maimaichiaili maimaichiyili maimaishiaili maimaishiyili', 'mmtal mmtyl mmdal mmdyl mmcal mmcyl mmsal mmsyl', '330106198803070069', '13805710006', 1);
INSERT INTO "audit_content" VALUES (1, '8c6206535c19f34f98bf9fa98d74f3c6', '{"actor":{"account_id":"01990000-0000-7000-8000-000000000005","name":"周敏","organisation_id":"01990000-0000-7000-8000-000000000003","organisation_name":"示例建设工程有限公司2","role":"employer"},"command":{"action":"return","actor":{"account_id":"01990000-0000-7000-8000-000000000005","name":"周敏","organisation_id":"01990000-0000-7000-8000-000000000003","organisation_name":"示例建设工程有限公司2","role":"employer"},"base_rev":1,"defects":[{"field":"name","material":"","page":1,"reason_code":"unclear_scan","section":"award","text":"证书扫描件不清晰。"}],"item_id":"01990000-0000-7000-8000-000000000010","notice":"请重新上传。","op_id":"01990000-0000-7000-8000-000000000019","opinion":""}}');
INSERT INTO "audit_content" VALUES (2, '59055aa8680e6ae58b4f98b2a12485cc', '{"actor":{"account_id":"01990000-0000-7000-8000-000000000005","name":"周敏","organisation_id":"01990000-0000-7000-8000-000000000003","organisation_name":"示例建设工程有限公司2","role":"employer"},"command":{"action":"return","actor":{"account_id":"01990000-0000-7000-8000-000000000005","name":"周敏","organisation_id":"01990000-0000-7000-8000-000000000003","organisation_name":"示例建设工程有限公司2","role":"employer"},"base_rev":1,"defects":[{"field":"name","material":"","page":1,"reason_code":"unclear_scan","section":"award","text":"证书扫描件不清晰。"}],"item_id":"01990000-0000-7000-8000-000000000010","notice":"请重新上传。","op_id":"01990000-0000-7000-8000-000000000019","opinion":""}}');
INSERT INTO "audit_content" VALUES (3, '663fe9549c3d44f8e2d89b6c96bced97', '{"actor":{"account_id":"01990000-0000-7000-8000-000000000005","name":"周敏","organisation_id":"01990000-0000-7000-8000-000000000003","organisation_name":"示例建设工程有限公司2","role":"employer"},"command":{"action":"return","actor":{"account_id":"01990000-0000-7000-8000-000000000005","name":"周敏","organisation_id":"01990000-0000-7000-8000-000000000003","organisation_name":"示例建设工程有限公司2","role":"employer"},"base_rev":1,"defects":[{"field":"name","material":"","page":1,"reason_code":"unclear_scan","section":"award","text":"证书扫描件不清晰。"}],"item_id":"01990000-0000-7000-8000-000000000010","notice":"请重新上传。","op_id":"01990000-0000-7000-8000-000000000019","opinion":""}}');
INSERT INTO "objection" VALUES ('01990000-0000-7000-8000-000000000016', '01990000-0000-7000-8000-000000000018', 0, '01990000-0000-7000-8000-000000000012', '匿名来信', '2026-09-01', '反映获奖排名与事实不符', '{"account_id":"01990000-0000-7000-8000-000000000005","name":"周敏","organisation_id":"01990000-0000-7000-8000-000000000003","organisation_name":"示例建设工程有限公司2","role":"employer"}', 1788228000000000, '', NULL, NULL, NULL);
INSERT INTO "publicity_member" VALUES ('01990000-0000-7000-8000-000000000018', 0, '01990000-0000-7000-8000-000000000012');
INSERT INTO "archive_item" VALUES (1, '01990000-0000-7000-8000-000000000008', 1, '01990000-0000-7000-8000-000000000003', 'award', 'passed', 1, 1, 1, 1788141600000000, '', '2024-05', '城北泵站', '优质工程奖', 1, 1788228000000000);
INSERT INTO "archive_item" VALUES (2, '01990000-0000-7000-8000-000000000010', 1, '01990000-0000-7000-8000-000000000003', 'education', 'returned', 1, 1, 1, 1788141600000000, '', '', '', '', 0, NULL);
INSERT INTO "declaration" VALUES (1, '01990000-0000-7000-8000-000000000012', 1, '01990000-0000-7000-8000-000000000003', 'test-plan', 1, 'in_publicity', 1, 'normal', 'normal', 1, 1788141600000000, '本人从事水利工程技术工作十二年。', '{"media_type":"image/jpeg","name":"证件照.jpg","sha256":"fc203cd5af4c011e7313db2b41e7b2e7a540137167d44f7b6835ab3be65052fb","size":11}', '{"media_type":"application/pdf","name":"真实性保证书.pdf","sha256":"3387640b4e6d364b581e2a2d43bb5873a0ef66955c78438cafae25273d7f4d2e","size":11}', '["years"]', NULL, '{"education":"registered"}', '', NULL, NULL, 0, 2026, '2026年度示例工程师评审计划', '工程师(中级)', 0, NULL, 1, NULL, '{"format":"JPEG","height_px":579,"size_bytes":102400,"width_px":413}', 'white', NULL, NULL, NULL, '', NULL, '', '', '', '', NULL, NULL, '', NULL, NULL);
INSERT INTO "declaration_item" VALUES ('01990000-0000-7000-8000-000000000012', 0, '01990000-0000-7000-8000-000000000008', 1);
INSERT INTO "declaration_material" VALUES ('01990000-0000-7000-8000-000000000012', 0, 'degree', '[{"media_type":"application/pdf","name":"学历证书.pdf","sha256":"132a333944998e45de197752f061484614d36da4edb8b2685712c80b2d85cfd6","size":11}]', '[]');
INSERT INTO "section_read" VALUES ('01990000-0000-7000-8000-000000000012', 1, '01990000-0000-7000-8000-000000000005', 'basic');
INSERT INTO "item_draft" VALUES ('01990000-0000-7000-8000-000000000020', 1, '01990000-0000-7000-8000-000000000003', 'award', '{"awarded_on":"2024-05","project":"城北泵站"}', '[{"media_type":"application/pdf","name":"获奖证书.pdf","sha256":"685ee9bd4767529828c4452d1e20e4f58812fd62694f06d6095711e4b91f7eb6","size":11}]', NULL, 1788228000000000);
INSERT INTO "submission" VALUES ('01990000-0000-7000-8000-000000000012', 1, 1788141600000000, '{"acceptance_point":"","commitment":{"media_type":"application/pdf","name":"真实性保证书.pdf","sha256":"3387640b4e6d364b581e2a2d43bb5873a0ef66955c78438cafae25273d7f4d2e","size":11},"commitment_at":null,"commitment_kind":null,"conditions":["years"],"facts":{"education":"registered"},"items":[{"content_rev":1,"item_id":"01990000-0000-7000-8000-000000000008"}],"materials":[{"files":[{"media_type":"application/pdf","name":"学历证书.pdf","sha256":"132a333944998e45de197752f061484614d36da4edb8b2685712c80b2d85cfd6","size":11}],"material":"degree","papers":[]}],"mode":"normal","person_category":"normal","photo":{"media_type":"image/jpeg","name":"证件照.jpg","sha256":"fc203cd5af4c011e7313db2b41e7b2e7a540137167d44f7b6835ab3be65052fb","size":11},"photo_facts":{"format":"JPEG","height_px":579,"size_bytes":102400,"width_px":413},"photo_ground":"white","publicity_before":null,"score":{},"self_score":null,"statement":"本人从事水利工程技术工作十二年。"}');
INSERT INTO "meeting" VALUES ('01990000-0000-7000-8000-000000000022', '01990000-0000-7000-8000-000000000003', '2026年度建设工程中评会', '2026-12-03', '一楼会议室', 0, '', 1, '{"account_id":"01990000-0000-7000-8000-000000000005","name":"周敏","organisation_id":"01990000-0000-7000-8000-000000000003","organisation_name":"示例建设工程有限公司2","role":"employer"}', 1788228000000000);
INSERT INTO "meeting_member" VALUES ('01990000-0000-7000-8000-000000000022', 0, '01990000-0000-7000-8000-000000000012');
INSERT INTO "mirror" VALUES ('archive_item', '01990000-0000-7000-8000-000000000027', '330102', '01990000-0000-7000-8000-000000000024', 2, 7, NULL, 0);
INSERT INTO "pull_cursor" VALUES ('330102', 'archive_item', 7, '1', '00000001');
INSERT INTO "outbox_part" VALUES ('01990000-0000-7000-8000-000000000025', '01990000-0000-7000-8000-000000000026', 0, '330102', '01990000-0000-7000-8000-000000000024', 'push_item', 'archive_item', '01990000-0000-7000-8000-000000000027', 'return', '{"notice":"请重新上传。"}', 1, NULL, 'applied', '', '{}', 2, 1788228000000000);
INSERT INTO "sync_log" VALUES (1, 1788228000000000, 'round', '{"pushed":1}');
INSERT INTO "file_transfer" VALUES ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '330102', 'up', 9, 'done', '', NULL);
PRAGMA user_version = 4;
