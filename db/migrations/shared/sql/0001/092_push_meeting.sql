-- 组织评审 (app.usecases.keep_meeting): the meeting in district '*', each person of its list in the declaration's own district. That
-- somebody is on the list (M-102) the desk sees: no call knows the whole list.

CREATE FUNCTION rd.judge_meeting(p_district text, p_op text, p_who jsonb, p_id text, p_old rd.meeting, p_base_rev integer, p_doc jsonb)
RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_title text := rd.stripped(rd.read_text(p_doc, 'title'));
    v_place text := rd.stripped(rd.read_text(p_doc, 'place'));
    v_held date := rd.read_day(p_doc, 'held_on');
    v_experts integer := rd.read_integer(p_doc, 'experts');
    v_seq bigint;
BEGIN
    PERFORM rd.require_id(p_id);
    IF p_district <> '*' OR v_experts < 0 THEN
        PERFORM rd.malformed('meeting');
    END IF;
    IF p_old.id IS NULL AND (p_base_rev <> 0
        OR EXISTS (SELECT 1 FROM rd.meeting m WHERE m.district_id = p_district AND m.id = p_id)) THEN
        RETURN rd.unknown_row('meeting', p_id);
    END IF;
    IF p_old.id IS NOT NULL AND p_old.rev <> p_base_rev THEN
        RETURN rd.conflict(p_old.rev, p_base_rev, p_old.seq);
    END IF;
    IF v_title = '' OR v_place = '' THEN
        RETURN rd.refusal('M-101');
    END IF;
    v_seq := rd.enter(p_district, p_who, 'meeting.keep', 'meeting', p_id, p_doc || jsonb_build_object('op_id', p_op));
    INSERT INTO rd.meeting (district_id, id, committee_id, rev, seq, title, held_on, place, experts, note, created_by, created_at)
    VALUES (p_district, p_id, p_who ->> 'organisation_id', 1, v_seq, v_title, v_held, v_place, v_experts,
            rd.stripped(rd.read_text(p_doc, 'note')), rd.actor_of(p_who), rd.clock())
    ON CONFLICT (district_id, id) DO UPDATE
       SET rev = meeting.rev + 1, seq = excluded.seq, title = excluded.title, held_on = excluded.held_on, place = excluded.place,
           experts = excluded.experts, note = excluded.note;
    RETURN rd.applied(p_base_rev + 1, v_seq);
END $$;

CREATE FUNCTION rd.push_meeting(p_district text, p_op text, p_id text, p_base_rev integer, p_doc text)
RETURNS TABLE (outcome text, code text, detail text, new_rev integer, seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_who jsonb := rd.begin_push(p_district, p_op, 'meeting', p_id, p_base_rev::text, p_doc);
    v_answer jsonb := rd.stored_answer(p_district, p_op, v_who);
    v_old rd.meeting;
BEGIN
    IF v_answer IS NULL THEN
        PERFORM rd.lock_counter(p_district);
        SELECT m.* INTO v_old FROM rd.meeting m
         WHERE m.district_id = p_district AND m.id = p_id AND m.committee_id = v_who ->> 'organisation_id';
        v_answer := rd.stored_answer(p_district, p_op, v_who);
    END IF;
    IF v_answer IS NULL THEN
        v_answer := rd.keep_answer(p_district, p_op, v_who,
            rd.judge_meeting(p_district, p_op, v_who, p_id, v_old, p_base_rev, rd.read_doc(p_doc)));
    END IF;
    RETURN QUERY SELECT * FROM rd.give(v_answer);
END $$;

-- M-103 somebody who is not 待评审 joins, M-104 somebody with a verdict of the meeting leaves, M-108 fewer experts than votes that
-- stand. p_seen: the declaration is within the office's reach; one that is not may still be taken off the list.
CREATE FUNCTION rd.judge_member(p_op text, p_who jsonb, p_declaration rd.declaration, p_seen boolean, p_old rd.meeting_member,
                                p_meeting text, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_listed boolean := rd.read_flag(p_doc, 'listed');
    v_known boolean := coalesce(p_old.listed, false);
    v_experts integer := rd.read_integer(p_doc, 'experts');
    v_verdict rd.decision := rd.verdict_of(p_declaration, p_meeting);
    v_held date := rd.read_day(p_doc, 'held_on');
    v_seq bigint;
BEGIN
    IF NOT p_seen AND (v_listed OR p_old.id IS NULL) THEN
        RETURN rd.unknown_row('declaration', p_declaration.id);
    END IF;
    IF v_known AND NOT v_listed AND v_verdict.id IS NOT NULL THEN
        RETURN rd.refusal('M-104');
    END IF;
    IF v_listed AND NOT v_known AND p_declaration.stage <> 'awaiting_meeting' THEN
        RETURN rd.refusal('M-103');
    END IF;
    IF v_listed AND v_known AND v_experts > 0 AND coalesce((v_verdict.record ->> 'votes_for')::integer, 0)
       + coalesce((v_verdict.record ->> 'votes_against')::integer, 0) > v_experts THEN
        RETURN rd.refusal('M-108', jsonb_build_object('experts', v_experts));
    END IF;
    -- A meeting of somebody else is as unknown as none: its head was kept before (docs/protocol.md §5).
    IF NOT EXISTS (SELECT 1 FROM rd.meeting m WHERE m.district_id = '*' AND m.id = p_meeting
                      AND m.committee_id = p_who ->> 'organisation_id') THEN
        RETURN rd.unknown_row('meeting', p_meeting);
    END IF;
    v_seq := rd.enter(p_declaration.district_id, p_who, 'meeting.list', 'declaration', p_declaration.id,
                      p_doc || jsonb_build_object('op_id', p_op));
    INSERT INTO rd.meeting_member (district_id, id, committee_id, rev, seq, meeting_id, declaration_id, held_on, experts, position, listed)
    VALUES (p_declaration.district_id, p_meeting || ':' || p_declaration.id, p_who ->> 'organisation_id', 1, v_seq, p_meeting,
            p_declaration.id, v_held, v_experts, rd.read_integer(p_doc, 'position'), v_listed)
    ON CONFLICT (district_id, id) DO UPDATE
       SET rev = meeting_member.rev + 1, seq = excluded.seq, held_on = excluded.held_on, experts = excluded.experts,
           position = excluded.position, listed = excluded.listed;
    RETURN rd.applied(coalesce(p_old.rev, 0) + 1, v_seq);
END $$;

CREATE FUNCTION rd.push_member(p_district text, p_op text, p_id text, p_doc text)
RETURNS TABLE (outcome text, code text, detail text, new_rev integer, seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_who jsonb := rd.begin_push(p_district, p_op, 'member', p_id, p_doc);
    v_answer jsonb := rd.stored_answer(p_district, p_op, v_who);
    v_doc jsonb;
    v_declaration rd.declaration;
    v_seen boolean;
    v_old rd.meeting_member;
BEGIN
    IF v_answer IS NULL THEN
        v_doc := rd.read_doc(p_doc);
        IF p_id <> rd.read_text(v_doc, 'meeting_id') || ':' || rd.read_text(v_doc, 'declaration_id') THEN
            PERFORM rd.malformed('id');
        END IF;
        v_declaration := rd.lock_declaration(p_district, rd.read_text(v_doc, 'declaration_id'), v_who);
        v_seen := v_declaration.id IS NOT NULL;
        IF NOT v_seen THEN
            SELECT d.* INTO v_declaration FROM rd.declaration d
             WHERE d.district_id = p_district AND d.id = rd.read_text(v_doc, 'declaration_id');
            v_declaration.district_id := p_district;
            v_declaration.id := rd.read_text(v_doc, 'declaration_id');
        END IF;
        SELECT m.* INTO v_old FROM rd.meeting_member m WHERE m.district_id = p_district AND m.id = p_id FOR UPDATE;
        v_answer := rd.stored_answer(p_district, p_op, v_who);
    END IF;
    IF v_answer IS NULL THEN
        v_answer := rd.keep_answer(p_district, p_op, v_who, CASE
            WHEN v_old.committee_id <> v_who ->> 'organisation_id' THEN rd.unknown_row('meeting', rd.read_text(v_doc, 'meeting_id'))
            ELSE rd.judge_member(p_op, v_who, v_declaration, v_seen, v_old, rd.read_text(v_doc, 'meeting_id'), v_doc) END);
    END IF;
    RETURN QUERY SELECT * FROM rd.give(v_answer);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rd.push_meeting(text, text, text, integer, text), rd.push_member(text, text, text, text) TO rd_committee;
