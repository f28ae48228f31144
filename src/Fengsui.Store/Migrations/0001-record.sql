-- The record. A migration is one file, `NNNN-name.sql`, never changed once released. Lines after `--:sqlite` or `--:postgres` are
-- for that database only, until `--:both`. {text}, {int}, {blob} are the column types; {text} sorts by bytes on both databases.
-- A column `sum` holds the checksum of the row's other columns (RowSum); foreign keys between exported tables must be deferrable.

create table meta(
    key {text} not null primary key,
    value {text} not null,
    sum {text} not null
){strict};

create table journal(
    matter {text} not null,
    seq {int} not null,
    organisation {text} not null,
    kind {text} not null,
    done_at {int} not null,
    recorded_at {int} not null,
    actor {text} not null,
    post {text} not null,
    type {text} not null,
    v {int} not null,
    prev {text} not null,
    hash {text} not null,
    body {text} not null,
    primary key (matter, seq)
){clustered};

create table snapshot(
    number {rowid} not null primary key,
    matter {text} not null unique,
    organisation {text} not null,
    kind {text} not null,
    version {int} not null,
    head {text} not null,
    title {text} not null,
    phase {text} not null,
    level {int} not null,
    opened_at {int} not null,
    changed_at {int} not null,
    next_due {int},
    open {int} not null,
    sum {text} not null,
    body {text} not null
){strict};

-- A list of some phases or levels merges the ranges of snapshot_by_group; the others hold what a list filters by, so that no row need be read for it.
create index snapshot_by_number on snapshot(organisation, kind, number);
create index snapshot_by_group on snapshot(organisation, kind, phase, level, open, number);
create index snapshot_by_change on snapshot(organisation, kind, changed_at, number, phase, level, open);
create index snapshot_by_due on snapshot(organisation, kind, next_due, number, phase, level, open) where next_due is not null;

-- How many matters stand in each group; a group without matters has no row.
create table tally(
    organisation {text} not null,
    kind {text} not null,
    phase {text} not null,
    level {int} not null,
    open {int} not null,
    number {int} not null,
    primary key (organisation, kind, phase, level, open)
){clustered};

create table due(
    matter {text} not null,
    key {text} not null,
    organisation {text} not null,
    at {int} not null,
    primary key (matter, key)
){clustered};

create index due_by_instant on due(at, matter, key);

create table item(
    matter {text} not null,
    list {text} not null,
    seq {int} not null,
    n {int} not null,
    organisation {text} not null,
    key {text} not null,
    body {text} not null,
    primary key (matter, list, seq, n)
){clustered};

create index item_by_key on item(organisation, list, key);

create table outbox(
    matter {text} not null,
    seq {int} not null,
    n {int} not null,
    organisation {text} not null,
    topic {text} not null,
    created_at {int} not null,
    tries {int} not null,
    not_before {int} not null,
    lease_until {int},
    lease_by {text},
    sent_at {int},
    outcome {text},
    sum {text} not null,
    body {text} not null,
    primary key (matter, seq, n)
){clustered};

create index outbox_pending on outbox(not_before, matter, seq, n) where sent_at is null;

create table answered(
    who {text} not null,
    key {text} not null,
    request {text} not null,
    status {int} not null,
    at {int} not null,
    sum {text} not null,
    body {text} not null,
    primary key (who, key)
){clustered};

create index answered_by_instant on answered(at);

create table attachment(
    id {text} not null primary key,
    organisation {text} not null,
    matter {text} not null,
    size {int} not null,
    media_type {text} not null,
    name {text} not null,
    plain_hash {text} not null,
    sealed_hash {text} not null,
    added_at {int} not null,
    added_by {text} not null,
    sum {text} not null
){strict};

create index attachment_by_matter on attachment(matter, id);

create table attachment_chunk(
    attachment {text} not null,
    n {int} not null,
    sealed {blob} not null,
    primary key (attachment, n)
){clustered};

create table attachment_key(
    attachment {text} not null primary key,
    key {blob} not null,
    sum {text} not null
){strict};

create table lease(
    name {text} not null primary key,
    holder {text} not null,
    until {int} not null,
    sum {text} not null
){strict};

create table digest(
    ordinal {int} not null primary key,
    taken_at {int} not null,
    matters {int} not null,
    lines {int} not null,
    prev {text} not null,
    root {text} not null,
    sum {text} not null
){strict};

create table digest_head(
    digest {int} not null,
    matter {text} not null,
    seq {int} not null,
    hash {text} not null,
    primary key (matter, digest)
){clustered};

create index digest_head_by_digest on digest_head(digest, matter);

create table undigested(
    matter {text} not null primary key,
    seq {int} not null
){clustered};

create table pack(
    hash {text} not null primary key,
    id {text} not null,
    version {text} not null,
    sum {text} not null,
    body {text} not null
){strict};

-- What a search looks in: `words` in their order, `stems` for single characters and beginnings of words, `scope` for whose matter it is and in
-- which group it stands (docs/record.md).
create table search_text(
    number {rowid} not null primary key,
    scope {text} not null,
    words {text} not null,
    stems {text} not null
--:postgres
    , found tsvector not null
--:both
){strict};

--:sqlite
create virtual table search using fts5(scope, words, stems, content='search_text', content_rowid='number', tokenize='ascii');

create trigger search_text_insert after insert on search_text begin
    insert into search(rowid, scope, words, stems) values (new.number, new.scope, new.words, new.stems);
end;
create trigger search_text_delete after delete on search_text begin
    insert into search(search, rowid, scope, words, stems) values ('delete', old.number, old.scope, old.words, old.stems);
end;
create trigger search_text_update after update on search_text begin
    insert into search(search, rowid, scope, words, stems) values ('delete', old.number, old.scope, old.words, old.stems);
    insert into search(rowid, scope, words, stems) values (new.number, new.scope, new.words, new.stems);
end;

create trigger journal_keeps_lines before update on journal begin select raise(abort, 'journal is append-only'); end;
create trigger journal_loses_none before delete on journal begin select raise(abort, 'journal is append-only'); end;
-- INSERT OR REPLACE deletes without asking the trigger above.
create trigger journal_replaces_none before insert on journal
    when exists (select 1 from journal where matter = new.matter and seq = new.seq)
    begin select raise(abort, 'journal is append-only: UNIQUE'); end;
create trigger item_keeps_rows before update on item begin select raise(abort, 'item is append-only'); end;
create trigger item_loses_none before delete on item begin select raise(abort, 'item is append-only'); end;
create trigger digest_keeps_rows before update on digest begin select raise(abort, 'digest is append-only'); end;
create trigger digest_loses_none before delete on digest begin select raise(abort, 'digest is append-only'); end;
create trigger digest_head_keeps_rows before update on digest_head begin select raise(abort, 'digest_head is append-only'); end;
create trigger digest_head_loses_none before delete on digest_head begin select raise(abort, 'digest_head is append-only'); end;

--:postgres
create sequence snapshot_number;

-- array_to_tsvector knows no positions, to_tsvector has a parser of its own: the words are already cut.
create function search_vector(scope text, words text, stems text) returns tsvector language sql immutable strict parallel safe as $$
    select coalesce((select string_agg('''' || w || ''':' || least(at, 16383), ' ') from unnest(string_to_array(words, ' ')) with ordinality as t(w, at)
            where w <> ''), '')::tsvector
        || coalesce((select string_agg('''' || '^' || w || '''', ' ') from unnest(string_to_array(stems, ' ')) as t(w) where w <> ''), '')::tsvector
        || coalesce((select string_agg('''' || '@' || w || '''', ' ') from unnest(string_to_array(scope, ' ')) as t(w) where w <> ''), '')::tsvector
$$;

create function search_text_found() returns trigger language plpgsql as $$
begin
    new.found := search_vector(new.scope, new.words, new.stems);
    return new;
end $$;
create trigger search_text_write before insert or update on search_text for each row execute function search_text_found();

create index search_found on search_text using gin(found) with (fastupdate = on);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;
create trigger journal_keeps_lines before update or delete or truncate on journal for each statement execute function refuse_change();
create trigger item_keeps_rows before update or delete or truncate on item for each statement execute function refuse_change();
create trigger digest_keeps_rows before update or delete or truncate on digest for each statement execute function refuse_change();
create trigger digest_head_keeps_rows before update or delete or truncate on digest_head for each statement execute function refuse_change();
--:both
