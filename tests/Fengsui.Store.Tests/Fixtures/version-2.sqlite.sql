
create table meta(
    key text not null primary key,
    value text not null,
    sum text not null
) strict;

create table journal(
    matter text not null,
    seq integer not null,
    organisation text not null,
    kind text not null,
    done_at integer not null,
    recorded_at integer not null,
    actor text not null,
    post text not null,
    type text not null,
    v integer not null,
    prev text not null,
    hash text not null,
    body text not null,
    primary key (matter, seq)
) strict, without rowid;

create table snapshot(
    number integer not null primary key,
    matter text not null unique,
    organisation text not null,
    kind text not null,
    version integer not null,
    head text not null,
    title text not null,
    phase text not null,
    level integer not null,
    opened_at integer not null,
    changed_at integer not null,
    next_due integer,
    open integer not null,
    sum text not null,
    body text not null
) strict;

create index snapshot_by_number on snapshot(organisation, kind, number);
create index snapshot_by_group on snapshot(organisation, kind, phase, level, open, number);
create index snapshot_by_change on snapshot(organisation, kind, changed_at, number, phase, level, open);
create index snapshot_by_due on snapshot(organisation, kind, next_due, number, phase, level, open) where next_due is not null;

create table tally(
    organisation text not null,
    kind text not null,
    phase text not null,
    level integer not null,
    open integer not null,
    number integer not null,
    primary key (organisation, kind, phase, level, open)
) strict, without rowid;

create table due(
    matter text not null,
    key text not null,
    organisation text not null,
    at integer not null,
    primary key (matter, key)
) strict, without rowid;

create index due_by_instant on due(at, matter, key);

create table item(
    matter text not null,
    list text not null,
    seq integer not null,
    n integer not null,
    organisation text not null,
    key text not null,
    body text not null,
    primary key (matter, list, seq, n)
) strict, without rowid;

create index item_by_key on item(organisation, list, key);

create table outbox(
    matter text not null,
    seq integer not null,
    n integer not null,
    organisation text not null,
    topic text not null,
    created_at integer not null,
    tries integer not null,
    not_before integer not null,
    lease_until integer,
    lease_by text,
    sent_at integer,
    outcome text,
    sum text not null,
    body text not null,
    primary key (matter, seq, n)
) strict, without rowid;

create index outbox_pending on outbox(not_before, matter, seq, n) where sent_at is null;

create table answered(
    who text not null,
    key text not null,
    request text not null,
    status integer not null,
    at integer not null,
    sum text not null,
    body text not null,
    primary key (who, key)
) strict, without rowid;

create index answered_by_instant on answered(at);

create table attachment(
    id text not null primary key,
    organisation text not null,
    matter text not null,
    size integer not null,
    media_type text not null,
    name text not null,
    plain_hash text not null,
    sealed_hash text not null,
    added_at integer not null,
    added_by text not null,
    sum text not null
) strict;

create index attachment_by_matter on attachment(matter, id);

create table attachment_chunk(
    attachment text not null,
    n integer not null,
    sealed blob not null,
    primary key (attachment, n)
) strict, without rowid;

create table attachment_key(
    attachment text not null primary key,
    key blob not null,
    sum text not null
) strict;

create table lease(
    name text not null primary key,
    holder text not null,
    until integer not null,
    sum text not null
) strict;

create table digest(
    ordinal integer not null primary key,
    taken_at integer not null,
    matters integer not null,
    lines integer not null,
    prev text not null,
    root text not null,
    sum text not null
) strict;

create table digest_head(
    digest integer not null,
    matter text not null,
    seq integer not null,
    hash text not null,
    primary key (matter, digest)
) strict, without rowid;

create index digest_head_by_digest on digest_head(digest, matter);

create table undigested(
    matter text not null primary key,
    seq integer not null
) strict, without rowid;

create table pack(
    hash text not null primary key,
    id text not null,
    version text not null,
    sum text not null,
    body text not null
) strict;

create table search_text(
    number integer not null primary key,
    scope text not null,
    words text not null,
    stems text not null
) strict;

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
create trigger journal_replaces_none before insert on journal
    when exists (select 1 from journal where matter = new.matter and seq = new.seq)
    begin select raise(abort, 'journal is append-only: UNIQUE'); end;
create trigger item_keeps_rows before update on item begin select raise(abort, 'item is append-only'); end;
create trigger item_loses_none before delete on item begin select raise(abort, 'item is append-only'); end;
create trigger digest_keeps_rows before update on digest begin select raise(abort, 'digest is append-only'); end;
create trigger digest_loses_none before delete on digest begin select raise(abort, 'digest is append-only'); end;
create trigger digest_head_keeps_rows before update on digest_head begin select raise(abort, 'digest_head is append-only'); end;
create trigger digest_head_loses_none before delete on digest_head begin select raise(abort, 'digest_head is append-only'); end;



create table account(
    id text not null primary key,
    organisation text not null,
    user_name text not null unique,
    display_name text not null,
    contacts text not null,
    password_hash text,
    totp_secret text,
    totp_on integer not null,
    totp_step integer not null,
    recovery_codes text not null,
    failures integer not null,
    lockout_end integer,
    created_at integer not null,
    left_at integer,
    sum text not null
) strict;

create index account_by_organisation on account(organisation, id);

create table passkey(
    id text not null primary key,
    organisation text not null,
    person text not null,
    name text not null,
    credential blob not null,
    public_key blob not null,
    sign_count integer not null,
    transports text not null,
    user_verified integer not null,
    backup_eligible integer not null,
    backed_up integer not null,
    created_at integer not null,
    sum text not null
) strict;

create index passkey_by_person on passkey(person, id);

create table signin(
    id text not null primary key,
    organisation text not null,
    person text not null,
    how text not null,
    user_agent text not null,
    created_at integer not null,
    last_seen integer not null,
    ended_at integer,
    sum text not null
) strict;

create index signin_by_person on signin(person, id);

create table token(
    id text not null primary key,
    organisation text not null,
    person text not null,
    name text not null,
    secret_hash text not null,
    scopes text not null,
    created_at integer not null,
    until integer not null,
    last_used integer,
    ended_at integer,
    sum text not null
) strict;

create index token_by_person on token(person, id);

create table ticket(
    id text not null primary key,
    purpose text not null,
    organisation text not null,
    person text not null,
    body text not null,
    until integer not null,
    used_at integer,
    sum text not null
) strict;

create index ticket_by_end on ticket(until);

insert into account(contacts, created_at, display_name, failures, id, left_at, lockout_end, organisation, password_hash, recovery_codes, sum, totp_on, totp_secret, totp_step, user_name) values ('文字', 5, '文字', 5, '文字', 5, 5, '文字', '文字', '文字', '62f4f625747fd3d2efd8ca2d61039234', 5, '文字', 5, '文字');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm1-0', 'hash', 200, 'd572f89d0834e1ffdc8afba4251f1f60', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm1-3', 'hash', 200, 'ec046b29cc2789b2185895d341943abb', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm2-0', 'hash', 200, '62871af919f32ec30b94a2e408922f01', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413230, '{"ok":true}', '甲3-0', 'hash', 200, 'c8f903f7da91bb14a70d46cd11ea5687', 'org-1/p');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a1', 'm1', 'image/png', '截图.png', 'org-1', '541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53', '48f0327ecb3e107d93ec820b3fca6ef69d33205ae859066586130dc7e6df9c12', 1000, '698411226cd49c7f31fefa4480857626');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a2', 'm1', 'image/png', '截图.png', 'org-1', '01d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca', '32bf5113b7d6eabd0d77abc87a0bdff42d60ab73fd4f8e097d5fab08235ed96f', 10, 'ac68d2c57d440e558e9dd27ba4ac7aaa');
insert into attachment_chunk(attachment, n, sealed) values ('a1', 0, x'bd9b3c3c29f9ca6e308b1db065e6ef1ac3babebbd096e531db526ebaf9800c118ee526ea0e839b2873c07dac9a3f67dccb17e12edbf566721a0c5a493f9150e51dbda0d443e6c0b6741ac34ae9f741c48b5481254972c3504c48d400fbba138ef17d89a10d6c27a962fc5bdae2464a51b9539863b5c132f98e25707f6cdb4df78421fa538fe40b3a798849bb5b8c701e5bc5173da308c3a2e78cd34c42d31b67d76d95e6ab5f9cfd017913ee00032dc19c27ac567c573f0240923aff8ac62235f06176c54b2b8d38fb9d5e0a7a87819747317152dc72f152bb01746080c0b1a1a631094017038be0714695c86c81159439feffab04227dd9f72bc51e88def2d2facd3709b46ce3f7c7eee2ceba3de8f18944b66f53d7a4f50f031c37c2ca633b621f740b272b809c6f359bc3b67e75ac18dc33a7f3d65dde0abc7e55378fa6d2e1e3ca8f500188e031f3dede75a788182aab05df75c6c1cef9a0de36c93b176e2d704663a7f0d22c989eb286191e80ab4ed92aa2a2dac3bae5a9468c85a5baccf4a0228dce0ba30f35298412b36dabd1624a7c87661fe8ea354cc7331432c4fbb28c093718328432135c06b00df9a42c26dd433fccb4668fdb2fb756f120f6cf7a99874e9be1e5d6bcbe4933eeafa380ca14c86abf29ad2fecb8d00005f3701f435ffc268889ea8e25be518612653f3eeabfd3b8323ab98af402e8ee5e3f5961839956e8b110bf1a6640d5f3660d32d4b389b00e8efb555fd8eb59b2c2911d5905e3b52c6e64399aafdbdd003a2f12c6cb463a11bef17cf7338af0e4d457c3c903f2253a96cdf61d3fbddafe05b151ad59d5f4e86d44f8d6dee8d305a0c7d8a429795b823b7a506880fe6f0be4816f15b1d3cab086fa7c3ca293e46f8ea6373a5bf3811f1c8bf5938664ce9529a819ac350c2fc164440b479af76d89f0836339d15990b5658d897b7d54718f46c93bab6c05e008c9f3b676124a16c6b5ea2b712e1fc13880f65f5e83983e82e9748d8f816fc87b0a2e245644f6ee57289d8b0ed11eec241f10d9b622986758e85dfc7b40ce64a1635a9f0cd3345b84747f8df382146a46ef0adc46036428ae8adf059af92b77e505426442ce994898834705a43d7b2fd5492dbcd017298b259f8adebaedcd8aad8f32f1a11784e9ad753bb3670bb056a3f1a50b8ddb137ed94c112d5b9d146527c7b4da4955bbb313cb9411e3fa1e9b6d33a9217f6aed5e60de73823f17cdf7b9bc7ba7f801b072a8de22d92351eeaf4d15107c49343b3eb2676735d9ca59ecd7a2fb809150f050846d505a73242b176a098a737b78829b306145a7abdb83c3bedb5b321a806635c3a6b9b3a9648ea3438338a62a984e001a30359321d304f899980fd513abca48df7d2edd2c37d108fae4124fb3b6c5a99fe73b1d0f5aa56eddfc8d9862');
insert into attachment_chunk(attachment, n, sealed) values ('a2', 0, x'e48ff915e4080cb5fe258cac3c7b76b34dd2f26ec90c6dfe5a27');
insert into attachment_key(attachment, key, sum) values ('a1', x'fd2c2cc530f3d1a0797708c35973d7ca92705a7390de2b5c7b0a110d1bf1484d', 'd1a857aa05c92f9f10b57aafdcd87b6b');
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
insert into passkey(backed_up, backup_eligible, created_at, credential, id, name, organisation, person, public_key, sign_count, sum, transports, user_verified) values (5, 5, 5, x'0001ff', '文字', '文字', '文字', '文字', x'0001ff', 5, '10f16b0173c3d579059f40978f8f9b41', '文字', 5);
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
