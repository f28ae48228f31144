
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

create index snapshot_by_number on snapshot(organisation, kind, number, phase, level, open);
create index snapshot_by_change on snapshot(organisation, kind, changed_at, number, phase, level, open);
create index snapshot_by_due on snapshot(organisation, kind, next_due, number, phase, level, open) where next_due is not null;

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
        || ('''@' || scope || '''')::tsvector
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

insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm1-0', 'hash', 200, 'd572f89d0834e1ffdc8afba4251f1f60', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm1-3', 'hash', 200, 'ec046b29cc2789b2185895d341943abb', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm2-0', 'hash', 200, '62871af919f32ec30b94a2e408922f01', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413230, '{"ok":true}', '甲3-0', 'hash', 200, 'c8f903f7da91bb14a70d46cd11ea5687', 'org-1/p');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a1', 'm1', 'image/png', '截图.png', 'org-1', '541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53', 'bcabdfe70c759bcb1db1c89c8ec26c4314941be9c2425a37679e157d00a9c54c', 1000, '1f2c7a8c46e15a9924324a7a74cfaaa4');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a2', 'm1', 'image/png', '截图.png', 'org-1', '01d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca', 'df53952d071faa0c6ea547e65834678e7df7f63fed00d5c71249141aaa1f9371', 10, 'c322e4cec94e177cd472b51e3c1fe183');
insert into attachment_chunk(attachment, n, sealed) values ('a1', 0, '\x2b743dc8b5278687cd30eb6bdef00f1be9d30ec0cc85881d3e5ee05eb3307fb0bf3a13f76f661867ecdf76a7077914de1568a1a66233182c515778dfd6c351b55b5841fcc530f45d5f8f64db819e323266f3b38344914c3818e8d355a1eee31508d782f880f2322331e7e2dc37cb148d202f6041c0eb7103eddceb7f88cf2aeb4d4a325badd576e864d2c5ca96aa92d9e439b895d5ce378ba31fb95052ed4caa4c2c97aad0a21d5a0e020ec81871e2e6bf7d1cf4068a7ed1e03bfe259fa156e10f51b4c02c0982ae3a3f82173deb89c2e19e894ba0caa6c0cc8da57e447de4f3637ada4f583a6b0cd312ed874741b9fa2e1085a4f570ebd54be48b475e667448af0153ebacf8f88950a9c2f8ba02db2e992a2d2718f896e459bc9a131f5552f4f86cbf8c40775496c83f9938c708536cf101d693812928aa7b3f7578d829fa8d1210a12f70a0a60b6b6103d8941a9843e3c2999ccaf5aacc1ed5411c69b03ba1f191e1cb3b3ae7eea77f9e0a6c7703673caf5ca1cbe5b5a2cebcf90001126d0fdd549091f54a5aecaf04f3e9b50b4f437eeb2e48d1f943f62d541e530e5eb108e7467757a8a4be370f481eb3538b657b3299c1bcae24799f8fcd12af7562e64cf44ef36878b7049aa0b9c79e1e8281bc277c241dc1b22a49913e64bbe39bb9ffe563e2d2559e3d6c85a6de351c5c4cb24c94d568babd3e3deeb17ab60e22481f5fb53c7dca26995c4fa3b2a9ab7a93c0329e1e27baed31986b9f2277cf68f4d12bac8c6ea23f315adbfbaa12382424a30bef2bf9b30e58f26adfa47ebf9b3d97d62d7844df3db62882af1a1c99096442098f74fdba50c5899e94812a1ce514ba716f711fe0ded71ef399febd47df1b935cd7d40f72fd9c6625c20f754187f54bf5a0ba3eb0235e89b55a06f4ad2bfd8f4281db1b66591d076ffeebe4f020ac5711b886deb1b4f870c4c5c0d53b3a2766e85e4d7c092a06a92bb32078e538ede86fc1a46005fd199657ea9b21e06031913f24dd78c314071760f43a9cc6ce44b1b2eb3ceb83e68b94a95efa89ad50b2c5b9003ea83de5517fc7911d8bec131b8281f17b0b532287b52908079a4756a7bb784355902816380e7c8aef7678e4b250b4eca445cef992f90921dd9cc3a8a26d740f758b977d28f3a5444a9ab7204c6aecedae0ff1ce1196f68c733f63a2367f0857e16944173e241b166d2c9b0fa27941e57e000eadd9c1a819d5b506d6ee5a6bfc051cd908b6c0f8a3e0747af755c1f3d3cc9d9f462777de1befd3fa7b96eaaeac2acf0a0fd66ae476ac38cf6fda230e11a5cc9fe7f75abe218205c3e1bec91571d59763481e8d62ef4aa0a8115c831714c1f4a69434b5f85f3598b3ea34047bd87bce257e458e28d1936501c1c8dcd9e8573df709c1f6b0980c561b8874d0869df2afe186aad5');
insert into attachment_chunk(attachment, n, sealed) values ('a2', 0, '\x2c49e16f43ebc8f5a436941ef591e72f5ac73feec8536e3a03a1');
insert into attachment_key(attachment, key, sum) values ('a1', '\xb605973d8e15c0f924509f349833bb5b53034c9e8fddc72dc709b4c3ea65ed2c', 'd296d2013fffdd22d10cae74f7477c56');
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
select setval('snapshot_number', 3);
