-- People and their means of signing in. Names, addresses and secrets stand here and nowhere else; the journal knows ids only.

create table account(
    id {text} not null primary key,
    organisation {text} not null,
    user_name {text} not null unique,
    display_name {text} not null,
    contacts {text} not null,
    password_hash {text},
    totp_secret {text},
    totp_on {int} not null,
    totp_step {int} not null,
    recovery_codes {text} not null,
    failures {int} not null,
    lockout_end {int},
    created_at {int} not null,
    left_at {int},
    sum {text} not null
){strict};

create index account_by_organisation on account(organisation, id);

create table passkey(
    id {text} not null primary key,
    organisation {text} not null,
    person {text} not null,
    name {text} not null,
    credential {blob} not null,
    public_key {blob} not null,
    sign_count {int} not null,
    transports {text} not null,
    user_verified {int} not null,
    backup_eligible {int} not null,
    backed_up {int} not null,
    created_at {int} not null,
    sum {text} not null
){strict};

create index passkey_by_person on passkey(person, id);

-- `id` is a hash of the cookie's secret: who reads the table cannot sign in with it.
create table signin(
    id {text} not null primary key,
    organisation {text} not null,
    person {text} not null,
    how {text} not null,
    user_agent {text} not null,
    created_at {int} not null,
    last_seen {int} not null,
    ended_at {int},
    sum {text} not null
){strict};

create index signin_by_person on signin(person, id);

create table token(
    id {text} not null primary key,
    organisation {text} not null,
    person {text} not null,
    name {text} not null,
    secret_hash {text} not null,
    scopes {text} not null,
    created_at {int} not null,
    until {int} not null,
    last_used {int},
    ended_at {int},
    sum {text} not null
){strict};

create index token_by_person on token(person, id);

-- What can be used once: set-up links, invitations, the step between password and code, the challenge of a passkey. `id` is a hash of its secret.
create table ticket(
    id {text} not null primary key,
    purpose {text} not null,
    organisation {text} not null,
    person {text} not null,
    body {text} not null,
    until {int} not null,
    used_at {int},
    sum {text} not null
){strict};

create index ticket_by_end on ticket(until);
