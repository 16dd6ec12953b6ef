-- Where a declaration stands and what was decided on it: small readers for the guards and for deciding.
-- Sources: app.domain.road, publicity, paper_forms, payment, gates; db/levels.py.

-- Whether the stage belongs to a station behind this one, in the order of the longest road (road.stages_after).
CREATE FUNCTION rd.is_behind(p_stage text, p_station text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM rd.station_stage s JOIN rd.station_stage o ON o.station = p_station AND s.station_no > o.station_no
                    WHERE s.stage = p_stage);
END $$;

CREATE FUNCTION rd.station_of(p_stage text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT s.station FROM rd.station_stage s WHERE s.stage = p_stage);
END $$;

CREATE FUNCTION rd.level_of(p_stage text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT l.level FROM rd.level_stage l WHERE l.stage = p_stage);
END $$;

-- db/levels.py BIT_OF_LEVEL.
CREATE FUNCTION rd.bit_of(p_level text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE p_level WHEN 'employer' THEN 1 WHEN 'acceptance' THEN 2 WHEN 'hr_bureau' THEN 4 WHEN 'municipal_unit' THEN 8
                        WHEN 'committee' THEN 16 WHEN 'city' THEN 32 ELSE 0 END;
END $$;

-- db/levels.py bits_reached: the paper forms reach the 市直单位 and the committee's office before the dossier's own review does.
CREATE FUNCTION rd.bits_reached(p_stage text, p_form_step text, p_municipal_id text) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN rd.bit_of(CASE
        WHEN p_stage = 'awaiting_forms' AND p_form_step IN ('forwarded', 'committee_received') THEN 'committee'
        WHEN p_stage = 'awaiting_forms' AND p_form_step IN ('handed_in', 'received', 'municipal_stamped')
            THEN CASE WHEN p_municipal_id <> '' THEN 'municipal_unit' ELSE 'acceptance' END
        ELSE rd.level_of(p_stage) END);
END $$;

-- db/levels.py bits_moved: the levels whose office on the route is another one now.
CREATE FUNCTION rd.bits_moved(p_before rd.declaration, p_after rd.declaration) RETURNS integer
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE WHEN p_before.acceptance_id NOT IN ('', p_after.acceptance_id) THEN 2 ELSE 0 END
         + CASE WHEN p_before.hr_bureau_id NOT IN ('', p_after.hr_bureau_id) THEN 4 ELSE 0 END
         + CASE WHEN p_before.municipal_id NOT IN ('', p_after.municipal_id) THEN 8 ELSE 0 END
         + CASE WHEN p_before.committee_id NOT IN ('', p_after.committee_id) THEN 16 ELSE 0 END;
END $$;

-- publicity.counting_publicity: the committee's from its review on, else the employer's.
CREATE FUNCTION rd.counting_publicity(p_declaration rd.declaration, p_stage text) RETURNS rd.publicity
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT p FROM rd.publicity p
     WHERE p.district_id = p_declaration.district_id
       AND p.id = CASE WHEN rd.is_behind(p_stage, 'paper_forms') THEN p_declaration.office_publicity_id
                       ELSE p_declaration.publicity_id END || ':' || p_declaration.id);
END $$;

CREATE FUNCTION rd.open_objections(p_publicity rd.publicity) RETURNS integer
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT count(*)::integer FROM jsonb_array_elements(coalesce(p_publicity.objections, '[]')) o WHERE o.value ->> 'upheld' IS NULL);
END $$;

CREATE FUNCTION rd.upheld_objections(p_publicity rd.publicity) RETURNS integer
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT count(*)::integer FROM jsonb_array_elements(coalesce(p_publicity.objections, '[]')) o WHERE (o.value ->> 'upheld')::boolean);
END $$;

-- gates.publicity_still_counts: not cancelled, of the kind that this stage goes on with, no objection open or upheld.
CREATE FUNCTION rd.still_counts(p_declaration rd.declaration, p_publicity rd.publicity) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN coalesce(p_publicity.id IS NOT NULL AND p_publicity.cancelled_at IS NULL
        AND p_declaration.stage = (SELECT s.objected FROM rd.publicity_stage s WHERE s.kind = p_publicity.kind)
        AND (p_publicity.publicity_id = p_declaration.publicity_id OR p_publicity.publicity_id = p_declaration.office_publicity_id)
        AND rd.open_objections(p_publicity) = 0 AND rd.upheld_objections(p_publicity) = 0, false);
END $$;

-- Decisions that still count, oldest first by new_rev (decision.standing).
CREATE FUNCTION rd.standing(p_declaration rd.declaration) RETURNS SETOF rd.decision
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT d.* FROM rd.decision d
     WHERE d.district_id = p_declaration.district_id AND d.subject_id = p_declaration.id AND d.subject_kind = 'declaration'
       AND NOT d.withdrawn
     ORDER BY d.new_rev;
END $$;

-- gates.voted_anew: the experts were called together again after the publicity began.
CREATE FUNCTION rd.voted_anew(p_declaration rd.declaration, p_publicity rd.publicity) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM rd.standing(p_declaration) d WHERE d.action = 'reconvene' AND d.at >= p_publicity.created_at);
END $$;

-- payment.is_paid: a payment stands; paid once.
CREATE FUNCTION rd.is_paid(p_declaration rd.declaration) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM rd.standing(p_declaration) d WHERE d.action = 'record_payment');
END $$;

-- paper_forms.steps_taken: what this submission's forms went through since they were last refused.
CREATE FUNCTION rd.steps_taken(p_declaration rd.declaration) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(d.record ->> 'step' ORDER BY d.new_rev), '{}')
      FROM rd.standing(p_declaration) d
     WHERE d.submit_no = p_declaration.submit_no AND d.action IN ('form_step', 'receive_forms', 'give_forms')
       AND d.new_rev > (SELECT coalesce(max(r.new_rev), 0) FROM rd.standing(p_declaration) r
                         WHERE r.action = 'refuse_forms' AND r.submit_no = p_declaration.submit_no));
END $$;

-- paper_forms.next_leg: the step that comes next on the way in and back, and whose hand it is in.
CREATE FUNCTION rd.next_leg(p_declaration rd.declaration) RETURNS rd.form_leg
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT l FROM rd.form_leg l
     WHERE l.way IN (CASE WHEN p_declaration.municipal_id <> '' THEN 'in_by_municipal' ELSE 'in_by_point' END,
                     CASE WHEN p_declaration.municipal_id <> '' THEN 'back_by_municipal' ELSE 'back_by_point' END)
       AND l.step <> ALL (rd.steps_taken(p_declaration))
     ORDER BY l.way LIKE 'back%', l.n LIMIT 1);
END $$;

-- gates.endorsements: who endorsed the results since they were reported last (B13.1).
CREATE FUNCTION rd.endorsements(p_declaration rd.declaration) RETURNS TABLE (body text, organisation_id text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT d.record ->> 'body', d.organisation_id
      FROM rd.standing(p_declaration) d
     WHERE d.action IN ('endorse', 'endorse_last')
       AND d.new_rev > (SELECT coalesce(max(r.new_rev), 0) FROM rd.standing(p_declaration) r WHERE r.action = 'report');
END $$;

-- gates.missing_bodies, with p_body as endorsed; in the plan's order.
CREATE FUNCTION rd.missing_bodies(p_declaration rd.declaration, p_bodies text[], p_body text) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(b.body ORDER BY b.n), '{}') FROM unnest(p_bodies) WITH ORDINALITY AS b(body, n)
     WHERE b.body <> p_body AND b.body NOT IN (SELECT e.body FROM rd.endorsements(p_declaration) e));
END $$;

-- gates.decision_to_reopen: what this office decided last, if nothing touched the dossier since. 重开 and 申请重开 stand aside.
CREATE FUNCTION rd.decision_to_reopen(p_declaration rd.declaration, p_organisation text) RETURNS rd.decision
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_decision rd.decision;
    v_last rd.decision;
    v_rev integer;
BEGIN
    FOR v_decision IN
        SELECT d.* FROM rd.standing(p_declaration) d WHERE d.action NOT IN ('reopen', 'request_reopen') ORDER BY d.new_rev DESC
    LOOP
        EXIT WHEN v_decision.organisation_id <> p_organisation;
        IF v_decision.before <> v_decision.after THEN
            v_last := v_decision;
            EXIT;
        END IF;
    END LOOP;
    IF v_last.id IS NULL OR v_last.after <> p_declaration.stage THEN
        RETURN NULL;
    END IF;
    -- declaration.FINAL_STAGES: off the road nobody can touch it, but an objection may be settled there.
    IF p_declaration.stage IN ('failed', 'not_approved', 'withdrawn', 'archived') THEN
        RETURN v_last;
    END IF;
    -- Acts are all that followed: their revisions leave no gap up to now (_rev_after).
    v_rev := v_last.new_rev;
    FOR v_decision IN
        SELECT d.* FROM rd.decision d
         WHERE d.district_id = p_declaration.district_id AND d.subject_id = p_declaration.id AND d.subject_kind = 'declaration'
           AND d.new_rev > v_last.new_rev
         ORDER BY d.new_rev
    LOOP
        IF v_decision.base_rev <> v_rev THEN
            RETURN NULL;
        END IF;
        v_rev := v_decision.new_rev;
    END LOOP;
    IF v_rev <> p_declaration.rev THEN
        RETURN NULL;
    END IF;
    RETURN v_last;
END $$;

-- workflow.find_transition; no row: NULL.
CREATE FUNCTION rd.find_transition(p_stage text, p_action text, p_role text) RETURNS rd.transition
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT t FROM rd.transition t WHERE t.stage = p_stage AND t.action = p_action AND t.role = p_role);
END $$;

CREATE FUNCTION rd.not_open(p_stage text, p_action text, p_who jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN rd.refusal('W-101', jsonb_build_object('stage', p_stage, 'action', p_action, 'role', p_who ->> 'role'));
END $$;

-- road.next_station's first stage; 缴费 is passed by where the person paid before. NULL at the road's end.
CREATE FUNCTION rd.next_stage(p_stage text, p_road text[], p_paid boolean) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT s.stage
      FROM unnest(p_road) WITH ORDINALITY AS r(station, n)
      JOIN rd.station_stage s ON s.station = r.station AND s.stage_no = 0
     WHERE r.n > array_position(p_road, rd.station_of(p_stage)) AND NOT (p_paid AND r.station = 'payment')
     ORDER BY r.n LIMIT 1);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
