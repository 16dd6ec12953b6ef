-- Archive entries: files and the unit's own review (app.usecases.review_archive, reopen_archive_item), and push_item itself.

-- Files onto an item that carries no verdict (add_evidence): the same file twice is added once; nothing new changes nothing.
CREATE FUNCTION rd.add_item_files(p_district text, p_op text, p_who jsonb, p_item rd.archive_item, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_new jsonb := rd.new_files(rd.files_of(rd.read_part(p_doc, 'files', '[]')), p_item.evidence);
    v_no jsonb;
    v_seq bigint;
BEGIN
    IF p_item.status NOT IN ('draft', 'pending', 'returned') THEN
        RETURN rd.refusal('W-104', jsonb_build_object('status', p_item.status));
    END IF;
    IF v_new = '[]' THEN
        RETURN rd.applied(p_item.rev, p_item.seq);
    END IF;
    v_no := rd.take_files(p_district, p_who, v_new);
    IF v_no IS NOT NULL THEN
        RETURN v_no;
    END IF;
    v_seq := rd.enter(p_district, p_who, 'archive.add_evidence', 'archive_item', p_item.id,
                      p_doc || jsonb_build_object('op_id', p_op));
    UPDATE rd.archive_item i
       SET evidence = i.evidence || v_new, rev = i.rev + 1, content_rev = i.content_rev + 1, seq = v_seq
     WHERE i.district_id = p_district AND i.id = p_item.id;
    PERFORM rd.refer_item_files(i, v_seq) FROM rd.archive_item i WHERE i.district_id = p_district AND i.id = p_item.id;
    RETURN rd.applied(p_item.rev + 1, v_seq);
END $$;

-- 通过 / 退回 / 不通过 / 重开: move the item and keep the decision (keep_verdict).
CREATE FUNCTION rd.decide_item(p_district text, p_op text, p_who jsonb, p_item rd.archive_item, p_action text, p_doc jsonb)
RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_target jsonb := rd.archive_target(p_item.status, p_action, p_who);
    v_opinion text := rd.read_text(p_doc, 'opinion');
    v_defects jsonb := rd.read_defects(p_doc);
    v_seq bigint;
BEGIN
    IF v_target ? 'code' THEN
        RETURN v_target;
    END IF;
    IF p_action IN ('return', 'fail') AND NOT rd.defects_named(v_defects) THEN
        RETURN rd.refusal('G-105');
    END IF;
    IF p_action = 'reopen' THEN
        v_opinion := rd.stripped(v_opinion);
        IF v_opinion = '' THEN
            RETURN rd.refusal('G-109');
        END IF;
    END IF;
    v_seq := rd.enter(p_district, p_who, 'archive.' || p_action, 'archive_item', p_item.id,
                      p_doc || jsonb_build_object('op_id', p_op, 'content_rev', p_item.content_rev));
    UPDATE rd.archive_item i SET status = v_target ->> 'target', opinion = v_opinion, rev = i.rev + 1, seq = v_seq
     WHERE i.district_id = p_district AND i.id = p_item.id;
    INSERT INTO rd.decision (district_id, id, employer_id, reached, rev, seq, subject_kind, subject_id, action, account_id, actor_name,
                             actor_role, organisation_id, organisation_name, at, decided_at, base_rev, new_rev, before, after,
                             opinion, notice, defects, submit_no, record, files)
    VALUES (p_district, p_op, p_item.employer_id, 1, 1, v_seq, 'archive_item', p_item.id, p_action, p_who ->> 'account_id',
            p_who ->> 'name', p_who ->> 'role', p_who ->> 'organisation_id', p_who ->> 'organisation_name', rd.clock(),
            rd.read_moment(p_doc, 'decided_at'), p_item.rev, p_item.rev + 1, p_item.status, v_target ->> 'target',
            v_opinion, rd.read_text(p_doc, 'notice'), v_defects, p_item.submit_no, '{}', '[]');
    RETURN rd.applied(p_item.rev + 1, v_seq);
END $$;

-- p_item: the locked row, its id NULL where there is none.
CREATE FUNCTION rd.judge_item(p_district text, p_op text, p_who jsonb, p_id text, p_item rd.archive_item, p_base_rev integer,
                              p_action text, p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_no jsonb;
BEGIN
    IF p_action = 'save' THEN
        v_no := rd.unit_not_bound(p_who);
        IF v_no IS NOT NULL THEN
            RETURN v_no;
        END IF;
    END IF;
    IF p_item.id IS NULL AND (p_action <> 'save' OR p_base_rev <> 0 OR p_district <> p_who ->> 'district_id'
        OR EXISTS (SELECT 1 FROM rd.archive_item i WHERE i.id = p_id)) THEN
        RETURN rd.unknown_row('archive_item', p_id);
    END IF;
    IF p_item.id IS NOT NULL AND p_item.rev <> p_base_rev THEN
        RETURN rd.conflict(p_item.rev, p_base_rev, p_item.seq);
    END IF;
    RETURN CASE
        WHEN p_action = 'save' THEN rd.save_item(p_district, p_op, p_who, p_id, p_item, p_doc)
        WHEN p_action = 'evidence' THEN rd.add_item_files(p_district, p_op, p_who, p_item, p_doc)
        ELSE rd.decide_item(p_district, p_op, p_who, p_item, p_action, p_doc) END;
END $$;

CREATE FUNCTION rd.push_item(p_district text, p_op text, p_id text, p_base_rev integer, p_action text, p_doc text)
RETURNS TABLE (outcome text, code text, detail text, new_rev integer, seq bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_who jsonb := rd.begin_push(p_district, p_op, 'item', p_id, p_base_rev::text, p_action, p_doc);
    v_answer jsonb := rd.stored_answer(p_district, p_op, v_who);
    v_doc jsonb;
    v_item rd.archive_item;
BEGIN
    IF v_answer IS NULL THEN
        v_doc := rd.read_doc(p_doc);
        PERFORM rd.require_id(p_id);
        IF p_action NOT IN ('save', 'evidence', 'pass', 'return', 'fail', 'reopen') THEN
            PERFORM rd.malformed('action');
        END IF;
        SELECT i.* INTO v_item FROM rd.archive_item i
         WHERE i.district_id = p_district AND i.id = p_id AND i.employer_id = v_who ->> 'organisation_id' FOR UPDATE;
        IF NOT FOUND THEN
            PERFORM rd.lock_counter(p_district);
            SELECT i.* INTO v_item FROM rd.archive_item i
             WHERE i.district_id = p_district AND i.id = p_id AND i.employer_id = v_who ->> 'organisation_id';
        END IF;
        v_answer := rd.stored_answer(p_district, p_op, v_who);
    END IF;
    IF v_answer IS NULL THEN
        v_answer := rd.keep_answer(p_district, p_op, v_who,
            rd.judge_item(p_district, p_op, v_who, p_id, v_item, p_base_rev, p_action, v_doc));
    END IF;
    RETURN QUERY SELECT * FROM rd.give(v_answer);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rd.push_item(text, text, text, integer, text, text) TO rd_employer;
