DROP FUNCTION seko_keep_words();
DROP FUNCTION seko_learn_row() CASCADE;
DROP FUNCTION seko_learn(text), seko_word_keys(text), seko_loose(text);
DROP TABLE seko_word;
