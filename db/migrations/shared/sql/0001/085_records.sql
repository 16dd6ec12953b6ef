-- What the acts beyond the reviews record (app.domain.road_records, typed_values.read_date_parts).

-- The day meant by a whole date as typed: 2026-9-1, 2026/09/01, 2026年9月1日, 20260901. NULL: no such day.
CREATE FUNCTION rd.read_typed_day(p_text text) RETURNS date
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_tidy text := regexp_replace(normalize(p_text, NFKC), '\s+', '', 'g');
    v_parts text[];
BEGIN
    v_parts := regexp_match(v_tidy, '^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$');
    IF v_parts IS NULL THEN
        v_parts := regexp_match(v_tidy, '^([0-9]{4})([0-9]{2})([0-9]{2})$');
    END IF;
    IF v_parts IS NULL OR v_parts[1]::integer < 1 OR v_parts[2]::integer NOT BETWEEN 1 AND 12 OR v_parts[3]::integer < 1
       OR v_parts[3]::integer > extract(day FROM make_date(v_parts[1]::integer, v_parts[2]::integer, 1) + interval '1 month'
                                                 - interval '1 day') THEN
        RETURN NULL;
    END IF;
    RETURN make_date(v_parts[1]::integer, v_parts[2]::integer, v_parts[3]::integer);
END $$;

-- Yuan with at most two decimals, more than 0 and less than a million; NULL where it is not.
CREATE FUNCTION rd.read_money(p_text text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_plain text := replace(replace(p_text, ',', ''), '，', '');
    v_amount numeric;
BEGIN
    IF v_plain !~ '^[+-]?([0-9]{1,20}(\.[0-9]{0,20})?|\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})?$' THEN
        RETURN NULL;
    END IF;
    v_amount := v_plain::numeric;
    RETURN CASE WHEN v_amount > 0 AND v_amount < 1000000 AND v_amount = round(v_amount, 2) THEN v_amount::text END;
END $$;

-- One field: {"value"} or a refusal.
CREATE FUNCTION rd.check_field(p_key text, p_kind text, p_value text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_unreadable jsonb := rd.refusal('L-102', jsonb_build_object('field', p_key, 'value', p_value));
    v_day date;
    v_money text;
BEGIN
    IF p_kind = 'text' THEN
        RETURN jsonb_build_object('value', p_value);
    END IF;
    IF p_kind = 'money' THEN
        v_money := rd.read_money(p_value);
        RETURN CASE WHEN v_money IS NULL THEN v_unreadable ELSE jsonb_build_object('value', v_money) END;
    END IF;
    IF p_kind = 'count' THEN
        RETURN CASE WHEN p_value ~ '^[0-9]{1,6}$' THEN jsonb_build_object('value', p_value::integer::text) ELSE v_unreadable END;
    END IF;
    v_day := rd.read_typed_day(p_value);
    IF v_day IS NULL THEN
        RETURN v_unreadable;
    END IF;
    IF p_kind = 'past_day' AND v_day > rd.today() THEN
        RETURN rd.refusal('L-103', jsonb_build_object('field', p_key, 'day', v_day));
    END IF;
    IF p_kind = 'coming_day' AND v_day < rd.today() THEN
        RETURN rd.refusal('L-104', jsonb_build_object('field', p_key, 'day', v_day));
    END IF;
    RETURN jsonb_build_object('value', v_day);
END $$;

-- road_records.check_record: {"kept": record} with its texts trimmed, or a refusal L-101 … L-107.
CREATE FUNCTION rd.check_record(p_action text, p_record jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kept jsonb;
    v_extra text;
    v_field rd.record_field;
    v_read jsonb;
BEGIN
    SELECT coalesce(jsonb_object_agg(e.key, rd.stripped(e.value)), '{}') INTO v_kept
      FROM jsonb_each_text(p_record) e WHERE rd.stripped(e.value) <> '';
    SELECT min(k COLLATE "C") INTO v_extra FROM jsonb_object_keys(v_kept) k
     WHERE k NOT IN ('copies', 'watermark') AND k NOT IN (SELECT f.key FROM rd.record_field f WHERE f.action = p_action);
    IF v_extra IS NOT NULL THEN
        RETURN rd.refusal('L-107', jsonb_build_object('field', v_extra));
    END IF;
    FOR v_field IN SELECT f.* FROM rd.record_field f WHERE f.action = p_action ORDER BY f.n LOOP
        IF v_kept ? v_field.key THEN
            v_read := rd.check_field(v_field.key, v_field.kind, v_kept ->> v_field.key);
            IF v_read ? 'code' THEN
                RETURN v_read;
            END IF;
            v_kept := v_kept || jsonb_build_object(v_field.key, v_read -> 'value');
        ELSIF v_field.required THEN
            RETURN rd.refusal('L-101', jsonb_build_object('field', v_field.key));
        END IF;
    END LOOP;
    RETURN coalesce(CASE WHEN v_kept ? 'step' THEN rd.check_step(p_action, v_kept) END, jsonb_build_object('kept', v_kept));
END $$;

-- road_records._check_step: the act that records the step (paper_forms.action_of_step); two copies and a watermark where they are
-- taken in (B10.2, B10.3).
CREATE FUNCTION rd.check_step(p_action text, p_record jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM rd.form_leg l WHERE l.step = p_record ->> 'step')
          OR p_action <> CASE p_record ->> 'step' WHEN 'committee_received' THEN 'receive_forms' WHEN 'given' THEN 'give_forms'
                                                  ELSE 'form_step' END
            THEN rd.refusal('L-102', jsonb_build_object('field', 'step', 'value', p_record ->> 'step'))
        WHEN p_record ->> 'step' IN ('received', 'committee_received') AND p_record ->> 'copies' IS DISTINCT FROM '2'
            THEN rd.refusal('L-105', jsonb_build_object('copies', 2))
        WHEN p_record ->> 'step' IN ('received', 'committee_received') AND p_record ->> 'watermark' IS DISTINCT FROM 'yes'
            THEN rd.refusal('L-106') END);
END $$;

-- road_records.check_order: an act's day does not lie before that of the acts it comes after (L-108), or NULL.
CREATE FUNCTION rd.check_order(p_declaration rd.declaration, p_action text, p_record jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT rd.refusal('L-108', jsonb_build_object('field', CASE WHEN p_record ? 'on' THEN 'on' ELSE 'issued_on' END,
                      'day', coalesce(p_record ->> 'on', p_record ->> 'issued_on'), 'before', b.day))
      FROM (SELECT max(coalesce(d.record ->> 'on', d.record ->> 'issued_on')) AS day
              FROM rd.standing(p_declaration) d
             WHERE d.submit_no = p_declaration.submit_no
               AND d.action IN (SELECT c.before_action FROM rd.comes_after c WHERE c.action = p_action)) b
     WHERE coalesce(p_record ->> 'on', p_record ->> 'issued_on') < b.day);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
