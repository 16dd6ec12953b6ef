-- What every push stands on (docs/protocol.md §4): clock, who calls, stored answer, counter row with the audit chain, answer.
-- A rule's "no" is a value, never an exception: {"code", "detail"}. Exceptions say that a call cannot be judged at all.
-- Helpers get no EXECUTE: they run inside the push functions, as rd_owner.

-- The server's clock. Tests replace it to move the day.
CREATE FUNCTION rd.clock() RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN now();
END $$;

-- The day in Asia/Shanghai (app.domain.working_days.SHANGHAI: a fixed offset).
CREATE FUNCTION rd.today() RETURNS date
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (rd.clock() AT TIME ZONE interval '8 hours')::date;
END $$;

-- Without white space at the ends, as str.strip() of the domain sees it.
CREATE FUNCTION rd.stripped(p_text text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN regexp_replace(coalesce(p_text, ''),
        '^[\s\u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\s\u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$',
        '', 'g');
END $$;

CREATE FUNCTION rd.refusal(p_code text, p_detail jsonb DEFAULT '{}') RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('code', p_code, 'detail', p_detail);
END $$;

-- An unknown row and one of somebody else are answered alike.
CREATE FUNCTION rd.unknown_row(p_kind text, p_id text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN rd.refusal('N-404', jsonb_build_object('kind', p_kind, 'id', p_id));
END $$;

CREATE FUNCTION rd.conflict(p_stored integer, p_seen integer, p_seq bigint) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('code', 'C-101', 'conflict', true, 'new_rev', p_stored, 'seq', p_seq,
                              'detail', jsonb_build_object('stored', p_stored, 'seen', p_seen));
END $$;

CREATE FUNCTION rd.applied(p_rev integer, p_seq bigint) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('new_rev', p_rev, 'seq', p_seq);
END $$;

CREATE FUNCTION rd.malformed(p_what text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'malformed: %', p_what USING ERRCODE = '22023';
END $$;

-- Readers of documents: whatever cannot be read is malformed (22023), so that it is never sent again for ever.
CREATE FUNCTION rd.read_doc(p_doc text) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_doc jsonb;
BEGIN
    IF octet_length(p_doc) > 4194304 THEN
        PERFORM rd.malformed('document');
    END IF;
    BEGIN
        v_doc := p_doc::jsonb;
    EXCEPTION WHEN data_exception OR statement_too_complex THEN
        PERFORM rd.malformed('document');
    END;
    IF v_doc IS NULL OR jsonb_typeof(v_doc) <> 'object' THEN
        PERFORM rd.malformed('document');
    END IF;
    RETURN v_doc;
END $$;

CREATE FUNCTION rd.read_text(p_doc jsonb, p_key text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce(jsonb_typeof(p_doc -> p_key), 'null') NOT IN ('null', 'string') THEN
        PERFORM rd.malformed(p_key);
    END IF;
    RETURN coalesce(p_doc ->> p_key, '');
END $$;

CREATE FUNCTION rd.read_integer(p_doc jsonb, p_key text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (p_doc ->> p_key) IS NULL THEN
        RETURN 0;
    END IF;
    IF (p_doc ->> p_key) !~ '^-?[0-9]{1,9}$' THEN
        PERFORM rd.malformed(p_key);
    END IF;
    RETURN (p_doc ->> p_key)::integer;
END $$;

CREATE FUNCTION rd.read_flag(p_doc jsonb, p_key text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce(jsonb_typeof(p_doc -> p_key), 'null') NOT IN ('null', 'boolean') THEN
        PERFORM rd.malformed(p_key);
    END IF;
    RETURN coalesce((p_doc ->> p_key)::boolean, false);
END $$;

CREATE FUNCTION rd.read_day(p_doc jsonb, p_key text) RETURNS date
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce(p_doc ->> p_key, '') !~ '^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$' THEN
        PERFORM rd.malformed(p_key);
    END IF;
    RETURN (p_doc ->> p_key)::date;
EXCEPTION WHEN data_exception THEN
    PERFORM rd.malformed(p_key);
END $$;

-- As Python reads it too (datetime.fromisoformat), in years that every desk's calendar holds: other desks read what is kept.
CREATE FUNCTION rd.read_moment(p_doc jsonb, p_key text) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (p_doc ->> p_key) IS NULL THEN
        RETURN NULL;
    END IF;
    IF (p_doc ->> p_key) !~ '^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?([+-](0[0-9]|1[0-4]):[0-5][0-9]|Z)$' THEN
        PERFORM rd.malformed(p_key);
    END IF;
    RETURN (p_doc ->> p_key)::timestamptz;
EXCEPTION WHEN data_exception THEN
    PERFORM rd.malformed(p_key);
END $$;

-- An object or list of the document; p_empty where it is absent. A list of thousands is no work of a desk, and would be judged while
-- a whole district waits.
CREATE FUNCTION rd.read_part(p_doc jsonb, p_key text, p_empty jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce(jsonb_typeof(p_doc -> p_key), 'null') = 'null' THEN
        RETURN p_empty;
    END IF;
    IF jsonb_typeof(p_doc -> p_key) <> jsonb_typeof(p_empty) THEN
        PERFORM rd.malformed(p_key);
    END IF;
    IF jsonb_typeof(p_empty) = 'array' THEN
        IF jsonb_array_length(p_doc -> p_key) > 2000 THEN
            PERFORM rd.malformed(p_key);
        END IF;
    END IF;
    RETURN p_doc -> p_key;
END $$;

-- An object whose values are texts (fields of an item, a record).
CREATE FUNCTION rd.read_texts(p_doc jsonb, p_key text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_part jsonb := rd.read_part(p_doc, p_key, '{}');
BEGIN
    IF EXISTS (SELECT 1 FROM jsonb_each(v_part) e WHERE jsonb_typeof(e.value) <> 'string') THEN
        PERFORM rd.malformed(p_key);
    END IF;
    RETURN v_part;
END $$;

-- What a desk names a row by. Anything longer might find no room in an index, an error that would be taken for no answer for ever.
CREATE FUNCTION rd.require_id(p_id text) RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce(p_id, '') !~ '^[0-9A-Za-z-]{1,64}$' THEN
        PERFORM rd.malformed('id');
    END IF;
END $$;

-- Begin: acknowledged means replicated (whatever the session says); the caller is session_user, never a setting.
-- Raises 42501 (no account that may act), 57P03 (the district is not here), 22023, 55000. p_parts: all that makes the call what it is,
-- the function's name first. The login must be in the group of the account's level, and the function that level's: a second group
-- role given by mistake makes nobody another office. An older snapshot than the locks is refused: who was disabled since would act.
CREATE FUNCTION rd.begin_push(p_district text, p_op text, VARIADIC p_parts text[]) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_who jsonb;
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true);
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'a push is judged by what is there now: read committed' USING ERRCODE = '55000';
    END IF;
    SELECT jsonb_build_object('account_id', a.account_id, 'name', a.name, 'role', a.role, 'organisation_id', a.organisation_id,
                              'organisation_name', o.name, 'district_id', a.district_id, 'login', a.login)
      INTO v_who
      FROM rd.account a JOIN rd.organisation o ON o.organisation_id = a.organisation_id
     WHERE a.login = session_user AND a.active AND a.role <> 'admin';
    IF NOT FOUND OR NOT pg_has_role(session_user, 'rd_' || (v_who ->> 'role'), 'MEMBER')
       OR p_parts[1] IN ('applicant', 'item') AND v_who ->> 'role' <> 'employer'
       OR p_parts[1] IN ('meeting', 'member') AND v_who ->> 'role' <> 'committee' THEN
        RAISE EXCEPTION 'no account that may act' USING ERRCODE = '42501';
    END IF;
    IF coalesce(p_op, '') !~ '^[0-9A-Za-z-]{1,64}$' OR p_district IS NULL OR array_position(p_parts, NULL) IS NOT NULL
       OR (SELECT sum(octet_length(p)) FROM unnest(p_parts) p) > 2097152 THEN
        PERFORM rd.malformed('arguments');
    END IF;
    PERFORM 1 FROM rd.district d WHERE d.district_id = p_district;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'district is not here' USING ERRCODE = '57P03';
    END IF;
    RETURN v_who || jsonb_build_object('digest',
        encode(sha256(convert_to(array_to_string(p_parts, E'\n'), 'UTF8')), 'hex'));
END $$;

-- Who acts, as decisions, publicities and objections keep it.
CREATE FUNCTION rd.actor_of(p_who jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN p_who - '{district_id,login,digest}'::text[];
END $$;

-- The answer given before, or NULL. It writes: a resend is acknowledged only when it is replicated too.
CREATE FUNCTION rd.stored_answer(p_district text, p_op text, p_who jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kept rd.op_result;
BEGIN
    UPDATE rd.op_result r SET asked = r.asked + 1 WHERE r.district_id = p_district AND r.op_id = p_op RETURNING r.* INTO v_kept;
    IF NOT FOUND THEN
        -- An op is a decision's id, by which desks of several districts keep it: none is used in two.
        IF EXISTS (SELECT 1 FROM rd.op_result r WHERE r.op_id = p_op AND r.district_id <> p_district) THEN
            PERFORM rd.malformed('op_id used in another district');
        END IF;
        RETURN NULL;
    END IF;
    IF v_kept.login <> p_who ->> 'login' OR v_kept.digest <> p_who ->> 'digest' THEN
        PERFORM rd.malformed('op_id used with other content');
    END IF;
    RETURN to_jsonb(v_kept);
END $$;

-- Keep what was decided and give it: p_result is a refusal, a conflict or {"new_rev", "seq"}.
CREATE FUNCTION rd.keep_answer(p_district text, p_op text, p_who jsonb, p_result jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kept rd.op_result;
BEGIN
    INSERT INTO rd.op_result (district_id, op_id, login, digest, outcome, code, detail, new_rev, seq, at)
    VALUES (p_district, p_op, p_who ->> 'login', p_who ->> 'digest',
            CASE WHEN p_result ? 'conflict' THEN 'conflict' WHEN p_result ? 'code' THEN 'refused' ELSE 'applied' END,
            coalesce(p_result ->> 'code', ''), coalesce(p_result -> 'detail', '{}'),
            (p_result ->> 'new_rev')::integer, (p_result ->> 'seq')::bigint, rd.clock())
    ON CONFLICT (district_id, op_id) DO NOTHING
    RETURNING * INTO v_kept;
    IF NOT FOUND THEN
        -- The same op at the same moment over two connections: nothing of this one stands, the resend gets the other's answer.
        RAISE EXCEPTION 'the op is being answered' USING ERRCODE = '40001';
    END IF;
    RETURN to_jsonb(v_kept);
END $$;

-- The counter row, the last lock of a push and held to commit: commit order is seq order. With it the audit entry (DESIGN §3):
-- hash = sha256(prev || entry); the entry carries a salted digest of the content, so that the content may be destroyed.
CREATE FUNCTION rd.enter(p_district text, p_who jsonb, p_act text, p_kind text, p_id text, p_content jsonb) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_row rd.district;
    v_salt text := replace(gen_random_uuid()::text, '-', '');
    v_content text := (p_content || jsonb_build_object('actor', rd.actor_of(p_who)))::text;
    v_entry text;
    v_hash text;
BEGIN
    SELECT d.* INTO v_row FROM rd.district d WHERE d.district_id = p_district FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'district is not here' USING ERRCODE = '57P03';
    END IF;
    v_entry := jsonb_build_object('n', v_row.audit_n + 1, 'at', rd.clock(), 'act', p_act, 'account', p_who ->> 'account_id',
                                  'subject', jsonb_build_array(p_kind, p_id), 'seq', v_row.head + 1,
                                  'content', encode(sha256(convert_to(v_salt || v_content, 'UTF8')), 'hex'))::text;
    v_hash := encode(sha256(convert_to(v_row.audit_hash || v_entry, 'UTF8')), 'hex');
    UPDATE rd.district d SET head = d.head + 1, audit_n = d.audit_n + 1, audit_hash = v_hash WHERE d.district_id = p_district;
    INSERT INTO rd.audit (district_id, n, entry, prev, hash)
    VALUES (p_district, v_row.audit_n + 1, v_entry, v_row.audit_hash, v_hash);
    INSERT INTO rd.audit_content (district_id, n, salt, content) VALUES (p_district, v_row.audit_n + 1, v_salt, v_content);
    RETURN v_row.head + 1;
END $$;

-- A new row has nothing to lock but the counter: taken early, so that two calls cannot both find no row.
CREATE FUNCTION rd.lock_counter(p_district text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM 1 FROM rd.district d WHERE d.district_id = p_district FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'district is not here' USING ERRCODE = '57P03';
    END IF;
END $$;

-- First entry of the district's chain that does not verify, or NULL. An entry whose content was destroyed verifies by its hash alone.
CREATE FUNCTION rd.verify_audit(p_district text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_prev text := repeat('0', 64);
    v_n bigint := 0;
    v_row record;
BEGIN
    FOR v_row IN
        SELECT a.n, a.entry, a.prev, a.hash, c.salt, c.content
          FROM rd.audit a LEFT JOIN rd.audit_content c ON c.district_id = a.district_id AND c.n = a.n
         WHERE a.district_id = p_district ORDER BY a.n
    LOOP
        v_n := v_n + 1;
        IF v_row.n <> v_n OR v_row.prev <> v_prev
           OR v_row.hash <> encode(sha256(convert_to(v_prev || v_row.entry, 'UTF8')), 'hex') THEN
            RETURN v_n;
        END IF;
        IF v_row.content IS NOT NULL AND v_row.entry::jsonb ->> 'content'
           IS DISTINCT FROM encode(sha256(convert_to(v_row.salt || v_row.content, 'UTF8')), 'hex') THEN
            RETURN v_n;
        END IF;
        v_prev := v_row.hash;
    END LOOP;
    PERFORM 1 FROM rd.district d WHERE d.district_id = p_district AND d.audit_n = v_n AND d.audit_hash = v_prev;
    RETURN CASE WHEN FOUND THEN NULL ELSE v_n + 1 END;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rd.verify_audit(text) TO rd_admin;
