-- Handshake (docs/protocol.md §4): districts, heads, epochs, versions, clock, who the caller is. Definer: the tables asked are nobody's.

-- The WAL timeline; NULL where there is none to tell (a standby).
CREATE FUNCTION rd.line() RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN NOT pg_is_in_recovery() THEN left(pg_walfile_name(pg_current_wal_lsn()), 8) END
$$;

-- What an account may hear of: '*', its own district, districts where its organisation has rows; committee and city: all here.
CREATE FUNCTION rd.may_hear_of(p_account rd.account, p_district text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p_district IN ('*', (p_account).district_id) OR (p_account).role IN ('committee', 'city')
        OR EXISTS (SELECT FROM rd.organisation_district o
                   WHERE o.organisation_id = (p_account).organisation_id AND o.district_id = p_district)
$$;

CREATE FUNCTION rd.hello(p_district text, p_schema integer)
RETURNS TABLE (district_id text, name text, head bigint, epoch text, line text, schema_version integer, min_schema integer,
               server_time timestamptz, account json)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    caller rd.account := rd.my_account();
    who json;
BEGIN
    IF p_district IS DISTINCT FROM '*' OR p_schema IS NULL THEN
        RAISE EXCEPTION 'hello asks for district *' USING ERRCODE = '22023';
    END IF;
    SELECT json_build_object('account_id', caller.account_id, 'login', caller.login, 'name', caller.name, 'role', caller.role,
                             'organisation_id', caller.organisation_id, 'organisation_name', o.name,
                             'district_id', caller.district_id)
      INTO who FROM rd.organisation o WHERE o.organisation_id = caller.organisation_id;
    RETURN QUERY
        SELECT d.district_id, d.name, d.head, d.epoch, rd.line(), m.schema_version, m.min_schema, clock_timestamp(), who
        FROM rd.district d CROSS JOIN rd.meta m
        WHERE rd.may_hear_of(caller, d.district_id)
        ORDER BY d.district_id;
END $$;

CREATE FUNCTION rd.head(p_district text) RETURNS TABLE (head bigint, epoch text, line text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    caller rd.account := rd.my_account();
BEGIN
    IF NOT rd.may_hear_of(caller, p_district) THEN
        RAISE EXCEPTION 'not a district of this account' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT d.head, d.epoch, rd.line() FROM rd.district d WHERE d.district_id = p_district;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'district is not here' USING ERRCODE = '57P03';
    END IF;
END $$;

-- What a desk may call to read. The pushes and the files grant their own.
DO $$
DECLARE
    called regprocedure;
BEGIN
    FOR called IN
        SELECT p.oid FROM pg_catalog.pg_proc p
        WHERE p.pronamespace = 'rd'::regnamespace
          AND (p.proname IN ('kinds', 'iso', 'doc', 'feed', 'fetch', 'digest', 'hello', 'head') OR starts_with(p.proname, 'feed_'))
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO rd_employer, rd_acceptance, rd_hr_bureau, rd_municipal_unit, '
                       'rd_committee, rd_city, rd_admin', called);
    END LOOP;
END $$;

INSERT INTO rd.meta (schema_version, min_schema) VALUES (1, 1);
INSERT INTO rd.district (district_id, name, epoch) VALUES ('*', '全市', gen_random_uuid()::text);
