-- Files that a push names: finished by the caller's organisation before (F-201), then a row of file_ref under the owner's scope.

-- A file as it is kept; NULL where it is none.
CREATE FUNCTION rd.read_file(p_file jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF jsonb_typeof(p_file) <> 'object' OR coalesce(p_file ->> 'sha256', '') !~ '^[0-9a-f]{64}$'
       OR coalesce(p_file ->> 'size', '') !~ '^[0-9]{1,12}$' OR jsonb_typeof(p_file -> 'name') IS DISTINCT FROM 'string'
       OR jsonb_typeof(p_file -> 'media_type') IS DISTINCT FROM 'string' THEN
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object('sha256', p_file -> 'sha256', 'name', p_file -> 'name', 'size', (p_file ->> 'size')::bigint,
                              'media_type', p_file -> 'media_type');
END $$;

-- The files of a list in the form they are kept, doubles left out (app.domain.attachment.FileRef).
CREATE FUNCTION rd.files_of(p_files jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kept jsonb;
    v_all boolean;
BEGIN
    SELECT coalesce(jsonb_agg(k.file ORDER BY k.n), '[]'), coalesce(bool_and(k.file IS NOT NULL), true) INTO v_kept, v_all
      FROM (SELECT r.file, min(r.n) AS n
              FROM (SELECT rd.read_file(f.value) AS file, f.n FROM jsonb_array_elements(p_files) WITH ORDINALITY AS f(value, n)) r
             GROUP BY r.file) k;
    IF NOT v_all THEN
        PERFORM rd.malformed('files');
    END IF;
    RETURN v_kept;
END $$;

-- Those of p_files that p_kept has not (app.usecases: dict.fromkeys … not in evidence).
CREATE FUNCTION rd.new_files(p_files jsonb, p_kept jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(f.value ORDER BY f.n), '[]')
      FROM jsonb_array_elements(p_files) WITH ORDINALITY AS f(value, n)
     WHERE NOT p_kept @> jsonb_build_array(f.value));
END $$;

-- NULL, or why not: every file must have been finished by the caller's organisation in the district, or in its own district: then
-- its bytes are copied (a declaration in its acceptance point's district names evidence of the unit's archive).
CREATE FUNCTION rd.take_files(p_district text, p_who jsonb, p_files jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_file jsonb;
    v_holder text := p_who ->> 'organisation_id';
    v_home text := p_who ->> 'district_id';
BEGIN
    FOR v_file IN SELECT f.value FROM jsonb_array_elements(p_files) WITH ORDINALITY AS f(value, n) ORDER BY f.n LOOP
        IF rd.has_upload(p_district, v_holder, v_file) THEN
            CONTINUE;
        END IF;
        IF v_home = p_district OR NOT rd.has_upload(v_home, v_holder, v_file) THEN
            RETURN rd.refusal('F-201', jsonb_build_object('name', v_file -> 'name', 'sha256', v_file -> 'sha256'));
        END IF;
        DELETE FROM rd.chunk c
         WHERE c.district_id = p_district AND c.holder_id = v_holder AND c.sha256 = v_file ->> 'sha256';
        INSERT INTO rd.upload (district_id, holder_id, sha256, size, finished_at)
        VALUES (p_district, v_holder, v_file ->> 'sha256', (v_file ->> 'size')::bigint, now())
        ON CONFLICT (district_id, holder_id, sha256) DO UPDATE SET size = excluded.size, finished_at = excluded.finished_at;
        INSERT INTO rd.chunk (district_id, holder_id, sha256, n, bytes)
        SELECT p_district, c.holder_id, c.sha256, c.n, c.bytes FROM rd.chunk c
         WHERE c.district_id = v_home AND c.holder_id = v_holder AND c.sha256 = v_file ->> 'sha256';
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION rd.has_upload(p_district text, p_holder text, p_file jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM rd.upload u
                    WHERE u.district_id = p_district AND u.holder_id = p_holder AND u.sha256 = p_file ->> 'sha256'
                      AND u.size = (p_file ->> 'size')::bigint AND u.finished_at IS NOT NULL);
END $$;

-- One row a file and owner; the first holder's bytes serve everybody who sees the owner.
CREATE FUNCTION rd.refer_item_files(p_item rd.archive_item, p_seq bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO rd.file_ref (district_id, id, employer_id, reached, rev, seq, owner_kind, owner_id, holder_id, sha256, size, media_type)
    SELECT DISTINCT ON (f.value ->> 'sha256') p_item.district_id, 'archive_item:' || p_item.id || ':' || (f.value ->> 'sha256'),
           p_item.employer_id, p_item.reached, 1, p_seq, 'archive_item', p_item.id, p_item.employer_id,
           f.value ->> 'sha256', (f.value ->> 'size')::bigint, f.value ->> 'media_type'
      FROM jsonb_array_elements(p_item.evidence) f
    ON CONFLICT (district_id, id) DO NOTHING;
END $$;

CREATE FUNCTION rd.refer_declaration_files(p_declaration rd.declaration, p_holder text, p_files jsonb, p_seq bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO rd.file_ref (district_id, id, employer_id, acceptance_id, hr_bureau_id, municipal_id, committee_id, reached, rev, seq,
                             owner_kind, owner_id, holder_id, sha256, size, media_type)
    SELECT DISTINCT ON (f.value ->> 'sha256') p_declaration.district_id,
           'declaration:' || p_declaration.id || ':' || (f.value ->> 'sha256'),
           p_declaration.employer_id, p_declaration.acceptance_id, p_declaration.hr_bureau_id, p_declaration.municipal_id,
           p_declaration.committee_id, p_declaration.reached, 1, p_seq, 'declaration', p_declaration.id, p_holder,
           f.value ->> 'sha256', (f.value ->> 'size')::bigint, f.value ->> 'media_type'
      FROM jsonb_array_elements(p_files) f
    ON CONFLICT (district_id, id) DO NOTHING;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
