-- The guards of the transition table (app.domain.gates.CHECKS). Each answers with a refusal or NULL.
-- NOTHING_STOPS is not here: what stops a submission depends on reading its content, which the desk does (docs/protocol.md §4).

-- p_facts: opinion, defects, step, body, listed, opened, reviewed, as far as the act has them.
CREATE FUNCTION rd.check_guard(p_guard text, p_declaration rd.declaration, p_publicity rd.publicity, p_plan rd.plan, p_who jsonb,
                               p_facts jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    CASE p_guard
        WHEN 'nothing_stops' THEN
            RETURN NULL;
        WHEN 'archive_reviewed' THEN
            RETURN CASE WHEN NOT (p_facts ->> 'reviewed')::boolean THEN rd.refusal('G-106') END;
        WHEN 'no_open_objection' THEN
            RETURN rd.open_objection(p_publicity, 'G-103');
        WHEN 'publicity_complete' THEN
            RETURN rd.publicity_incomplete(p_declaration, p_publicity);
        WHEN 'publicity_still_counts' THEN
            RETURN CASE WHEN NOT rd.still_counts(p_declaration, p_publicity) OR rd.voted_anew(p_declaration, p_publicity)
                        THEN rd.refusal('G-101') END;
        WHEN 'opinion_given' THEN
            RETURN CASE WHEN rd.stripped(p_facts ->> 'opinion') = '' THEN rd.refusal('G-104') END;
        WHEN 'defects_named' THEN
            RETURN CASE WHEN NOT rd.defects_named(p_facts -> 'defects') THEN rd.refusal('G-105') END;
        WHEN 'not_opened' THEN
            RETURN CASE WHEN (p_facts ->> 'opened')::boolean THEN rd.refusal('G-108') END;
        WHEN 'reason_given' THEN
            RETURN CASE WHEN rd.stripped(p_facts ->> 'opinion') = '' THEN rd.refusal('G-109') END;
        WHEN 'own_last_decision' THEN
            RETURN CASE WHEN (rd.decision_to_reopen(p_declaration, p_who ->> 'organisation_id')).id IS NULL THEN rd.refusal('G-110') END;
        WHEN 'on_meeting_list' THEN
            RETURN CASE WHEN NOT coalesce((p_facts ->> 'listed')::boolean, false) THEN rd.refusal('G-111') END;
        WHEN 'body_not_yet' THEN
            RETURN rd.body_given(p_declaration, p_plan.city_bodies, p_who, coalesce(p_facts ->> 'body', ''));
        WHEN 'every_body' THEN
            RETURN rd.bodies_missing(rd.missing_bodies(p_declaration, p_plan.city_bodies, coalesce(p_facts ->> 'body', '')));
        WHEN 'form_turn' THEN
            RETURN rd.not_form_turn(rd.next_leg(p_declaration), p_who ->> 'role', coalesce(p_facts ->> 'step', ''));
        WHEN 'no_city' THEN
            RETURN CASE WHEN 'city' = ANY (p_plan.road) THEN rd.refusal('W-101') END;
    END CASE;  -- a guard without a branch: 20000, nothing is decided
END $$;

-- Everything the row asks, in the order of the row: the first that is not held.
CREATE FUNCTION rd.first_blocker(p_row rd.transition, p_declaration rd.declaration, p_publicity rd.publicity, p_plan rd.plan,
                                 p_who jsonb, p_facts jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_guard text;
    v_no jsonb;
BEGIN
    FOREACH v_guard IN ARRAY p_row.guards LOOP
        v_no := rd.check_guard(v_guard, p_declaration, p_publicity, p_plan, p_who, p_facts);
        IF v_no IS NOT NULL THEN
            RETURN v_no;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION rd.open_objection(p_publicity rd.publicity, p_code text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT rd.refusal(p_code, jsonb_build_object('count', rd.open_objections(p_publicity))) WHERE rd.open_objections(p_publicity) > 0);
END $$;

-- 通过 opens at 00:00 of the day after the last day (A4.4).
CREATE FUNCTION rd.publicity_incomplete(p_declaration rd.declaration, p_publicity rd.publicity) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE
        WHEN p_publicity.id IS NULL OR p_publicity.cancelled_at IS NOT NULL
          OR p_declaration.stage <> (SELECT s.running FROM rd.publicity_stage s WHERE s.kind = p_publicity.kind)
            THEN rd.refusal('G-101')
        WHEN rd.today() <= p_publicity.end_on THEN rd.refusal('G-102', jsonb_build_object('end', p_publicity.end_on)) END;
END $$;

-- 市人力社保局和市建委 each record their own review, once (B13.1).
CREATE FUNCTION rd.body_given(p_declaration rd.declaration, p_bodies text[], p_who jsonb, p_body text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE
        WHEN p_body <> ALL (p_bodies) THEN rd.refusal('G-112', jsonb_build_object('bodies', array_to_string(p_bodies, '、')))
        WHEN EXISTS (SELECT 1 FROM rd.endorsements(p_declaration) e
                      WHERE e.body = p_body OR e.organisation_id = p_who ->> 'organisation_id')
            THEN rd.refusal('G-113', jsonb_build_object('body', p_body)) END;
END $$;

CREATE FUNCTION rd.bodies_missing(p_missing text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE WHEN p_missing <> '{}' THEN rd.refusal('G-114', jsonb_build_object('bodies', array_to_string(p_missing, '、'))) END;
END $$;

-- The steps of the paper forms come in their order, each from the desk that has them in hand (B10, B14).
CREATE FUNCTION rd.not_form_turn(p_leg rd.form_leg, p_role text, p_step text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE WHEN p_leg.step IS NULL OR p_leg.role <> p_role OR (p_step <> '' AND p_step <> p_leg.step)
                THEN rd.refusal('G-115', jsonb_build_object('step', coalesce(p_leg.step, ''), 'role', coalesce(p_leg.role, ''))) END;
END $$;

-- gates.own_bodies: a body is a short name of the office when every character of it stands in the name, in its order.
CREATE FUNCTION rd.is_short_for(p_short text, p_name text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN p_name LIKE '%' || coalesce((SELECT string_agg(regexp_replace(c.letter, '([%_\\])', '\\\1'), '%' ORDER BY c.n)
                                          FROM regexp_split_to_table(p_short, '') WITH ORDINALITY AS c(letter, n)), '') || '%';
END $$;

-- gates.require_own_body: an office whose name is that of a body speaks for no other.
CREATE FUNCTION rd.body_of_another(p_bodies text[], p_body text, p_who jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT rd.refusal('G-117', jsonb_build_object('body', p_body, 'own', array_to_string(o.bodies, '、')))
      FROM (SELECT array_agg(b.body ORDER BY b.n) AS bodies FROM unnest(p_bodies) WITH ORDINALITY AS b(body, n)
             WHERE rd.is_short_for(b.body, p_who ->> 'organisation_name')) o
     WHERE o.bodies IS NOT NULL AND p_body <> '' AND p_body <> ALL (o.bodies));
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
