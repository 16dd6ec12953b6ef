-- 省平台录入 of a decision (app.usecases.mark_entered), and looks (app.usecases.record_looks, db/repositories/logs.py).

CREATE FUNCTION rd.push_entered(p_district text, p_op text, p_id text, p_doc text)
RETURNS TABLE (outcome text, code text, detail text, new_rev integer, seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_who jsonb := rd.begin_push(p_district, p_op, 'entered', p_id, p_doc);
    v_answer jsonb := rd.stored_answer(p_district, p_op, v_who);
    v_decision rd.decision;
BEGIN
    IF v_answer IS NULL THEN
        -- Only what the office itself decided. The counter first: acts on the subject take its decisions after it.
        PERFORM rd.lock_counter(p_district);
        SELECT d.* INTO v_decision FROM rd.decision d
         WHERE d.district_id = p_district AND d.id = p_id AND d.organisation_id = v_who ->> 'organisation_id' FOR UPDATE;
        v_answer := rd.stored_answer(p_district, p_op, v_who);
    END IF;
    IF v_answer IS NULL THEN
        v_answer := rd.keep_answer(p_district, p_op, v_who, rd.judge_entered(p_op, v_who, p_id, v_decision, rd.read_doc(p_doc)));
    END IF;
    RETURN QUERY SELECT * FROM rd.give(v_answer);
END $$;

CREATE FUNCTION rd.judge_entered(p_op text, p_who jsonb, p_id text, p_decision rd.decision, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_entered boolean := rd.read_flag(p_doc, 'entered');
    v_seq bigint;
BEGIN
    IF p_decision.id IS NULL THEN
        RETURN rd.unknown_row('decision', p_id);
    END IF;
    IF p_decision.withdrawn AND v_entered THEN
        RETURN rd.refusal('L-111');
    END IF;
    v_seq := rd.enter(p_decision.district_id, p_who, CASE WHEN v_entered THEN 'decision.entered' ELSE 'decision.not_entered' END,
                      p_decision.subject_kind, p_decision.subject_id, p_doc || jsonb_build_object('op_id', p_op, 'decision_id', p_id));
    UPDATE rd.decision d
       SET entered_at = CASE WHEN v_entered THEN rd.clock() END, entered_by = CASE WHEN v_entered THEN p_who ->> 'name' ELSE '' END,
           rev = d.rev + 1, seq = v_seq
     WHERE d.district_id = p_decision.district_id AND d.id = p_decision.id;
    RETURN rd.applied(p_decision.rev + 1, v_seq);
END $$;

-- The second log: not chained, only what the caller may see. A look marks the dossier as opened on its desk; that gives the row a new
-- seq and no new rev: nothing was decided, nobody's base_rev is wrong by it.
CREATE FUNCTION rd.keep_looks(p_district text, p_op text, p_who jsonb, p_looks jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_look jsonb;
    v_n integer := 0;
    v_row rd.declaration;
    v_opened text[] := '{}';
    v_seq bigint;
BEGIN
    IF jsonb_array_length(p_looks) > 1000 THEN
        PERFORM rd.malformed('looks');
    END IF;
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(p_looks) l WHERE coalesce(l.value ->> 'act', '') NOT IN ('look', 'reveal')
                  OR coalesce(l.value ->> 'subject_kind', '') NOT IN ('declaration', 'archive_item')) THEN
        PERFORM rd.malformed('looks');
    END IF;
    FOR v_look IN SELECT l.value FROM jsonb_array_elements(p_looks) l ORDER BY l.value ->> 'subject_id' LOOP
        IF rd.read_text(v_look, 'subject_kind') = 'declaration' THEN
            v_row := rd.lock_declaration(p_district, rd.read_text(v_look, 'subject_id'), p_who);
            CONTINUE WHEN v_row.id IS NULL;
            IF rd.read_text(v_look, 'act') = 'look' AND coalesce(rd.level_of(v_row.stage), p_who ->> 'role') = p_who ->> 'role'
               AND (v_row.opened_at IS NULL OR v_row.opened_at < v_row.submitted_at) THEN
                v_opened := v_opened || v_row.id;
            END IF;
        ELSE
            CONTINUE WHEN NOT EXISTS (SELECT 1 FROM rd.archive_item i
                WHERE i.district_id = p_district AND i.id = rd.read_text(v_look, 'subject_id')
                  AND i.employer_id = p_who ->> 'organisation_id' AND p_who ->> 'role' = 'employer');
        END IF;
        v_n := v_n + 1;
        INSERT INTO rd.look (district_id, op_id, n, account_id, organisation_id, received_at, at, act, subject_kind, subject_id)
        VALUES (p_district, p_op, v_n, p_who ->> 'account_id', p_who ->> 'organisation_id', rd.clock(), rd.read_moment(v_look, 'at'),
                rd.read_text(v_look, 'act'), rd.read_text(v_look, 'subject_kind'), rd.read_text(v_look, 'subject_id'));
    END LOOP;
    IF v_opened <> '{}' THEN
        UPDATE rd.district d SET head = d.head + 1 WHERE d.district_id = p_district RETURNING d.head INTO v_seq;
        UPDATE rd.declaration d SET opened_at = rd.clock(), seq = v_seq WHERE d.district_id = p_district AND d.id = ANY (v_opened);
    END IF;
    RETURN jsonb_build_object('detail', jsonb_build_object('kept', v_n), 'seq', v_seq);
END $$;

CREATE FUNCTION rd.push_looks(p_district text, p_op text, p_doc text)
RETURNS TABLE (outcome text, code text, detail text, new_rev integer, seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_who jsonb := rd.begin_push(p_district, p_op, 'looks', p_doc);
    v_answer jsonb := rd.stored_answer(p_district, p_op, v_who);
BEGIN
    IF v_answer IS NULL THEN
        v_answer := rd.keep_answer(p_district, p_op, v_who,
            rd.keep_looks(p_district, p_op, v_who, rd.read_part(rd.read_doc(p_doc), 'looks', '[]')));
    END IF;
    RETURN QUERY SELECT * FROM rd.give(v_answer);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rd.push_entered(text, text, text, text), rd.push_looks(text, text, text)
    TO rd_employer, rd_acceptance, rd_hr_bureau, rd_municipal_unit, rd_committee, rd_city;
