-- What a submission contains (db.repositories.submissions.content_of), key by key. Every desk above reads it into its copy: one that could
-- not would read nothing more of the district. So it is made anew here, of known keys with values of their kind, and nothing else.

-- One of the choices; p_may_lack: or null.
CREATE FUNCTION rd.read_choice(p_doc jsonb, p_key text, p_choices text[], p_may_lack boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_may_lack AND coalesce(jsonb_typeof(p_doc -> p_key), 'null') = 'null' THEN
        RETURN NULL;
    END IF;
    IF jsonb_typeof(p_doc -> p_key) IS DISTINCT FROM 'string' OR (p_doc ->> p_key) <> ALL (p_choices) THEN
        PERFORM rd.malformed(p_key);
    END IF;
    RETURN p_doc ->> p_key;
END $$;

CREATE FUNCTION rd.read_strings(p_doc jsonb, p_key text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_list jsonb := rd.read_part(p_doc, p_key, '[]');
BEGIN
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(v_list) e WHERE jsonb_typeof(e.value) <> 'string') THEN
        PERFORM rd.malformed(p_key);
    END IF;
    RETURN v_list;
END $$;

-- A file or null.
CREATE FUNCTION rd.read_single_file(p_doc jsonb, p_key text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_file jsonb := rd.read_file(p_doc -> p_key);
BEGIN
    IF v_file IS NULL AND coalesce(jsonb_typeof(p_doc -> p_key), 'null') <> 'null' THEN
        PERFORM rd.malformed(p_key);
    END IF;
    RETURN v_file;
END $$;

-- app.domain.photo_rules.PhotoFacts, or null.
CREATE FUNCTION rd.read_photo_facts(p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_facts jsonb := rd.read_part(p_doc, 'photo_facts', '{}');
BEGIN
    IF coalesce(jsonb_typeof(p_doc -> 'photo_facts'), 'null') = 'null' THEN
        RETURN NULL;
    END IF;
    IF NOT v_facts ?& '{format,width_px,height_px,size_bytes}' THEN
        PERFORM rd.malformed('photo_facts');
    END IF;
    RETURN jsonb_build_object('format', rd.read_text(v_facts, 'format'), 'width_px', rd.read_integer(v_facts, 'width_px'),
                              'height_px', rd.read_integer(v_facts, 'height_px'), 'size_bytes', rd.read_integer(v_facts, 'size_bytes'));
END $$;

-- The extracted entries: each once.
CREATE FUNCTION rd.read_extracted(p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_list jsonb := rd.read_part(p_doc, 'items', '[]');
BEGIN
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(v_list) i
                WHERE jsonb_typeof(i.value -> 'item_id') IS DISTINCT FROM 'string' OR jsonb_typeof(i.value -> 'content_rev') IS DISTINCT FROM 'number')
       OR EXISTS (SELECT 1 FROM jsonb_array_elements(v_list) i GROUP BY i.value -> 'item_id' HAVING count(*) > 1) THEN
        PERFORM rd.malformed('items');
    END IF;
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('item_id', i.value -> 'item_id', 'content_rev', rd.read_integer(i.value, 'content_rev'))
                                      ORDER BY i.n), '[]') FROM jsonb_array_elements(v_list) WITH ORDINALITY AS i(value, n));
END $$;

-- What was attached; ``papers`` says what each file is, in the order of ``files``: doubles stay.
CREATE FUNCTION rd.read_materials(p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_list jsonb := rd.read_part(p_doc, 'materials', '[]');
BEGIN
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(v_list) m WHERE jsonb_typeof(m.value -> 'material') IS DISTINCT FROM 'string')
       OR EXISTS (SELECT 1 FROM jsonb_array_elements(v_list) m, jsonb_array_elements(rd.read_part(m.value, 'files', '[]')) f
                   WHERE rd.read_file(f.value) IS NULL) THEN
        PERFORM rd.malformed('materials');
    END IF;
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('material', m.value -> 'material', 'papers', rd.read_strings(m.value, 'papers'),
                'files', (SELECT coalesce(jsonb_agg(rd.read_file(f.value) ORDER BY f.n), '[]')
                            FROM jsonb_array_elements(rd.read_part(m.value, 'files', '[]')) WITH ORDINALITY AS f(value, n))) ORDER BY m.n), '[]')
      FROM jsonb_array_elements(v_list) WITH ORDINALITY AS m(value, n));
END $$;

CREATE FUNCTION rd.read_content(p_doc jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_content jsonb := rd.read_part(p_doc, 'content', '{}');
BEGIN
    PERFORM rd.read_moment(v_content, 'commitment_at');
    RETURN jsonb_build_object(
        'mode', rd.read_choice(v_content, 'mode', '{normal,self_assessed,landmark}'),
        'person_category', rd.read_choice(v_content, 'person_category', '{normal,transfer,direct,skilled,highly_skilled}'),
        'conditions', rd.read_strings(v_content, 'conditions'),
        'acceptance_point', rd.read_text(v_content, 'acceptance_point'),
        'statement', rd.read_text(v_content, 'statement'),
        'facts', rd.read_texts(v_content, 'facts'),
        'score', rd.read_texts(v_content, 'score'),
        'self_score', CASE WHEN v_content ->> 'self_score' IS NOT NULL THEN rd.read_integer(v_content, 'self_score') END,
        'photo', rd.read_single_file(v_content, 'photo'),
        'photo_facts', rd.read_photo_facts(v_content),
        'photo_ground', rd.read_choice(v_content, 'photo_ground', '{"",white,other}'),
        'commitment', rd.read_single_file(v_content, 'commitment'),
        'commitment_kind', rd.read_choice(v_content, 'commitment_kind', '{signature,scan}', true),
        'commitment_at', v_content ->> 'commitment_at',
        'items', rd.read_extracted(v_content),
        'materials', rd.read_materials(v_content));
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
