-- The words of everything that is searched, so that one slip of a letter can be mended without an extension and without
-- reading the texts: each word stands under itself and under itself without one of its letters, and so does what is asked.
-- Two words that differ by one slip share such a key. What is looked at is bounded by the keys, not by the rows.

CREATE TABLE seko_word (word text NOT NULL, key text NOT NULL);
CREATE INDEX seko_word_key ON seko_word (key text_pattern_ops);
CREATE INDEX seko_word_word ON seko_word (word text_pattern_ops);

-- A folded word as it is also typed: đ as d.
CREATE FUNCTION seko_loose(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace($1, 'dj', 'd');

CREATE FUNCTION seko_word_keys(text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT seko_loose($1)
    UNION
    SELECT left(seko_loose($1), place - 1) || substr(seko_loose($1), place + 1)
    FROM generate_series(1, length(seko_loose($1))) AS place
    WHERE length(seko_loose($1)) > 3;
END;

-- Words once learnt stay. Two who learn the same word at once both write it, which does no harm: a rule that it be there
-- only once would let them wait for each other.
CREATE FUNCTION seko_learn(text) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO seko_word (word, key)
    SELECT fresh.word, keys.key
    FROM (
        SELECT DISTINCT word FROM regexp_split_to_table(seko_words($1), ' ') AS word
        WHERE word COLLATE "C" ~ '^[a-z]{3,40}$'
    ) AS fresh, seko_word_keys(fresh.word) AS keys (key)
    WHERE NOT EXISTS (SELECT FROM seko_word AS known WHERE known.word = fresh.word);
END;

CREATE FUNCTION seko_learn_row() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    texts jsonb := to_jsonb(NEW);
BEGIN
    PERFORM seko_learn((SELECT string_agg(texts ->> name, ' ') FROM unnest(TG_ARGV) AS name));
    RETURN NULL;
END $$;

-- Every table with a column `search` learns from the texts of which that column is made; called after each migration.
CREATE FUNCTION seko_keep_words() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    searched record;
    known boolean;
BEGIN
    FOR searched IN
        SELECT made.attrelid::regclass AS place, array_agg(DISTINCT text_of.attname::text ORDER BY text_of.attname::text) AS names
        FROM pg_attribute AS made
        JOIN pg_class AS tables ON tables.oid = made.attrelid AND tables.relkind = 'r'
            AND tables.relnamespace = current_schema()::regnamespace
        JOIN pg_attrdef AS formula ON formula.adrelid = made.attrelid AND formula.adnum = made.attnum
        JOIN pg_depend AS needs ON needs.classid = 'pg_attrdef'::regclass AND needs.objid = formula.oid
            AND needs.refclassid = 'pg_class'::regclass AND needs.refobjid = made.attrelid
            AND needs.refobjsubid NOT IN (0, made.attnum)
        JOIN pg_attribute AS text_of ON text_of.attrelid = made.attrelid AND text_of.attnum = needs.refobjsubid
        WHERE made.attname = 'search' AND made.attgenerated = 's' AND made.atttypid = 'tsvector'::regtype
        GROUP BY made.attrelid
    LOOP
        known := EXISTS (SELECT FROM pg_trigger WHERE tgrelid = searched.place AND tgname = 'seko_words_learnt');
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER seko_words_learnt AFTER INSERT OR UPDATE OF %s ON %s FOR EACH ROW EXECUTE FUNCTION seko_learn_row(%s)',
            (SELECT string_agg(quote_ident(name), ', ') FROM unnest(searched.names) AS name),
            searched.place,
            (SELECT string_agg(quote_literal(name), ', ') FROM unnest(searched.names) AS name));
        IF NOT known THEN
            EXECUTE format(
                'SELECT count(seko_learn(concat_ws('' '', %s))) FROM %s',
                (SELECT string_agg(quote_ident(name), ', ') FROM unnest(searched.names) AS name), searched.place);
        END IF;
    END LOOP;
END $$;
