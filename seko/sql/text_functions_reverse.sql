DROP FUNCTION seko_abeceda(text), seko_azbuka(text), seko_letters(text), seko_tsquery(text), seko_tsvector(text);
DROP TEXT SEARCH CONFIGURATION seko;
DROP FUNCTION seko_genitives(text), seko_words(text), seko_fold(text), seko_bare(text), seko_unmixed(text);
