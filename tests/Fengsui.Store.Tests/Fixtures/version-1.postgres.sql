
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

insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm1-0', 'hash', 200, 'd572f89d0834e1ffdc8afba4251f1f60', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm1-3', 'hash', 200, 'ec046b29cc2789b2185895d341943abb', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413200, '{"ok":true}', 'm2-0', 'hash', 200, '62871af919f32ec30b94a2e408922f01', 'org-1/p');
insert into answered(at, body, key, request, status, sum, who) values (1772413230, '{"ok":true}', '甲3-0', 'hash', 200, 'c8f903f7da91bb14a70d46cd11ea5687', 'org-1/p');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a1', 'm1', 'image/png', '截图.png', 'org-1', '541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53', 'b465ace7ace054318287ae7b5becc19421db049e8627d1cbe7ef6f4fd5a85371', 1000, 'd5fdc7ecc56db747881af9f272d67f46');
insert into attachment(added_at, added_by, id, matter, media_type, name, organisation, plain_hash, sealed_hash, size, sum) values (1772413200, 'person-1', 'a2', 'm1', 'image/png', '截图.png', 'org-1', '01d448afd928065458cf670b60f5a594d735af0172c8d67f22a81680132681ca', '566daeb3c350dbe7e1ac62c2a0a36b2c99b222f0e52a2c3dd40fc84ea06a69e7', 10, '751a1cf7e1a848a315ec530eda3dbdb4');
insert into attachment_chunk(attachment, n, sealed) values ('a1', 0, '\xa0e8e265862baaa176eca0625e2b5e2913ceb0731126ee2e969fcf0956e58e62613c2d05c0f546553aa7ead559fbfa3eb1229bd1a25687ac947b8b3c2923309daeb4a6e3a0814387ba477465dc3859063b7ff102fa10a5881b7a7c662ffb7677851280e831983e62c25685e93150f318e16e1b526007eb92012daffe5c7b2bbd815d05bf264d64a9544b0dc74b2a84f8f45773d38edea24bcae2db4b76edee0e0da7d7d00604557d203cc5a8420e863148e706345d1ba37958df85e7e3ec760141b5e3f96aff9fa469a3d7af6c839915f0c1e22b871bf021a4e6ddb5124d6af8e432048d74c548ad99f98d3a782a205328ee4fbbc2d7fae0dab33426cf403a77d17f9740cf130cdfcf7997ceb8b5463508c27de94a34062baab727212e93e77de591906aaab96ac9ae041c4442de7e19179c8bb441dd0a0cb9f925f336421312225f38a72308b7ada7faa559394b93453a4fc5d125c576a03c03702932a87a5c4acdbadbc32abd186deaf2f67da7332639edce9cca0099739d5241caf6dc2a147b7fbf871460e387209ea2e5ace59a4058b9001a0b73ba48ab01efe1e542df645ed716194dcae2acaa174e8ce3cbd96b044fd29b48fdee456d0f197a74f26b271839af4ed5d7db4936a4a7e7f9e883ae7741d1ca4e62beb0f6439c2b065e0a5b8097497ca53132c671e1fe9310b20ac21aaee65c408d3502a47d5327e43fa566e2dfc890bc61368e085a66c7607474c2a61323fe46c67271c1820a254ad36dfe63df4b2b1eec3176cbb67cfc661fc048267851490ccce42ec9678799e890aeac0272a564277df3205667fb355715bdf9b6c36a00325f1825c65097d715bfb56f94ca0c511885e9b80b147fcc5a608c47c80e37fb17bd0f7be2344bceb0720ce0917a5a4af1be44b09ae6a17f0eadae4a0cb226b747d7525fc0ee3e02dbe8c2a60a851720636a7e7e519053001b4aa8e019c2c52c52f819c4f4d0153ae8cc0ffd5c4f7518e1e5b34371f690ca5d575b32f68e4544e2a9a728c8465d378ce28d836e5cb20a9067d2750433c758ce5e7838568b104fc3bfcb487e2becd2ac4a7ef0357e8544504fc12be2c863694add6dcca61403dd56891940ebac47c45a18b9a5cd3b94113d29609037071efe3b333a6a6a6b7ed292e076ee7b0b9821411e5ed8a7eccc08b4a7315215ffa1f6960c8aad460c16f0ad7609055b6657c3ea854c7dad6de5dac523066d1a56f09f9ee073691c7ff67572d8c4a30c973b786a833ceff8ac9abfbd5bb165dacb7517dcbe309b3485584d103427b8a9f17c81047590b714a302ad74807089049cc9c84d546fa1fab9f41bf6f539966ea9ebe27d79c7a9ebe044db011568587115b7b34f1ebcc22b6cb3002e439a9e8c810e27d60f08803377745208f27a82c08f5af8e977130b28c817a9736ab4e3');
insert into attachment_chunk(attachment, n, sealed) values ('a2', 0, '\x8885a76fc9e5637f8809c8d9c5c5b4b913fdec4166af60906362');
insert into attachment_key(attachment, key, sum) values ('a1', '\xb3f0325406cfe2832b02545a08f1e7e0cc7abda3a95414308fbe26265cbd8b50', '4e10c9a88f1e62ed9129807da44653fc');
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
select setval('snapshot_number', 3);
