-- Reviews and the acts beyond them (app.usecases.review_declaration, advance_declaration).

-- What a verdict carries, read from the document: an act's opinion is its reason, trimmed.
CREATE FUNCTION rd.read_verdict(p_action text, p_doc jsonb, p_record jsonb, p_is_review boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('action', p_action, 'record', p_record,
        'opinion', CASE WHEN p_is_review THEN rd.read_text(p_doc, 'opinion') ELSE rd.stripped(rd.read_text(p_doc, 'opinion')) END,
        'notice', CASE WHEN p_is_review THEN rd.read_text(p_doc, 'notice') ELSE '' END,
        'defects', CASE WHEN p_is_review THEN rd.read_defects(p_doc) ELSE '[]' END,
        'files', CASE WHEN p_is_review THEN '[]' ELSE rd.files_of(rd.read_part(p_doc, 'files', '[]')) END,
        'decided_at', rd.read_moment(p_doc, 'decided_at'));
END $$;

-- 审核无误 (at the committee: 通过) resumes a publicity that still counts (choose_transition). REVIEW_STAGES: where a level reviews.
CREATE FUNCTION rd.choose_transition(p_declaration rd.declaration, p_action text, p_role text) RETURNS rd.transition
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN rd.find_transition(p_declaration.stage,
        CASE WHEN (p_role, p_action, p_declaration.stage) IN (('employer', 'confirm', 'employer_review'),
                                                              ('committee', 'pass', 'committee_review'))
              AND rd.still_counts(p_declaration, rd.counting_publicity(p_declaration, p_declaration.stage))
             THEN 'resume_publicity' ELSE p_action END, p_role);
END $$;

CREATE FUNCTION rd.review(p_op text, p_who jsonb, p_declaration rd.declaration, p_action text, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_row rd.transition := rd.choose_transition(p_declaration, p_action, p_who ->> 'role');
    v_record jsonb;
BEGIN
    IF v_row.stage IS NULL THEN
        RETURN rd.not_open(p_declaration.stage, p_action, p_who);
    END IF;
    v_record := rd.check_record(p_action, rd.read_texts(p_doc, 'record'));
    IF v_record ? 'code' THEN
        RETURN v_record;
    END IF;
    v_record := v_record -> 'kept';
    IF v_record <> '{}' AND p_who ->> 'role' <> 'hr_bureau' THEN
        -- The window to pay is the bureau's to open (B9).
        RETURN rd.refusal('L-107', jsonb_build_object('field', (SELECT min(k COLLATE "C") FROM jsonb_object_keys(v_record) k)));
    END IF;
    RETURN rd.decide(p_op, p_who, p_declaration, v_row, rd.read_verdict(p_action, p_doc, v_record, true), p_doc);
END $$;

-- 审核同意 is the last one when every other body has endorsed (endorsing_action, B13.1).
CREATE FUNCTION rd.endorsing_action(p_declaration rd.declaration, p_action text, p_record jsonb) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE
        WHEN p_action NOT IN ('endorse', 'endorse_last') THEN p_action
        WHEN rd.missing_bodies(p_declaration, (rd.plan_of(p_declaration)).city_bodies, rd.stripped(p_record ->> 'body')) = '{}'
            THEN 'endorse_last'
        ELSE 'endorse' END;
END $$;

-- 组织专家评审 after the publicity (B11.2): M-105 the meeting is still to come, M-106 it was held before the applicants' publicity was
-- over, M-107 it has voted on the person. p_member: the person's place on the list.
CREATE FUNCTION rd.vote_not_open(p_declaration rd.declaration, p_member rd.meeting_member) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_publicity rd.publicity := rd.counting_publicity(p_declaration, p_declaration.stage);
BEGIN
    IF p_member.held_on > rd.today() THEN
        RETURN rd.refusal('M-105', jsonb_build_object('day', p_member.held_on));
    END IF;
    IF v_publicity.kind = 'applicants' AND p_member.held_on <= v_publicity.end_on THEN
        RETURN rd.refusal('M-106', jsonb_build_object('day', p_member.held_on, 'end', v_publicity.end_on));
    END IF;
    IF (rd.verdict_of(p_declaration, p_member.meeting_id)).id IS NOT NULL THEN
        RETURN rd.refusal('M-107');
    END IF;
    RETURN NULL;
END $$;

-- meeting.verdict_of: what the meeting said of the person and stands.
CREATE FUNCTION rd.verdict_of(p_declaration rd.declaration, p_meeting text) RETURNS rd.decision
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT d FROM rd.standing(p_declaration) d
     WHERE d.action IN ('meeting_pass', 'meeting_fail') AND d.record ->> 'meeting' = p_meeting
     ORDER BY d.new_rev DESC LIMIT 1);
END $$;

CREATE FUNCTION rd.advance(p_op text, p_who jsonb, p_declaration rd.declaration, p_action text, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_action text := rd.endorsing_action(p_declaration, p_action, rd.read_texts(p_doc, 'record'));
    v_row rd.transition := rd.find_transition(p_declaration.stage, v_action, p_who ->> 'role');
    v_record jsonb;
    v_member rd.meeting_member;
    v_no jsonb;
BEGIN
    IF v_row.stage IS NULL THEN
        RETURN rd.not_open(p_declaration.stage, v_action, p_who);
    END IF;
    v_record := rd.check_record(v_action, rd.read_texts(p_doc, 'record'));
    IF v_record ? 'code' THEN
        RETURN v_record;
    END IF;
    v_record := v_record -> 'kept';
    IF v_action IN ('endorse', 'endorse_last') THEN
        v_no := rd.body_of_another((rd.plan_of(p_declaration)).city_bodies, coalesce(v_record ->> 'body', ''), p_who);
    END IF;
    v_no := coalesce(v_no, rd.check_order(p_declaration, v_action, v_record));
    IF v_no IS NOT NULL THEN
        RETURN v_no;
    END IF;
    IF v_record ? 'meeting' THEN
        -- B11.2: only whoever is on the list of the office's own meeting gets a verdict of it.
        SELECT m.* INTO v_member FROM rd.meeting_member m
         WHERE m.district_id = p_declaration.district_id AND m.id = (v_record ->> 'meeting') || ':' || p_declaration.id
           AND m.committee_id = p_who ->> 'organisation_id';
        IF FOUND THEN
            v_no := rd.vote_not_open(p_declaration, v_member);
        END IF;
        IF v_no IS NOT NULL THEN
            RETURN v_no;
        END IF;
    END IF;
    RETURN rd.decide(p_op, p_who, p_declaration, v_row,
                     rd.read_verdict(v_action, p_doc, v_record, false) || jsonb_build_object('listed', coalesce(v_member.listed, false)),
                     p_doc);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
