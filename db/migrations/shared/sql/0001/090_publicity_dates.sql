-- Working days and the dates of a publicity (app.domain.working_days, publicity_dates). A year that nobody has announced is not
-- guessed: 尚未公布 is NULL.

-- Whether the day is worked; NULL where its year is not known.
CREATE FUNCTION rd.is_working_day(p_day date) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE WHEN EXISTS (SELECT 1 FROM rd.holiday_year y WHERE y.year = extract(year FROM p_day)::integer)
                THEN coalesce((SELECT h.works FROM rd.holiday h WHERE h.day = p_day), extract(isodow FROM p_day) < 6) END;
END $$;

-- The day that completes so many working days; NULL where a day that has to be looked at is not known. p_unknown_works: days of
-- unknown years are taken for working days (earliest_end: it can only be later).
CREATE FUNCTION rd.publicity_end(p_start date, p_days integer, p_start_counts boolean, p_unknown_works boolean DEFAULT false)
RETURNS date
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_day date := p_start;
    v_works boolean := coalesce(rd.is_working_day(p_start), CASE WHEN p_unknown_works THEN true END);
    v_count integer;
BEGIN
    v_count := CASE WHEN v_works AND p_start_counts THEN 1 ELSE 0 END;
    WHILE v_works IS NOT NULL AND v_count < p_days LOOP
        v_day := v_day + 1;
        v_works := coalesce(rd.is_working_day(v_day), CASE WHEN p_unknown_works THEN true END);
        v_count := v_count + CASE WHEN v_works THEN 1 ELSE 0 END;
    END LOOP;
    RETURN CASE WHEN v_works IS NOT NULL THEN v_day END;
END $$;

-- The year of the first day from p_start on that nobody knows.
CREATE FUNCTION rd.unknown_year(p_start date) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_year integer := extract(year FROM p_start)::integer;
BEGIN
    WHILE EXISTS (SELECT 1 FROM rd.holiday_year y WHERE y.year = v_year) LOOP
        v_year := v_year + 1;
    END LOOP;
    RETURN v_year;
END $$;

-- publicity_dates.check_dates: P-101 … P-105, P-112, or NULL. p_starts: whether the plan counts the first day, NULL: left open.
CREATE FUNCTION rd.check_dates(p_days integer, p_starts boolean, p_start date, p_end date, p_rule text, p_source text, p_reason text)
RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_excluded date := rd.publicity_end(p_start, p_days, false);
    v_rule text := p_rule;
    v_needed date;
BEGIN
    IF p_end < p_start THEN
        RETURN rd.refusal('P-101');
    END IF;
    IF p_rule = 'stated' THEN
        IF v_excluded IS NOT NULL THEN
            RETURN rd.refusal('P-104', jsonb_build_object('needed', v_excluded));
        END IF;
        IF rd.stripped(p_source) = '' OR rd.stripped(p_reason) = '' THEN
            RETURN rd.refusal('P-105');
        END IF;
        v_needed := rd.publicity_end(p_start, p_days, p_starts IS DISTINCT FROM false, true);
        RETURN CASE WHEN p_end < v_needed THEN rd.refusal('P-112', jsonb_build_object('needed', v_needed)) END;
    END IF;
    -- binding_rule: the kit's where it decides, else the person's.
    IF p_starts IS NOT NULL THEN
        v_rule := CASE WHEN p_starts THEN 'start_counted' ELSE 'start_excluded' END;
    END IF;
    v_needed := rd.publicity_end(p_start, p_days, v_rule = 'start_counted');
    IF v_needed IS NULL THEN
        RETURN rd.refusal('P-103', jsonb_build_object('year', rd.unknown_year(p_start)));
    END IF;
    RETURN CASE WHEN p_end < v_needed THEN rd.refusal('P-102', jsonb_build_object('needed', v_needed)) END;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA rd FROM PUBLIC;
