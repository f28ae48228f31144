
create table meta(
    key text collate "C" not null primary key,
    value text collate "C" not null,
    sum text collate "C" not null
);

create table journal(
    matter text collate "C" not null,
    seq bigint not null,
    organisation text collate "C" not null,
    kind text collate "C" not null,
    done_at bigint not null,
    recorded_at bigint not null,
    actor text collate "C" not null,
    post text collate "C" not null,
    type text collate "C" not null,
    v bigint not null,
    prev text collate "C" not null,
    hash text collate "C" not null,
    body text collate "C" not null,
    primary key (matter, seq)
);

create table snapshot(
    number bigint not null primary key,
    matter text collate "C" not null unique,
    organisation text collate "C" not null,
    kind text collate "C" not null,
    version bigint not null,
    head text collate "C" not null,
    title text collate "C" not null,
    phase text collate "C" not null,
    level bigint not null,
    opened_at bigint not null,
    changed_at bigint not null,
    next_due bigint,
    open bigint not null,
    sum text collate "C" not null,
    body text collate "C" not null
);

create index snapshot_by_number on snapshot(organisation, kind, number);
create index snapshot_by_group on snapshot(organisation, kind, phase, level, open, number);
create index snapshot_by_change on snapshot(organisation, kind, changed_at, number, phase, level, open);
create index snapshot_by_due on snapshot(organisation, kind, next_due, number, phase, level, open) where next_due is not null;

create table tally(
    organisation text collate "C" not null,
    kind text collate "C" not null,
    phase text collate "C" not null,
    level bigint not null,
    open bigint not null,
    number bigint not null,
    primary key (organisation, kind, phase, level, open)
);

create table due(
    matter text collate "C" not null,
    key text collate "C" not null,
    organisation text collate "C" not null,
    at bigint not null,
    primary key (matter, key)
);

create index due_by_instant on due(at, matter, key);

create table item(
    matter text collate "C" not null,
    list text collate "C" not null,
    seq bigint not null,
    n bigint not null,
    organisation text collate "C" not null,
    key text collate "C" not null,
    body text collate "C" not null,
    primary key (matter, list, seq, n)
);

create index item_by_key on item(organisation, list, key);

create table outbox(
    matter text collate "C" not null,
    seq bigint not null,
    n bigint not null,
    organisation text collate "C" not null,
    topic text collate "C" not null,
    created_at bigint not null,
    tries bigint not null,
    not_before bigint not null,
    lease_until bigint,
    lease_by text collate "C",
    sent_at bigint,
    outcome text collate "C",
    sum text collate "C" not null,
    body text collate "C" not null,
    primary key (matter, seq, n)
);

create index outbox_pending on outbox(not_before, matter, seq, n) where sent_at is null;

create table answered(
    who text collate "C" not null,
    key text collate "C" not null,
    request text collate "C" not null,
    status bigint not null,
    at bigint not null,
    sum text collate "C" not null,
    body text collate "C" not null,
    primary key (who, key)
);

create index answered_by_instant on answered(at);

create table attachment(
    id text collate "C" not null primary key,
    organisation text collate "C" not null,
    matter text collate "C" not null,
    size bigint not null,
    media_type text collate "C" not null,
    name text collate "C" not null,
    plain_hash text collate "C" not null,
    sealed_hash text collate "C" not null,
    added_at bigint not null,
    added_by text collate "C" not null,
    sum text collate "C" not null
);

create index attachment_by_matter on attachment(matter, id);

create table attachment_chunk(
    attachment text collate "C" not null,
    n bigint not null,
    sealed bytea not null,
    primary key (attachment, n)
);

create table attachment_key(
    attachment text collate "C" not null primary key,
    key bytea not null,
    sum text collate "C" not null
);

create table lease(
    name text collate "C" not null primary key,
    holder text collate "C" not null,
    until bigint not null,
    sum text collate "C" not null
);

create table digest(
    ordinal bigint not null primary key,
    taken_at bigint not null,
    matters bigint not null,
    lines bigint not null,
    prev text collate "C" not null,
    root text collate "C" not null,
    sum text collate "C" not null
);

create table digest_head(
    digest bigint not null,
    matter text collate "C" not null,
    seq bigint not null,
    hash text collate "C" not null,
    primary key (matter, digest)
);

create index digest_head_by_digest on digest_head(digest, matter);

create table undigested(
    matter text collate "C" not null primary key,
    seq bigint not null
);

create table pack(
    hash text collate "C" not null primary key,
    id text collate "C" not null,
    version text collate "C" not null,
    sum text collate "C" not null,
    body text collate "C" not null
);

create table search_text(
    number bigint not null primary key,
    scope text collate "C" not null,
    words text collate "C" not null,
    stems text collate "C" not null
    , found tsvector not null
);

create sequence snapshot_number;

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


create table account(
    id text collate "C" not null primary key,
    organisation text collate "C" not null,
    user_name text collate "C" not null unique,
    display_name text collate "C" not null,
    contacts text collate "C" not null,
    password_hash text collate "C",
    totp_secret text collate "C",
    totp_on bigint not null,
    totp_step bigint not null,
    recovery_codes text collate "C" not null,
    failures bigint not null,
    lockout_end bigint,
    created_at bigint not null,
    left_at bigint,
    sum text collate "C" not null
);

create index account_by_organisation on account(organisation, id);

create table passkey(
    id text collate "C" not null primary key,
    organisation text collate "C" not null,
    person text collate "C" not null,
    name text collate "C" not null,
    credential bytea not null,
    public_key bytea not null,
    sign_count bigint not null,
    transports text collate "C" not null,
    user_verified bigint not null,
    backup_eligible bigint not null,
    backed_up bigint not null,
    created_at bigint not null,
    sum text collate "C" not null
);

create index passkey_by_person on passkey(person, id);

create table signin(
    id text collate "C" not null primary key,
    organisation text collate "C" not null,
    person text collate "C" not null,
    how text collate "C" not null,
    user_agent text collate "C" not null,
    created_at bigint not null,
    last_seen bigint not null,
    ended_at bigint,
    sum text collate "C" not null
);

create index signin_by_person on signin(person, id);

create table token(
    id text collate "C" not null primary key,
    organisation text collate "C" not null,
    person text collate "C" not null,
    name text collate "C" not null,
    secret_hash text collate "C" not null,
    scopes text collate "C" not null,
    created_at bigint not null,
    until bigint not null,
    last_used bigint,
    ended_at bigint,
    sum text collate "C" not null
);

create index token_by_person on token(person, id);

create table ticket(
    id text collate "C" not null primary key,
    purpose text collate "C" not null,
    organisation text collate "C" not null,
    person text collate "C" not null,
    body text collate "C" not null,
    until bigint not null,
    used_at bigint,
    sum text collate "C" not null
);

create index ticket_by_end on ticket(until);

insert into account(contacts, created_at, display_name, failures, id, left_at, lockout_end, organisation, password_hash, recovery_codes, sum, totp_on, totp_secret, totp_step, user_name) values ('文字', 5, '文字', 5, '文字', 5, 5, '文字', '文字', '文字', '62f4f625747fd3d2efd8ca2d61039234', 5, '文字', 5, '文字');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm1-0', 'hash', 200, 'd572f89d0834e1ffdc8afba4251f1f60', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm1-3', 'hash', 200, 'ec046b29cc2789b2185895d341943abb', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm2-0', 'hash', 200, '62871af919f32ec30b94a2e408922f01', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413230, '{"ok":true}', '甲3-0', 'hash', 200, 'c8f903f7da91bb14a70d46cd11ea5687', 'org-1/p');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a1', 'm1', 'image/png', '截图.png', 'org-1', '541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53', 'b2824abae4e7ec1312a28c79edaec6de59a4d99380489aebb14bed9e7160e1ac', 1000, '66329258815bd4defdaac5b9c4600166');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a2', 'm1', 'image/png', '截图.png', 'org-1', '01d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca', '2b75084f6d532cf4deec62c69ea04ff256466bf7403cfad0c1be6754f502c941', 10, 'abb3ce2dbd47c2a0ebb8da1a44995602');
insert into attachment_chunk(attachment, n, sealed) values ('a1', 0, '\x733ae6b0d7097b6bcc38f21ca780ee7378efaecd6f5f9c05aad080de8d378a46517983706a628d3689ea6eedaff95b1ffdf0eb179b4d6428d68152324ee84c0d7926e5c80f45cc2ff2508aa2f77d2c6e5150934ca75dbe64250b63f6ed170849d947b71303b348c93193188a1d03f5e198e50e17379cf5688c04b65207aef03155f6790ac4a744a631bb6caf8924f9e9d066bdc6dd8f619994c03db7e5356b38130540380fd1d62d5f1dbac841b1c917eca9a9003853a91f6cb85e5687c552ab57852fdde451decc0ca17ef4de7ae7ab7efe1b570abccbb84be08186c4a3e2d5f3d5f62ebb86f25bc179cd5f4ff3cc8b51a23e2f2f93aa44527f604467e85741b3410e83205cf6cd65b60fd0a6bb34cca95094a1b976ce3384b46cc644fe067bae7a6e3b398ba23a1251130bcdc84a106ba10dc9c1c51139ff072fd67d605c687d154d9bb71057e4f51dfd481aa060aed04c86230b3c500e7cc88e05836303870ee9055e6aaf92eecc5a41f1c0169463c23d8989e1ffa7ef338844b3385e408825af1aded255d94e97bf3280484c2025981d4b88eceea6cd0b3f592c36d82fc94753154688c2dbcf00026061b4c5ac50208a14d7c8f6ddfc015efebe5b9821397a418430baecaf42ed88e1b11070e37fd4d156d49f4b6f4504b2e9fc839909dd8a2f04bd73d85e313e275d8d3d2b2d3252e4dd281074cc666749eec25c2c88f7f28d5e7a6bf5007a8f4236f9256960809f49120c08c39e21a1903cdeb15c4de7471dcc3c33d3eac8c0e97a147815305d3937905dcd6727e78d541d1c62fd9ec80c77fe256c3c6f20432d7b6379b4056e615d49c4a249e7feb5737573c58d16f197cd2eeeaaf6c0fccbe1df40d671b62babedaa41ab5606debb58ff14d9dcc3555dc2af0fc35bbf4c337a97f9ba40114827069fa8149601a7146463ba604417290385036f46284b3f584ff7a4609a07ecda44328b0ffb3c37f1a4d66a68130e6130b5af138ea4d9d69a899869204f93154d69a75f657594a09e83e26a76cd9a6d96b79038a48347ff6a976cd52b35d11c82e85dab29b751d8328278698453a130af487db5ea81f95946c80e26c248f9c909f13bd156e580dc41191c7fc8b42a02779fee7cb2163e52084e3ef2932039bc475ae2b978f945de91e1614dcbe04844f5ed25bb03c8fcc7247fcc767c20ed0a8273d1808eff6037e0be3f5e8c79a646521551199a2be0f5e32c57234c8b9c05fed7ef29d5a12700a1cf1e0a9408234dad4bb1a9f8b2ae9173a62fdd5429ce534e1bfe665cbc1720433e0ff61bdeceb139ca4255c28680d2943ad771cd31bd7d4dc31f6d5daddf0fa6e849445b1d2e459613bc8eaa1c4acdc6b361bb8b75d46d421aceaf46805cfe24e20c62ab424e964fc06d73c0c2d90fd3e50025af4883ec7623307547784e9a');
insert into attachment_chunk(attachment, n, sealed) values ('a2', 0, '\x4b4cb8f86eebcb4ecbdf4efdd6e78359c94b61241237c5f5c8a0');
insert into attachment_key(attachment, key, sum) values ('a1', '\xf4d5b96c17d273a349b868b3ea51b5d766ed749e0fed88bcce2d056ce31d8856', '922b1912710d66378c2c55209e0ff5cb');
insert into digest(lines, matters, ordinal, prev, root, sum, taken_at) values (3, 1, 1, '0000000000000000000000000000000000000000000000000000000000000000', 'e34bf5549ec22dfc5272488baa1cf6b2018ed9a48fc5885c8a1e1eab80b5fb6a', 'db73d99995b0332152447ebd2d19816d', 1772413201);
insert into digest(lines, matters, ordinal, prev, root, sum, taken_at) values (6, 2, 2, 'e34bf5549ec22dfc5272488baa1cf6b2018ed9a48fc5885c8a1e1eab80b5fb6a', '5a72fe1b55b2def2a5610ea5b893d708dee921a459a3bc9e80003b3a0f805ff6', '3e6f247f686c7aed3cafe4090191195b', 1772413202);
insert into digest_head(digest, hash, matter, seq) values (1, '9019c124447e4944887af7d7bc6bddc23f8fe144484b80ae8b5587ce74f4c03a', 'm1', 3);
insert into digest_head(digest, hash, matter, seq) values (2, '454e03738910f484c29c20966eba2a61b5059d114040c37a48bf148e17a01dd7', 'm2', 3);
insert into digest_head(digest, hash, matter, seq) values (2, '1c1454ed263bdb6210c25c4b32257ca76cc2f611bed3800bcaea9c3c8af40132', '甲3', 3);
insert into due(at, key, matter, organisation) values (1772499600, '24h', 'm2', 'org-1');
insert into due(at, key, matter, organisation) values (1772427600, '4h', 'm2', 'org-1');
insert into item(body, key, list, matter, n, organisation, seq) values ('{"value":"1.2.3.4"}', '1.2.3.4', 'indicators', 'm1', 0, 'org-1', 2);
insert into item(body, key, list, matter, n, organisation, seq) values ('{"value":"evil.cn"}', 'evil.cn', 'indicators', 'm1', 1, 'org-1', 2);
insert into item(body, key, list, matter, n, organisation, seq) values ('{"value":"evil.cn"}', 'evil.cn', 'indicators', 'm1', 0, 'org-1', 5);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{"title":"客户数据泄露 LockBit"}', 1772413140, '843304687d628b2687fecc89a06cf7af61cee985febf9b632647c5b2d55c5c45', 'counter', 'm1', 'org-1', '值班员', '0000000000000000000000000000000000000000000000000000000000000000', 1772413200, 1, 'opened', 1);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{"keys":["1.2.3.4","evil.cn"]}', 1772413140, '5a9608dca54797fca32120a918473f8e352a491c304d44e906770bdaf866c0f9', 'counter', 'm1', 'org-1', '值班员', '843304687d628b2687fecc89a06cf7af61cee985febf9b632647c5b2d55c5c45', 1772413200, 2, 'listed', 1);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{"to":["甲","乙"]}', 1772413140, '9019c124447e4944887af7d7bc6bddc23f8fe144484b80ae8b5587ce74f4c03a', 'counter', 'm1', 'org-1', '值班员', '5a9608dca54797fca32120a918473f8e352a491c304d44e906770bdaf866c0f9', 1772413200, 3, 'told', 1);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{"n":5}', 1772413140, 'cc13251c585ff374fd64da5d851dff4493c8762d7ec7427d599b933c7587eda9', 'counter', 'm1', 'org-1', '值班员', '9019c124447e4944887af7d7bc6bddc23f8fe144484b80ae8b5587ce74f4c03a', 1772413200, 4, 'added', 1);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{"keys":["evil.cn"]}', 1772413140, '9acc58b6c248a86b7c8b047f5f3ad0a76d4390b74c78eefc798a98f4b53f6020', 'counter', 'm1', 'org-1', '值班员', 'cc13251c585ff374fd64da5d851dff4493c8762d7ec7427d599b933c7587eda9', 1772413200, 5, 'listed', 1);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{"title":"网页篡改"}', 1772413140, 'b0d5d04e30c747e69a7a0e24638a95611cc44d90df44224170b3f7a703d6e362', 'counter', 'm2', 'org-1', '值班员', '0000000000000000000000000000000000000000000000000000000000000000', 1772413200, 1, 'opened', 1);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{"key":"4h","at":1772427600}', 1772413140, '8387b8aab3a649de5adea92357570e59d5f6354cf4e87aae2db369f9518c259b', 'counter', 'm2', 'org-1', '值班员', 'b0d5d04e30c747e69a7a0e24638a95611cc44d90df44224170b3f7a703d6e362', 1772413200, 2, 'due', 1);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{"key":"24h","at":1772499600}', 1772413140, '454e03738910f484c29c20966eba2a61b5059d114040c37a48bf148e17a01dd7', 'counter', 'm2', 'org-1', '值班员', '8387b8aab3a649de5adea92357570e59d5f6354cf4e87aae2db369f9518c259b', 1772413200, 3, 'due', 1);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{"title":"\"𠀀\" \n \t"}', 1772413140, '5fe4cb2d8ab3881cc0cab8ecf797f32617c016dcc107718889aba694fef1e8a2', 'counter', '甲3', 'org-1', '值班员', '0000000000000000000000000000000000000000000000000000000000000000', 1772413200, 1, 'opened', 1);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{"phase":"处置","level":3}', 1772413140, '703faa568f4fac2dc917a555fb35e0aee550dc8bb433292ec1c5bd1692c014c8', 'counter', '甲3', 'org-1', '值班员', '5fe4cb2d8ab3881cc0cab8ecf797f32617c016dcc107718889aba694fef1e8a2', 1772413200, 2, 'graded', 1);
insert into journal(actor, body, done_at, hash, kind, matter, organisation, post, prev, recorded_at, seq, type, v) values ('person-1', '{}', 1772413170, '1c1454ed263bdb6210c25c4b32257ca76cc2f611bed3800bcaea9c3c8af40132', 'counter', '甲3', 'org-1', '值班员', '703faa568f4fac2dc917a555fb35e0aee550dc8bb433292ec1c5bd1692c014c8', 1772413230, 3, 'closed', 1);
insert into lease(holder, name, sum, until) values ('node', 'sweep', '06adab81cd1a0f8acd129143168c9e7f', 1772413260);
insert into meta(key, sum, value) values ('schema', 'ea9560bb5d9bbfea885ffd64e6396fb2', '2');
insert into outbox(body, created_at, lease_by, lease_until, matter, n, not_before, organisation, outcome, sent_at, seq, sum, topic, tries) values ('{"to":"甲"}', 1772413200, null, null, 'm1', 0, 1772413200, 'org-1', 'sent', 1772413204, 3, '81b29f48b8350a3f4ea8da5246b897ed', 'mail', 1);
insert into outbox(body, created_at, lease_by, lease_until, matter, n, not_before, organisation, outcome, sent_at, seq, sum, topic, tries) values ('{"to":"乙"}', 1772413200, 'sender', 1772413263, 'm1', 1, 1772413200, 'org-1', null, null, 3, '37d1279ceac293c3d61389f17342a91c', 'mail', 1);
insert into pack(body, hash, id, sum, version) values ('{"id":"cn.miit"}', 'sha256:ab', 'cn.miit', '31fbe79f762bd8f291d0df6267fd165e', '1.0.0');
insert into passkey(backed_up, backup_eligible, created_at, credential, id, name, organisation, person, public_key, sign_count, sum, transports, user_verified) values (5, 5, 5, '\x0001ff', '文字', '文字', '文字', '文字', '\x0001ff', 5, '10f16b0173c3d579059f40978f8f9b41', '文字', 5);
insert into search_text(number, scope, stems, words) values (1, '748c654ae8b1a002 g62561e083f838e6c', 'l lo loc lock lockb lockbi lockbit 客 户 据 数 泄 露', '客户 户数 数据 据泄 泄露');
insert into search_text(number, scope, stems, words) values (2, '748c654ae8b1a002 g62561e083f838e6c', '改 篡 网 页', '网页 页篡 篡改');
insert into search_text(number, scope, stems, words) values (3, '748c654ae8b1a002 g6d1d0063c0c86096', '𠀀', '');
insert into signin(created_at, ended_at, how, id, last_seen, organisation, person, sum, user_agent) values (5, 5, '文字', '文字', 5, '文字', '文字', 'da159ccae0af603ea2c4dc593a1f51d1', '文字');
insert into snapshot(body, changed_at, head, kind, level, matter, next_due, number, open, opened_at, organisation, phase, sum, title, version) values ('{"total":5}', 1772413200, '9acc58b6c248a86b7c8b047f5f3ad0a76d4390b74c78eefc798a98f4b53f6020', 'counter', 0, 'm1', null, 1, 1, 1772413200, 'org-1', '发现', '6d56107fe19a33d07ddc2ab6d7b34958', '客户数据泄露 LockBit', 5);
insert into snapshot(body, changed_at, head, kind, level, matter, next_due, number, open, opened_at, organisation, phase, sum, title, version) values ('{"total":0}', 1772413200, '454e03738910f484c29c20966eba2a61b5059d114040c37a48bf148e17a01dd7', 'counter', 0, 'm2', 1772427600, 2, 1, 1772413200, 'org-1', '发现', 'f80a0069a3d1efdf60b2447f1063d3c4', '网页篡改', 3);
insert into snapshot(body, changed_at, head, kind, level, matter, next_due, number, open, opened_at, organisation, phase, sum, title, version) values ('{"total":0}', 1772413230, '1c1454ed263bdb6210c25c4b32257ca76cc2f611bed3800bcaea9c3c8af40132', 'counter', 3, '甲3', null, 3, 0, 1772413200, 'org-1', '处置', 'af4b36450387bd417cc20ca2b9b6cd35', '"𠀀" 
 	', 3);
insert into tally(kind, level, number, open, organisation, phase) values ('counter', 0, 2, 1, 'org-1', '发现');
insert into tally(kind, level, number, open, organisation, phase) values ('counter', 3, 1, 0, 'org-1', '处置');
insert into ticket(body, id, organisation, person, purpose, sum, until, used_at) values ('文字', '文字', '文字', '文字', '文字', 'aee905b4a8bcde785c110bd52ea9fea7', 5, 5);
insert into token(created_at, ended_at, id, last_used, name, organisation, person, scopes, secret_hash, sum, until) values (5, 5, '文字', 5, '文字', '文字', '文字', '文字', '文字', '69a9f879a0663a930a5284d783ac17a8', 5);
insert into undigested(matter, seq) values ('m1', 5);
select setval('snapshot_number', 3);
