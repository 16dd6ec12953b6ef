-- People and archive entries of the unit itself (app.usecases.enter_applicant, enter_item, review_archive, reopen_archive_item).
-- They lie in the unit's own district; a call in another finds nothing.

-- A number as it is stored and compared (app.domain.identity.normalise_id).
CREATE FUNCTION rd.normalised_id(p_text text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN upper(regexp_replace(normalize(p_text, NFKC),
        '[\s\u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', '', 'g'));
END $$;

-- 绑定单位名称后,本单位申报人员才可填写 (B1.5).
CREATE FUNCTION rd.unit_not_bound(p_who jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT rd.refusal('R-101', jsonb_build_object('unit', o.name))
      FROM rd.organisation o WHERE o.organisation_id = p_who ->> 'organisation_id' AND NOT o.bound);
END $$;

-- New (p_base_rev 0) or corrected: name, number and phone come from 基本信息.
CREATE FUNCTION rd.judge_applicant(p_district text, p_who jsonb, p_id text, p_base_rev integer, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_old rd.applicant;
    v_other rd.applicant;
    v_name text := rd.stripped(normalize(rd.read_text(p_doc, 'name'), NFKC));
    v_number text := rd.normalised_id(rd.read_text(p_doc, 'id_number'));
    v_phone text := rd.normalised_id(rd.read_text(p_doc, 'phone'));
    v_no jsonb;
    v_seq bigint;
BEGIN
    PERFORM rd.require_id(p_id);
    IF length(v_number) > 200 THEN
        PERFORM rd.malformed('id_number');  -- no index has room for it
    END IF;
    SELECT a.* INTO v_old FROM rd.applicant a WHERE a.district_id = p_district AND a.id = p_id;
    IF (v_old.id IS NOT NULL AND v_old.employer_id <> p_who ->> 'organisation_id')
       OR (v_old.id IS NULL AND (p_base_rev <> 0 OR p_district <> p_who ->> 'district_id'
           OR EXISTS (SELECT 1 FROM rd.applicant a WHERE a.id = p_id))) THEN
        RETURN rd.unknown_row('applicant', p_id);
    END IF;
    IF v_old.id IS NOT NULL AND v_old.rev <> p_base_rev THEN
        RETURN rd.conflict(v_old.rev, p_base_rev, v_old.seq);
    END IF;
    v_no := rd.unit_not_bound(p_who);
    IF v_no IS NOT NULL THEN
        RETURN v_no;
    END IF;
    IF v_name = '' OR v_number = '' THEN
        RETURN rd.refusal('R-103');
    END IF;
    SELECT a.* INTO v_other FROM rd.applicant a
     WHERE a.district_id = p_district AND a.employer_id = p_who ->> 'organisation_id' AND a.id_number = v_number AND a.id <> p_id LIMIT 1;
    IF FOUND THEN
        RETURN rd.refusal('R-102', jsonb_build_object('name', v_other.name, 'applicant', v_other.id));
    END IF;
    v_seq := rd.enter(p_district, p_who, 'applicant.enter', 'applicant', p_id, p_doc);
    INSERT INTO rd.applicant (district_id, id, employer_id, rev, seq, name, id_number, phone)
    VALUES (p_district, p_id, p_who ->> 'organisation_id', 1, v_seq, v_name, v_number, v_phone)
    ON CONFLICT (district_id, id) DO UPDATE
       SET rev = applicant.rev + 1, seq = excluded.seq, name = excluded.name, id_number = excluded.id_number, phone = excluded.phone;
    RETURN rd.applied(p_base_rev + 1, v_seq);
END $$;

CREATE FUNCTION rd.push_applicant(p_district text, p_op text, p_id text, p_base_rev integer, p_doc text)
RETURNS TABLE (outcome text, code text, detail text, new_rev integer, seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_who jsonb := rd.begin_push(p_district, p_op, 'applicant', p_id, p_base_rev::text, p_doc);
    v_answer jsonb := rd.stored_answer(p_district, p_op, v_who);
BEGIN
    IF v_answer IS NULL THEN
        -- One number, one person of the unit: decided under the district's lock.
        PERFORM rd.lock_counter(p_district);
        v_answer := rd.stored_answer(p_district, p_op, v_who);
    END IF;
    IF v_answer IS NULL THEN
        v_answer := rd.keep_answer(p_district, p_op, v_who,
            rd.judge_applicant(p_district, v_who, p_id, p_base_rev, rd.read_doc(p_doc)));
    END IF;
    RETURN QUERY SELECT * FROM rd.give(v_answer);
END $$;

-- The row that every push answers with.
CREATE FUNCTION rd.give(p_answer jsonb) RETURNS TABLE (outcome text, code text, detail text, new_rev integer, seq bigint)
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT p_answer ->> 'outcome', p_answer ->> 'code', (p_answer -> 'detail')::text,
           (p_answer ->> 'new_rev')::integer, (p_answer ->> 'seq')::bigint;
END $$;

-- What a return or a failure names: at least one, every one with its text (app.domain.gates.defects_named, A4.2).
CREATE FUNCTION rd.defects_named(p_defects jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(bool_and(rd.stripped(d.value ->> 'text') <> ''), false) FROM jsonb_array_elements(p_defects) d);
END $$;

-- Lines of a notice in the form they are kept (app.domain.decision.Defect).
CREATE FUNCTION rd.read_defects(p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('section', rd.read_text(d.value, 'section'),
               'reason_code', rd.read_text(d.value, 'reason_code'), 'text', rd.read_text(d.value, 'text'),
               'field', rd.read_text(d.value, 'field'), 'material', rd.read_text(d.value, 'material'),
               'page', CASE WHEN d.value ->> 'page' IS NOT NULL THEN rd.read_integer(d.value, 'page') END) ORDER BY d.n), '[]')
      FROM jsonb_array_elements(rd.read_part(p_doc, 'defects', '[]')) WITH ORDINALITY AS d(value, n));
END $$;

-- 保存 (app.usecases.enter_item.save_item). p_item: the locked row; its id is NULL where there is none yet.
CREATE FUNCTION rd.save_item(p_district text, p_op text, p_who jsonb, p_id text, p_item rd.archive_item, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_new rd.archive_item := p_item;
    v_same boolean;
    v_no jsonb;
BEGIN
    PERFORM 1 FROM rd.applicant a WHERE a.district_id = p_district AND a.id = rd.read_text(p_doc, 'applicant_id')
        AND a.employer_id = p_who ->> 'organisation_id';
    IF NOT FOUND THEN
        RETURN rd.unknown_row('applicant', rd.read_text(p_doc, 'applicant_id'));
    END IF;
    SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') INTO v_new.fields
      FROM jsonb_each(rd.read_texts(p_doc, 'fields')) e WHERE e.value <> '""';
    v_new.evidence := rd.files_of(rd.read_part(p_doc, 'evidence', '[]'));
    IF rd.read_text(p_doc, 'section') !~ '^[0-9A-Za-z_-]{1,64}$' THEN
        PERFORM rd.malformed('section');
    END IF;
    v_new.submitted_at := rd.clock();
    IF p_item.id IS NULL THEN
        IF rd.read_text(p_doc, 'section') = 'basic' THEN
            PERFORM 1 FROM rd.archive_item i WHERE i.district_id = p_district
                AND i.applicant_id = rd.read_text(p_doc, 'applicant_id') AND i.section = 'basic';
            IF FOUND THEN
                RETURN rd.refusal('R-107');
            END IF;
        END IF;
        v_new.status := 'draft';
        v_new.rev := 0;
        v_new.content_rev := 0;
        v_new.submit_no := 1;
        v_same := false;
    ELSE
        -- An item stays with its person in its section: what is entered for one must not land in another.
        IF p_item.applicant_id <> rd.read_text(p_doc, 'applicant_id') OR p_item.section <> rd.read_text(p_doc, 'section') THEN
            RETURN rd.unknown_row('archive_item', p_id);
        END IF;
        v_same := p_item.fields = v_new.fields AND p_item.evidence = v_new.evidence;
    END IF;
    v_no := rd.archive_target(v_new.status, 'save', p_who);
    IF v_no ? 'code' THEN
        RETURN v_no;
    END IF;
    IF v_same AND p_item.status = 'passed' THEN
        RETURN rd.refusal('R-106');
    END IF;
    IF v_new.status NOT IN ('draft', 'pending') THEN
        v_new.submit_no := v_new.submit_no + 1;
    END IF;
    v_new.status := v_no ->> 'target';
    v_no := rd.take_files(p_district, p_who, v_new.evidence);
    IF v_no IS NOT NULL THEN
        RETURN v_no;
    END IF;
    v_new.rev := v_new.rev + 1;
    v_new.content_rev := v_new.content_rev + CASE WHEN v_same THEN 0 ELSE 1 END;
    v_new.seq := rd.enter(p_district, p_who, 'archive.save', 'archive_item', p_id, p_doc || jsonb_build_object('op_id', p_op));
    INSERT INTO rd.archive_item (district_id, id, employer_id, rev, seq, applicant_id, section, status, content_rev, submit_no,
                                 submitted_at, opinion, fields, evidence)
    VALUES (p_district, p_id, p_who ->> 'organisation_id', v_new.rev, v_new.seq, rd.read_text(p_doc, 'applicant_id'),
            rd.read_text(p_doc, 'section'), v_new.status, v_new.content_rev, v_new.submit_no, v_new.submitted_at, '',
            v_new.fields, v_new.evidence)
    ON CONFLICT (district_id, id) DO UPDATE
       SET rev = excluded.rev, seq = excluded.seq, status = excluded.status, content_rev = excluded.content_rev,
           submit_no = excluded.submit_no, submitted_at = excluded.submitted_at, fields = excluded.fields, evidence = excluded.evidence;
    PERFORM rd.refer_item_files(i, v_new.seq) FROM rd.archive_item i WHERE i.district_id = p_district AND i.id = p_id;
    RETURN rd.applied(v_new.rev, v_new.seq);
END $$;

-- The status the act leads to (app.domain.workflow.next_archive_status), or W-103.
CREATE FUNCTION rd.archive_target(p_status text, p_action text, p_who jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN coalesce(
        (SELECT jsonb_build_object('target', t.target) FROM rd.archive_transition t
          WHERE t.status = p_status AND t.action = p_action AND t.role = p_who ->> 'role'),
        rd.refusal('W-103', jsonb_build_object('status', p_status, 'action', p_action, 'role', p_who ->> 'role')));
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rd.push_applicant(text, text, text, integer, text) TO rd_employer;
