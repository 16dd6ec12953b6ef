-- The feed of states (docs/protocol.md §4): what desks read, page by page, under row security. STABLE SQL INVOKER functions with a body
-- parsed when they are made (BEGIN ATOMIC: no search_path to attack), which the planner merges into the query: indexes are used.

-- Kinds in the order in which a desk reads them; each is a table of this name.
CREATE FUNCTION rd.kinds() RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY['reference', 'employer', 'applicant', 'archive_item', 'declaration', 'submission', 'decision', 'publicity',
             'meeting', 'meeting_member', 'file_ref', 'gone'];

-- A moment in a document: ISO 8601, UTC, microseconds, whatever time zone the session has.
CREATE FUNCTION rd.iso(p_at timestamptz) RETURNS text
LANGUAGE sql STABLE
RETURN to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- An index for each way to a page: the policy's column and the place in the feed, over the rows that reached the level.
DO $$
DECLARE
    levels constant text[][] := ARRAY[['employer_id', '1'], ['acceptance_id', '2'], ['hr_bureau_id', '4'],
                                      ['municipal_id', '8'], ['committee_id', '16']];
    level text[];
    kind text;
BEGIN
    FOREACH kind IN ARRAY ARRAY['declaration', 'submission', 'decision', 'publicity', 'file_ref']
    LOOP
        FOREACH level SLICE 1 IN ARRAY levels
        LOOP
            EXECUTE format('CREATE INDEX %I ON rd.%I (district_id, %I, seq) WHERE reached & %s <> 0',
                           kind || '_feed_' || level[1], kind, level[1], level[2]);
        END LOOP;
        EXECUTE format('CREATE INDEX %I ON rd.%I (district_id, seq) WHERE reached & 32 <> 0', kind || '_feed_city', kind);
    END LOOP;
    FOREACH kind IN ARRAY ARRAY['archive_item', 'applicant', 'employer']
    LOOP
        EXECUTE format('CREATE INDEX %I ON rd.%I (district_id, employer_id, seq) WHERE reached & 1 <> 0', kind || '_feed', kind);
    END LOOP;
    FOREACH kind IN ARRAY ARRAY['meeting', 'meeting_member']
    LOOP
        EXECUTE format('CREATE INDEX %I ON rd.%I (district_id, committee_id, seq) WHERE reached & 16 <> 0', kind || '_feed', kind);
    END LOOP;
END $$;
-- A file by its hash: the level's column first here too. With the hash first, EXPLAIN ANALYZE would count what the index found before row
-- security looked at it, and so tell whether another organisation has the very same file.
DO $$
DECLARE
    levels constant text[][] := ARRAY[['employer_id', '1'], ['acceptance_id', '2'], ['hr_bureau_id', '4'],
                                      ['municipal_id', '8'], ['committee_id', '16']];
    level text[];
BEGIN
    FOREACH level SLICE 1 IN ARRAY levels
    LOOP
        EXECUTE format('CREATE INDEX %I ON rd.file_ref (district_id, %I, sha256) WHERE reached & %s <> 0',
                       'file_ref_bytes_' || level[1], level[1], level[2]);
    END LOOP;
END $$;
CREATE INDEX file_ref_bytes_city ON rd.file_ref (district_id, sha256) WHERE reached & 32 <> 0;
CREATE INDEX reference_feed ON rd.reference (district_id, seq);
CREATE INDEX meeting_member_of_meeting ON rd.meeting_member (district_id, meeting_id);

-- rd.doc(row): every column by its name; scope columns that say nothing in a table are left out.
-- rd.feed_<kind>: a page. WITH TIES: rows of one act share a seq and are never torn apart by the end of a page, so that
-- the cursor may stand on a seq; a page may thus be longer than p_limit.
DO $$
DECLARE
    above constant text[] := ARRAY['acceptance_id', 'hr_bureau_id', 'municipal_id', 'committee_id'];
    left_out text[];
    kind text;
    pairs text;
BEGIN
    FOREACH kind IN ARRAY rd.kinds()
    LOOP
        left_out := CASE
            WHEN kind IN ('reference', 'gone') THEN above || ARRAY['employer_id', 'reached']
            WHEN kind IN ('employer', 'applicant', 'archive_item') THEN above
            WHEN kind IN ('meeting', 'meeting_member')
                THEN ARRAY['employer_id', 'acceptance_id', 'hr_bureau_id', 'municipal_id']
            ELSE '{}' END;
        SELECT string_agg(format(CASE WHEN a.atttypid = 'timestamptz'::regtype THEN '%L, rd.iso((p_row).%I)' ELSE '%L, (p_row).%I' END,
                                 a.attname, a.attname), ', ' ORDER BY a.attnum)
          INTO pairs
          FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = ('rd.' || kind)::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL (left_out);
        EXECUTE format('CREATE FUNCTION rd.doc(p_row rd.%I) RETURNS text LANGUAGE sql STABLE RETURN json_build_object(%s)::text',
                       kind, pairs);
        EXECUTE format(
            'CREATE FUNCTION rd.%I(p_district text, p_cursor bigint, p_head bigint, p_limit integer) '
            'RETURNS TABLE (id text, rev integer, seq bigint, doc text) LANGUAGE sql STABLE BEGIN ATOMIC '
            'SELECT t.id, t.rev, t.seq, rd.doc(t) FROM rd.%I t '
            'WHERE t.district_id = p_district AND t.seq > p_cursor AND t.seq <= p_head '
            'ORDER BY t.seq FETCH FIRST (least(p_limit, 10000)) ROWS WITH TIES; END',
            'feed_' || kind, kind);
    END LOOP;
END $$;

-- A page of a kind. Empty for a kind that the caller's level never sees. EXECUTE: each page is planned with its own numbers, otherwise
-- the sixth page would get a plan that does not know how few rows are wanted. The planner is told to walk the index in its order:
-- statistics are not kept (040), and a sort of all the rest for every page would make a first pull quadratic.
CREATE FUNCTION rd.feed(p_district text, p_kind text, p_cursor bigint, p_head bigint, p_limit integer)
RETURNS TABLE (id text, rev integer, seq bigint, doc text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
    SET jit = off  -- a plan that must scan what it is told not to counts as dear, and would be compiled for 0.3 s at every page
AS $$
BEGIN
    IF p_district IS NULL OR p_kind IS NULL OR p_kind <> ALL (rd.kinds()) OR p_cursor IS NULL OR p_head IS NULL
       OR coalesce(p_limit, 0) < 1 THEN
        RAISE EXCEPTION 'malformed request of a page' USING ERRCODE = '22023';
    END IF;
    IF has_table_privilege('rd.' || p_kind, 'SELECT') THEN
        RETURN QUERY EXECUTE format('SELECT f.id, f.rev, f.seq, f.doc FROM rd.%I($1, $2, $3, $4) f', 'feed_' || p_kind)
            USING p_district, p_cursor, p_head, p_limit;
    END IF;
END $$;

-- A subject with its child rows, as far as the caller sees them.
CREATE FUNCTION rd.fetch(p_district text, p_kind text, p_id text)
RETURNS TABLE (kind text, id text, rev integer, seq bigint, doc text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
DECLARE
    wanted text[][] := CASE p_kind
        WHEN 'declaration' THEN ARRAY[
            ['declaration', 'id = $2'], ['submission', 'declaration_id = $2'],
            ['decision', 'subject_id = $2 AND t.subject_kind = ''declaration'''], ['publicity', 'declaration_id = $2'],
            ['meeting_member', 'declaration_id = $2'], ['file_ref', 'owner_id = $2 AND t.owner_kind = ''declaration''']]
        WHEN 'archive_item' THEN ARRAY[
            ['archive_item', 'id = $2'], ['decision', 'subject_id = $2 AND t.subject_kind = ''archive_item'''],
            ['file_ref', 'owner_id = $2 AND t.owner_kind = ''archive_item''']]
        WHEN 'applicant' THEN ARRAY[['applicant', 'id = $2']]
        WHEN 'meeting' THEN ARRAY[['meeting', 'id = $2'], ['meeting_member', 'meeting_id = $2']]
    END;
    part text[];
BEGIN
    IF wanted IS NULL OR p_district IS NULL OR p_id IS NULL THEN
        RAISE EXCEPTION 'malformed request of a subject' USING ERRCODE = '22023';
    END IF;
    FOREACH part SLICE 1 IN ARRAY wanted
    LOOP
        CONTINUE WHEN NOT has_table_privilege('rd.' || part[1], 'SELECT');
        RETURN QUERY EXECUTE format(
            'SELECT %L::text, t.id, t.rev, t.seq, rd.doc(t) FROM rd.%I t WHERE t.district_id = $1 AND t.%s ORDER BY t.id',
            part[1], part[1], part[2]) USING p_district, p_id;
    END LOOP;
END $$;

-- What the caller sees of a district, kind by kind, in two numbers; a desk compares them with its mirror. Without 'gone', which
-- leaves nothing behind at a desk. Kinds that the caller's level never sees are not listed.
CREATE FUNCTION rd.digest(p_district text) RETURNS TABLE (kind text, rows bigint, digest bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY array_remove(rd.kinds(), 'gone')
    LOOP
        CONTINUE WHEN NOT has_table_privilege('rd.' || wanted, 'SELECT');
        RETURN QUERY EXECUTE format(
            'SELECT %1$L::text, count(*), coalesce(bit_xor((''x'' || left(md5(%1$L || '' '' || t.id || '' '' || t.rev), 16))::bit(64)::bigint), 0) '
            'FROM rd.%1$I t WHERE t.district_id = $1', wanted) USING p_district;
    END LOOP;
END $$;
