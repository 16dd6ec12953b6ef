-- Tables of the shared database (docs/protocol.md §2, §3). Owner: rd_owner. Nobody else may change a row.
-- Keys begin with district_id; nothing here is UNIQUE across districts, no sequence, no trigger, no view.

CREATE TABLE rd.meta (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    schema_version integer NOT NULL,
    min_schema integer NOT NULL,
    name text NOT NULL DEFAULT ''
);

-- The counter row of a district: locked to commit by whoever writes, so that commit order is seq order.
CREATE TABLE rd.district (
    district_id text PRIMARY KEY,
    name text NOT NULL,
    epoch text NOT NULL,
    head bigint NOT NULL DEFAULT 0,
    audit_n bigint NOT NULL DEFAULT 0,
    audit_hash text NOT NULL DEFAULT repeat('0', 64)
);

-- Who a login is. login is the PostgreSQL role; district_id is the organisation's own district ('*' above the districts).
CREATE TABLE rd.account (
    login text PRIMARY KEY,
    account_id text NOT NULL UNIQUE,
    name text NOT NULL,
    role text NOT NULL,
    organisation_id text NOT NULL,
    district_id text NOT NULL REFERENCES rd.district,
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON rd.account (organisation_id);

-- Every organisation, for the rules: routes, names in decisions. Desks get offices by rd.reference, employers by rd.employer.
CREATE TABLE rd.organisation (
    organisation_id text PRIMARY KEY,
    district_id text NOT NULL REFERENCES rd.district,
    role text NOT NULL,
    name text NOT NULL,
    uscc text NOT NULL DEFAULT '',
    kind text NOT NULL DEFAULT 'other',
    region text NOT NULL DEFAULT '',
    municipal_unit_id text,
    bound boolean NOT NULL DEFAULT true
);
-- In which districts an organisation has rows: what rd.hello lists for it.
CREATE TABLE rd.organisation_district (
    organisation_id text NOT NULL REFERENCES rd.organisation,
    district_id text NOT NULL REFERENCES rd.district,
    PRIMARY KEY (organisation_id, district_id)
);

-- Synced tables: the same first ten columns in each.
CREATE TABLE rd.reference (  -- offices, plan kits, holiday years; read by every role
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL DEFAULT '',
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL DEFAULT '',
    reached integer NOT NULL DEFAULT 0, rev integer NOT NULL, seq bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('office', 'plan_kit', 'holiday_year')),
    doc jsonb NOT NULL,
    PRIMARY KEY (district_id, id)
);
CREATE TABLE rd.employer (
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL,
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL DEFAULT '',
    reached integer NOT NULL DEFAULT 1, rev integer NOT NULL, seq bigint NOT NULL,
    name text NOT NULL, uscc text NOT NULL, kind text NOT NULL, region text NOT NULL,
    municipal_unit_id text, bound boolean NOT NULL,
    PRIMARY KEY (district_id, id)
);
CREATE TABLE rd.applicant (
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL,
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL DEFAULT '',
    reached integer NOT NULL DEFAULT 1, rev integer NOT NULL, seq bigint NOT NULL,
    name text NOT NULL, id_number text NOT NULL, phone text NOT NULL,
    PRIMARY KEY (district_id, id)
);
CREATE INDEX ON rd.applicant (district_id, employer_id, id_number);
CREATE INDEX ON rd.applicant (id);  -- ids are taken once on a server: the pushes look before they make a row
CREATE TABLE rd.archive_item (
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL,
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL DEFAULT '',
    reached integer NOT NULL DEFAULT 1, rev integer NOT NULL, seq bigint NOT NULL,
    applicant_id text NOT NULL, section text NOT NULL, status text NOT NULL,
    content_rev integer NOT NULL, submit_no integer NOT NULL, submitted_at timestamptz,
    opinion text NOT NULL DEFAULT '', fields jsonb NOT NULL, evidence jsonb NOT NULL,
    PRIMARY KEY (district_id, id)
);
CREATE INDEX ON rd.archive_item (district_id, applicant_id);
CREATE INDEX ON rd.archive_item (id);
-- The latest submission's content; before the first 提交 a declaration is not here.
CREATE TABLE rd.declaration (
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL,
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL DEFAULT '',
    reached integer NOT NULL DEFAULT 1, rev integer NOT NULL, seq bigint NOT NULL,
    applicant_id text NOT NULL, plan_id text NOT NULL, plan_version integer NOT NULL,
    stage text NOT NULL, submit_no integer NOT NULL, submitted_at timestamptz,
    publicity_id text, publicity_to date, office_publicity_id text, office_publicity_to date,
    open_objections integer NOT NULL DEFAULT 0, arrived_at timestamptz, opened_at timestamptz,
    pay_until date, form_step text NOT NULL DEFAULT '',
    person jsonb NOT NULL,    -- id, name, id_number, phone
    employer jsonb NOT NULL,  -- id, name, uscc, kind, region, municipal_unit_id
    content jsonb NOT NULL,
    PRIMARY KEY (district_id, id)
);
CREATE INDEX ON rd.declaration (district_id, applicant_id);
CREATE INDEX ON rd.declaration (id);
CREATE TABLE rd.submission (  -- id = declaration:submit_no
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL,
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL DEFAULT '',
    reached integer NOT NULL DEFAULT 1, rev integer NOT NULL, seq bigint NOT NULL,
    declaration_id text NOT NULL, submit_no integer NOT NULL, submitted_at timestamptz NOT NULL,
    dropped boolean NOT NULL DEFAULT false,  -- taken back
    publicity_before text, content jsonb NOT NULL,
    items jsonb NOT NULL,     -- [{item_id, section, content_rev, fields, evidence}], frozen
    PRIMARY KEY (district_id, id)
);
CREATE INDEX ON rd.submission (district_id, declaration_id);
CREATE TABLE rd.decision (  -- id = op_id
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL,
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL DEFAULT '',
    reached integer NOT NULL DEFAULT 1, rev integer NOT NULL, seq bigint NOT NULL,
    subject_kind text NOT NULL, subject_id text NOT NULL, action text NOT NULL,
    account_id text NOT NULL, actor_name text NOT NULL, actor_role text NOT NULL,
    organisation_id text NOT NULL, organisation_name text NOT NULL,
    at timestamptz NOT NULL, decided_at timestamptz,  -- server's clock counts; the desk's is only shown
    base_rev integer NOT NULL, new_rev integer NOT NULL, before text NOT NULL, after text NOT NULL,
    opinion text NOT NULL, notice text NOT NULL, defects jsonb NOT NULL, submit_no integer NOT NULL,
    withdrawn boolean NOT NULL DEFAULT false, answered_at timestamptz,
    record jsonb NOT NULL, files jsonb NOT NULL, entered_at timestamptz, entered_by text NOT NULL DEFAULT '',
    PRIMARY KEY (district_id, id),
    -- A second, independent guard against double decisions. An entry and a declaration of one id count their revisions apart.
    UNIQUE (district_id, subject_id, subject_kind, new_rev)
);
CREATE TABLE rd.publicity (  -- id = publicity:declaration
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL,
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL DEFAULT '',
    reached integer NOT NULL DEFAULT 1, rev integer NOT NULL, seq bigint NOT NULL,
    publicity_id text NOT NULL, declaration_id text NOT NULL, position integer NOT NULL,
    kind text NOT NULL, organisation_id text NOT NULL, body text NOT NULL, place text NOT NULL,
    start_on date NOT NULL, end_on date NOT NULL, end_rule text NOT NULL, working_days integer NOT NULL,
    created_by jsonb NOT NULL, created_at timestamptz NOT NULL,
    stated_source text NOT NULL, stated_reason text NOT NULL, held_before boolean NOT NULL,
    sheet_exported_at timestamptz, evidence jsonb NOT NULL DEFAULT '[]',
    cancelled_at timestamptz, cancel_reason text NOT NULL DEFAULT '',
    objections jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (district_id, id)
);
CREATE INDEX ON rd.publicity (district_id, declaration_id);
CREATE INDEX ON rd.publicity (publicity_id);
CREATE TABLE rd.meeting (  -- district '*'
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL DEFAULT '',
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL,
    reached integer NOT NULL DEFAULT 16, rev integer NOT NULL, seq bigint NOT NULL,
    title text NOT NULL, held_on date NOT NULL, place text NOT NULL, experts integer NOT NULL,
    note text NOT NULL, created_by jsonb NOT NULL, created_at timestamptz NOT NULL,
    PRIMARY KEY (district_id, id)
);
CREATE TABLE rd.meeting_member (  -- id = meeting:declaration; district of the declaration
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL DEFAULT '',
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL,
    reached integer NOT NULL DEFAULT 16, rev integer NOT NULL, seq bigint NOT NULL,
    meeting_id text NOT NULL, declaration_id text NOT NULL, held_on date NOT NULL,
    experts integer NOT NULL, position integer NOT NULL, listed boolean NOT NULL,
    PRIMARY KEY (district_id, id)
);
CREATE INDEX ON rd.meeting_member (district_id, declaration_id);
CREATE TABLE rd.file_ref (  -- id = owner_kind:owner_id:sha256; owner: archive_item, declaration (its decisions and publicities too)
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL,
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL DEFAULT '',
    reached integer NOT NULL DEFAULT 1, rev integer NOT NULL, seq bigint NOT NULL,
    owner_kind text NOT NULL, owner_id text NOT NULL, holder_id text NOT NULL,
    sha256 text NOT NULL, size bigint NOT NULL, media_type text NOT NULL,
    PRIMARY KEY (district_id, id)
);
CREATE INDEX ON rd.file_ref (district_id, owner_kind, owner_id);
CREATE TABLE rd.gone (  -- id = kind:row:organisation; the organisation sees the row no longer
    district_id text NOT NULL, id text NOT NULL, employer_id text NOT NULL DEFAULT '',
    acceptance_id text NOT NULL DEFAULT '', hr_bureau_id text NOT NULL DEFAULT '',
    municipal_id text NOT NULL DEFAULT '', committee_id text NOT NULL DEFAULT '',
    reached integer NOT NULL DEFAULT 0, rev integer NOT NULL, seq bigint NOT NULL,
    organisation_id text NOT NULL, kind text NOT NULL, row_id text NOT NULL,
    PRIMARY KEY (district_id, id)
);
CREATE INDEX ON rd.gone (organisation_id, district_id, seq);

-- Bytes. holder_id: the organisation that uploaded; equal files are kept once inside one holder and district only.
CREATE TABLE rd.upload (
    district_id text NOT NULL, holder_id text NOT NULL, sha256 text NOT NULL,
    size bigint NOT NULL, finished_at timestamptz, begun_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (district_id, holder_id, sha256)
);
CREATE TABLE rd.chunk (
    district_id text NOT NULL, holder_id text NOT NULL, sha256 text NOT NULL, n integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (district_id, holder_id, sha256, n)
);
ALTER TABLE rd.chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;  -- PDFs and JPEGs do not compress

-- The server's own: what was answered, what happened, who looked.
CREATE TABLE rd.op_result (
    district_id text NOT NULL, op_id text NOT NULL, login text NOT NULL, digest text NOT NULL,
    outcome text NOT NULL, code text NOT NULL, detail jsonb NOT NULL,
    new_rev integer, seq bigint, at timestamptz NOT NULL, asked integer NOT NULL DEFAULT 1,
    PRIMARY KEY (district_id, op_id)
);
CREATE INDEX ON rd.op_result (op_id);
-- hash = sha256(prev || entry) in hex, entry = exactly the text kept; salt and content may be destroyed, the chain still holds.
CREATE TABLE rd.audit (
    district_id text NOT NULL, n bigint NOT NULL, entry text NOT NULL, prev text NOT NULL, hash text NOT NULL,
    PRIMARY KEY (district_id, n)
);
CREATE TABLE rd.audit_content (
    district_id text NOT NULL, n bigint NOT NULL, salt text NOT NULL, content text NOT NULL,
    PRIMARY KEY (district_id, n)
);
CREATE TABLE rd.look (
    district_id text NOT NULL, op_id text NOT NULL, n integer NOT NULL,
    account_id text NOT NULL, organisation_id text NOT NULL, received_at timestamptz NOT NULL,
    at timestamptz, act text NOT NULL, subject_kind text NOT NULL, subject_id text NOT NULL,
    PRIMARY KEY (district_id, op_id, n)
);
CREATE INDEX ON rd.look (district_id, subject_id);

-- Rules as data. Written from app.domain by migrations; a test compares them with it.
CREATE TABLE rd.transition (
    stage text NOT NULL, action text NOT NULL, role text NOT NULL, target text NOT NULL, guards text[] NOT NULL,
    PRIMARY KEY (stage, action, role)
);
CREATE TABLE rd.archive_transition (
    status text NOT NULL, action text NOT NULL, role text NOT NULL, target text NOT NULL,
    PRIMARY KEY (status, action, role)
);
CREATE TABLE rd.station_stage (station text NOT NULL, station_no integer NOT NULL, stage_no integer NOT NULL, stage text PRIMARY KEY);
CREATE TABLE rd.level_stage (stage text PRIMARY KEY, level text NOT NULL);
CREATE TABLE rd.record_field (
    action text NOT NULL, n integer NOT NULL, key text NOT NULL, kind text NOT NULL, required boolean NOT NULL,
    PRIMARY KEY (action, key)
);
CREATE TABLE rd.comes_after (action text NOT NULL, before_action text NOT NULL, PRIMARY KEY (action, before_action));
CREATE TABLE rd.publicity_stage (kind text PRIMARY KEY, waiting text NOT NULL, running text NOT NULL, objected text NOT NULL);
CREATE TABLE rd.form_leg (way text NOT NULL, n integer NOT NULL, step text NOT NULL, role text NOT NULL, PRIMARY KEY (way, n));
CREATE TABLE rd.plan (  -- from the plan kits that `server` loads; doc stands in rd.reference
    plan_id text NOT NULL, version integer NOT NULL, year integer NOT NULL, name text NOT NULL, title_with_rank text NOT NULL,
    road text[] NOT NULL, levels text[] NOT NULL, city_bodies text[] NOT NULL,
    working_days integer NOT NULL, start_counts boolean, pay_until date,
    points text[] NOT NULL DEFAULT '{}',  -- keys (region codes) of its 受理点
    PRIMARY KEY (plan_id, version)
);
CREATE TABLE rd.holiday_year (year integer PRIMARY KEY);
CREATE TABLE rd.holiday (day date PRIMARY KEY, works boolean NOT NULL, name text NOT NULL DEFAULT '');
