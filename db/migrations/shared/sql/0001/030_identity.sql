-- Who is asking: session_user, looked up in rd.account (docs/protocol.md §2). Never current_user (inside a definer function
-- that is the owner), never a setting. It takes no row as argument
-- and stands in policies as (SELECT …): computed once a query.

-- The caller's organisation if the account is active and acts on this level, else NULL: a login in a group that is not its
-- account's sees nothing.
CREATE FUNCTION rd.me(p_role text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT a.organisation_id FROM rd.account a
    WHERE a.login = session_user AND a.active AND a.role = p_role AND a.organisation_id <> ''
$$;

-- The caller's account; 42501 for a login without an active one. For definer functions, not for desks.
CREATE FUNCTION rd.my_account() RETURNS rd.account
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found rd.account;
BEGIN
    SELECT a.* INTO found FROM rd.account a WHERE a.login = session_user AND a.active;
    IF found.login IS NULL THEN
        RAISE EXCEPTION 'no active account for this login' USING ERRCODE = '42501';
    END IF;
    RETURN found;
END $$;

GRANT EXECUTE ON FUNCTION rd.me(text)
    TO rd_employer, rd_acceptance, rd_hr_bureau, rd_municipal_unit, rd_committee, rd_city, rd_admin;
