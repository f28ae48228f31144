
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


insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm1-0', 'hash', 200, 'd572f89d0834e1ffdc8afba4251f1f60', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm1-3', 'hash', 200, 'ec046b29cc2789b2185895d341943abb', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm2-0', 'hash', 200, '62871af919f32ec30b94a2e408922f01', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413230, '{"ok":true}', '甲3-0', 'hash', 200, 'c8f903f7da91bb14a70d46cd11ea5687', 'org-1/p');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a1', 'm1', 'image/png', '截图.png', 'org-1', '541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53', '20ea97f0e01b3d5e05314b674647e9659ee43084ebbcfed1427c585d59145cce', 1000, '02268bb770ca6773f73834986a0ce94e');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a2', 'm1', 'image/png', '截图.png', 'org-1', '01d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca', 'f4534848e474d68b5869abeea4b439df74eb45d08f916492350ef47a7a66e926', 10, 'c31d3fc2a8372c74ba2aa6eee1ce2ef1');
insert into attachment_chunk(attachment, n, sealed) values ('a1', 0, x'adf3d3b9a01561e09adc07ac959faf84ce1ea565dba1face1f1a78651073213ac87a48a1f6200c657b8f1e4fb3f4996df14d3be26717663c8a8760a5459deb79345a52ac97f93c89586ee6cff6541382325378d1b3c159db9e6042915d06e964fe2dff10ded53e9839d478c5388956486ee0d335830f6ae3fc1b369c47b623c35c76eab362145daf124d18485649822ce00583bd6abbd27e6e0e6faac3c597003ac9b90c1b9928c72131003d76c34e81a75a17faa271a44ed72164a6d7e4a4eda69c822c5067f5a96db4af2593f45bf6e0de37ddebecf665965aeaaf881134775721d6a6ca3e6f98def614fb3ba5182cc304e021c78bb15767dc4648d444ad988e626cd198f40708d70de8bd7989128ce4a00ddf01ad94c8214a950cae996af358e6bb6f0a0549c7a98a520eaa11ac4f7e0d5c95c0f9f0a9b52e9c52bd12868a37e49f1c9ea123b034d670c4d4c9c11ac1feb8cc821730dce4727a6ef569988a3b263d5ed48e08a74d5ccce3d45ae39496aabea68fe2c7e2c32f85955be05b5a20d71e89eda361300d0bfe42a9a58bc7bd185e7976d3b8ba33a4cbfa9a64ad3e0591dc8968d375d81305612eb12277b5e8e56de9db227ccc50dd145057a4d8a114a77c6b2779efcebf7119f1b79d8d09137c0fe74f1174f1d7cd13cff1173696b1534d3a8a54fc423645de907b79264ba3d3465c0363d85fc83fcd2f803ae571fe001392365dd7ef2ac848f4fb242663338052882a5b4c5eec98b9308e87026187f120c79fc7a6618d298855fad0c3f89e6564684ca308c37ce74970a01e14202b119eba5e439dcdc4037bd86b69dd5988f0074bd11b64945fee87a3f54619931a339d2d35624ccd80efc6b649321e25837dbda52a3da24abd2237f08502a8f07ead6f4c0628ad432a8a464388e8d11c6b752cf64f60c0bb7f5a92998358c988a8e645dd125a9de214b9623ceaa2ac3d2a8b8cd144cc0d1c1296c5c6a0e0ae7d1ff5ceadaf76d35f225f681e80824694d01deed7e72ba57753f96bdd513bb0abbc8c62575367ffd755ab74fb0386c395d88c5228961fd86e94b354002b50378024c4f0519ac0935dd7e857bde3848eba82440255ad702a833598a83291b69242d425fcce0ab70f37d88ba4bd8739b81efc32d5a2fb7a43e437d2ca8349b369943f459f34cc4ed762dd860659e24e8d0c8052ed3faa86691c4111db0361213c9dec96c02d7c261da291a7cdeab1e729ca19f755393d2ccb5faadd384fce4494d5c6abdd0561eb99ad9cfa02f2279af3ba1aa8fa011681a4f765d29ecf8ef10827801fa37a80efee94303f689863145c5951a21fdbbec5304e0c929bd9d6a0025c2fcdd1747b11f4fa04f895c454f89f5056d90bea3f50ed7ceb373ffc9fa17e368d05e0bb7429761cef6ac86f245aae277c3e25c5c1176d1e');
insert into attachment_chunk(attachment, n, sealed) values ('a2', 0, x'b62fab8270fc9a1be906089716d6429be3051eab02b65d90f01e');
insert into attachment_key(attachment, key, sum) values ('a1', x'57df2c93766b1db08cc87d652b8fb93c31b9b3bfb52555f680daf8dfb0f7adb6', '11357752266773d0179b4f11e4b22b91');
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
insert into meta(key, sum, value) values ('schema', '953ea985a8fd0bc3d85bdcede648bf21', '1');
insert into outbox(body, created_at, lease_by, lease_until, matter, n, not_before, organisation, outcome, sent_at, seq, sum, topic, tries) values ('{"to":"甲"}', 1772413200, null, null, 'm1', 0, 1772413200, 'org-1', 'sent', 1772413204, 3, '81b29f48b8350a3f4ea8da5246b897ed', 'mail', 1);
insert into outbox(body, created_at, lease_by, lease_until, matter, n, not_before, organisation, outcome, sent_at, seq, sum, topic, tries) values ('{"to":"乙"}', 1772413200, 'sender', 1772413263, 'm1', 1, 1772413200, 'org-1', null, null, 3, '37d1279ceac293c3d61389f17342a91c', 'mail', 1);
insert into pack(body, hash, id, sum, version) values ('{"id":"cn.miit"}', 'sha256:ab', 'cn.miit', '31fbe79f762bd8f291d0df6267fd165e', '1.0.0');
insert into search_text(number, scope, stems, words) values (1, '748c654ae8b1a002 g62561e083f838e6c', 'l lo loc lock lockb lockbi lockbit 客 户 据 数 泄 露', '客户 户数 数据 据泄 泄露');
insert into search_text(number, scope, stems, words) values (2, '748c654ae8b1a002 g62561e083f838e6c', '改 篡 网 页', '网页 页篡 篡改');
insert into search_text(number, scope, stems, words) values (3, '748c654ae8b1a002 g6d1d0063c0c86096', '𠀀', '');
insert into snapshot(body, changed_at, head, kind, level, matter, next_due, number, open, opened_at, organisation, phase, sum, title, version) values ('{"total":5}', 1772413200, '9acc58b6c248a86b7c8b047f5f3ad0a76d4390b74c78eefc798a98f4b53f6020', 'counter', 0, 'm1', null, 1, 1, 1772413200, 'org-1', '发现', '6d56107fe19a33d07ddc2ab6d7b34958', '客户数据泄露 LockBit', 5);
insert into snapshot(body, changed_at, head, kind, level, matter, next_due, number, open, opened_at, organisation, phase, sum, title, version) values ('{"total":0}', 1772413200, '454e03738910f484c29c20966eba2a61b5059d114040c37a48bf148e17a01dd7', 'counter', 0, 'm2', 1772427600, 2, 1, 1772413200, 'org-1', '发现', 'f80a0069a3d1efdf60b2447f1063d3c4', '网页篡改', 3);
insert into snapshot(body, changed_at, head, kind, level, matter, next_due, number, open, opened_at, organisation, phase, sum, title, version) values ('{"total":0}', 1772413230, '1c1454ed263bdb6210c25c4b32257ca76cc2f611bed3800bcaea9c3c8af40132', 'counter', 3, '甲3', null, 3, 0, 1772413200, 'org-1', '处置', 'af4b36450387bd417cc20ca2b9b6cd35', '"𠀀" 
 	', 3);
insert into tally(kind, level, number, open, organisation, phase) values ('counter', 0, 2, 1, 'org-1', '发现');
insert into tally(kind, level, number, open, organisation, phase) values ('counter', 3, 1, 0, 'org-1', '处置');
insert into undigested(matter, seq) values ('m1', 5);
