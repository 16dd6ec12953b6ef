-- The last look of the migration: nothing leaves it that row security, ownership or a pinned search_path does not hold. db/server/check.py
-- asks the same of a running server.
DO $$
DECLARE
    loose text;
BEGIN
    SELECT string_agg(c.relname, ', ') INTO loose FROM pg_catalog.pg_class c
    WHERE c.relnamespace = 'rd'::regnamespace
      AND (c.relkind NOT IN ('r', 'p', 'i', 'I', 't', 'c') OR pg_get_userbyid(c.relowner) <> 'rd_owner'
           OR c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
               SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'owner' AND p.polcmd = '*')));
    IF loose IS NOT NULL THEN
        RAISE EXCEPTION 'not closed: %', loose;
    END IF;
    SELECT string_agg(f.oid::regprocedure::text, ', ') INTO loose FROM pg_catalog.pg_proc f
    WHERE f.pronamespace = 'rd'::regnamespace
      AND (pg_get_userbyid(f.proowner) <> 'rd_owner'
           OR EXISTS (SELECT FROM aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a WHERE a.grantee = 0)
           OR f.prosqlbody IS NULL
              AND NOT coalesce(f.proconfig, '{}') @> ARRAY['search_path=pg_catalog, pg_temp']);
    IF loose IS NOT NULL THEN
        RAISE EXCEPTION 'not closed: %', loose;
    END IF;
END $$;
