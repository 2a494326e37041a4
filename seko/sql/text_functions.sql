-- Search and order of Serbian text. Every function is IMMUTABLE, so that generated columns and indexes may use it, and has
-- a parsed body (RETURN), so that it finds its parts under any search_path and pg_dump restores it in the right order.
-- No extension, no ICU, no lower() of other than ASCII letters: what a function answers must not depend on the locale of
-- the database. The tables of look-alikes are those of seko/script/convert.py.

-- A word typed in both scripts, in one: look-alike letters are read as the script that the other letters show.
-- "Cpбиja" (Latin C, p, j, a) is Cyrillic, since б and и are; "Iniciјаtivоm" (Cyrillic ј, а, о) is Latin.
CREATE FUNCTION seko_unmixed(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN $1 COLLATE "C" !~ '[A-Za-z\u00c0-\u024f][\u0400-\u052f]|[\u0400-\u052f][A-Za-z\u00c0-\u024f]' THEN $1 ELSE (
    SELECT string_agg(
        CASE
            WHEN piece COLLATE "C" !~ '[\u0400-\u052f]' OR piece COLLATE "C" !~ '[A-Za-z\u00c0-\u024f]' THEN piece
            WHEN piece COLLATE "C" !~ '[BDFGILNQRSU-WYZbdf-il-nq-su-wz\u00c0-\u024f]'
                 AND piece COLLATE "C" ~ '[БГДЂЖЗИЛЉЊПЋУФЦЧЏШбвгдђжзилљнњпћфцчџш]'
                THEN translate(piece, 'ABCEHJKMOPTXaceopxyjkmt', 'АВСЕНЈКМОРТХасеорхујкмт')
            WHEN piece COLLATE "C" !~ '[БГДЂЖЗИЛЉЊПЋУФЦЧЏШбвгдђжзилљнњпћфцчџш]'
                THEN translate(piece, 'АВСЕНЈКМОРТасеорјкмт', 'ABCEHJKMOPTaceopjkmt')
            ELSE piece
        END, '' ORDER BY place)
    FROM (
        SELECT found[1] AS piece, place
        FROM regexp_matches($1 COLLATE "C", '[A-Za-z\u00c0-\u024f\u0400-\u052f]+|[^A-Za-z\u00c0-\u024f\u0400-\u052f]+', 'g')
             WITH ORDINALITY AS pieces (found, place)
    ) AS parts
) END;

-- Text without combining marks and invisible characters, ASCII letters small.
CREATE FUNCTION seko_bare(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(regexp_replace(
    normalize($1, NFKD) COLLATE "C", '[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]', '', 'g') COLLATE "C");

-- Plain small ASCII letters: script, case, diacritics and look-alikes no longer differ. Đ is dj, dž is dz.
CREATE FUNCTION seko_fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN $1 COLLATE "C" !~ '[^\x01-\x7f]' THEN lower($1 COLLATE "C") ELSE
    replace(replace(replace(replace(replace(replace(replace(
        translate(
            seko_bare(seko_unmixed(normalize($1, NFKC))),
            'АБВГДЕЖЗИЈКЛМНОПРСТЋУФХЦЧШЉЊЏЂабвгдежзијклмнопрстћуфхцчшĐđÐðŁłØøħıŧƶ',
            'abvgdezzijklmnoprstcufhccsљњџђabvgdezzijklmnoprstcufhccsђђђђllooħitz'),
        'ђ', 'dj'), 'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
END;

-- Folded words parted by single spaces. The parser of PostgreSQL would see paths and hosts in "i/ili" and "seio.gov.rs".
-- Only the first 250,000 characters count and 60 of a word: a tsvector has no room for more than 1 MB, a query for long words.
CREATE FUNCTION seko_words(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(regexp_replace(
    seko_fold(left($1, 250000)) COLLATE "C",
    '[\x01-\x2f\x3a-\x60\x7b-\u00bf\u1680\u180e\u2000-\u2bff\u3000-\u303f]+', ' ', 'g'),
    '([^ ]{60})[^ ]+', '\1', 'g'));

-- Nouns whose own end looks like a case ending to the stemmer (predlog, program, javnost, upravljanjem) get the ending of
-- the genitive, so that all their cases meet in one stem.
CREATE FUNCTION seko_genitives(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(regexp_replace(regexp_replace(
    $1 COLLATE "C",
    '(?:([a-z]{4}j|[a-z]{2}[ao]j)em|([a-z]{2}aj)u)(?= |$)', '\1\2a', 'g'),
    '([a-z]{3}ost|[a-z]{2}[ai]j|[a-z]{3}man)(?= |$)', '\1a', 'g'),
    '(^| )((?:pred|raz|pri|na|za|kata|dija|epi|pro|ana|[a-z]{2,}o)log|program|problem|obim|rezim)(?= |$)', '\1\2a', 'g');

CREATE TEXT SEARCH CONFIGURATION seko (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION seko
    ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH pg_catalog.serbian_stem;

-- Folded and stemmed words, for a generated column with a GIN index.
CREATE FUNCTION seko_tsvector(text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('seko'::regconfig, seko_genitives(seko_words($1)));

-- All words of what a visitor typed; the last one also as a beginning, since he may still be typing it. Single letters
-- ("u", "i") before the last word are passed over. Any text is a valid query; one without words finds nothing.
CREATE FUNCTION seko_tsquery(text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT CASE
        WHEN words = '' THEN plainto_tsquery('seko'::regconfig, '')
        WHEN words LIKE '% %' THEN
            plainto_tsquery('seko'::regconfig, seko_genitives(regexp_replace(words, ' [^ ]+$', ''))) && (
                to_tsquery('seko'::regconfig, seko_genitives(substring(words FROM '[^ ]+$')) || ':*')
                || to_tsquery('pg_catalog.simple'::regconfig, substring(words FROM '[^ ]+$') || ':*'))
        ELSE to_tsquery('seko'::regconfig, seko_genitives(words) || ':*')
             || to_tsquery('pg_catalog.simple'::regconfig, words || ':*')
    END
    FROM (
        SELECT btrim(regexp_replace(
            seko_words(left($1, 500)) COLLATE "C", '(^| )[a-z](?= )', '', 'g')) COLLATE "C" AS words
    ) AS asked
);

-- One small Cyrillic letter for each Serbian letter of either script; q, w, x, y and all else stay.
CREATE FUNCTION seko_letters(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    replace(replace(replace(
        seko_bare(translate(
            seko_unmixed(normalize($1, NFKC)),
            'АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШČĆŠŽĐÐčćšžđðŁłØø',
            'абвгдђежзијклљмнњопрстћуфхцчџшчћшжђђчћшжђђlloo')),
        'lj', 'љ'), 'nj', 'њ'), 'dж', 'џ'),
    'abcdefghijklmnoprstuvz',
    'абцдефгхијклмнопрстувз');

-- Sort keys, bytewise (collation "C"): spaces and signs, then digits, then the letters of the alphabet as A-Z, a-h.
CREATE FUNCTION seko_azbuka(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(
    translate(seko_letters($1), 'абвwгдђежзиyјкqxлљмнњопрстћуфхцчџш', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh') COLLATE "C",
    '[^0-9A-Za-z]+', ' ', 'g'));

CREATE FUNCTION seko_abeceda(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(
    translate(seko_letters($1), 'абцчћдџђефгхијклљмнњопqрсштувwxyзж', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh') COLLATE "C",
    '[^0-9A-Za-z]+', ' ', 'g'));
