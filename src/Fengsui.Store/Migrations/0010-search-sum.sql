-- The checksum of the search index's words on PostgreSQL: to make them anew in order to compare them takes longer than to verify the matter that they are
-- of. A row that was written before has none, and is compared.
--:postgres
alter table search_text add column found_sum text;

create or replace function search_text_found() returns trigger language plpgsql as $$
begin
    new.found := search_vector(new.scope, new.words, new.stems);
    new.found_sum := md5(tsvectorsend(new.found));
    return new;
end $$;
--:sqlite
-- Nothing changes here.
select 1;
--:both
