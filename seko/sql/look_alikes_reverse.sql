CREATE OR REPLACE FUNCTION seko_unmixed(text) RETURNS text
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
