-- Roles, schema, and what PUBLIC may do (docs/protocol.md §2). Runs as who installs: a superuser, or the database's owner with CREATEROLE.
-- Roles belong to the whole cluster: another database, or another installation at the same moment, may have made them already.

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['rd_owner', 'rd_employer', 'rd_acceptance', 'rd_hr_bureau', 'rd_municipal_unit',
                                  'rd_committee', 'rd_city', 'rd_admin']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
    END LOOP;
    -- PostgreSQL 16 gives who makes a role the right to grant it, not yet what SET ROLE asks for.
    IF NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
        BEGIN
            EXECUTE format('GRANT rd_owner TO %I', current_user);
        EXCEPTION WHEN insufficient_privilege THEN
            NULL;  -- somebody else made it; enough if who installs is a member already
        END;
    END IF;
END $$;

CREATE SCHEMA rd AUTHORIZATION rd_owner;

DO $$
DECLARE
    groups constant text := 'rd_employer, rd_acceptance, rd_hr_bureau, rd_municipal_unit, rd_committee, rd_city, rd_admin';
    maker regprocedure;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %s', current_database(), groups);
    EXECUTE 'REVOKE ALL ON SCHEMA public FROM PUBLIC';
    EXECUTE format('GRANT USAGE ON SCHEMA rd TO %s', groups);
    -- A desk could fill the disk with large objects. Only a superuser can forbid it; `server check` says when it was not done.
    IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
        FOREACH maker IN ARRAY ARRAY['lo_creat(integer)', 'lo_create(oid)', 'lo_from_bytea(oid, bytea)']::regprocedure[]
        LOOP
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', maker);
        END LOOP;
        -- Nor take locks of its own: the table of locks is the whole server's, and one desk could fill it.
        FOR maker IN SELECT p.oid FROM pg_catalog.pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname ~ '^pg_(try_)?advisory_'
        LOOP
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', maker);
        END LOOP;
    END IF;
    -- Functions begin without EXECUTE for PUBLIC; 050, 06x … grant what a desk calls.
    EXECUTE 'ALTER DEFAULT PRIVILEGES FOR ROLE rd_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC';
END $$;

-- Everything after this belongs to rd_owner; versions/0001_first.py ends with RESET ROLE.
SET LOCAL ROLE rd_owner;
