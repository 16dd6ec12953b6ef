-- Publicities (公示) of one declaration: begin, begin anew, objections, what was posted (app.usecases.record_publicity,
-- handle_objection). A publicity of several people is one call a person; that all of them await the same one is the desk's to see.

-- The declaration naming the publicity: the employer's and the committee's stand apart (_in_publicity).
CREATE FUNCTION rd.in_publicity(p_declaration rd.declaration, p_kind text, p_publicity text, p_end date) RETURNS rd.declaration
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_new rd.declaration := p_declaration;
BEGIN
    IF p_kind = 'employer' THEN
        v_new.publicity_id := p_publicity;
        v_new.publicity_to := p_end;
    ELSE
        v_new.office_publicity_id := p_publicity;
        v_new.office_publicity_to := p_end;
    END IF;
    RETURN v_new;
END $$;

-- What is said of the publicity before the declaration is looked at: place, dates (P-1xx).
CREATE FUNCTION rd.publicity_refused(p_plan rd.plan, p_days integer, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_end date := rd.read_day(p_doc, 'end');
    v_held boolean := rd.read_flag(p_doc, 'held_before');
    v_no jsonb;
BEGIN
    IF rd.stripped(rd.read_text(p_doc, 'place')) = '' OR rd.stripped(rd.read_text(p_doc, 'body')) = '' THEN
        RETURN rd.refusal('P-106');
    END IF;
    IF v_held AND v_end >= rd.today() THEN
        RETURN rd.refusal('P-108', jsonb_build_object('end', v_end));
    END IF;
    v_no := rd.check_dates(p_days, p_plan.start_counts, rd.read_day(p_doc, 'start'), v_end, rd.read_text(p_doc, 'end_rule'),
                           rd.read_text(p_doc, 'stated_source'), rd.read_text(p_doc, 'stated_reason'));
    IF v_no IS NULL AND NOT v_held AND v_end < rd.today() THEN
        v_no := rd.refusal('P-114', jsonb_build_object('end', v_end));
    END IF;
    RETURN v_no;
END $$;

-- 评审结束后公示 (B12.1): P-115 begun before the experts met, P-116 the result that an upheld objection has struck (_require_result).
CREATE FUNCTION rd.result_refused(p_declaration rd.declaration, p_former rd.publicity, p_start date) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_meeting text;
    v_held date;
BEGIN
    SELECT d.record ->> 'meeting' INTO v_meeting FROM rd.standing(p_declaration) d
     WHERE d.action = 'meeting_pass' ORDER BY d.new_rev DESC LIMIT 1;
    SELECT m.held_on INTO v_held FROM rd.meeting_member m
     WHERE m.district_id = p_declaration.district_id AND m.id = v_meeting || ':' || p_declaration.id;
    IF p_start < v_held THEN
        RETURN rd.refusal('P-115', jsonb_build_object('day', v_held));
    END IF;
    IF p_former.kind = 'results' AND rd.upheld_objections(p_former) > 0 AND NOT rd.voted_anew(p_declaration, p_former) THEN
        RETURN rd.refusal('P-116');
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION rd.start_publicity(p_op text, p_who jsonb, p_declaration rd.declaration, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_plan rd.plan := rd.plan_of(p_declaration);
    v_days integer := greatest(v_plan.working_days, least(rd.read_integer(p_doc, 'working_days'), 60));
    v_former rd.publicity := rd.counting_publicity(p_declaration, p_declaration.stage);
    v_row rd.transition := rd.find_transition(p_declaration.stage, 'start_publicity', p_who ->> 'role');
    v_id text := rd.read_text(p_doc, 'publicity_id');
    v_kind text;
    v_new rd.declaration := p_declaration;
    v_no jsonb;
    v_seq bigint;
BEGIN
    IF v_id !~ '^[0-9A-Za-z-]{1,64}$' OR rd.read_text(p_doc, 'end_rule') NOT IN ('start_excluded', 'start_counted', 'stated')
       OR (rd.publicity_row(p_declaration, v_id)).id IS NOT NULL
       OR EXISTS (SELECT 1 FROM rd.publicity p WHERE p.publicity_id = v_id AND p.organisation_id <> p_who ->> 'organisation_id') THEN
        PERFORM rd.malformed('publicity');
    END IF;
    v_no := rd.publicity_refused(v_plan, v_days, p_doc);
    IF v_no IS NULL AND v_row.stage IS NULL THEN
        v_no := rd.not_open(p_declaration.stage, 'start_publicity', p_who);
    END IF;
    v_no := coalesce(v_no, rd.first_blocker(v_row, p_declaration, v_former, v_plan, p_who, '{}'));
    SELECT s.kind INTO v_kind FROM rd.publicity_stage s WHERE s.waiting = p_declaration.stage;
    IF v_no IS NULL AND v_kind = 'results' THEN
        v_no := rd.result_refused(p_declaration, v_former, rd.read_day(p_doc, 'start'));
    END IF;
    IF v_no IS NOT NULL THEN
        RETURN v_no;
    END IF;
    v_seq := rd.enter(p_declaration.district_id, p_who, 'publicity.start', 'declaration', p_declaration.id,
                      p_doc || jsonb_build_object('op_id', p_op));
    INSERT INTO rd.publicity (district_id, id, employer_id, acceptance_id, hr_bureau_id, municipal_id, committee_id, reached, rev, seq,
                              publicity_id, declaration_id, position, kind, organisation_id, body, place, start_on, end_on, end_rule,
                              working_days, created_by, created_at, stated_source, stated_reason, held_before)
    VALUES (p_declaration.district_id, v_id || ':' || p_declaration.id, p_declaration.employer_id, p_declaration.acceptance_id,
            p_declaration.hr_bureau_id, p_declaration.municipal_id, p_declaration.committee_id, p_declaration.reached, 1, v_seq, v_id,
            p_declaration.id, rd.read_integer(p_doc, 'position'), v_kind, p_who ->> 'organisation_id',
            rd.stripped(rd.read_text(p_doc, 'body')), rd.stripped(rd.read_text(p_doc, 'place')), rd.read_day(p_doc, 'start'),
            rd.read_day(p_doc, 'end'), rd.read_text(p_doc, 'end_rule'), v_days, rd.actor_of(p_who), rd.clock(),
            rd.stripped(rd.read_text(p_doc, 'stated_source')), rd.stripped(rd.read_text(p_doc, 'stated_reason')),
            rd.read_flag(p_doc, 'held_before'));
    v_new.stage := v_row.target;
    v_new.open_objections := 0;
    v_new.arrived_at := rd.clock();
    v_new := rd.save_declaration(p_declaration, rd.in_publicity(v_new, v_kind, v_id, rd.read_day(p_doc, 'end')), v_seq);
    RETURN rd.applied(v_new.rev, v_seq);
END $$;

-- Whether somebody went on by this publicity: also who was returned or failed behind it, for that may be reopened (_was_passed_on).
CREATE FUNCTION rd.was_passed_on(p_declaration rd.declaration, p_publicity rd.publicity) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT rd.is_behind(p_declaration.stage, rd.station_of(s.running))
        OR p_declaration.stage NOT IN (s.waiting, s.running, s.objected)
           AND EXISTS (SELECT 1 FROM rd.standing(p_declaration) d
                        WHERE d.before = s.running AND rd.is_behind(d.after, rd.station_of(s.running))
                          AND d.submit_no = p_declaration.submit_no AND d.at >= p_publicity.created_at)
      FROM rd.publicity_stage s WHERE s.kind = p_publicity.kind);
END $$;

-- 重新公示: it does not count; who is still in it goes back to 待公示.
CREATE FUNCTION rd.cancel_publicity(p_op text, p_who jsonb, p_declaration rd.declaration, p_publicity rd.publicity, p_doc jsonb)
RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_stages rd.publicity_stage;
    v_inside boolean := coalesce(p_publicity.publicity_id = p_declaration.publicity_id, false)
                     OR coalesce(p_publicity.publicity_id = p_declaration.office_publicity_id, false);
    v_new rd.declaration := p_declaration;
    v_seq bigint;
BEGIN
    IF rd.stripped(rd.read_text(p_doc, 'reason')) = '' THEN
        RETURN rd.refusal('P-109');
    END IF;
    IF p_publicity.cancelled_at IS NOT NULL THEN
        RETURN rd.refusal('P-110');
    END IF;
    IF v_inside AND rd.was_passed_on(p_declaration, p_publicity) THEN
        RETURN rd.refusal('P-111');
    END IF;
    IF rd.open_objections(p_publicity) > 0 THEN
        RETURN rd.refusal('B-107');
    END IF;
    v_seq := rd.enter(p_declaration.district_id, p_who, 'publicity.cancel', 'declaration', p_declaration.id,
                      p_doc || jsonb_build_object('op_id', p_op));
    UPDATE rd.publicity p SET cancelled_at = rd.clock(), cancel_reason = rd.stripped(rd.read_text(p_doc, 'reason')),
                              rev = p.rev + 1, seq = v_seq
     WHERE p.district_id = p_publicity.district_id AND p.id = p_publicity.id;
    SELECT s.* INTO v_stages FROM rd.publicity_stage s WHERE s.kind = p_publicity.kind;
    IF NOT v_inside OR p_declaration.stage NOT IN (v_stages.waiting, v_stages.running, v_stages.objected) THEN
        RETURN rd.applied(p_declaration.rev, v_seq);
    END IF;
    v_new.open_objections := 0;
    IF p_declaration.stage = v_stages.running THEN
        v_new.stage := v_stages.waiting;
        v_new.arrived_at := CASE WHEN v_stages.waiting = v_stages.running THEN v_new.arrived_at ELSE rd.clock() END;
    END IF;
    v_new := rd.save_declaration(p_declaration, rd.in_publicity(v_new, p_publicity.kind, NULL, NULL), v_seq);
    RETURN rd.applied(v_new.rev, v_seq);
END $$;

-- 登记异议: the declaration goes back to 待审 until it is settled.
CREATE FUNCTION rd.record_objection(p_op text, p_who jsonb, p_declaration rd.declaration, p_publicity rd.publicity, p_doc jsonb)
RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_who text := rd.stripped(rd.read_text(p_doc, 'who'));
    v_what text := rd.stripped(rd.read_text(p_doc, 'what'));
    v_on date := rd.read_day(p_doc, 'received_on');
    v_objected text;
    v_row rd.transition;
    v_new rd.declaration := p_declaration;
    v_seq bigint;
BEGIN
    IF v_who = '' OR v_what = '' THEN
        RETURN rd.refusal('B-101');
    END IF;
    IF v_on NOT BETWEEN p_publicity.start_on AND rd.today() THEN
        RETURN rd.refusal('B-103', jsonb_build_object('start', p_publicity.start_on));
    END IF;
    IF p_publicity.publicity_id IS DISTINCT FROM p_declaration.publicity_id
       AND p_publicity.publicity_id IS DISTINCT FROM p_declaration.office_publicity_id THEN
        RETURN rd.refusal('B-104');
    END IF;
    SELECT s.objected INTO v_objected FROM rd.publicity_stage s WHERE s.kind = p_publicity.kind;
    IF p_declaration.stage <> v_objected THEN
        v_row := rd.find_transition(p_declaration.stage, 'object', p_who ->> 'role');
        IF v_row.stage IS NULL THEN
            RETURN rd.not_open(p_declaration.stage, 'object', p_who);
        END IF;
        v_new.stage := v_row.target;
        v_new.arrived_at := rd.clock();
    END IF;
    v_seq := rd.enter(p_declaration.district_id, p_who, 'objection.record', 'declaration', p_declaration.id,
                      p_doc || jsonb_build_object('op_id', p_op));
    UPDATE rd.publicity p
       SET objections = p.objections || jsonb_build_array(jsonb_build_object('id', p_op, 'declaration_id', p_declaration.id,
               'who', v_who, 'received_on', v_on, 'what', v_what, 'recorded_by', rd.actor_of(p_who), 'recorded_at', rd.clock(),
               'handling', '', 'upheld', NULL, 'resolved_by', NULL, 'resolved_at', NULL)),
           rev = p.rev + 1, seq = v_seq
     WHERE p.district_id = p_publicity.district_id AND p.id = p_publicity.id;
    v_new.open_objections := v_new.open_objections + 1;
    v_new := rd.save_declaration(p_declaration, v_new, v_seq);
    RETURN rd.applied(v_new.rev, v_seq);
END $$;

-- The objection is settled with its handling; 审核无误 afterwards resumes the publicity if none was upheld.
CREATE FUNCTION rd.resolve_objection(p_op text, p_who jsonb, p_declaration rd.declaration, p_publicity rd.publicity, p_doc jsonb)
RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_id text := rd.read_text(p_doc, 'objection_id');
    v_handling text := rd.stripped(rd.read_text(p_doc, 'handling'));
    v_settled jsonb;
    v_publicity rd.publicity;
    v_new rd.declaration := p_declaration;
    v_seq bigint;
BEGIN
    IF v_handling = '' THEN
        RETURN rd.refusal('B-105');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM jsonb_array_elements(p_publicity.objections) o
                    WHERE o.value ->> 'id' = v_id AND o.value ->> 'upheld' IS NULL) THEN
        RETURN rd.refusal('B-106');
    END IF;
    v_settled := jsonb_build_object('handling', v_handling, 'upheld', rd.read_flag(p_doc, 'upheld'),
                                    'resolved_by', rd.actor_of(p_who), 'resolved_at', rd.clock());
    v_seq := rd.enter(p_declaration.district_id, p_who, 'objection.resolve', 'declaration', p_declaration.id,
                      p_doc || jsonb_build_object('op_id', p_op));
    UPDATE rd.publicity p
       SET objections = (SELECT jsonb_agg(CASE WHEN o.value ->> 'id' = v_id THEN o.value || v_settled ELSE o.value END ORDER BY o.n)
                           FROM jsonb_array_elements(p.objections) WITH ORDINALITY AS o(value, n)),
           rev = p.rev + 1, seq = v_seq
     WHERE p.district_id = p_publicity.district_id AND p.id = p_publicity.id RETURNING p.* INTO v_publicity;
    IF p_publicity.publicity_id IS DISTINCT FROM p_declaration.publicity_id
       AND p_publicity.publicity_id IS DISTINCT FROM p_declaration.office_publicity_id THEN
        RETURN rd.applied(p_declaration.rev, v_seq);
    END IF;
    v_new.open_objections := rd.open_objections(v_publicity);
    v_new := rd.save_declaration(p_declaration, v_new, v_seq);
    RETURN rd.applied(v_new.rev, v_seq);
END $$;

-- 公示照片 or a scan of the sheet; the moment 评审表(公示版) was first exported (A4.3). Neither changes the declaration.
CREATE FUNCTION rd.add_to_publicity(p_op text, p_who jsonb, p_declaration rd.declaration, p_publicity rd.publicity, p_action text,
                                    p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_new jsonb := '[]';
    v_no jsonb;
    v_seq bigint;
BEGIN
    IF p_action = 'add_evidence' THEN
        v_new := rd.new_files(rd.files_of(rd.read_part(p_doc, 'files', '[]')), p_publicity.evidence);
        v_no := rd.take_files(p_declaration.district_id, p_who, v_new);
        IF v_no IS NOT NULL THEN
            RETURN v_no;
        END IF;
    ELSIF p_publicity.sheet_exported_at IS NOT NULL THEN
        RETURN rd.applied(p_declaration.rev, p_declaration.seq);
    END IF;
    v_seq := rd.enter(p_declaration.district_id, p_who, 'publicity.' || p_action, 'declaration', p_declaration.id,
                      p_doc || jsonb_build_object('op_id', p_op));
    UPDATE rd.publicity p
       SET evidence = p.evidence || v_new, rev = p.rev + 1, seq = v_seq,
           sheet_exported_at = CASE WHEN p_action = 'sheet_exported' THEN rd.clock() ELSE p.sheet_exported_at END
     WHERE p.district_id = p_publicity.district_id AND p.id = p_publicity.id;
    PERFORM rd.refer_declaration_files(p_declaration, p_who ->> 'organisation_id', v_new, v_seq);
    RETURN rd.applied(p_declaration.rev, v_seq);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
