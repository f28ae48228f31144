-- The large texts of PostgreSQL in a compression that costs a tenth of the usual one; a server that was built without it keeps the usual one. What is
-- stored stays as it is.
--:postgres
do $$
begin
    alter table snapshot alter column body set compression lz4;
    alter table journal alter column body set compression lz4;
    alter table search_waiting alter column words set compression lz4;
    alter table search_waiting alter column stems set compression lz4;
    alter table search_text alter column words set compression lz4;
    alter table search_text alter column stems set compression lz4;
    alter table search_text alter column found set compression lz4;
exception when feature_not_supported then
    null;
end $$;
--:sqlite
-- Nothing changes here.
select 1;
--:both
