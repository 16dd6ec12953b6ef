-- 提交, 撤回 and giving up (app.usecases.submit_declaration, take_back, fill_declaration.drop_declaration). The unit's acts only.

-- A3.6: 基本信息 passed and nothing of the person 待审核. The archive lies in the unit's own district.
CREATE FUNCTION rd.archive_reviewed(p_who jsonb, p_applicant text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(bool_or(i.section = 'basic' AND i.status = 'passed'), false) AND NOT coalesce(bool_or(i.status = 'pending'), false)
      FROM rd.archive_item i
     WHERE i.district_id = p_who ->> 'district_id' AND i.employer_id = p_who ->> 'organisation_id' AND i.applicant_id = p_applicant);
END $$;

-- The items that are handed in, with their texts: of the former submission what it froze, else as they stand passed in that revision
-- (require_passed_items, B1.4). {"items"} or W-105, N-404.
CREATE FUNCTION rd.freeze_items(p_who jsonb, p_declaration rd.declaration, p_content jsonb, p_former rd.submission) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_named jsonb;
    v_item rd.archive_item;
    v_frozen jsonb;
    v_items jsonb[] := '{}';
    v_bytes bigint := 0;
    v_known jsonb;
BEGIN
    SELECT coalesce(jsonb_object_agg((f.value ->> 'item_id') || ':' || (f.value ->> 'content_rev'), f.value), '{}') INTO v_known
      FROM jsonb_array_elements(coalesce(p_former.items, '[]')) f;
    FOR v_named IN
        SELECT n.value FROM jsonb_array_elements(rd.read_part(p_content, 'items', '[]')) WITH ORDINALITY AS n(value, place) ORDER BY n.place
    LOOP
        SELECT i.* INTO v_item FROM rd.archive_item i
         WHERE i.district_id = p_who ->> 'district_id' AND i.id = v_named ->> 'item_id';
        -- Asked apart, so that the entry is found by its id and never among all of the person's.
        IF NOT FOUND OR v_item.employer_id <> p_who ->> 'organisation_id' OR v_item.applicant_id <> p_declaration.applicant_id THEN
            RETURN rd.unknown_row('archive_item', rd.read_text(v_named, 'item_id'));
        END IF;
        v_frozen := v_known -> (v_item.id || ':' || (v_named ->> 'content_rev'));
        IF v_frozen IS NULL THEN
            IF v_item.status <> 'passed' OR v_item.content_rev <> rd.read_integer(v_named, 'content_rev') THEN
                RETURN rd.refusal('W-105', jsonb_build_object('section', v_item.section));
            END IF;
            v_frozen := jsonb_build_object('item_id', v_item.id, 'section', v_item.section, 'content_rev', v_item.content_rev,
                                           'fields', v_item.fields, 'evidence', v_item.evidence);
        END IF;
        v_items := v_items || v_frozen;
        v_bytes := v_bytes + octet_length(v_frozen::text);
        -- More than a desk could read, and a district would wait for it.
        IF v_bytes > 33554432 THEN
            PERFORM rd.malformed('items');
        END IF;
    END LOOP;
    -- Section 1 of the preview must not be empty (extracting.lacks_basic).
    IF p_declaration.stage = 'draft' AND NOT to_jsonb(v_items) @> '[{"section": "basic"}]' THEN
        RETURN rd.refusal('W-105', '{"section": "basic"}');
    END IF;
    RETURN jsonb_build_object('items', to_jsonb(v_items));
END $$;

-- Every file that is handed in: photo, commitment, materials, evidence of the items (Declaration.files).
CREATE FUNCTION rd.files_handed_in(p_content jsonb, p_items jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT rd.files_of(coalesce(jsonb_agg(f.value), '[]'))
      FROM (SELECT s.value FROM (VALUES (p_content -> 'photo'), (p_content -> 'commitment')) AS s(value)
             WHERE jsonb_typeof(s.value) = 'object'
            UNION ALL
            SELECT m.value FROM jsonb_array_elements(rd.read_part(p_content, 'materials', '[]')) e,
                                jsonb_array_elements(rd.read_part(e.value, 'files', '[]')) m
            UNION ALL
            SELECT v.value FROM jsonb_array_elements(p_items) i, jsonb_array_elements(i.value -> 'evidence') v) f);
END $$;

-- Before the counter is held: the bytes that a first submission in another district takes along may be hundreds of megabytes. Files of the
-- unit's own entries only; what is missing is said when the submission is judged.
CREATE FUNCTION rd.bring_files(p_district text, p_who jsonb, p_doc jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_district = p_who ->> 'district_id' OR p_who ->> 'role' <> 'employer' THEN
        RETURN;
    END IF;
    PERFORM rd.take_files(p_district, p_who, jsonb_build_array(f.value))
       FROM jsonb_array_elements(rd.read_extracted(rd.read_part(p_doc, 'content', '{}'))) n
       JOIN rd.archive_item i ON i.district_id = p_who ->> 'district_id' AND i.id = n.value ->> 'item_id'
                             AND i.employer_id = p_who ->> 'organisation_id'
      CROSS JOIN jsonb_array_elements(i.evidence) f;
END $$;

-- routes.find_route was the desk's work; here: every level of the plan has an office, each is one of that level, both of the
-- district are of one district, and the 市直单位 is the unit's own. W-106 names the level that is wrong.
CREATE FUNCTION rd.wrong_route(p_declaration rd.declaration, p_plan rd.plan, p_who jsonb, p_is_new boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_level text;
    v_office text;
    v_found rd.organisation;
    v_point text := coalesce(p_declaration.content ->> 'acceptance_point', '');
    v_district text;
    v_own text;
BEGIN
    FOR v_level, v_office IN VALUES ('acceptance', p_declaration.acceptance_id), ('hr_bureau', p_declaration.hr_bureau_id),
                                    ('committee', p_declaration.committee_id) LOOP
        IF v_office = '' AND v_level = ANY (p_plan.levels) OR v_office <> '' AND v_level <> 'committee' AND v_level <> ALL (p_plan.levels) THEN
            RETURN rd.refusal('W-106', jsonb_build_object('level', v_level));
        END IF;
        CONTINUE WHEN v_office = '';
        SELECT o.* INTO v_found FROM rd.organisation o WHERE o.organisation_id = v_office AND o.role = v_level;
        IF NOT FOUND OR v_level <> 'committee' AND v_district <> v_found.district_id THEN
            RETURN rd.refusal('W-106', jsonb_build_object('level', v_level));
        END IF;
        -- The office of the 受理点 that was chosen (routes._office_of): never one that stands for another.
        IF v_level <> 'committee' AND v_point <> '' AND v_found.region <> v_point AND (v_found.region = ANY (p_plan.points)
           OR EXISTS (SELECT 1 FROM rd.organisation o WHERE o.role = v_level AND o.region = v_point)) THEN
            RETURN rd.refusal('W-106', jsonb_build_object('level', v_level));
        END IF;
        v_district := coalesce(v_district, CASE WHEN v_level <> 'committee' THEN v_found.district_id END);
    END LOOP;
    -- A declaration stays in the district where it was first handed in.
    IF p_is_new AND coalesce(v_district, p_who ->> 'district_id') <> p_declaration.district_id THEN
        RETURN rd.refusal('W-106', jsonb_build_object('level', 'acceptance'));
    END IF;
    SELECT coalesce(o.municipal_unit_id, '') INTO v_own FROM rd.organisation o WHERE o.organisation_id = p_who ->> 'organisation_id';
    IF p_declaration.municipal_id <> (CASE WHEN 'acceptance' = ANY (p_plan.levels) THEN v_own ELSE '' END) THEN
        RETURN rd.refusal('W-106', jsonb_build_object('level', 'municipal_unit'));
    END IF;
    RETURN NULL;
END $$;

-- G-116: an objection raised in the committee's publicity must not end with it; the office settles it (require_office_heard).
CREATE FUNCTION rd.office_not_heard(p_declaration rd.declaration) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT rd.open_objection(p, 'G-116') FROM rd.publicity p
     WHERE p.district_id = p_declaration.district_id AND p.id = p_declaration.office_publicity_id || ':' || p_declaration.id);
END $$;

-- What a new declaration is before its first 提交. The person and the unit as they are now, for levels that see no row of the unit.
CREATE FUNCTION rd.with_person(p_declaration rd.declaration, p_who jsonb, p_applicant text) RETURNS rd.declaration
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_new rd.declaration := p_declaration;
BEGIN
    SELECT jsonb_build_object('id', a.id, 'name', a.name, 'id_number', a.id_number, 'phone', a.phone), a.id
      INTO v_new.person, v_new.applicant_id
      FROM rd.applicant a
     WHERE a.district_id = p_who ->> 'district_id' AND a.id = p_applicant AND a.employer_id = p_who ->> 'organisation_id';
    SELECT jsonb_build_object('id', o.organisation_id, 'name', o.name, 'uscc', o.uscc, 'kind', o.kind, 'region', o.region,
                              'municipal_unit_id', o.municipal_unit_id) INTO v_new.employer
      FROM rd.organisation o WHERE o.organisation_id = p_who ->> 'organisation_id';
    RETURN v_new;
END $$;

-- p_old: the locked row; its id is NULL for a new one.
CREATE FUNCTION rd.submit(p_district text, p_op text, p_who jsonb, p_id text, p_old rd.declaration, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_is_new boolean := p_old.id IS NULL;
    v_old rd.declaration := p_old;
    v_new rd.declaration;
    v_content jsonb := rd.read_content(p_doc);
    v_route jsonb := rd.read_part(p_doc, 'route', '{}');
    v_standing text := nullif(rd.read_text(p_doc, 'publicity_id'), '');
    v_row rd.transition;
    v_plan rd.plan;
    v_former rd.submission;
    v_frozen jsonb;
    v_files jsonb;
    v_no jsonb;
BEGIN
    IF v_is_new THEN
        v_old.district_id := p_district;
        v_old.id := p_id;
        v_old.employer_id := p_who ->> 'organisation_id';
        v_old.plan_id := rd.read_text(p_doc, 'plan_id');
        v_old.plan_version := rd.read_integer(p_doc, 'plan_version');
        v_old.stage := 'draft';
        v_old.submit_no := 1;
        v_old.reached := 0;
        v_old.rev := 0;
        v_old.acceptance_id := '';
        v_old.hr_bureau_id := '';
        v_old.municipal_id := '';
        v_old.committee_id := '';
    END IF;
    v_new := rd.with_person(v_old, p_who, CASE WHEN v_is_new THEN rd.read_text(p_doc, 'applicant_id') ELSE v_old.applicant_id END);
    IF v_new.applicant_id IS NULL THEN
        RETURN rd.unknown_row('applicant', rd.read_text(p_doc, 'applicant_id'));
    END IF;
    v_plan := rd.plan_of(v_old);
    IF v_plan.plan_id IS NULL THEN
        RETURN rd.refusal('K-101', jsonb_build_object('plan', v_old.plan_id, 'version', v_old.plan_version));
    END IF;
    v_row := rd.find_transition(v_old.stage, 'submit', p_who ->> 'role');
    IF v_row.stage IS NULL THEN
        RETURN rd.not_open(v_old.stage, 'submit', p_who);
    END IF;
    SELECT s.* INTO v_former FROM rd.submission s
     WHERE s.district_id = p_district AND s.declaration_id = p_id AND NOT s.dropped ORDER BY s.submit_no DESC LIMIT 1;
    v_no := rd.first_blocker(v_row, v_old, rd.publicity_row(v_old, v_old.publicity_id), v_plan, p_who,
                             jsonb_build_object('reviewed', rd.archive_reviewed(p_who, v_new.applicant_id)));
    v_no := coalesce(v_no, rd.office_not_heard(v_old));
    IF v_no IS NOT NULL THEN
        RETURN v_no;
    END IF;
    v_frozen := rd.freeze_items(p_who, v_new, v_content, v_former);
    IF v_frozen ? 'code' THEN
        RETURN v_frozen;
    END IF;
    -- Whether the former publicity counts on is read from the content, by the desk; another one than the declaration's own never does.
    IF v_standing <> v_old.publicity_id OR v_standing IS NOT NULL AND v_old.publicity_id IS NULL THEN
        RETURN rd.unknown_row('publicity', v_standing);
    END IF;
    v_new.acceptance_id := rd.read_text(v_route, 'acceptance_id');
    v_new.hr_bureau_id := rd.read_text(v_route, 'hr_bureau_id');
    v_new.municipal_id := rd.read_text(v_route, 'municipal_id');
    v_new.committee_id := rd.read_text(v_route, 'committee_id');
    v_new.content := v_content;
    v_files := rd.files_handed_in(v_content, v_frozen -> 'items');
    v_no := coalesce(rd.wrong_route(v_new, v_plan, p_who, v_is_new), rd.take_files(p_district, p_who, v_files));
    IF v_no IS NOT NULL THEN
        RETURN v_no;
    END IF;
    v_new.stage := v_row.target;
    v_new.submit_no := v_old.submit_no + CASE WHEN v_old.stage = 'returned' THEN 1 ELSE 0 END;
    v_new.submitted_at := rd.clock();
    v_new.arrived_at := rd.clock();
    -- What was posted was the former submission: where that reads otherwise, this one needs its own publicity.
    v_new.publicity_id := v_standing;
    v_new.publicity_to := CASE WHEN v_standing IS NOT NULL THEN v_old.publicity_to END;
    v_new.office_publicity_id := CASE WHEN v_standing IS NOT NULL THEN v_old.office_publicity_id END;
    v_new.office_publicity_to := CASE WHEN v_standing IS NOT NULL THEN v_old.office_publicity_to END;
    v_new.open_objections := 0;
    v_new.pay_until := NULL;
    v_new.form_step := '';
    RETURN rd.keep_submission(p_op, p_who, v_is_new, v_old, v_new, v_frozen -> 'items', v_files, p_doc);
END $$;

CREATE FUNCTION rd.publicity_row(p_declaration rd.declaration, p_publicity text) RETURNS rd.publicity
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT p FROM rd.publicity p
     WHERE p.district_id = p_declaration.district_id AND p.id = p_publicity || ':' || p_declaration.id);
END $$;

-- The writing half of 提交: the row, the submission with its frozen items, answered returns, files, the offices' districts.
CREATE FUNCTION rd.keep_submission(p_op text, p_who jsonb, p_is_new boolean, p_old rd.declaration, p_new rd.declaration, p_items jsonb,
                                   p_files jsonb, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_new rd.declaration := p_new;
    v_seq bigint := rd.enter(p_old.district_id, p_who, 'declaration.submit', 'declaration', p_old.id,
                             p_doc || jsonb_build_object('op_id', p_op, 'submit_no', p_new.submit_no));
BEGIN
    IF p_is_new THEN
        v_new.open_objections := 0;
        v_new.rev := 0;
        v_new.seq := v_seq;
        INSERT INTO rd.declaration SELECT v_new.*;
    END IF;
    v_new := rd.save_declaration(p_old, v_new, v_seq);
    INSERT INTO rd.submission (district_id, id, employer_id, acceptance_id, hr_bureau_id, municipal_id, committee_id, reached, rev, seq,
                               declaration_id, submit_no, submitted_at, publicity_before, content, items)
    VALUES (v_new.district_id, v_new.id || ':' || v_new.submit_no, v_new.employer_id, v_new.acceptance_id, v_new.hr_bureau_id,
            v_new.municipal_id, v_new.committee_id, v_new.reached, 1, v_seq, v_new.id, v_new.submit_no, v_new.submitted_at,
            p_old.publicity_id, v_new.content, p_items)
    ON CONFLICT (district_id, id) DO UPDATE  -- one that was taken back is handed in anew under its number
       SET rev = submission.rev + 1, seq = excluded.seq, submitted_at = excluded.submitted_at, dropped = false,
           publicity_before = excluded.publicity_before, content = excluded.content, items = excluded.items;
    -- 退回记录 says when a return was answered.
    UPDATE rd.decision d SET answered_at = v_new.submitted_at, rev = d.rev + 1, seq = v_seq
     WHERE d.district_id = v_new.district_id AND d.subject_id = v_new.id AND d.subject_kind = 'declaration' AND d.action = 'return'
       AND d.answered_at IS NULL AND d.submit_no < v_new.submit_no;
    PERFORM rd.refer_declaration_files(v_new, p_who ->> 'organisation_id', p_files, v_seq);
    INSERT INTO rd.organisation_district (organisation_id, district_id)
    SELECT o.id, v_new.district_id
      FROM unnest(ARRAY[v_new.employer_id, v_new.acceptance_id, v_new.hr_bureau_id, v_new.municipal_id, v_new.committee_id]) AS o(id)
     WHERE o.id <> ''
    ON CONFLICT DO NOTHING;
    RETURN rd.applied(v_new.rev, v_seq);
END $$;

-- 撤回: as if it had not been handed in, until the unit has opened it (gates.was_opened; 申请重开 opens nothing).
CREATE FUNCTION rd.take_back(p_op text, p_who jsonb, p_old rd.declaration, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_new rd.declaration := p_old;
    v_row rd.transition := rd.find_transition(p_old.stage, 'take_back', p_who ->> 'role');
    v_taken rd.submission;
    v_no jsonb;
    v_plan rd.plan;
    v_seq bigint;
BEGIN
    IF v_row.stage IS NULL THEN
        RETURN rd.not_open(p_old.stage, 'take_back', p_who);
    END IF;
    v_no := rd.first_blocker(v_row, p_old, NULL, v_plan, p_who, jsonb_build_object('opened',
        p_old.opened_at IS NOT NULL OR EXISTS (SELECT 1 FROM rd.decision d
            WHERE d.district_id = p_old.district_id AND d.subject_id = p_old.id AND d.subject_kind = 'declaration'
              AND d.submit_no = p_old.submit_no AND d.action <> 'request_reopen')));
    IF v_no IS NOT NULL THEN
        RETURN v_no;
    END IF;
    v_seq := rd.enter(p_old.district_id, p_who, 'declaration.take_back', 'declaration', p_old.id,
                      p_doc || jsonb_build_object('op_id', p_op, 'submit_no', p_old.submit_no));
    UPDATE rd.submission s SET dropped = true, rev = s.rev + 1, seq = v_seq
     WHERE s.district_id = p_old.district_id AND s.id = p_old.id || ':' || p_old.submit_no RETURNING s.* INTO v_taken;
    -- The returns that it had answered are open again.
    UPDATE rd.decision d SET answered_at = NULL, rev = d.rev + 1, seq = v_seq
     WHERE d.district_id = p_old.district_id AND d.subject_id = p_old.id AND d.subject_kind = 'declaration' AND d.action = 'return'
       AND d.submit_no = p_old.submit_no - 1;
    v_new.stage := CASE WHEN p_old.submit_no > 1 THEN 'returned' ELSE v_row.target END;
    v_new.submit_no := greatest(1, p_old.submit_no - 1);
    SELECT max(s.submitted_at) INTO v_new.submitted_at FROM rd.submission s
     WHERE s.district_id = p_old.district_id AND s.declaration_id = p_old.id AND NOT s.dropped AND s.submit_no < p_old.submit_no;
    v_new.publicity_id := coalesce(v_taken.publicity_before, p_old.publicity_id);
    v_new.publicity_to := (rd.publicity_row(p_old, v_new.publicity_id)).end_on;
    v_new.arrived_at := rd.clock();
    v_new := rd.save_declaration(p_old, v_new, v_seq);
    RETURN rd.applied(v_new.rev, v_seq);
END $$;

-- Giving a draft up that was taken back: nobody sees it any more; nothing is deleted.
CREATE FUNCTION rd.drop_declaration(p_op text, p_who jsonb, p_old rd.declaration, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_new rd.declaration;
    v_seq bigint;
BEGIN
    IF p_old.stage <> 'draft' OR p_who ->> 'role' <> 'employer' THEN
        RETURN rd.not_open(p_old.stage, 'drop', p_who);
    END IF;
    v_seq := rd.enter(p_old.district_id, p_who, 'declaration.drop', 'declaration', p_old.id, p_doc || jsonb_build_object('op_id', p_op));
    v_new := rd.save_declaration(p_old, p_old, v_seq, 63);
    RETURN rd.applied(v_new.rev, v_seq);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
