--:both
-- The register of units to whom warnings go. Addresses stand here and in no journal; they go with the unit.
create table unit(
    organisation {text} not null,
    id {text} not null,
    name {text} not null,
    region {text} not null,
    own {int} not null,
    channel {text} not null,
    address {text} not null,
    member_of {text} not null,
    changed_at {int} not null,
    sum {text} not null,
    primary key (organisation, id)
){clustered};

-- What became of telling each recipient.
create table warning_delivery(
    warning {text} not null,
    version {int} not null,
    what {text} not null,
    unit {text} not null,
    organisation {text} not null,
    at {int} not null,
    outcome {text} not null,
    reason {text} not null,
    sum {text} not null,
    primary key (warning, version, what, unit)
){clustered};

-- Who answered for a unit: names and numbers, which the journal does not hold.
create table warning_answerer(
    warning {text} not null,
    version {int} not null,
    unit {text} not null,
    at {int} not null,
    organisation {text} not null,
    name {text} not null,
    phone {text} not null,
    sum {text} not null,
    primary key (warning, version, unit, at)
){clustered};
