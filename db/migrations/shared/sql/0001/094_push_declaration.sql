-- Every act on a declaration (docs/protocol.md §4): one function, the action says which.

-- Acts of one's own publicity. p_declaration: locked.
CREATE FUNCTION rd.judge_publicity(p_op text, p_who jsonb, p_declaration rd.declaration, p_action text, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_publicity rd.publicity := rd.publicity_row(p_declaration, rd.read_text(p_doc, 'publicity_id'));
BEGIN
    IF p_action = 'start_publicity' THEN
        RETURN rd.start_publicity(p_op, p_who, p_declaration, p_doc);
    END IF;
    -- One of another unit is as unknown as none (own_publicity).
    IF v_publicity.id IS NULL OR v_publicity.organisation_id <> p_who ->> 'organisation_id' THEN
        RETURN rd.unknown_row('publicity', rd.read_text(p_doc, 'publicity_id'));
    END IF;
    RETURN CASE p_action
        WHEN 'cancel_publicity' THEN rd.cancel_publicity(p_op, p_who, p_declaration, v_publicity, p_doc)
        WHEN 'object' THEN rd.record_objection(p_op, p_who, p_declaration, v_publicity, p_doc)
        WHEN 'resolve_objection' THEN rd.resolve_objection(p_op, p_who, p_declaration, v_publicity, p_doc)
        ELSE rd.add_to_publicity(p_op, p_who, p_declaration, v_publicity, p_action, p_doc) END;
END $$;

-- Whether it is still what the desk saw: requests (申请重开) alone were made since (app.domain.decision.is_as_seen).
CREATE FUNCTION rd.is_as_seen(p_declaration rd.declaration, p_seen integer) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN p_declaration.rev = p_seen OR p_declaration.rev - p_seen = (
        SELECT count(*) FROM rd.decision d
         WHERE d.district_id = p_declaration.district_id AND d.subject_kind = 'declaration' AND d.subject_id = p_declaration.id
           AND d.action = 'request_reopen' AND d.new_rev > p_seen AND d.new_rev <= p_declaration.rev);
END $$;

-- p_old: the locked row of the caller's scope; its id is NULL where there is none.
CREATE FUNCTION rd.judge_declaration(p_district text, p_op text, p_who jsonb, p_id text, p_old rd.declaration, p_base_rev integer,
                                     p_action text, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_is_units boolean := p_action IN ('submit', 'take_back', 'drop');
BEGIN
    IF v_is_units AND p_who ->> 'role' <> 'employer' OR p_old.id IS NULL AND (p_action <> 'submit' OR p_base_rev <> 0
        OR EXISTS (SELECT 1 FROM rd.declaration d WHERE d.id = p_id)) THEN
        RETURN rd.unknown_row('declaration', p_id);
    END IF;
    IF p_old.id IS NOT NULL AND NOT rd.is_as_seen(p_old, p_base_rev) AND p_action NOT IN ('add_evidence', 'sheet_exported') THEN
        RETURN rd.conflict(p_old.rev, p_base_rev, p_old.seq);
    END IF;
    IF p_action = 'submit' THEN
        RETURN rd.submit(p_district, p_op, p_who, p_id, p_old, p_doc);
    ELSIF p_action = 'take_back' THEN
        RETURN rd.take_back(p_op, p_who, p_old, p_doc);
    ELSIF p_action = 'drop' THEN
        RETURN rd.drop_declaration(p_op, p_who, p_old, p_doc);
    ELSIF p_action IN ('start_publicity', 'cancel_publicity', 'object', 'resolve_objection', 'add_evidence', 'sheet_exported') THEN
        RETURN rd.judge_publicity(p_op, p_who, p_old, p_action, p_doc);
    ELSIF p_action IN ('confirm', 'pass', 'return', 'fail') THEN
        RETURN rd.review(p_op, p_who, p_old, p_action, p_doc);
    END IF;
    RETURN rd.advance(p_op, p_who, p_old, p_action, p_doc);
END $$;

CREATE FUNCTION rd.push_declaration(p_district text, p_op text, p_id text, p_base_rev integer, p_action text, p_doc text)
RETURNS TABLE (outcome text, code text, detail text, new_rev integer, seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_who jsonb := rd.begin_push(p_district, p_op, 'declaration', p_id, p_base_rev::text, p_action, p_doc);
    v_answer jsonb := rd.stored_answer(p_district, p_op, v_who);
    v_doc jsonb;
    v_old rd.declaration;
BEGIN
    IF v_answer IS NULL THEN
        v_doc := rd.read_doc(p_doc);
        IF p_id !~ '^[0-9A-Za-z-]{1,64}$' OR p_action NOT IN ('drop', 'resolve_objection', 'add_evidence', 'sheet_exported')
           AND NOT EXISTS (SELECT 1 FROM rd.transition t WHERE t.action = p_action) THEN
            PERFORM rd.malformed('action');
        END IF;
        v_old := rd.lock_declaration(p_district, p_id, v_who);
        IF v_old.id IS NULL AND p_action = 'submit' THEN
            PERFORM rd.bring_files(p_district, v_who, v_doc);
            PERFORM rd.lock_counter(p_district);
            v_old := rd.lock_declaration(p_district, p_id, v_who);
        END IF;
        v_answer := rd.stored_answer(p_district, p_op, v_who);
    END IF;
    IF v_answer IS NULL THEN
        v_answer := rd.keep_answer(p_district, p_op, v_who,
            rd.judge_declaration(p_district, p_op, v_who, p_id, v_old, p_base_rev, p_action, v_doc));
    END IF;
    RETURN QUERY SELECT * FROM rd.give(v_answer);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rd.push_declaration(text, text, text, integer, text, text)
    TO rd_employer, rd_acceptance, rd_hr_bureau, rd_municipal_unit, rd_committee, rd_city;

-- A session may say how strings are written (standard_conforming_strings = off): the rules below would be read otherwise, where they are
-- compiled in it. What is compiled inside a push is compiled as it was written.
DO $$
DECLARE
    push regprocedure;
BEGIN
    FOR push IN SELECT f.oid FROM pg_catalog.pg_proc f WHERE f.pronamespace = 'rd'::regnamespace AND starts_with(f.proname, 'push_')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET standard_conforming_strings = on', push);
    END LOOP;
END $$;
