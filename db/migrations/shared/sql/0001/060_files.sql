-- Attachments (docs/protocol.md §6): chunks of 256 KiB, kept once inside one holder and district, hashed again here.
-- The holder is the organisation of whoever calls: what is answered never tells whether another organisation has a file.
-- Limits: a file 64 MiB (sha256() of PostgreSQL takes a whole value), an organisation's unfinished uploads 200 files or 2 GiB a
-- district. SQLSTATE: 42501 no account, 57P03 no such district here, 22023 malformed, 53400 too much unfinished.

-- The caller's organisation; refuses whoever may not upload at all.
CREATE FUNCTION rd.upload_holder(p_district text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_account rd.account := rd.my_account();
BEGIN
    IF v_account.role = 'admin' OR v_account.organisation_id = '' THEN
        RAISE EXCEPTION 'no account that may upload' USING ERRCODE = '42501';
    END IF;
    PERFORM 1 FROM rd.district d WHERE d.district_id = p_district;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'district is not here' USING ERRCODE = '57P03';
    END IF;
    RETURN v_account.organisation_id;
END $$;

-- How many bytes of the upload stand without a gap from the start.
CREATE FUNCTION rd.received_bytes(p_district text, p_holder text, p_sha256 text, p_size bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT least(p_size, 262144 * CASE
        WHEN NOT EXISTS (SELECT 1 FROM rd.chunk c
            WHERE c.district_id = p_district AND c.holder_id = p_holder AND c.sha256 = p_sha256 AND c.n = 0) THEN 0::bigint
        ELSE (SELECT min(c.n) + 1::bigint FROM rd.chunk c
            WHERE c.district_id = p_district AND c.holder_id = p_holder AND c.sha256 = p_sha256
              AND NOT EXISTS (SELECT 1 FROM rd.chunk d WHERE d.district_id = p_district AND d.holder_id = p_holder
                                AND d.sha256 = p_sha256 AND d.n = c.n + 1))
        END)
$$;

-- Begin an upload, or find it; locked to the end of the call. NULL: not finished. An unfinished one of another size was begun with a
-- wrong size: anew. Two desks of one holder may begin the same file at once: who comes second goes on with the first one's row.
CREATE FUNCTION rd.begin_upload(p_district text, p_holder text, p_sha256 text, p_size bigint) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_upload rd.upload;
    v_files bigint;
    v_bytes bigint;
BEGIN
    SELECT u.* INTO v_upload FROM rd.upload u
     WHERE u.district_id = p_district AND u.holder_id = p_holder AND u.sha256 = p_sha256 FOR UPDATE;
    IF FOUND AND v_upload.size = p_size THEN
        RETURN v_upload.finished_at;
    END IF;
    SELECT count(*), coalesce(sum(u.size), 0) INTO v_files, v_bytes FROM rd.upload u
     WHERE u.district_id = p_district AND u.holder_id = p_holder AND u.finished_at IS NULL AND u.sha256 <> p_sha256;
    IF v_files >= 200 OR v_bytes + p_size > 2147483648 THEN
        RAISE EXCEPTION 'too many unfinished uploads' USING ERRCODE = '53400';
    END IF;
    INSERT INTO rd.upload (district_id, holder_id, sha256, size) VALUES (p_district, p_holder, p_sha256, p_size)
    ON CONFLICT (district_id, holder_id, sha256) DO NOTHING;
    SELECT u.* INTO v_upload FROM rd.upload u
     WHERE u.district_id = p_district AND u.holder_id = p_holder AND u.sha256 = p_sha256 FOR UPDATE;
    IF v_upload.size <> p_size THEN
        IF v_upload.finished_at IS NOT NULL THEN
            RAISE EXCEPTION 'the file has another size' USING ERRCODE = '22023';
        END IF;
        DELETE FROM rd.chunk c WHERE c.district_id = p_district AND c.holder_id = p_holder AND c.sha256 = p_sha256;
        UPDATE rd.upload u SET size = p_size
         WHERE u.district_id = p_district AND u.holder_id = p_holder AND u.sha256 = p_sha256;
    END IF;
    RETURN v_upload.finished_at;
END $$;

-- One chunk. The same chunk again changes nothing; after 'stored' none does. Any order; the answer says where to go on.
CREATE FUNCTION rd.put_chunk(p_district text, p_sha256 text, p_size bigint, p_n integer, p_bytes bytea)
RETURNS TABLE (received bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_holder text := rd.upload_holder(p_district);
BEGIN
    -- A chunk that a crash takes away is asked for again; rd.finish_file waits for all of them to be durable.
    PERFORM set_config('synchronous_commit', 'off', true);
    IF p_sha256 IS NULL OR p_sha256 !~ '^[0-9a-f]{64}$' OR p_size IS NULL OR p_size NOT BETWEEN 1 AND 67108864
       OR p_n IS NULL OR p_n < 0 OR p_n::bigint * 262144 >= p_size
       OR octet_length(p_bytes) IS DISTINCT FROM least(262144, p_size - p_n::bigint * 262144)::integer THEN
        RAISE EXCEPTION 'malformed chunk' USING ERRCODE = '22023';
    END IF;
    IF rd.begin_upload(p_district, v_holder, p_sha256, p_size) IS NOT NULL THEN
        RETURN QUERY SELECT p_size;
        RETURN;
    END IF;
    INSERT INTO rd.chunk (district_id, holder_id, sha256, n, bytes) VALUES (p_district, v_holder, p_sha256, p_n, p_bytes)
    ON CONFLICT (district_id, holder_id, sha256, n) DO NOTHING;
    RETURN QUERY SELECT rd.received_bytes(p_district, v_holder, p_sha256, p_size);
END $$;

-- 'stored': the hash is right, the file may be named in a push (and the week of rd.clean_files begins again). 'missing': chunks lack, or
-- nothing was uploaded: put chunk 0, its answer says where to go on. 'altered': another hash; every chunk is dropped.
-- Asking this first is how a desk learns, in one call, that a file is there already.
CREATE FUNCTION rd.finish_file(p_district text, p_sha256 text) RETURNS TABLE (outcome text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_holder text := rd.upload_holder(p_district);
    v_upload rd.upload;
    v_hash text;
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true);
    IF p_sha256 IS NULL OR p_sha256 !~ '^[0-9a-f]{64}$' THEN
        RAISE EXCEPTION 'malformed hash' USING ERRCODE = '22023';
    END IF;
    SELECT u.* INTO v_upload FROM rd.upload u
     WHERE u.district_id = p_district AND u.holder_id = v_holder AND u.sha256 = p_sha256 FOR UPDATE;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'missing'::text;
        RETURN;
    END IF;
    IF v_upload.finished_at IS NULL THEN
        IF rd.received_bytes(p_district, v_holder, p_sha256, v_upload.size) < v_upload.size THEN
            RETURN QUERY SELECT 'missing'::text;
            RETURN;
        END IF;
        SELECT encode(sha256(string_agg(c.bytes, ''::bytea ORDER BY c.n)), 'hex') INTO v_hash FROM rd.chunk c
         WHERE c.district_id = p_district AND c.holder_id = v_holder AND c.sha256 = p_sha256;
        IF v_hash IS DISTINCT FROM p_sha256 THEN
            DELETE FROM rd.chunk c WHERE c.district_id = p_district AND c.holder_id = v_holder AND c.sha256 = p_sha256;
            DELETE FROM rd.upload u WHERE u.district_id = p_district AND u.holder_id = v_holder AND u.sha256 = p_sha256;
            RETURN QUERY SELECT 'altered'::text;
            RETURN;
        END IF;
    END IF;
    UPDATE rd.upload u SET finished_at = now()
     WHERE u.district_id = p_district AND u.holder_id = v_holder AND u.sha256 = p_sha256;
    RETURN QUERY SELECT 'stored'::text;
END $$;

-- A chunk of a file that the caller may read by some row; no row = not readable, not there, or past the end: one answer. The policies of
-- file_ref (040) are written out: nobody holds SELECT on chunk, because EXPLAIN ANALYZE counts what an index finds before row security looks
-- at it, and would tell who else has the very same file. A file_ref names finished files only. tests/server/test_rights_matrix.py.
CREATE FUNCTION rd.get_chunk(p_district text, p_sha256 text, p_n integer) RETURNS TABLE (bytes bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off  -- whatever the planner guesses: no statistics are kept of file_ref (040)
    SET jit = off
AS $$
DECLARE
    v_who rd.account := rd.my_account();
    v_me text := v_who.organisation_id;
    v_holder text;
BEGIN
    IF v_me = '' OR NOT pg_has_role(session_user, 'rd_' || v_who.role, 'MEMBER') THEN
        RETURN;
    END IF;
    v_holder := CASE v_who.role
        WHEN 'employer' THEN (SELECT f.holder_id FROM rd.file_ref f WHERE f.district_id = p_district
            AND f.employer_id = v_me AND f.sha256 = p_sha256 AND f.reached & 1 <> 0 LIMIT 1)
        WHEN 'acceptance' THEN (SELECT f.holder_id FROM rd.file_ref f WHERE f.district_id = p_district
            AND f.acceptance_id = v_me AND f.sha256 = p_sha256 AND f.reached & 2 <> 0 LIMIT 1)
        WHEN 'hr_bureau' THEN (SELECT f.holder_id FROM rd.file_ref f WHERE f.district_id = p_district
            AND f.hr_bureau_id = v_me AND f.sha256 = p_sha256 AND f.reached & 4 <> 0 LIMIT 1)
        WHEN 'municipal_unit' THEN (SELECT f.holder_id FROM rd.file_ref f WHERE f.district_id = p_district
            AND f.municipal_id = v_me AND f.sha256 = p_sha256 AND f.reached & 8 <> 0 LIMIT 1)
        WHEN 'committee' THEN (SELECT f.holder_id FROM rd.file_ref f WHERE f.district_id = p_district
            AND f.committee_id = v_me AND f.sha256 = p_sha256 AND f.reached & 16 <> 0 LIMIT 1)
        WHEN 'city' THEN (SELECT f.holder_id FROM rd.file_ref f WHERE f.district_id = p_district
            AND f.sha256 = p_sha256 AND f.reached & 32 <> 0 LIMIT 1)
        END;
    RETURN QUERY SELECT c.bytes FROM rd.chunk c
        WHERE c.district_id = p_district AND c.holder_id = v_holder AND c.sha256 = p_sha256 AND c.n = p_n;
END $$;

-- For `server clean`, by the owner: uploads begun more than p_days ago and never finished, files finished or asked for more than
-- p_days ago that no file_ref names, and chunks without an upload. A desk asks finish_file right before each push that names a file.
CREATE FUNCTION rd.clean_files(p_district text, p_days integer) RETURNS TABLE (uploads bigint, chunks bigint)
LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM rd.upload u
     WHERE u.district_id = p_district
       AND coalesce(u.finished_at, u.begun_at) < now() - make_interval(days => p_days)
       AND NOT EXISTS (SELECT 1 FROM rd.file_ref f WHERE f.district_id = u.district_id AND f.sha256 = u.sha256
                          AND f.holder_id = u.holder_id);
    GET DIAGNOSTICS uploads = ROW_COUNT;
    DELETE FROM rd.chunk c
     WHERE c.district_id = p_district
       AND NOT EXISTS (SELECT 1 FROM rd.upload u WHERE u.district_id = c.district_id AND u.holder_id = c.holder_id
                          AND u.sha256 = c.sha256);
    GET DIAGNOSTICS chunks = ROW_COUNT;
    RETURN NEXT;
END $$;

REVOKE ALL ON FUNCTION rd.upload_holder(text), rd.received_bytes(text, text, text, bigint), rd.begin_upload(text, text, text, bigint),
    rd.put_chunk(text, text, bigint, integer, bytea), rd.finish_file(text, text), rd.get_chunk(text, text, integer),
    rd.clean_files(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rd.put_chunk(text, text, bigint, integer, bytea), rd.finish_file(text, text), rd.get_chunk(text, text, integer)
    TO rd_employer, rd_acceptance, rd_hr_bureau, rd_municipal_unit, rd_committee, rd_city;
