
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

create index snapshot_by_number on snapshot(organisation, kind, number, phase, level, open);
create index snapshot_by_change on snapshot(organisation, kind, changed_at, number, phase, level, open);
create index snapshot_by_due on snapshot(organisation, kind, next_due, number, phase, level, open) where next_due is not null;

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
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a1', 'm1', 'image/png', '截图.png', 'org-1', '541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53', '51277e8df35ea2fbd284cd67bf37832ecf0ee1fc28967b450ebbc2a4fc6e3258', 1000, '36044aeeae9ae5b711fa63665d7349a1');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a2', 'm1', 'image/png', '截图.png', 'org-1', '01d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca', 'f622c359a8ef6f5159f49604301f23ce9d53963e24c1a6434e47d29eb7b39b29', 10, 'a231463a445af4a4d0ee945733d71403');
insert into attachment_chunk(attachment, n, sealed) values ('a1', 0, x'598f1e3c902bb5650ebf351cd6a7825651e9caed3971eb968baa5230c1191a4e37416c4a7cc961395250d6b5ce4b85df5721b9a1889c9fcbf7a25c5e62e63ed8ba715c986f5f366d0fa001a3d1fba957637c17147d75fc2f7dec506bf1cd2389ab58e06b304c6211a771c013ee551dea8e20b21de80e6717610290d6871a662138c33b6dbe3578b7b09466fa4379b084c7d620406164fddd0b9622696eba2994a8a45dbb52d9ab9132a3a905e9e5da625a0ed9ba2793d575f55dfde8cc112751226ad2eff6a1d2d7ee0fd8549324a7b438e77832e31d8600e3667ff149d6ca589df7e8b64a4ad94e372ee5ee00dea88dfb1360e9f05147fe7bb5cd967f90226a57516feb05101597ce8051adf23543ac5d093af66d4bfa52936187f02039eca6f389174357ff930b076b443e673d6debebea5eac8b9b514c6c3ee74fa73bb797706a26cd8bb14a4bafda982104fe2ec2446c75727396d581381a3842ef5364139d29e0d317261595471fa888953e157546bebdce610b75d272091e7db9c61535baa98519d99b64b0f47875f8bf08321ea89b404bf3f022e81a80bc069729277c8ef45c17b0c07a35df7f0f298814d18c0398f6ac0e93359a5144ce06b572aa3898e9f70428818e9e7c0d7e78990146e6634d1780f2e3bf29824196000b96d46fdf0fabcdf89b5f3f627308869e8d3aafce0aa7e12270810d48017188a68366d41f6422efae46d844d5752727db1bc3f777db8e1d47a812cf2f9404e2b90996bc45a0e1ca231c33fef4b49043024ddfdab8e4557d18ef07f13e8b86f59e86e7edfcbbecd085640209845107a044dd3cee3fe3cde79edabf02e302b18755a9fead4cbedf17cb90343d6526b9ce291a78daa10027767586b4b2faadd7fb59c602f669304f071e55cc69f9f1e0d4ed6cea729d1ee440a965c66dce128894dcd91399424866d44b2df82e9f401d4c5bc7f582a085b415807f5316ad01924902f69db95afed76ac9119f810ca86b7362710ea1b2b50fd62d73feddd286bf5e0b0794f53da4d56b1c1c13db41afb735e151d005cadec8e13ef034ec85d186ccd3444fd7f3eb4e29b87b0d7b255c9a58739f57adfc896b3802952899dbe7f2b3d9cc19f513f0aaaed62e8125d4afa99132c021d49ae129ceb9f00b8e7550758c2319275a5be83483b23663c5f66284ee2124bf3ae71decb8af6256e686d53fe26195614d90331364c8c8a7c3e482cc23f2800c994dbffaf99abc621d728d4f6ed6bdd491b07a3c3a0dd770b514169de1284eeb6873e7b5874956d8d552ec43aee30abd5a5e9190b8d0090ef47710aab0d79cac680a391383efda9f4f46d127fdc1104588ec45829814370afe6de8b8ecb641ba3dfa79ef6880d5aa6157e2e7c96e35594cf89ccc9aebbb87ccc02e917025a4817bfc19d2e70bfa8c01');
insert into attachment_chunk(attachment, n, sealed) values ('a2', 0, x'ecb188937cbd214f71430b3c9da1999f16a982e908a4655bfe2d');
insert into attachment_key(attachment, key, sum) values ('a1', x'2b875d3c8fc6b7860b61f817d8c74f18c3e407116b48b33ce262f17ff8c9a9b8', '87ea97a0131b3301112bcc93729077db');
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
insert into search_text(number, scope, stems, words) values (1, '748c654ae8b1a002', 'l lo loc lock lockb lockbi lockbit 客 户 据 数 泄 露', '客户 户数 数据 据泄 泄露');
insert into search_text(number, scope, stems, words) values (2, '748c654ae8b1a002', '改 篡 网 页', '网页 页篡 篡改');
insert into search_text(number, scope, stems, words) values (3, '748c654ae8b1a002', '𠀀', '');
insert into snapshot(body, changed_at, head, kind, level, matter, next_due, number, open, opened_at, organisation, phase, sum, title, version) values ('{"total":5}', 1772413200, '9acc58b6c248a86b7c8b047f5f3ad0a76d4390b74c78eefc798a98f4b53f6020', 'counter', 0, 'm1', null, 1, 1, 1772413200, 'org-1', '发现', '6d56107fe19a33d07ddc2ab6d7b34958', '客户数据泄露 LockBit', 5);
insert into snapshot(body, changed_at, head, kind, level, matter, next_due, number, open, opened_at, organisation, phase, sum, title, version) values ('{"total":0}', 1772413200, '454e03738910f484c29c20966eba2a61b5059d114040c37a48bf148e17a01dd7', 'counter', 0, 'm2', 1772427600, 2, 1, 1772413200, 'org-1', '发现', 'f80a0069a3d1efdf60b2447f1063d3c4', '网页篡改', 3);
insert into snapshot(body, changed_at, head, kind, level, matter, next_due, number, open, opened_at, organisation, phase, sum, title, version) values ('{"total":0}', 1772413230, '1c1454ed263bdb6210c25c4b32257ca76cc2f611bed3800bcaea9c3c8af40132', 'counter', 3, '甲3', null, 3, 0, 1772413200, 'org-1', '处置', 'af4b36450387bd417cc20ca2b9b6cd35', '"𠀀" 
 	', 3);
insert into undigested(matter, seq) values ('m1', 5);
