-- Row security (docs/protocol.md §2): one SELECT policy a group role and table, one AND, no OR, functions in (SELECT …).
-- Nobody but rd_owner has a policy for anything else, and nobody but rd_owner holds INSERT, UPDATE or DELETE.

-- FORCE binds the owner too, who therefore needs a policy of its own: without it every push would be denied.
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT c.relname FROM pg_catalog.pg_class c
                WHERE c.relnamespace = 'rd'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
    LOOP
        EXECUTE format('ALTER TABLE rd.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY owner ON rd.%I FOR ALL TO rd_owner USING (true) WITH CHECK (true)', name);
    END LOOP;
END $$;

-- What follows the declaration's road: each level its own, from the first arrival on (bits: db/levels.py).
-- What only the unit sees: archive, people, the unit itself. What only the committee sees: its meetings.
DO $$
DECLARE
    -- group role, level, the scope column, the level's bit, what it sees
    levels constant text[][] := ARRAY[
        ['rd_employer', 'employer', 'employer_id', '1'],
        ['rd_acceptance', 'acceptance', 'acceptance_id', '2'],
        ['rd_hr_bureau', 'hr_bureau', 'hr_bureau_id', '4'],
        ['rd_municipal_unit', 'municipal_unit', 'municipal_id', '8'],
        ['rd_committee', 'committee', 'committee_id', '16']];
    road constant text[] := ARRAY['declaration', 'submission', 'decision', 'publicity', 'file_ref'];
    units constant text[] := ARRAY['archive_item', 'applicant', 'employer'];
    meetings constant text[] := ARRAY['meeting', 'meeting_member'];
    level text[];
    name text;
    seen text[];
BEGIN
    FOREACH level SLICE 1 IN ARRAY levels
    LOOP
        seen := road || CASE level[2] WHEN 'employer' THEN units WHEN 'committee' THEN meetings ELSE '{}' END;
        FOREACH name IN ARRAY seen
        LOOP
            EXECUTE format('CREATE POLICY %I ON rd.%I FOR SELECT TO %I USING (%I = (SELECT rd.me(%L)) AND reached & %s <> 0)',
                           level[2], name, level[1], level[3], level[2], level[4]);
            EXECUTE format('GRANT SELECT ON rd.%I TO %I', name, level[1]);
        END LOOP;
    END LOOP;
    -- Both offices of the city see every result reported to them.
    FOREACH name IN ARRAY road
    LOOP
        EXECUTE format('CREATE POLICY city ON rd.%I FOR SELECT TO rd_city '
                       'USING ((SELECT rd.me(''city'')) IS NOT NULL AND reached & 32 <> 0)', name);
        EXECUTE format('GRANT SELECT ON rd.%I TO rd_city', name);
    END LOOP;
END $$;

CREATE POLICY admin ON rd.employer FOR SELECT TO rd_admin
    USING (employer_id = (SELECT rd.me('admin')) AND reached & 1 <> 0);
GRANT SELECT ON rd.employer TO rd_admin;

-- What every level sees: what the whole city shares, and what left it. The bytes of files come by rd.get_chunk alone (060).
DO $$
DECLARE
    level text;
BEGIN
    FOREACH level IN ARRAY ARRAY['employer', 'acceptance', 'hr_bureau', 'municipal_unit', 'committee', 'city', 'admin']
    LOOP
        EXECUTE format('CREATE POLICY %I ON rd.reference FOR SELECT TO %I USING ((SELECT rd.me(%L)) IS NOT NULL)',
                       level, 'rd_' || level, level);
        EXECUTE format('CREATE POLICY %I ON rd.gone FOR SELECT TO %I USING (organisation_id = (SELECT rd.me(%L)))',
                       level, 'rd_' || level, level);
        EXECUTE format('GRANT SELECT ON rd.reference, rd.gone TO %I', 'rd_' || level);
    END LOOP;
END $$;

-- EXPLAIN shows what the planner guesses, and it guesses from values of foreign rows (leakproof operators may look at them).
-- So of what desks may select no values are kept but the district and the place in the feed; indexes are found without them.
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT c.relname, a.attname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'rd'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
          AND a.attname NOT IN ('district_id', 'seq', 'reached')
          AND EXISTS (SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = 'r')
    LOOP
        EXECUTE format('ALTER TABLE rd.%I ALTER COLUMN %I SET STATISTICS 0', found.relname, found.attname);
    END LOOP;
END $$;
