-- How people are reached: their addresses, the channels of an organisation, its policy, what was sent and what was not. Addresses stand here and nowhere
-- else; the journal knows a person and a number.

create table contact(
    organisation {text} not null,
    account {text} not null,
    n {int} not null,
    channel {text} not null,
    address {text} not null,
    proven_at {int},
    proven_how {text},
    sum {text} not null,
    primary key (account, n)
){clustered};

create index contact_by_organisation on contact(organisation, account, n);

-- `settings` can be read, `secrets` is sealed with the key of the installation.
create table channel(
    organisation {text} not null,
    id {text} not null,
    kind {text} not null,
    settings {text} not null,
    secrets {text} not null,
    changed_at {int} not null,
    sum {text} not null,
    primary key (organisation, id)
){clustered};

create table notice_policy(
    organisation {text} not null primary key,
    body {text} not null,
    changed_at {int} not null,
    changed_by {text} not null,
    sum {text} not null
){strict};

-- Every send and every non-send. `address` is masked: enough to recognise one's own number, not enough to call it.
create table notice_ledger(
    organisation {text} not null,
    id {text} not null primary key,
    at {int} not null,
    matter {text} not null,
    page {text} not null,
    what {text} not null,
    person {text} not null,
    channel {text} not null,
    address {text} not null,
    outcome {text} not null,
    reason {text} not null,
    content_hash {text} not null,
    sum {text} not null
){strict};

create index notice_ledger_by_instant on notice_ledger(organisation, at, id);
create index notice_ledger_by_matter on notice_ledger(organisation, matter, at, id);

-- What a person is told in the app, until somebody acknowledges it or it is over.
create table notice_inbox(
    person {text} not null,
    page {text} not null,
    organisation {text} not null,
    matter {text} not null,
    told_at {int} not null,
    ended_at {int},
    sum {text} not null,
    primary key (person, page)
){clustered};

create index notice_inbox_open on notice_inbox(person, told_at) where ended_at is null;
create index notice_inbox_by_page on notice_inbox(page);

-- A sender of one topic never looks at what waits for the others.
create index outbox_by_topic on outbox(topic, not_before, matter, seq, n) where sent_at is null;

--:sqlite
create trigger notice_ledger_keeps_rows before update on notice_ledger begin select raise(abort, 'notice_ledger is append-only'); end;
create trigger notice_ledger_loses_none before delete on notice_ledger begin select raise(abort, 'notice_ledger is append-only'); end;
--:postgres
create trigger notice_ledger_keeps_rows before update or delete or truncate on notice_ledger for each statement execute function refuse_change();
--:both
