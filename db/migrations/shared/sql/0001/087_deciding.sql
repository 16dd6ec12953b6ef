-- How a decision on a declaration is kept (app.usecases.deciding; db/repositories/declarations.py).

-- The declaration that the caller may act on, locked; the scope predicate written out (docs/protocol.md §2). NULL: none such.
CREATE FUNCTION rd.lock_declaration(p_district text, p_id text, p_who jsonb) RETURNS rd.declaration
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_found rd.declaration;
    v_office text := p_who ->> 'organisation_id';
    v_bit integer := rd.bit_of(p_who ->> 'role');
BEGIN
    SELECT d.* INTO v_found FROM rd.declaration d
     WHERE d.district_id = p_district AND d.id = p_id AND d.reached & v_bit <> 0
       AND CASE p_who ->> 'role'
             WHEN 'employer' THEN d.employer_id = v_office
             WHEN 'acceptance' THEN d.acceptance_id = v_office
             WHEN 'hr_bureau' THEN d.hr_bureau_id = v_office
             WHEN 'municipal_unit' THEN d.municipal_id = v_office
             WHEN 'committee' THEN d.committee_id = v_office
             WHEN 'city' THEN true
             ELSE false END
       FOR UPDATE;
    RETURN v_found;
END $$;

CREATE FUNCTION rd.plan_of(p_declaration rd.declaration) RETURNS rd.plan
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT p FROM rd.plan p WHERE p.plan_id = p_declaration.plan_id AND p.version = p_declaration.plan_version);
END $$;

-- Child rows follow the declaration's scope, with the same seq (docs/protocol.md §3).
CREATE FUNCTION rd.spread_scope(p_declaration rd.declaration, p_seq bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    d rd.declaration := p_declaration;
BEGIN
    UPDATE rd.submission c
       SET acceptance_id = d.acceptance_id, hr_bureau_id = d.hr_bureau_id, municipal_id = d.municipal_id,
           committee_id = d.committee_id, reached = d.reached, seq = p_seq
     WHERE c.district_id = d.district_id AND c.declaration_id = d.id;
    UPDATE rd.decision c
       SET acceptance_id = d.acceptance_id, hr_bureau_id = d.hr_bureau_id, municipal_id = d.municipal_id,
           committee_id = d.committee_id, reached = d.reached, seq = p_seq
     WHERE c.district_id = d.district_id AND c.subject_id = d.id AND c.subject_kind = 'declaration';
    UPDATE rd.publicity c
       SET acceptance_id = d.acceptance_id, hr_bureau_id = d.hr_bureau_id, municipal_id = d.municipal_id,
           committee_id = d.committee_id, reached = d.reached, seq = p_seq
     WHERE c.district_id = d.district_id AND c.declaration_id = d.id;
    UPDATE rd.file_ref c
       SET acceptance_id = d.acceptance_id, hr_bureau_id = d.hr_bureau_id, municipal_id = d.municipal_id,
           committee_id = d.committee_id, reached = d.reached, seq = p_seq
     WHERE c.district_id = d.district_id AND c.owner_kind = 'declaration' AND c.owner_id = d.id;
    -- A committee that has lost the dossier loses the place on its list too: its desk took both away (gone). Unlike the others these
    -- rows are one committee's, and get a new place only where something changes for it.
    UPDATE rd.meeting_member c
       SET reached = CASE WHEN c.committee_id = d.committee_id THEN d.reached & 16 ELSE 0 END, seq = p_seq
     WHERE c.district_id = d.district_id AND c.declaration_id = d.id
       AND c.reached <> CASE WHEN c.committee_id = d.committee_id THEN d.reached & 16 ELSE 0 END;
END $$;

-- Organisations that saw the row before and see it no longer get a row of gone: it takes the child rows with it.
CREATE FUNCTION rd.leave(p_before rd.declaration, p_after rd.declaration, p_seq bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    WITH seen(role, was, now) AS (VALUES
        ('employer', p_before.employer_id, p_after.employer_id), ('acceptance', p_before.acceptance_id, p_after.acceptance_id),
        ('hr_bureau', p_before.hr_bureau_id, p_after.hr_bureau_id), ('municipal_unit', p_before.municipal_id, p_after.municipal_id),
        ('committee', p_before.committee_id, p_after.committee_id)),
    lost(organisation_id) AS (
        SELECT s.was FROM seen s
         WHERE s.was <> '' AND p_before.reached & rd.bit_of(s.role) <> 0
           AND NOT (s.was = s.now AND p_after.reached & rd.bit_of(s.role) <> 0)
        UNION ALL
        SELECT o.organisation_id FROM rd.organisation o
         WHERE o.role = 'city' AND p_before.reached & 32 <> 0 AND p_after.reached & 32 = 0)
    INSERT INTO rd.gone (district_id, id, rev, seq, organisation_id, kind, row_id)
    SELECT p_before.district_id, 'declaration:' || p_before.id || ':' || l.organisation_id, 1, p_seq, l.organisation_id,
           'declaration', p_before.id
      FROM lost l
    ON CONFLICT (district_id, id) DO UPDATE SET rev = gone.rev + 1, seq = excluded.seq;
END $$;

-- Write the declaration with its next rev: who has been reached, whether the desk has opened it (repository.save), scope of its rows.
-- p_forgets: bits of an arrival that no longer counts (forget_arrival).
CREATE FUNCTION rd.save_declaration(p_before rd.declaration, p_after rd.declaration, p_seq bigint, p_forgets integer DEFAULT 0)
RETURNS rd.declaration
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_new rd.declaration := p_after;
BEGIN
    v_new.rev := p_before.rev + 1;
    v_new.seq := p_seq;
    v_new.reached := (p_before.reached & ~rd.bits_moved(p_before, p_after)
                      | rd.bits_reached(p_after.stage, p_after.form_step, p_after.municipal_id)) & ~p_forgets;
    -- A dossier that comes to another desk, or comes back, has not been opened there yet.
    IF rd.level_of(p_before.stage) IS DISTINCT FROM rd.level_of(p_after.stage) THEN
        v_new.opened_at := NULL;
    END IF;
    UPDATE rd.declaration d
       SET acceptance_id = v_new.acceptance_id, hr_bureau_id = v_new.hr_bureau_id, municipal_id = v_new.municipal_id,
           committee_id = v_new.committee_id, reached = v_new.reached, rev = v_new.rev, seq = v_new.seq, stage = v_new.stage,
           submit_no = v_new.submit_no, submitted_at = v_new.submitted_at, publicity_id = v_new.publicity_id,
           publicity_to = v_new.publicity_to, office_publicity_id = v_new.office_publicity_id,
           office_publicity_to = v_new.office_publicity_to, open_objections = v_new.open_objections,
           arrived_at = v_new.arrived_at, opened_at = v_new.opened_at, pay_until = v_new.pay_until, form_step = v_new.form_step,
           person = v_new.person, employer = v_new.employer, content = v_new.content
     WHERE d.district_id = v_new.district_id AND d.id = v_new.id;
    IF (p_before.acceptance_id, p_before.hr_bureau_id, p_before.municipal_id, p_before.committee_id, p_before.reached)
       <> (v_new.acceptance_id, v_new.hr_bureau_id, v_new.municipal_id, v_new.committee_id, v_new.reached) THEN
        PERFORM rd.spread_scope(v_new, p_seq);
        PERFORM rd.leave(p_before, v_new, p_seq);
    END IF;
    RETURN v_new;
END $$;

-- What lists show of the record: the payment's last day (payment.find_deadline), the forms' last step (deciding.with_road_facts).
CREATE FUNCTION rd.with_road_facts(p_declaration rd.declaration, p_plan rd.plan) RETURNS rd.declaration
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_new rd.declaration := p_declaration;
    v_steps text[] := rd.steps_taken(p_declaration);
BEGIN
    v_new.pay_until := NULL;
    IF 'payment' = ANY (p_plan.road)
       AND (p_declaration.stage = 'awaiting_payment' OR rd.is_behind(p_declaration.stage, 'payment')) THEN
        SELECT (d.record ->> 'pay_until')::date INTO v_new.pay_until FROM rd.standing(p_declaration) d
         WHERE d.record ? 'pay_until' ORDER BY d.new_rev DESC LIMIT 1;
        v_new.pay_until := coalesce(v_new.pay_until, p_plan.pay_until);
    END IF;
    v_new.form_step := coalesce(v_steps[cardinality(v_steps)], '');
    RETURN v_new;
END $$;

-- deciding._stage_to_reopen: where it was decided; 待公示 where the publicity that ran then was cancelled since.
CREATE FUNCTION rd.stage_to_reopen(p_declaration rd.declaration, p_back text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_waiting text;
    v_publicity rd.publicity := rd.counting_publicity(p_declaration, p_back);
BEGIN
    SELECT s.waiting INTO v_waiting FROM rd.publicity_stage s WHERE s.running = p_back;
    IF v_waiting IS NOT NULL AND (v_publicity.id IS NULL OR v_publicity.cancelled_at IS NOT NULL) THEN
        RETURN v_waiting;
    END IF;
    RETURN p_back;
END $$;

-- The arrival that a reopened decision had brought, unless another organisation looked since (looks.opened_elsewhere), or the dossier
-- stands there still, or came there before. p_after: reopened already. Bits to forget.
CREATE FUNCTION rd.bits_to_forget(p_before rd.declaration, p_after rd.declaration, p_reopened rd.decision, p_who jsonb)
RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kept integer;
BEGIN
    PERFORM 1 FROM rd.look l
     WHERE l.district_id = p_before.district_id AND l.subject_id = p_before.id AND l.subject_kind = 'declaration' AND l.received_at >= p_reopened.at
       AND l.organisation_id <> p_who ->> 'organisation_id';
    IF FOUND THEN
        RETURN 0;
    END IF;
    SELECT coalesce(bit_or(rd.bits_reached(d.after, coalesce(d.record ->> 'step', ''), p_before.municipal_id)), 0) INTO v_kept
      FROM rd.standing(p_before) d WHERE d.new_rev < p_reopened.new_rev;
    v_kept := v_kept | rd.bits_reached(p_after.stage, p_after.form_step, p_after.municipal_id);
    RETURN rd.bits_reached(p_before.stage, p_before.form_step, p_before.municipal_id) & ~v_kept;
END $$;

-- deciding.decide: hold the row's guards, move the declaration, keep the decision. p_verdict: action, opinion, notice, defects, record,
-- files, decided_at, listed.
CREATE FUNCTION rd.decide(p_op text, p_who jsonb, p_declaration rd.declaration, p_row rd.transition, p_verdict jsonb, p_content jsonb)
RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_plan rd.plan := rd.plan_of(p_declaration);
    v_record jsonb := p_verdict -> 'record';
    v_action text := p_verdict ->> 'action';
    v_reopened rd.decision;
    v_new rd.declaration := p_declaration;
    v_no jsonb;
    v_forgets integer := 0;
    v_seq bigint;
BEGIN
    v_no := rd.first_blocker(p_row, p_declaration, rd.counting_publicity(p_declaration, p_declaration.stage), v_plan, p_who,
                             p_verdict || jsonb_build_object('step', v_record -> 'step', 'body', v_record -> 'body'));
    IF v_no IS NOT NULL THEN
        RETURN v_no;
    END IF;
    IF v_action = 'reopen' THEN
        v_reopened := rd.decision_to_reopen(p_declaration, p_who ->> 'organisation_id');
        v_record := v_record || jsonb_build_object('reopened', v_reopened.id);
    END IF;
    v_new.stage := CASE p_row.target
        WHEN 'stay' THEN p_declaration.stage
        WHEN 'next' THEN rd.next_stage(p_declaration.stage, v_plan.road, rd.is_paid(p_declaration))
        WHEN 'back' THEN rd.stage_to_reopen(p_declaration, v_reopened.before)
        ELSE p_row.target END;
    IF v_new.stage IS NULL THEN
        RETURN CASE p_row.target WHEN 'back' THEN rd.refusal('G-110')
                    ELSE rd.refusal('W-102', jsonb_build_object('level', rd.station_of(p_declaration.stage))) END;
    END IF;
    v_no := rd.take_files(p_declaration.district_id, p_who, p_verdict -> 'files');
    IF v_no IS NOT NULL THEN
        RETURN v_no;
    END IF;
    v_seq := rd.enter(p_declaration.district_id, p_who, 'declaration.' || v_action, 'declaration', p_declaration.id,
                      p_content || jsonb_build_object('op_id', p_op, 'submit_no', p_declaration.submit_no));
    IF v_reopened.id IS NOT NULL THEN
        UPDATE rd.decision d SET withdrawn = true, rev = d.rev + 1, seq = v_seq
         WHERE d.district_id = p_declaration.district_id AND d.id = v_reopened.id;
    END IF;
    INSERT INTO rd.decision (district_id, id, employer_id, acceptance_id, hr_bureau_id, municipal_id, committee_id, reached, rev, seq,
                             subject_kind, subject_id, action, account_id, actor_name, actor_role, organisation_id,
                             organisation_name, at, decided_at, base_rev, new_rev, before, after, opinion, notice, defects,
                             submit_no, record, files)
    VALUES (p_declaration.district_id, p_op, p_declaration.employer_id, p_declaration.acceptance_id, p_declaration.hr_bureau_id,
            p_declaration.municipal_id, p_declaration.committee_id, p_declaration.reached, 1, v_seq,
            'declaration', p_declaration.id, v_action, p_who ->> 'account_id', p_who ->> 'name', p_who ->> 'role',
            p_who ->> 'organisation_id', p_who ->> 'organisation_name', rd.clock(), (p_verdict ->> 'decided_at')::timestamptz,
            p_declaration.rev, p_declaration.rev + 1, p_declaration.stage, v_new.stage, p_verdict ->> 'opinion',
            p_verdict ->> 'notice', p_verdict -> 'defects', p_declaration.submit_no, v_record, p_verdict -> 'files');
    IF v_new.stage <> p_declaration.stage THEN
        v_new.arrived_at := rd.clock();
    END IF;
    v_new := rd.with_road_facts(v_new, v_plan);
    IF v_reopened.id IS NOT NULL THEN
        v_forgets := rd.bits_to_forget(p_declaration, v_new, v_reopened, p_who);
    END IF;
    v_new := rd.save_declaration(p_declaration, v_new, v_seq, v_forgets);
    PERFORM rd.refer_declaration_files(v_new, p_who ->> 'organisation_id', p_verdict -> 'files', v_seq);
    RETURN rd.applied(v_new.rev, v_seq);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
