-- Risk information: what was accepted and waits to be worked off, how often each thing was seen, what belongs together, what was received, and who may send.

-- The queue in front: a row is here from the moment at which its sender was told that it was taken until it stands in the record.
create table intake(
    id {text} not null primary key,
    organisation {text} not null,
    via {text} not null,
    received_at {int} not null,
    sum {text} not null,
    report {text} not null,
    raw {text} not null
){clustered};

-- Repeats are counted here and not in the journal: a flood of one message is one row that changes.
create table risk_key(
    organisation {text} not null,
    key {text} not null,
    matter {text} not null,
    first_seen {int} not null,
    last_seen {int} not null,
    times {int} not null,
    severity {int} not null,
    sum {text} not null,
    primary key (organisation, key)
){clustered};

create index risk_key_by_matter on risk_key(matter);

create table risk_group(
    organisation {text} not null,
    key {text} not null,
    grp {text} not null,
    last_seen {int} not null,
    sum {text} not null,
    primary key (organisation, key)
){clustered};

create table risk_evidence(
    matter {text} not null,
    n {int} not null,
    organisation {text} not null,
    via {text} not null,
    received_at {int} not null,
    raw_hash {text} not null,
    sum {text} not null,
    report {text} not null,
    raw {text} not null,
    primary key (matter, n)
){clustered};

create index risk_evidence_by_hash on risk_evidence(matter, raw_hash);

-- `settings` can be read, `secrets` is sealed with the key of the installation, `secret_hash` is that of a token in an address.
create table intake_source(
    id {text} not null primary key,
    organisation {text} not null,
    kind {text} not null,
    name {text} not null,
    secret_hash {text},
    settings {text} not null,
    secrets {text} not null,
    state {text} not null,
    made_at {int} not null,
    made_by {text} not null,
    ended_at {int},
    sum {text} not null
){strict};

create index intake_source_by_organisation on intake_source(organisation, id);
create index intake_source_by_secret on intake_source(secret_hash);
