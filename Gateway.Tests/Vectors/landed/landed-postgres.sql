CREATE FUNCTION public.gateway_add_partition(parent text, child text, low bigint, high bigint) RETURNS integer
    LANGUAGE plpgsql
    AS $_$
DECLARE
    range_key text := CASE parent WHEN 'feed' THEN 'seq' ELSE 'recog_time' END;
BEGIN
    IF to_regclass(quote_ident(child)) IS NOT NULL THEN
        RETURN 0;
    END IF;
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
    EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= $1 AND %I < $2 RETURNING *) INSERT INTO %I SELECT * FROM moved',
        parent || '_default', range_key, range_key, child) USING low, high;
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', parent, child, low, high);
    RETURN 1;
END $_$;
CREATE TABLE public.alarms (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    subject character varying(200) NOT NULL,
    detail character varying(500) NOT NULL,
    node character varying(200) NOT NULL,
    since bigint NOT NULL,
    confirmed bigint NOT NULL,
    ended bigint
);
ALTER TABLE public.alarms ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alarms_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.api_keys (
    id character varying(36) NOT NULL COLLATE pg_catalog."C",
    name character varying(200) NOT NULL,
    role character varying(16) NOT NULL,
    hash bytea NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE public.attendance (
    id uuid NOT NULL,
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(128) NOT NULL,
    recog_time bigint NOT NULL,
    recog_time_text character varying(64) NOT NULL,
    received_at bigint NOT NULL,
    transport character varying(16) NOT NULL,
    site character varying(200),
    extra text
)
PARTITION BY RANGE (recog_time);
CREATE TABLE public.attendance_202610 (
    id uuid NOT NULL,
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(128) NOT NULL,
    recog_time bigint NOT NULL,
    recog_time_text character varying(64) NOT NULL,
    received_at bigint NOT NULL,
    transport character varying(16) NOT NULL,
    site character varying(200),
    extra text
);
CREATE TABLE public.attendance_202611 (
    id uuid NOT NULL,
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(128) NOT NULL,
    recog_time bigint NOT NULL,
    recog_time_text character varying(64) NOT NULL,
    received_at bigint NOT NULL,
    transport character varying(16) NOT NULL,
    site character varying(200),
    extra text
);
CREATE TABLE public.attendance_202612 (
    id uuid NOT NULL,
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(128) NOT NULL,
    recog_time bigint NOT NULL,
    recog_time_text character varying(64) NOT NULL,
    received_at bigint NOT NULL,
    transport character varying(16) NOT NULL,
    site character varying(200),
    extra text
);
CREATE TABLE public.attendance_202701 (
    id uuid NOT NULL,
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(128) NOT NULL,
    recog_time bigint NOT NULL,
    recog_time_text character varying(64) NOT NULL,
    received_at bigint NOT NULL,
    transport character varying(16) NOT NULL,
    site character varying(200),
    extra text
);
CREATE TABLE public.attendance_default (
    id uuid NOT NULL,
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    user_id character varying(128) NOT NULL,
    recog_time bigint NOT NULL,
    recog_time_text character varying(64) NOT NULL,
    received_at bigint NOT NULL,
    transport character varying(16) NOT NULL,
    site character varying(200),
    extra text
);
CREATE TABLE public.audit (
    id bigint NOT NULL,
    at bigint NOT NULL,
    key_id character varying(64) NOT NULL,
    role character varying(16) NOT NULL,
    action character varying(64) NOT NULL,
    subject character varying(200) NOT NULL,
    remote character varying(64) NOT NULL,
    reason character varying(200)
);
ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.batches (
    id character varying(64) NOT NULL,
    type character varying(32) NOT NULL,
    created_at bigint NOT NULL,
    targets integer NOT NULL,
    accepted integer,
    rejected integer
);
CREATE TABLE public.cluster_nodes (
    address character varying(300) NOT NULL,
    seen bigint NOT NULL
);
CREATE TABLE public.commands (
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    id character varying(64) NOT NULL COLLATE pg_catalog."C",
    type character varying(32) NOT NULL,
    user_id character varying(64),
    person_ref character varying(43),
    person_bytes integer NOT NULL,
    content_hash character varying(64) NOT NULL,
    batch_id character varying(64),
    state character varying(32) NOT NULL,
    attempts integer NOT NULL,
    result_code character varying(32),
    result_desc character varying(500),
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    sent_at bigint,
    ended_at bigint
);
CREATE TABLE public.connections (
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    slot integer NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    online boolean NOT NULL,
    transport character varying(16) NOT NULL,
    remote character varying(128) NOT NULL,
    node character varying(128) NOT NULL,
    reason character varying(64)
);
CREATE TABLE public.device_tags (
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    tag character varying(64) NOT NULL,
    "position" integer NOT NULL
);
CREATE TABLE public.devices (
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    kind character varying(16) NOT NULL,
    key_protected bytea NOT NULL,
    name character varying(200),
    site character varying(200),
    dialect character varying(64) NOT NULL,
    enabled boolean NOT NULL,
    search_text character varying(217) NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    allowed_addresses character varying(2000)
);
CREATE TABLE public.feed (
    seq bigint NOT NULL,
    kind character varying(16) NOT NULL,
    sn character varying(16) NOT NULL,
    at bigint NOT NULL,
    data text NOT NULL
)
PARTITION BY RANGE (seq);
CREATE TABLE public.feed_000000000000 (
    seq bigint NOT NULL,
    kind character varying(16) NOT NULL,
    sn character varying(16) NOT NULL,
    at bigint NOT NULL,
    data text NOT NULL
);
CREATE TABLE public.feed_000000000001 (
    seq bigint NOT NULL,
    kind character varying(16) NOT NULL,
    sn character varying(16) NOT NULL,
    at bigint NOT NULL,
    data text NOT NULL
);
CREATE TABLE public.feed_000000000002 (
    seq bigint NOT NULL,
    kind character varying(16) NOT NULL,
    sn character varying(16) NOT NULL,
    at bigint NOT NULL,
    data text NOT NULL
);
CREATE TABLE public.feed_default (
    seq bigint NOT NULL,
    kind character varying(16) NOT NULL,
    sn character varying(16) NOT NULL,
    at bigint NOT NULL,
    data text NOT NULL
);
CREATE TABLE public.feed_head (
    id integer NOT NULL,
    last_seq bigint NOT NULL
);
CREATE TABLE public.feed_marks (
    name character varying(100) NOT NULL,
    seq bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.frame_rings (
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    last bigint NOT NULL
);
CREATE TABLE public.frames (
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    slot integer NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    last_at bigint NOT NULL,
    times bigint NOT NULL,
    entry_protected bytea NOT NULL
);
CREATE TABLE public.hash_keys (
    name character varying(32) NOT NULL,
    key_protected bytea NOT NULL
);
CREATE TABLE public.journal (
    ordering bigint NOT NULL,
    created bigint NOT NULL,
    deleted boolean NOT NULL,
    persistence_id text NOT NULL,
    sequence_number bigint NOT NULL,
    message bytea NOT NULL,
    manifest text,
    identifier integer,
    writer_uuid text
);
ALTER TABLE public.journal ALTER COLUMN ordering ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.journal_ordering_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.key_ring (
    name character varying(100) NOT NULL,
    element text NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE public.outbox (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    sn character varying(16) NOT NULL,
    at bigint NOT NULL,
    data text NOT NULL
);
ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.persons (
    ref character varying(43) NOT NULL,
    content_protected bytea NOT NULL,
    photo_ref character varying(43),
    used_at bigint NOT NULL
);
CREATE TABLE public.photos (
    ref character varying(43) NOT NULL,
    content_protected bytea NOT NULL,
    size integer NOT NULL,
    used_at bigint NOT NULL
);
CREATE TABLE public.presence (
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    online boolean NOT NULL,
    last_seen bigint NOT NULL,
    transport character varying(16) NOT NULL,
    remote character varying(128) NOT NULL,
    node character varying(128) NOT NULL,
    since bigint NOT NULL,
    device_state integer,
    clock_skew_seconds integer,
    offline_reason character varying(64),
    changes bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.projection_offset (
    name character varying(32) NOT NULL,
    "position" bigint NOT NULL,
    projected_until bigint NOT NULL
);
CREATE TABLE public.quarantine (
    id bigint NOT NULL,
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    content_hash bytea NOT NULL,
    transport character varying(16) NOT NULL,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL,
    tries integer NOT NULL,
    reason character varying(1000) NOT NULL,
    bad_records integer NOT NULL,
    good_records_stored boolean NOT NULL,
    content_length integer NOT NULL,
    content_protected bytea NOT NULL
);
ALTER TABLE public.quarantine ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.quarantine_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registration_photos (
    registration_id uuid NOT NULL,
    kind character varying(16) NOT NULL,
    media_type character varying(16) NOT NULL,
    size integer NOT NULL,
    content_protected bytea NOT NULL
);
CREATE TABLE public.registrations (
    id uuid NOT NULL,
    sn character varying(16) NOT NULL COLLATE pg_catalog."C",
    site character varying(200),
    received_at bigint NOT NULL,
    content_hash bytea NOT NULL,
    idno_hash bytea NOT NULL,
    content_protected bytea NOT NULL
);
CREATE TABLE public.schema_versions (
    version bigint NOT NULL,
    applied_on timestamp without time zone,
    description character varying(1024)
);
CREATE TABLE public.snapshot (
    persistence_id text NOT NULL,
    sequence_number bigint NOT NULL,
    created bigint NOT NULL,
    snapshot bytea,
    manifest text,
    serializer_id integer
);
CREATE TABLE public.store (
    singleton integer NOT NULL,
    id character varying(36) NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE public.tags (
    ordering_id bigint NOT NULL,
    tag text NOT NULL,
    sequence_nr bigint NOT NULL,
    persistence_id text NOT NULL
);
ALTER TABLE ONLY public.attendance ATTACH PARTITION public.attendance_202610 FOR VALUES FROM ('1790812800000') TO ('1793491200000');
ALTER TABLE ONLY public.attendance ATTACH PARTITION public.attendance_202611 FOR VALUES FROM ('1793491200000') TO ('1796083200000');
ALTER TABLE ONLY public.attendance ATTACH PARTITION public.attendance_202612 FOR VALUES FROM ('1796083200000') TO ('1798761600000');
ALTER TABLE ONLY public.attendance ATTACH PARTITION public.attendance_202701 FOR VALUES FROM ('1798761600000') TO ('1801440000000');
ALTER TABLE ONLY public.attendance ATTACH PARTITION public.attendance_default DEFAULT;
ALTER TABLE ONLY public.feed ATTACH PARTITION public.feed_000000000000 FOR VALUES FROM ('0') TO ('5000000');
ALTER TABLE ONLY public.feed ATTACH PARTITION public.feed_000000000001 FOR VALUES FROM ('5000000') TO ('10000000');
ALTER TABLE ONLY public.feed ATTACH PARTITION public.feed_000000000002 FOR VALUES FROM ('10000000') TO ('15000000');
ALTER TABLE ONLY public.feed ATTACH PARTITION public.feed_default DEFAULT;
INSERT INTO public.commands VALUES
	('up-done', 'done-0', 'person.push', 'd0', 'p_evP0rDiGNH3hbikWMlCCoG45MdltzFkrWfcEZPsng', 109, 'adb5a6aa6487f92680a8169cebfc4306a2ee1a8bc2472779031556d218b61488', NULL, 'cancelled', 0, NULL, NULL, 1795895523256, 1798487523256, NULL, 1795895523377),
	('up-done', 'done-1', 'person.push', 'd1', 'zrnkG2wjD7W8MiKIGjaFhQrjmVfPlADhe7QBAAXWn5Q', 109, '5556c3bb4e1da6b23b3052a8d9e05b2cd893345a5ffb2f51448f45ad91e14ecd', NULL, 'cancelled', 0, NULL, NULL, 1795895523423, 1798487523423, NULL, 1795895523429),
	('up-done', 'done-2', 'person.push', 'd2', 'TY5cXYx5nXpDzJ4syffXtMtvZGDThexzyDT9_ri1hpE', 109, 'e78af6c2a15223596aa44c206caa4817e4b966382b24ce610cf82395d8271385', NULL, 'cancelled', 0, NULL, NULL, 1795895523451, 1798487523451, NULL, 1795895523458),
	('up-done', 'done-queued', 'person.push', 'd9', 'XM41TDCK0iS0i-Lcb9gqgL2yo_gwCv3a0zAqQgp7C7M', 109, '19e6daaf49e8ca7338335c3723371b59e805b835676794babc13f02bda623e93', NULL, 'queued', 0, NULL, NULL, 1795895523504, 1798487523504, NULL, NULL),
	('up-done', 'done-superseded', 'person.push', 'd9', 'XM41TDCK0iS0i-Lcb9gqgL2yo_gwCv3a0zAqQgp7C7M', 109, '19e6daaf49e8ca7338335c3723371b59e805b835676794babc13f02bda623e93', NULL, 'superseded', 0, NULL, 'done-queued', 1795895523469, 1798487523469, NULL, 1795895523504),
	('up-snap', 'snap-0', 'person.push', 's0', '0tuSBYhU63y9C9Gu2aNbpPm4CDf7JXHAnN3ZJd5KkBI', 109, 'a5349bf4bc0cc51ca281a2b41bd6b6ed18fae5a5ead826f6b22380436a29d25d', NULL, 'cancelled', 0, NULL, NULL, 1795895523542, 1798487523542, NULL, 1795895523566),
	('up-snap', 'snap-1', 'person.push', 's1', 'lHC3UstoNkyO--4xtIMm0NVAB99CE6I_7F9Sj4jWglc', 109, '363134e70c62f1fe1a0f4a1c4522805fc78e64670451e448230f75b3cdccb256', NULL, 'cancelled', 0, NULL, NULL, 1795895523586, 1798487523586, NULL, 1795895523605),
	('up-snap', 'snap-2', 'person.push', 's2', 'VfKx2HBWt8C2v_SDJGdRSptuDoBEE77_2BKkhYAM7f0', 109, 'b035641a9bd50acf73bbdb0787e2d50171b98054febb94a17a7ec59758812473', NULL, 'cancelled', 0, NULL, NULL, 1795895523648, 1798487523648, NULL, 1795895523659),
	('up-snap', 'snap-3', 'person.push', 's3', 'fgZBCBS67Q2kBJgNl4dVGr8b7mOIct0wJfvlY7HgTr4', 109, 'b2362cf93e5a3c9844ce41b6b47455fd90b671f97bfdf1ae3a28f01bc6fb5766', NULL, 'cancelled', 0, NULL, NULL, 1795895523686, 1798487523686, NULL, 1795895523694),
	('up-snap', 'snap-4', 'person.push', 's4', '4JEs0BHlTq_7ySQ1p3tpelAU7DR_msYiYP1yV8Ydvp4', 109, '323e2661fe202cf6b22da781c28a5cf077f8360024efe55a497ad981f79112d0', NULL, 'cancelled', 0, NULL, NULL, 1795895523706, 1798487523706, NULL, 1795895523711),
	('up-snap', 'snap-5', 'person.push', 's5', 'ODqnUpjFkx02ZKFvBCMMxzAsCRskLnf2jDosvSquJtU', 109, 'cbf3164b4560f221713e1b264f866018ac0b4f75617deca484a6b1288860e93b', NULL, 'cancelled', 0, NULL, NULL, 1795895523729, 1798487523729, NULL, 1795895523741),
	('up-snap', 'snap-6', 'person.push', 's6', 'tf3cfVqLqZROhOfO9u-dt1kHVvxVAMrwUZ3rIfRxCs4', 109, 'eb0b1ab43437d6929ee476621f36e75fee26d1ae839ebeb46caad4c7e4d8cc79', NULL, 'cancelled', 0, NULL, NULL, 1795895523752, 1798487523752, NULL, 1795895523776),
	('up-snap', 'snap-7', 'person.push', 's7', 'tDUgQO5lVFiCHH0BgH-4YbfqkpFrA0Wm3tOxzTqSJIY', 109, '0cc15a9970e363de0cba534a8764a1053790c3557afb9319a88dcf2a69d975e9', NULL, 'cancelled', 0, NULL, NULL, 1795895523787, 1798487523787, NULL, 1795895523791),
	('up-snap', 'snap-8', 'person.push', 's8', 'cyug5iYGkkfzHxdmVVo31UdXA08utraGJE1Psntr1D4', 109, '65a91f4665b610f7c0a52ba6eb215fa5b39dd83725d1503f30b48d382b690716', NULL, 'cancelled', 0, NULL, NULL, 1795895523816, 1798487523816, NULL, 1795895523825),
	('up-snap', 'snap-9', 'person.push', 's9', 'BvGope7Q7kzES0abbbzgvkolsfVHPBbKeZJ0Gu2q0PY', 109, '3d8e59ef69ddecb056242dfad1847f90996fc0d3924eb629c196c813247a2e9b', NULL, 'cancelled', 0, NULL, NULL, 1795895523835, 1798487523835, NULL, 1795895523839),
	('up-snap', 'snap-10', 'person.push', 's10', 'rFDW0k8nzNhDB1hITrcVXq9ZY-F0-zBhT9W3N5qgZqQ', 112, 'ef1c5e0fea8d48d116d23a60546e59e8daa1a95f7f439875f7780c167c81e759', NULL, 'cancelled', 0, NULL, NULL, 1795895523861, 1798487523861, NULL, 1795895523866),
	('up-snap', 'snap-11', 'person.push', 's11', '3b0XMYB6GLmY0iS4U4uN1LV2r7Kh7yYxGJwCugcsNKU', 112, '17508721dbd50b6644ed452adf2f359f5a10fd68078344e06d728ef824b071c6', NULL, 'cancelled', 0, NULL, NULL, 1795895523898, 1798487523898, NULL, 1795895523929),
	('up-snap', 'snap-12', 'person.push', 's12', '-TQDSPIDgD4D3uvaftmG0vJ1rBmvWHyn4aTxzZzEld8', 112, 'c34ddf543ad3f1280dc3f0aee6edee2c586b80257b459379c3b083ffcf7f4d9e', NULL, 'cancelled', 0, NULL, NULL, 1795895523951, 1798487523951, NULL, 1795895523955),
	('up-snap', 'snap-13', 'person.push', 's13', 'ZuU4qG_336zrmHeQPEKyXAYerCHb3zhNUoVIVlbj9Gc', 112, '130d04d1813b6b92c5f646da317d28512811f86f330f1d19ebc7a0ac3c119d0e', NULL, 'cancelled', 0, NULL, NULL, 1795895523964, 1798487523964, NULL, 1795895523968),
	('up-snap', 'snap-14', 'person.push', 's14', 'ILOLa4PsOLJIR1jZJVNsX7oXyRJIy4SD3BY_gGil73Q', 112, '21176ba792382c5dedd3284263f0993903896dce2cdf7d36fda560025320af9e', NULL, 'cancelled', 0, NULL, NULL, 1795895523983, 1798487523983, NULL, 1795895523989),
	('up-snap', 'snap-15', 'person.push', 's15', 'BcuoY_3zh91YvrW6zEvs6lhxSyT2xWYYtcdKSVboCds', 112, '48ef28ff941bd5d8da4ebc171fec97cbb2e1c883a8b533c6de91276ab907bce4', NULL, 'cancelled', 0, NULL, NULL, 1795895524009, 1798487524009, NULL, 1795895524013),
	('up-snap', 'snap-16', 'person.push', 's16', 'u3txiVoigwCC13LqqkmFWuQND1rQBz7yg_jDUgrBYIA', 112, '8b0d7f0f1cf6c2ed2be34038fc36344e64fdcb866b210f478143e0e364062eb4', NULL, 'cancelled', 0, NULL, NULL, 1795895524098, 1798487524098, NULL, 1795895524113),
	('up-snap', 'snap-17', 'person.push', 's17', 'dVharakZIKy-sCHLE7k6A3AlO2iLPfEdjt2bPuXQtWY', 112, '836ae3f57b775daa382718cb2314981f36737128d8c454c66ce7e5990d96ce76', NULL, 'cancelled', 0, NULL, NULL, 1795895524124, 1798487524124, NULL, 1795895524131),
	('up-snap', 'snap-18', 'person.push', 's18', 'akcrt0PyLI9uUdYjw2wu5OZLWiz6oiZYcoOS5pSQ3ac', 112, '7c5a20807c5e3f3f76858febf4f11950d4c3415ad699b0032dbca71dd47b0ba0', NULL, 'cancelled', 0, NULL, NULL, 1795895524152, 1798487524152, NULL, 1795895524161),
	('up-snap', 'snap-19', 'person.push', 's19', 's74Ed7R4UiddldTeHkC3QTXHjmjUXbeaEuq-HqYm6NQ', 112, 'c6e93f6484ed4dd37fb5fe14955209d115af82fceaea5478917d5b3c7d7f9e11', NULL, 'cancelled', 0, NULL, NULL, 1795895524177, 1798487524177, NULL, 1795895524189),
	('up-snap', 'snap-20', 'person.push', 's20', 'jYa0cqj5KlchfsEHdpLeUgtmgqE188qVKMSTGJbsKmU', 112, '0723260b233d95724098de22205d827d2af559d0bcff34a807c7bc544d908373', NULL, 'cancelled', 0, NULL, NULL, 1795895524209, 1798487524209, NULL, 1795895524225),
	('up-snap', 'snap-21', 'person.push', 's21', 'AAISKkk7EG5-CAC-rThCbTAsBVrLBT9Dignz2Xvwdyo', 112, '89c4f44efe224a0fac12aa2c2136f9e83a37c1950ce129afb827783230d664e9', NULL, 'cancelled', 0, NULL, NULL, 1795895524235, 1798487524235, NULL, 1795895524245),
	('up-snap', 'snap-22', 'person.push', 's22', 'a6LbV_935nrL99qBqz6_UJtyzP148BNGI4iEWSeFIDY', 112, '5756411b9db718adc424932c3b5c2e4f9fe7bb141a1189acf287cf12d8538ddc', NULL, 'cancelled', 0, NULL, NULL, 1795895524271, 1798487524271, NULL, 1795895524277),
	('up-snap', 'snap-23', 'person.push', 's23', 'e6DYuGqRVw5bbmElQKINkCblvY7mkuYWJ-1JmRNHtzg', 112, '11a12ba9d46756960749787bf23514f6cf110033be683dbe71efd801714e2568', NULL, 'cancelled', 0, NULL, NULL, 1795895524366, 1798487524366, NULL, 1795895524371),
	('up-snap', 'snap-24', 'person.push', 's24', 'snJaQefVPq-XE_maKkVGhE1G0RE8mz_luURbeklNTfc', 112, '329e48e9cbc502b0387d76bb7b6b7074cc8fc46858b55b266ba91e2778ce33b9', NULL, 'cancelled', 0, NULL, NULL, 1795895524403, 1798487524403, NULL, 1795895524409),
	('up-snap', 'snap-25', 'person.push', 's25', 'NrGDkgd1kvtkkP82ftOsR8ySj4NRCb5lmlE6dIyW8wk', 112, '2b5ff6117ed0e205d3d167249dca3a580e39315fff812ba74d231fbc39a714f6', NULL, 'cancelled', 0, NULL, NULL, 1795895524428, 1798487524428, NULL, 1795895524453),
	('up-snap', 'snap-26', 'person.push', 's26', 'KGtPXGwJmpsizVti4q4qwBXu8JT9t2kWajabcfSBQLs', 112, 'dce723407d14e4d6d6b0a3524b5a9439d06cbb5a5298da481ba3d636fd0fb7d3', NULL, 'cancelled', 0, NULL, NULL, 1795895524504, 1798487524504, NULL, 1795895524510),
	('up-snap', 'snap-27', 'person.push', 's27', 'fLq9O1LxCucwnpL1hceqRndkTX3yrkxF937APc6f2q4', 112, '9bdac70eebe8b30f77191edf7e64b33e0320b9902bce4b947938c24009c9380f', NULL, 'cancelled', 0, NULL, NULL, 1795895524537, 1798487524537, NULL, 1795895524550),
	('up-snap', 'snap-28', 'person.push', 's28', 'opCHLu_ac3WsMZv5UFGIwOuT3ZBay6z2Za9kScWZ6TE', 112, '77bd23f4104f0dbb2e3d7128e428fa801d15e469a4d5216f81855a1e5d8c7529', NULL, 'cancelled', 0, NULL, NULL, 1795895524572, 1798487524572, NULL, 1795895524583),
	('up-snap', 'snap-29', 'person.push', 's29', '3lSWjFJU0pgYoCPUY9bcB8aCPOzX0EXE2Iycu8yOKsA', 112, '9e8afeaaaada2fb69739ab5d47b1cd112691e7f61b295cb61b654bf11926153f', NULL, 'cancelled', 0, NULL, NULL, 1795895524603, 1798487524603, NULL, 1795895524609),
	('up-snap', 'snap-queued', 'person.push', 's', '_fsTlgYvLje0ce5afM75r1G76zzkaIU1d3ElMHcVpvc', 106, 'f70f9efe8932820d2dfbcd341aa8c17aef24b3e47f4ef61dc5b558fbdeb0bbfd', NULL, 'queued', 0, NULL, NULL, 1795895525288, 1798487525288, NULL, NULL),
	('up-snap', 'snap-30', 'person.push', 's30', 'L0IwNHROsBtD5SChCr3jtPSgjoxeg6sWZuHzE4QQ2No', 112, 'bcbca45be7cb74bfe5d16a0e1e1b510926a2d5b440045fd2bd29f2611a708879', NULL, 'cancelled', 0, NULL, NULL, 1795895524627, 1798487524627, NULL, 1795895524641),
	('up-snap', 'snap-31', 'person.push', 's31', 'h9uFJ3qEdVmSeK4K1nW23czITEafNQiRTaI1Ww0oFro', 112, 'd259f590ba91a749229eda98de42efc17911a0c0f9eecd9253d3c4ebd446df58', NULL, 'cancelled', 0, NULL, NULL, 1795895524654, 1798487524654, NULL, 1795895524674),
	('up-snap', 'snap-32', 'person.push', 's32', 'WtnKRJSWUZ0M3SEFiBCylTPtQhQ8b4Z4Fz651Dg_3F4', 112, 'bd28a2356b0ea498167c92a836eebd885dd02304a8025265a8057b6300573ea1', NULL, 'cancelled', 0, NULL, NULL, 1795895524694, 1798487524694, NULL, 1795895524705),
	('up-snap', 'snap-33', 'person.push', 's33', 'Xmwd05678ihBqugoiRLg0WHkgmx4pkLmye70ZY_W_z8', 112, '3641b9062ece72ada05cf64ba0c346b487ecf7fca11b20f9bfc03fa7a1997242', NULL, 'cancelled', 0, NULL, NULL, 1795895524740, 1798487524740, NULL, 1795895524753),
	('up-snap', 'snap-34', 'person.push', 's34', '27TkklNlJ2pEmyPD8AQx6i1B2-V5N6UgOXFK-7ZK3Rg', 112, '57a03a48efbe6631c53957b3af41c3bd8b5ff9d039a43452d8c0200b19011bb8', NULL, 'cancelled', 0, NULL, NULL, 1795895524761, 1798487524761, NULL, 1795895524765),
	('up-snap', 'snap-35', 'person.push', 's35', 'XKaTDFw5KK_tlM3o7bE62kC9SVnTNHtCQzAw2_q1mIk', 112, '3b862cb5566ea59928d053aa14f18aab4b9338e828923ee6077d84125ea46845', NULL, 'cancelled', 0, NULL, NULL, 1795895524772, 1798487524772, NULL, 1795895524778),
	('up-snap', 'snap-36', 'person.push', 's36', 'YNfhuBx5iHcFlYe8SRh0h0hhPC2VhgFBpsxuBjihaw0', 112, 'b8b8200c6b321f2cdc4197542e70236c0d1efe917b41e115f7689f2a2490d805', NULL, 'cancelled', 0, NULL, NULL, 1795895524811, 1798487524811, NULL, 1795895524830),
	('up-snap', 'snap-37', 'person.push', 's37', '4pL9E0QAq_mj0UHerU6w1nuFjbh9PnJ60RikFksue6g', 112, '19856274b19eb7bf313797e0f652458a8bf367cde76c53417fc3e6c89d374d9c', NULL, 'cancelled', 0, NULL, NULL, 1795895524840, 1798487524840, NULL, 1795895524846),
	('up-snap', 'snap-38', 'person.push', 's38', 'ooTs-K8d8AOb9zgsMhbBjY8ijNOwdNw2MFjGUB3j32I', 112, 'd743258a41f1970ad746be618440879190e16781e8b3220d43a88511cbbbc06e', NULL, 'cancelled', 0, NULL, NULL, 1795895524926, 1798487524926, NULL, 1795895524930),
	('up-snap', 'snap-39', 'person.push', 's39', 'TGB1AQoMJLneVi5hjijBvYIv7YeEZhJkrIdswws9a9Y', 112, 'dd902fbcdf1f0e14bbc034aa70685e35e90f92639a0ed4336c6c8bb9ffc792b4', NULL, 'cancelled', 0, NULL, NULL, 1795895524939, 1798487524939, NULL, 1795895524942),
	('up-snap', 'snap-40', 'person.push', 's40', 'd5fwcwJ5SPE6l7bwh7BC6Mc2lMICDdiR0bvDiHGOULI', 112, '87a9de75c2d64bd57a98985d66a61fed2e704395fcfb01f9ca23c2ed4f298703', NULL, 'cancelled', 0, NULL, NULL, 1795895524949, 1798487524949, NULL, 1795895524954),
	('up-snap', 'snap-41', 'person.push', 's41', 'XFkldlhMQyvL7-xXkn_UtEIsCaemG1DJ9n6G4Wqc-Vw', 112, 'ec52f6cb515048f06448570846912ca6ff1e338c3de57ff780f5ff4056cfc7b9', NULL, 'cancelled', 0, NULL, NULL, 1795895524972, 1798487524972, NULL, 1795895524977),
	('up-snap', 'snap-42', 'person.push', 's42', 'aPwavrU_jb6yT6EYx9vHLMbjuDIyw5MGKm8wvF5eE3Q', 112, 'e4f93a2e8de237bee91885042933f68fa304451928dcdcc5d5ddc155103ffa9b', NULL, 'cancelled', 0, NULL, NULL, 1795895525004, 1798487525004, NULL, 1795895525018),
	('up-snap', 'snap-50', 'person.push', 's50', '6uwui2dLVl06OXVXZsv4T0wfFEVknSN8jUcA-wIuw5E', 112, '1b441e918adee2cd7e99be61dfc2cd97a2294db389ff7286a579901795edb950', NULL, 'cancelled', 0, NULL, NULL, 1795895525237, 1798487525237, NULL, 1795895525266),
	('up-https', 'https-queued', 'person.push', 'h0', 'XqRw8iThmzS_mWRPp2x564ojiq9Xkzb9-NJ0VBYqXzU', 109, '75acf32998b8c7d95f4a2c725a5854a117a2ea2194dee60cf348f474b824a771', NULL, 'queued', 0, NULL, NULL, 1795895525464, 1798487525464, NULL, NULL),
	('up-snap', 'snap-43', 'person.push', 's43', '5FTY8FyB9RqakAOicTSqxn3kiEroSP_Bo8zXSlq_Wv4', 112, 'dcdf507095bd1c2ba1842663106686df3cefcd78b9ca1117b8a31f0250c32da1', NULL, 'cancelled', 0, NULL, NULL, 1795895525056, 1798487525056, NULL, 1795895525068),
	('up-snap', 'snap-44', 'person.push', 's44', 'vZImGYR_1dgAIQG5iFETak-jNG3b0j5GvetTJhUFs0s', 112, '36ab344fe181508998ccf3396b3ed2f8e4458becb59a9ca5f01d58a65700a0ba', NULL, 'cancelled', 0, NULL, NULL, 1795895525104, 1798487525104, NULL, 1795895525111),
	('up-snap', 'snap-45', 'person.push', 's45', 'qP4Mrp_ZBEejHlbn2n5WNG6oJ-fjCoGKgs5NYLoRIP4', 112, '34eb1a1a5cdb8877d6521e784909761624ef74af8eb56d188915d1b063e1a800', NULL, 'cancelled', 0, NULL, NULL, 1795895525129, 1798487525129, NULL, 1795895525134),
	('up-snap', 'snap-46', 'person.push', 's46', 'zJBaOPMuv1wUcp0IsBGV0M9l-hFYD2UPiKuodItg1Qc', 112, 'bdec573cb0647e93c979422d3996cb873e251291f58b12548e1322b3abe82797', NULL, 'cancelled', 0, NULL, NULL, 1795895525144, 1798487525144, NULL, 1795895525148),
	('up-snap', 'snap-47', 'person.push', 's47', '1IHBMUp3HxoJBZtQD5Cmlkgsdm-5eTPYczXduHyV9_U', 112, '109378911f01b6418698fb1f2fba0a229a130fc9e4ca1b7945d4ffdfdd561535', NULL, 'cancelled', 0, NULL, NULL, 1795895525160, 1798487525160, NULL, 1795895525165),
	('up-snap', 'snap-48', 'person.push', 's48', 'YEXHLK2coSk8Kd0dMToDgWLh9VZGmAMT5_cjBf_tNi0', 112, '6895c7e1c975bdd8ae0b51ae669fb4872ee1ab4cecd321aaa2d6f04a3e0361f3', NULL, 'cancelled', 0, NULL, NULL, 1795895525177, 1798487525177, NULL, 1795895525181),
	('up-snap', 'snap-49', 'person.push', 's49', 'tzPrQRcOY6CiUvm2fnFvHObLmJDboKXKAduuMqd9NMM', 112, 'f7192f3abfd1d057877458f19c87f57807255632aa2b575653a9b0ef62e33037', NULL, 'cancelled', 0, NULL, NULL, 1795895525195, 1798487525195, NULL, 1795895525203),
	('up-done', 'meanwhile-0', 'person.push', 'm0', 'q9EZ9AKRXg2RLR4Gd44zZgthBlGntbXqOQP0D1XsdFI', 109, '8fe325e5a9ed07e9512c93644f39b7c4a683f613b4967b01c54b1599389ea6e7', NULL, 'queued', 0, NULL, NULL, 1795895526927, 1798487526927, NULL, NULL),
	('up-queue', 'queue-0', 'person.push', 'q0', 'HrB4p_BA5Az9lfsBUufLb8U6fYGFHgqMU26iHgVHcm8', 109, '4199216b5cd6c5ef8914acb8f6d3cea414197b1860c36ba105dd9e364eeb077c', NULL, 'queued', 0, NULL, NULL, 1795895525306, 1798487525306, NULL, NULL),
	('up-queue', 'queue-1', 'person.push', 'q1', 'rxvjuydU4OLoVls070Xnn2ayysUmWR0tEW_8M3_f6Ls', 109, '4a610591083e96185ec96834e2a26e0e0033e01edef43cfff2d60681a9444644', NULL, 'queued', 0, NULL, NULL, 1795895525323, 1798487525323, NULL, NULL),
	('up-queue', 'queue-2', 'person.delete', 'q2', NULL, 0, 'ebe5bf0c8d8a0c46226bb9a1aaa9efb93b21310ba0ce6f08ec28152c44990f67', NULL, 'queued', 0, NULL, NULL, 1795895525331, 1798487525331, NULL, NULL),
	('up-queue', 'queue-3', 'clock.set', NULL, NULL, 0, 'ce9a3208be283a6c94813353e46dbcb6c3295095050dd22b40a736774078d58a', NULL, 'queued', 0, NULL, NULL, 1795895525342, 1798487525342, NULL, NULL),
	('up-https', 'https-0', 'person.push', 'h0', 'XqRw8iThmzS_mWRPp2x564ojiq9Xkzb9-NJ0VBYqXzU', 109, '75acf32998b8c7d95f4a2c725a5854a117a2ea2194dee60cf348f474b824a771', NULL, 'in_flight', 1, NULL, NULL, 1795895525364, 1798487525364, 1795895525397, NULL),
	('up-https', 'https-1', 'person.push', 'h1', '_pBspGEdYqrFcqpeG4fB11QJH_t1NUlE3gk5GjgZ-Ns', 109, '339227a0a6587b37c74596168128225d38fdb0f36db87026144f40288ec7d168', NULL, 'in_flight', 1, NULL, NULL, 1795895525378, 1798487525378, 1795895525397, NULL),
	('up-late', 'late-ended', 'person.push', 'l0', 'MqiILB5Qn_ddETpaRWb_NnVe0ix2bQef_G9AGwhjo4Y', 109, '3acd5b6fe66fc462f806390e698baa847660f5a43b2c86cfecefbddb2ea21a41', NULL, 'queued', 0, NULL, NULL, 1795895525733, 1798487525733, NULL, NULL),
	('up-done', 'meanwhile-3', 'person.push', 'm3', 'y7AoKVh5k4-mkxiuFRTtdwPI-GkZLAdd_uD6voB2T94', 109, '501da8195013066c390e6b558040b09b422c7df47d1db1b7fe69ecb35a8c105e', NULL, 'queued', 0, NULL, NULL, 1795895542670, 1798487542670, NULL, NULL),
	('up-done', 'meanwhile-1', 'person.push', 'm1', '-bxevPz2dqhNZeYPglQUqOn-grZFqTdCqTjsEt9CPvk', 109, '17e5d274a9f6e51197e147451fa4da50e5b821105dfc0554f9cf098095af5e4b', NULL, 'queued', 0, NULL, NULL, 1795895532096, 1798487532096, NULL, NULL),
	('up-done', 'meanwhile-2', 'person.push', 'm2', 'w3P-JwwavkLoJXL16dd6GGy0lv9TI9plj2vBvaHtdWA', 109, '791371e361164b0156b183c410492eacaff9042494b1bdb9bf61781b92275f16', NULL, 'queued', 0, NULL, NULL, 1795895537271, 1798487537271, NULL, NULL);
INSERT INTO public.connections VALUES
	('up-https', 1, 1, 1795895525397, true, 'http', '127.0.0.1:43962', 'akka.tcp://gateway@127.0.0.1:28083', NULL);
INSERT INTO public.devices VALUES
	('up-queue', 'attendance', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a7743db18f68e2f95d42b4df819af68ca742fed2acd1e766978f28373978f3692be8a2f392ae6b27b018d3d189903a23622e608839d9f7ecd30504a1bf907eedbc5c3567e197b50be2c0c2ca612e1f40f', NULL, NULL, 'standard', true, 'up-queue
', 1795895522908, 1795895522908, NULL),
	('up-socket', 'attendance', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a93fd40e2e06f52a45dd4ec8f13f46fd41367d1336ac4958ec184fc4e4e93648541d2b04bea270c1e045b7cfbc4c00fd82084372625d2b797bd0c61f381c400ec17da453d4218ca2406abfef30ccddc84', NULL, NULL, 'standard', true, 'up-socket
', 1795895523069, 1795895523069, NULL),
	('up-https', 'attendance', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1afafb343b9838c1cec0694057196c28e819d6ca330674742b20d094c57e735d92556cebe40c034681fcbe38a704f63528085d274d2ebab0622a40718dc96d6e5d0d1ce2069d1c41e7ee4b0917310d3eda', NULL, NULL, 'standard', true, 'up-https
', 1795895523081, 1795895523081, NULL),
	('up-done', 'attendance', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a082c8c0cff76ec83ece6291a4442277453e5c8bf5b9dd535c287832b7450ad37867df14c695d74730885ca739d224df41580adf9fcf40ac2200b85c6e0ccd65bca40a55088094aa00139c99ae8bbc815', NULL, NULL, 'standard', true, 'up-done
', 1795895523087, 1795895523087, NULL),
	('up-pending', 'attendance', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a326fab86ec4f761d1bd71ca718e5ddffa1505990f0ed3f2c03acf9a2e91a29374a33655c2d2de0aa58cbba56bdcbd29a8ff21f6b3684318adab99482a36b3d8eee3c2ed67f2355f81ad64f6ad0e4a3c9', NULL, NULL, 'standard', true, 'up-pending
', 1795895523097, 1795895523097, NULL),
	('up-snap', 'attendance', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1abb737e51dc23a244444e7b604d56d942eb07ab1bf29858b7783581219851bd9bf4908b6f2367af9ee5deaac59d54ab255b73ec84b10c67dc70d2ab036872d01fbbdb9d2ee053932efc9bdea5f4125713', NULL, NULL, 'standard', true, 'up-snap
', 1795895523108, 1795895523108, NULL),
	('up-late', 'attendance', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a062205ba8fff7c9e514613c6910b79c71cc6adbade8ff7f89ce0a3e5e99acb69127b9e5874cf8fec90912b4356f6c55743b0dbf1845d43b585208674e221e665d93a51ff5e984041b0346e2a034dc6fd', NULL, NULL, 'standard', true, 'up-late
', 1795895523116, 1795895523116, NULL);
INSERT INTO public.feed_000000000000 VALUES
	(1, 'command', 'up-done', 1795895523377, '{"id":"done-0","type":"person.push","user_id":"d0","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.256Z","ended_at":"2026-11-28T19:52:03.377Z"}'),
	(2, 'command', 'up-done', 1795895523429, '{"id":"done-1","type":"person.push","user_id":"d1","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.423Z","ended_at":"2026-11-28T19:52:03.429Z"}'),
	(3, 'command', 'up-done', 1795895523458, '{"id":"done-2","type":"person.push","user_id":"d2","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.451Z","ended_at":"2026-11-28T19:52:03.458Z"}'),
	(4, 'command', 'up-done', 1795895523504, '{"id":"done-superseded","type":"person.push","user_id":"d9","state":"superseded","result_code":null,"result_desc":"done-queued","attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.469Z","ended_at":"2026-11-28T19:52:03.504Z"}'),
	(5, 'command', 'up-snap', 1795895523566, '{"id":"snap-0","type":"person.push","user_id":"s0","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.542Z","ended_at":"2026-11-28T19:52:03.566Z"}'),
	(6, 'command', 'up-snap', 1795895523605, '{"id":"snap-1","type":"person.push","user_id":"s1","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.586Z","ended_at":"2026-11-28T19:52:03.605Z"}'),
	(7, 'command', 'up-snap', 1795895523659, '{"id":"snap-2","type":"person.push","user_id":"s2","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.648Z","ended_at":"2026-11-28T19:52:03.659Z"}'),
	(8, 'command', 'up-snap', 1795895523694, '{"id":"snap-3","type":"person.push","user_id":"s3","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.686Z","ended_at":"2026-11-28T19:52:03.694Z"}'),
	(9, 'command', 'up-snap', 1795895523711, '{"id":"snap-4","type":"person.push","user_id":"s4","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.706Z","ended_at":"2026-11-28T19:52:03.711Z"}'),
	(10, 'command', 'up-snap', 1795895523741, '{"id":"snap-5","type":"person.push","user_id":"s5","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.729Z","ended_at":"2026-11-28T19:52:03.741Z"}'),
	(11, 'command', 'up-snap', 1795895523776, '{"id":"snap-6","type":"person.push","user_id":"s6","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.752Z","ended_at":"2026-11-28T19:52:03.776Z"}'),
	(12, 'command', 'up-snap', 1795895523791, '{"id":"snap-7","type":"person.push","user_id":"s7","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.787Z","ended_at":"2026-11-28T19:52:03.791Z"}'),
	(13, 'command', 'up-snap', 1795895523825, '{"id":"snap-8","type":"person.push","user_id":"s8","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.816Z","ended_at":"2026-11-28T19:52:03.825Z"}'),
	(14, 'command', 'up-snap', 1795895523839, '{"id":"snap-9","type":"person.push","user_id":"s9","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.835Z","ended_at":"2026-11-28T19:52:03.839Z"}'),
	(15, 'command', 'up-snap', 1795895523866, '{"id":"snap-10","type":"person.push","user_id":"s10","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.861Z","ended_at":"2026-11-28T19:52:03.866Z"}'),
	(16, 'command', 'up-snap', 1795895523929, '{"id":"snap-11","type":"person.push","user_id":"s11","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.898Z","ended_at":"2026-11-28T19:52:03.929Z"}'),
	(17, 'command', 'up-snap', 1795895523955, '{"id":"snap-12","type":"person.push","user_id":"s12","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.951Z","ended_at":"2026-11-28T19:52:03.955Z"}'),
	(18, 'command', 'up-snap', 1795895523968, '{"id":"snap-13","type":"person.push","user_id":"s13","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.964Z","ended_at":"2026-11-28T19:52:03.968Z"}'),
	(19, 'command', 'up-snap', 1795895523989, '{"id":"snap-14","type":"person.push","user_id":"s14","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:03.983Z","ended_at":"2026-11-28T19:52:03.989Z"}'),
	(20, 'command', 'up-snap', 1795895524013, '{"id":"snap-15","type":"person.push","user_id":"s15","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.009Z","ended_at":"2026-11-28T19:52:04.013Z"}'),
	(21, 'command', 'up-snap', 1795895524113, '{"id":"snap-16","type":"person.push","user_id":"s16","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.098Z","ended_at":"2026-11-28T19:52:04.113Z"}'),
	(22, 'command', 'up-snap', 1795895524131, '{"id":"snap-17","type":"person.push","user_id":"s17","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.124Z","ended_at":"2026-11-28T19:52:04.131Z"}'),
	(23, 'command', 'up-snap', 1795895524161, '{"id":"snap-18","type":"person.push","user_id":"s18","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.152Z","ended_at":"2026-11-28T19:52:04.161Z"}'),
	(24, 'command', 'up-snap', 1795895524189, '{"id":"snap-19","type":"person.push","user_id":"s19","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.177Z","ended_at":"2026-11-28T19:52:04.189Z"}'),
	(25, 'command', 'up-snap', 1795895524225, '{"id":"snap-20","type":"person.push","user_id":"s20","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.209Z","ended_at":"2026-11-28T19:52:04.225Z"}'),
	(26, 'command', 'up-snap', 1795895524245, '{"id":"snap-21","type":"person.push","user_id":"s21","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.235Z","ended_at":"2026-11-28T19:52:04.245Z"}'),
	(27, 'command', 'up-snap', 1795895524277, '{"id":"snap-22","type":"person.push","user_id":"s22","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.271Z","ended_at":"2026-11-28T19:52:04.277Z"}'),
	(28, 'command', 'up-snap', 1795895524371, '{"id":"snap-23","type":"person.push","user_id":"s23","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.366Z","ended_at":"2026-11-28T19:52:04.371Z"}'),
	(29, 'command', 'up-snap', 1795895524409, '{"id":"snap-24","type":"person.push","user_id":"s24","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.403Z","ended_at":"2026-11-28T19:52:04.409Z"}'),
	(30, 'command', 'up-snap', 1795895524453, '{"id":"snap-25","type":"person.push","user_id":"s25","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.428Z","ended_at":"2026-11-28T19:52:04.453Z"}'),
	(31, 'command', 'up-snap', 1795895524510, '{"id":"snap-26","type":"person.push","user_id":"s26","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.504Z","ended_at":"2026-11-28T19:52:04.51Z"}'),
	(32, 'command', 'up-snap', 1795895524550, '{"id":"snap-27","type":"person.push","user_id":"s27","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.537Z","ended_at":"2026-11-28T19:52:04.55Z"}'),
	(33, 'command', 'up-snap', 1795895524583, '{"id":"snap-28","type":"person.push","user_id":"s28","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.572Z","ended_at":"2026-11-28T19:52:04.583Z"}'),
	(47, 'command', 'up-snap', 1795895525018, '{"id":"snap-42","type":"person.push","user_id":"s42","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:05.004Z","ended_at":"2026-11-28T19:52:05.018Z"}'),
	(56, 'device', 'up-https', 1795895525397, '{"event":"online","status":"online","at":"2026-11-28T19:52:05.397Z","transport":"http","remote":"127.0.0.1:43962","node":"akka.tcp://gateway@127.0.0.1:28083","reason":null}'),
	(34, 'command', 'up-snap', 1795895524609, '{"id":"snap-29","type":"person.push","user_id":"s29","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.603Z","ended_at":"2026-11-28T19:52:04.609Z"}'),
	(35, 'command', 'up-snap', 1795895524641, '{"id":"snap-30","type":"person.push","user_id":"s30","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.627Z","ended_at":"2026-11-28T19:52:04.641Z"}'),
	(36, 'command', 'up-snap', 1795895524674, '{"id":"snap-31","type":"person.push","user_id":"s31","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.654Z","ended_at":"2026-11-28T19:52:04.674Z"}'),
	(37, 'command', 'up-snap', 1795895524705, '{"id":"snap-32","type":"person.push","user_id":"s32","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.694Z","ended_at":"2026-11-28T19:52:04.705Z"}'),
	(38, 'command', 'up-snap', 1795895524753, '{"id":"snap-33","type":"person.push","user_id":"s33","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.74Z","ended_at":"2026-11-28T19:52:04.753Z"}'),
	(39, 'command', 'up-snap', 1795895524765, '{"id":"snap-34","type":"person.push","user_id":"s34","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.761Z","ended_at":"2026-11-28T19:52:04.765Z"}'),
	(40, 'command', 'up-snap', 1795895524778, '{"id":"snap-35","type":"person.push","user_id":"s35","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.772Z","ended_at":"2026-11-28T19:52:04.778Z"}'),
	(41, 'command', 'up-snap', 1795895524830, '{"id":"snap-36","type":"person.push","user_id":"s36","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.811Z","ended_at":"2026-11-28T19:52:04.83Z"}'),
	(42, 'command', 'up-snap', 1795895524846, '{"id":"snap-37","type":"person.push","user_id":"s37","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.84Z","ended_at":"2026-11-28T19:52:04.846Z"}'),
	(43, 'command', 'up-snap', 1795895524930, '{"id":"snap-38","type":"person.push","user_id":"s38","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.926Z","ended_at":"2026-11-28T19:52:04.93Z"}'),
	(44, 'command', 'up-snap', 1795895524942, '{"id":"snap-39","type":"person.push","user_id":"s39","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.939Z","ended_at":"2026-11-28T19:52:04.942Z"}'),
	(45, 'command', 'up-snap', 1795895524954, '{"id":"snap-40","type":"person.push","user_id":"s40","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.949Z","ended_at":"2026-11-28T19:52:04.954Z"}'),
	(46, 'command', 'up-snap', 1795895524977, '{"id":"snap-41","type":"person.push","user_id":"s41","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:04.972Z","ended_at":"2026-11-28T19:52:04.977Z"}'),
	(48, 'command', 'up-snap', 1795895525068, '{"id":"snap-43","type":"person.push","user_id":"s43","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:05.056Z","ended_at":"2026-11-28T19:52:05.068Z"}'),
	(49, 'command', 'up-snap', 1795895525111, '{"id":"snap-44","type":"person.push","user_id":"s44","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:05.104Z","ended_at":"2026-11-28T19:52:05.111Z"}'),
	(50, 'command', 'up-snap', 1795895525134, '{"id":"snap-45","type":"person.push","user_id":"s45","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:05.129Z","ended_at":"2026-11-28T19:52:05.134Z"}'),
	(51, 'command', 'up-snap', 1795895525148, '{"id":"snap-46","type":"person.push","user_id":"s46","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:05.144Z","ended_at":"2026-11-28T19:52:05.148Z"}'),
	(52, 'command', 'up-snap', 1795895525165, '{"id":"snap-47","type":"person.push","user_id":"s47","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:05.16Z","ended_at":"2026-11-28T19:52:05.165Z"}'),
	(53, 'command', 'up-snap', 1795895525181, '{"id":"snap-48","type":"person.push","user_id":"s48","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:05.177Z","ended_at":"2026-11-28T19:52:05.181Z"}'),
	(54, 'command', 'up-snap', 1795895525203, '{"id":"snap-49","type":"person.push","user_id":"s49","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:05.195Z","ended_at":"2026-11-28T19:52:05.203Z"}'),
	(55, 'command', 'up-snap', 1795895525266, '{"id":"snap-50","type":"person.push","user_id":"s50","state":"cancelled","result_code":null,"result_desc":null,"attempts":0,"batch_id":null,"created_at":"2026-11-28T19:52:05.237Z","ended_at":"2026-11-28T19:52:05.266Z"}');
INSERT INTO public.feed_head VALUES
	(1, 56);
INSERT INTO public.frame_rings VALUES
	('up-https', 2);
INSERT INTO public.frames VALUES
	('up-https', 1, 1, 1795895525397, 1795895525397, 1, '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1ac2209f3b3ba9c79fb6d59d0c311fc56166b4c8f9defcccfead37ae4dbbab751a34626f089e8996cfd8a51d53541e46de2cd1f8229643d8109e71049f81d118be3a08035d60ddf57994953c67b0c526e8fa22fe5c51c08e5ef56ff708b0123215b33171a0b77f2d34c6ad77424d2f8c6852c41e15cdfcce8b0fd2b7180899d253dcb11f1e9f5836556826e1564693feeec25424536b79d4df5b7255c0aa020d642e341266db05463cfd540bc066f691a33d015856df4e91aa78a83ddb99178bc4'),
	('up-https', 2, 2, 1795895525451, 1795895525451, 1, '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1ad073f636d1a14fa72c803d19e78641be812ee05629c5533d24c312a6831bb49edd78ba4d9d1e6f1db7e2b991850e2c6d0c3aad68ed9331bb8fef356d715ec108d6a2116e3eb2ea4f4c8c0f77571355e2eef3cc0a7562585920da99a14986843c145143d6a090da72fa390a286f3c8f64750de2b380cc285c85ac27b6bf1e996f8dcc5ef8896e2749384468aab0988510b9df4ea5d7c520a73ecf5bf7b4ca8d4b614979112a46194ac20d4c5f340c7c003dea259078becad046a9687d4c5fd12c852a98ef3cb69112e290826fe1032ef78e2d88546927f0265d64af3ec8140ee1c6c05862f737aba5e9c065b54dca2f5a');
INSERT INTO public.hash_keys VALUES
	('person', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a392b26b23bcf44284f0bb1b1c0ba85261e7506781000885afa51e4a0917c305946957d5c18090fbe0fcfd9f64ae8b4d9c2701051aa6f846d4d1a8ed7622f136af46c62a65b876450049ddf15cb22c0b6d476ba345e7316cf78db3849d4151a38b689f45733c43c18c48424a96f0c6b1d');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES
	(1, 639314923232679559, false, 'device-up-done', 1, '\x010875702d646f6e6507646f6e652d30000364302c705f65765030724469474e48336862696b574d6c43436f4734354d646c747a466b72576663455a50736e67da014161646235613661613634383766393236383061383136396365626663343330366132656531613862633234373237373930333135353664323138623631343838008003e212894ddf088083460b1c65df08d55ee212894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(2, 639314923233789487, false, 'device-up-done', 2, '\x010875702d646f6e6507646f6e652d30000364302c705f65765030724469474e48336862696b574d6c43436f4734354d646c747a466b72576663455a50736e67da014161646235613661613634383766393236383061383136396365626663343330366132656531613862633234373237373930333135353664323138623631343838008003e212894ddf088083460b1c65df08000000004d95f412894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(3, 639314923234238375, false, 'device-up-done', 3, '\x010875702d646f6e6507646f6e652d31000364312c7a726e6b4732776a443757384d694b49476a61466851726a6d5666506c41446865375142414158576e3551da01413535353663336262346531646136623233623330353261386439653035623263643839333334356135666662326635313434386634356164393165313465636400f07efb12894ddf08f0fe5f0b1c65df08ee99fb12894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(4, 639314923234294980, false, 'device-up-done', 4, '\x010875702d646f6e6507646f6e652d31000364312c7a726e6b4732776a443757384d694b49476a61466851726a6d5666506c41446865375142414158576e3551da01413535353663336262346531646136623233623330353261386439653035623263643839333334356135666662326635313434386634356164393165313465636400f07efb12894ddf08f0fe5f0b1c65df0800000000a877fc12894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(5, 639314923234516435, false, 'device-up-done', 5, '\x010875702d646f6e6507646f6e652d32000364322c54593563585978356e5870447a4a347379666658744d74765a4744546865787a794454395f726931687045da01416537386166366332613135323233353936616134346332303663616134383137653462393636333832623234636536313063663832333935643832373133383500b0c4ff12894ddf08b044640b1c65df0895d6ff12894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(6, 639314923234589400, false, 'device-up-done', 6, '\x010875702d646f6e6507646f6e652d32000364322c54593563585978356e5870447a4a347379666658744d74765a4744546865787a794454395f726931687045da01416537386166366332613135323233353936616134346332303663616134383137653462393636333832623234636536313063663832333935643832373133383500b0c4ff12894ddf08b044640b1c65df0800000000a3f30013894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(7, 639314923234695977, false, 'device-up-done', 7, '\x010875702d646f6e6510646f6e652d73757065727365646564000364392c584d34315444434b30695330692d4c6362396771674c32796f5f677743763361307a41715167703743374dda01413139653664616166343965386361373333383333356333373233333731623539653830356238333536373637393462616263313366303262646136323365393300d0830213894ddf08d003670b1c65df084a960213894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(8, 639314923235052852, false, 'device-up-done', 8, '\x010875702d646f6e650c646f6e652d717565756564000364392c584d34315444434b30695330692d4c6362396771674c32796f5f677743763361307a41715167703743374dda0141313965366461616634396538636137333338333335633337323333373162353965383035623833353637363739346261626331336630326264613632336539330000db0713894ddf08005b6c0b1c65df08d8fb0713894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(9, 639314923235052852, false, 'device-up-done', 9, '\x010875702d646f6e6510646f6e652d73757065727365646564000364392c584d34315444434b30695330692d4c6362396771674c32796f5f677743763361307a41715167703743374dda01413139653664616166343965386361373333383333356333373233333731623539653830356238333536373637393462616263313366303262646136323365393300d0830213894ddf08d003670b1c65df0800000c646f6e652d71756575656400d8fb0713894ddf08', 'ku1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(10, 639314923235421904, false, 'device-up-snap', 1, '\x010875702d736e617007736e61702d30000373302c3074755342596855363379394339477532614e6270506d34434466374a5848416e4e335a4a64354b6b4249da0141613533343962663462633063633531636132383161326234316264366236656431386661653561356561643832366636623232333830343336613239643235640060a70d13894ddf086027720b1c65df08f7a90d13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(11, 639314923235662930, false, 'device-up-snap', 2, '\x010875702d736e617007736e61702d30000373302c3074755342596855363379394339477532614e6270506d34434466374a5848416e4e335a4a64354b6b4249da0141613533343962663462633063633531636132383161326234316264366236656431386661653561356561643832366636623232333830343336613239643235640060a70d13894ddf086027720b1c65df080000000001551113894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(12, 639314923235865689, false, 'device-up-snap', 3, '\x010875702d736e617007736e61702d31000373312c6c4843335573746f4e6b794f2d2d347874494d6d304e5641423939434536495f374639536a346a57676c63da01413336333133346537306336326631666531613066346131633435323238303566633738653634363730343531653434383233306637356233636463636232353600205e1413894ddf0820de780b1c65df08ef6e1413894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(13, 639314923236059696, false, 'device-up-snap', 4, '\x010875702d736e617007736e61702d31000373312c6c4843335573746f4e6b794f2d2d347874494d6d304e5641423939434536495f374639536a346a57676c63da01413336333133346537306336326631666531613066346131633435323238303566633738653634363730343531653434383233306637356233636463636232353600205e1413894ddf0820de780b1c65df080000000091631713894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(14, 639314923236491488, false, 'device-up-snap', 5, '\x010875702d736e617007736e61702d32000373322c56664b783248425774384332765f53444a47645253707475446f42454537375f32424b6b6859414d376630da0141623033353634316139626435306163663733626264623037383765326435303137316239383035346665626239346131376137656335393735383831323437330000d41d13894ddf080054820b1c65df0823fb1d13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(15, 639314923236599902, false, 'device-up-snap', 6, '\x010875702d736e617007736e61702d32000373322c56664b783248425774384332765f53444a47645253707475446f42454537375f32424b6b6859414d376630da0141623033353634316139626435306163663733626264623037383765326435303137316239383035346665626239346131376137656335393735383831323437330000d41d13894ddf080054820b1c65df0800000000d9a11f13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(16, 639314923236871699, false, 'device-up-snap', 7, '\x010875702d736e617007736e61702d33000373332c66675a42434253363751326b424a674e6c34645647723862376d4f49637430774a66766c59374867547234da0141623233363263663933653561336339383434636534316236623437343535666439306236373166393762666466316165336132386630316263366662353736360060a02313894ddf086020880b1c65df0856c82313894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(17, 639314923236943852, false, 'device-up-snap', 8, '\x010875702d736e617007736e61702d33000373332c66675a42434253363751326b424a674e6c34645647723862376d4f49637430774a66766c59374867547234da0141623233363263663933653561336339383434636534316236623437343535666439306236373166393762666466316165336132386630316263366662353736360060a02313894ddf086020880b1c65df08000000005fe22413894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(18, 639314923237064442, false, 'device-up-snap', 9, '\x010875702d736e617007736e61702d34000373342c344a45733042486c54715f377953513170337470656c41553744525f6d7359695950317956385964767034da01413332336532363631666532303263663662323264613738316332386135636630373766383336303032346566653535613439376164393831663739313132643000a0ad2613894ddf08a02d8b0b1c65df083dbb2613894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(19, 639314923237111771, false, 'device-up-snap', 10, '\x010875702d736e617007736e61702d34000373342c344a45733042486c54715f377953513170337470656c41553744525f6d7359695950317956385964767034da01413332336532363631666532303263663662323264613738316332386135636630373766383336303032346566653535613439376164393831663739313132643000a0ad2613894ddf08a02d8b0b1c65df0800000000fa732713894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(20, 639314923237292769, false, 'device-up-snap', 11, '\x010875702d736e617007736e61702d35000373352c4f44716e55706a466b7830325a4b467642434d4d787a41734352736b4c6e66326a446f73765371754a7455da0141636266333136346234353630663232313731336531623236346638363630313861633062346637353631376465636134383461366231323838383630653933620010302a13894ddf0810b08e0b1c65df082b352a13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(21, 639314923237418240, false, 'device-up-snap', 12, '\x010875702d736e617007736e61702d35000373352c4f44716e55706a466b7830325a4b467642434d4d787a41734352736b4c6e66326a446f73765371754a7455da0141636266333136346234353630663232313731336531623236346638363630313861633062346637353631376465636134383461366231323838383630653933620010302a13894ddf0810b08e0b1c65df0800000000d81e2c13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(22, 639314923237524346, false, 'device-up-snap', 13, '\x010875702d736e617007736e61702d36000373362c746633636656714c715a524f684f664f39752d6474316b4856767856414d7277555a337249665278437334da0141656230623161623433343337643639323965653437363632316633366537356665653236643161653833396562656234366361616434633765346438636337390080b22d13894ddf088032920b1c65df08ebbd2d13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(23, 639314923237764266, false, 'device-up-snap', 14, '\x010875702d736e617007736e61702d36000373362c746633636656714c715a524f684f664f39752d6474316b4856767856414d7277555a337249665278437334da0141656230623161623433343337643639323965653437363632316633366537356665653236643161653833396562656234366361616434633765346438636337390080b22d13894ddf088032920b1c65df080000000018633113894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(24, 639314923237874620, false, 'device-up-snap', 15, '\x010875702d736e617007736e61702d37000373372c74445567514f356c564669434848304267482d34596266716b7046724130576d33744f787a5471534a4959da01413063633135613939373065333633646530636261353334613837363461313035333739306333353537616662393331396138386463663261363964393735653900b0093313894ddf08b089970b1c65df08bb163313894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(25, 639314923237919414, false, 'device-up-snap', 16, '\x010875702d736e617007736e61702d37000373372c74445567514f356c564669434848304267482d34596266716b7046724130576d33744f787a5471534a4959da01413063633135613939373065333633646530636261353334613837363461313035333739306333353537616662393331396138386463663261363964393735653900b0093313894ddf08b089970b1c65df08000000002cc63313894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(26, 639314923238165296, false, 'device-up-snap', 17, '\x010875702d736e617007736e61702d38000373382c63797567356959476b6b667a4878646d56566f333155645841303875747261474a453150736e7472314434da0141363561393166343636356236313066376330613532626136656232313566613562333964643833373235643135303366333062343864333832623639303731360080763713894ddf0880f69b0b1c65df08a1853713894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(27, 639314923238257578, false, 'device-up-snap', 18, '\x010875702d736e617007736e61702d38000373382c63797567356959476b6b667a4878646d56566f333155645841303875747261474a453150736e7472314434da0141363561393166343636356236313066376330613532626136656232313566613562333964643833373235643135303366333062343864333832623639303731360080763713894ddf0880f69b0b1c65df080000000085ee3813894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(28, 639314923238353161, false, 'device-up-snap', 19, '\x010875702d736e617007736e61702d39000373392c4276476f70653751376b7a455330616262627a67766b6f6c736656485042624b655a4a3047753271305059da01413364386535396566363964646563623035363234326466616431383437663930393936666330643339323465623632396331393663383133323437613265396200b05c3a13894ddf08b0dc9e0b1c65df08a0643a13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(29, 639314923238399470, false, 'device-up-snap', 20, '\x010875702d736e617007736e61702d39000373392c4276476f70653751376b7a455330616262627a67766b6f6c736656485042624b655a4a3047753271305059da01413364386535396566363964646563623035363234326466616431383437663930393936666330643339323465623632396331393663383133323437613265396200b05c3a13894ddf08b0dc9e0b1c65df08000000007b183b13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(30, 639314923238612158, false, 'device-up-snap', 21, '\x010875702d736e617008736e61702d313000047331302c72464457306b386e7a4e684442316849547263565871395a592d46302d7a4268543957334e3571675a7151e00141656631633565306665613864343864313136643233613630353436653539653864616131613935663766343339383735663737383063313637633831653735390050543e13894ddf0850d4a20b1c65df0899563e13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(33, 639314923239300198, false, 'device-up-snap', 24, '\x010875702d736e617008736e61702d313100047331312c336230584d594236474c6d59306953345534754e314c563272374b6837795978474a7743756763734e4b55e001413137353038373231646264353062363634346564343532616466326633353966356131306664363830373833343465303664373238656638323462303731633600a0f94313894ddf08a079a80b1c65df08000000006ad64813894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(35, 639314923239553141, false, 'device-up-snap', 26, '\x010875702d736e617008736e61702d313200047331322c2d54514453504944674434443375766166746d4730764a3172426d765748796e346154787a5a7a456c6438e001416333346464663534336164336631323830646333663061656536656465653263353836623830323537623435393337396333623038336666636637663464396500f00f4c13894ddf08f08fb00b1c65df080000000035b44c13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(37, 639314923239688900, false, 'device-up-snap', 28, '\x010875702d736e617008736e61702d313300047331332c5a75553471475f3333367a726d48655150454b795841596572434862337a684e556f5649566c626a394763e001413133306430346431383133623662393263356636343664613331376432383531323831316638366633333066316431396562633761306163336331313964306500c00b4e13894ddf08c08bb20b1c65df080000000098c64e13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(39, 639314923239896332, false, 'device-up-snap', 30, '\x010875702d736e617008736e61702d313400047331342c494c4f4c613450734f4c4a4952316a5a4a564e7358376f5879524a49793453443342595f6747696c373351e001413231313736626137393233383263356465646433323834323633663039393339303338393664636532636466376433366664613536303032353332306166396500f0f15013894ddf08f071b50b1c65df0800000000e3ef5113894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(41, 639314923240136483, false, 'device-up-snap', 32, '\x010875702d736e617008736e61702d313500047331352c4263756f595f337a68393159767257367a457673366c687853795432785759597463644b5356626f436473e00141343865663238666639343162643564386461346562633137316665633937636262326531633838336138623533336336646539313237366162393037626365340090e95413894ddf089069b90b1c65df08000000000a9a5513894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(42, 639314923240984251, false, 'device-up-snap', 33, '\x010875702d736e617008736e61702d313600047331362c7533747869566f696777434331334c71716b6d465775514e44317251427a3779675f6a4455677242594941e001413862306437663066316366366332656432626533343033386663333633343465363466646362383636623231306634373831343365306533363430363265623400207e6213894ddf0820fec60b1c65df0881856213894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(44, 639314923241246353, false, 'device-up-snap', 35, '\x010875702d736e617008736e61702d313700047331372c6456686172616b5a494b792d7343484c45376b364133416c4f32694c506645646a74326250755851745759e001413833366165336635376237373564616133383237313863623233313439383166333637333731323864386334353463363663653765353939306439366365373600c0756613894ddf08c0f5ca0b1c65df082f896613894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(58, 639314923244041334, false, 'device-up-snap', 49, '\x010875702d736e617008736e61702d323400047332342c736e4a615165665650712d58455f6d614b6b564768453147305245386d7a5f6c75555262656b6c4e546663e00141333239653438653963626335303262303338376437366262376236623730373463633866633436383538623535623236366261393165323737386365333362390030089113894ddf083088f50b1c65df080a2c9113894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(62, 639314923245049766, false, 'device-up-snap', 53, '\x010875702d736e617008736e61702d323600047332362c4b4774505847774a6d7073697a5674693471347177425875384a543974326b57616a616263665342514c73e0014164636537323334303764313465346436643662306133353234623561393433396430366362623561353239386461343831626133643633366664306662376433008071a013894ddf0880f1040c1c65df082090a013894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(66, 639314923245722127, false, 'device-up-snap', 57, '\x010875702d736e617008736e61702d323800047332382c6f7043484c755f61633357734d5a763555464749774f7554335a426179367a325a61396b5363575a365445e001413737626432336634313034663064626232653364373132386534323866613830316431356534363961346435323136663831383535613165356438633735323900c0d1aa13894ddf08c0510f0c1c65df08b5d3aa13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(69, 639314923246097485, false, 'device-up-snap', 60, '\x010875702d736e617008736e61702d323900047332392c336c53576a464a55307067596f4350555939626342386143504f7a5830455845324979637538794f4b7341e001413965386166656161616164613266623639373339616235643437623163643131323639316537663631623239356362363162363534626631313932363135336600b08caf13894ddf08b00c140c1c65df0800000000b18eb013894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(73, 639314923246742502, false, 'device-up-snap', 64, '\x010875702d736e617008736e61702d333100047333312c683975464a33714564566d53654b344b316e573233637a49544561664e516952546149315777306f46726fe001416432353966353930626139316137343932323965646139386465343265666331373931316130633066396565636439323533643363346562643434366466353800e054b713894ddf08e0d41b0c1c65df0800000000c564ba13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(77, 639314923247532100, false, 'device-up-snap', 68, '\x010875702d736e617008736e61702d333300047333332c586d776430353637386968427175676f69524c673057486b676d7834706b4c6d796537305a595f575f7a38e0014133363431623930363265636537326164613035636636346261306333343662343837656366376663613131623230663962666330336661376131393937323432004074c413894ddf0840f4280c1c65df0800000000f073c613894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(79, 639314923247655524, false, 'device-up-snap', 70, '\x010875702d736e617008736e61702d333400047333342c3237546b6b6c4e6c4a3270456d7950443841517836693142322d56354e3655674f58464b2d375a4b335267e00141353761303361343865666265363633316335333935376233616634316333626438623566663964303339613433343532643863303230306231393031316262380090a8c713894ddf0890282c0c1c65df0800000000ec53c813894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(80, 639314923247728255, false, 'device-up-snap', 71, '\x010875702d736e617008736e61702d333500047333352c584b6154444677354b4b5f746c4d336f37624536326b433953566e544e487443517a4177325f71316d496be0014133623836326362353536366561353939323864303533616131346631386161623462393333386538323839323365653630373764383431323565613436383435004056c913894ddf0840d62d0c1c65df088467c913894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(84, 639314923248405619, false, 'device-up-snap', 75, '\x010875702d736e617008736e61702d333700047333372c34704c3945305141715f6d6a3055486572553677316e75466a626839506e4a363052696b466b7375653667e00141313938353632373462313965623762663331333739376530663635323435386138626633363763646537366335333431376663336536633839643337346439630080b6d313894ddf088036380c1c65df0895c6d313894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(88, 639314923249398299, false, 'device-up-snap', 79, '\x010875702d736e617008736e61702d333900047333392c5447423141516f4d4a4c6e65566935686a696a4276594976375965455a684a6b7249647377777339613959e001416464393032666263646631663065313462626330333461613730363835653335653930663932363339613065643433333663366338626239666663373932623400b0d1e213894ddf08b051470c1c65df08f0ede213894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(94, 639314923250047599, false, 'device-up-snap', 85, '\x010875702d736e617008736e61702d343200047334322c615077617672555f6a62367954364559783976484c4d626a7544497977354d474b6d387776463565453351e001416534663933613265386465323337626565393138383530343239333366363866613330343435313932386463646363356435646463313535313033666661396200c0bcec13894ddf08c03c510c1c65df088ad4ec13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(97, 639314923250690002, false, 'device-up-snap', 88, '\x010875702d736e617008736e61702d343300047334332c3546545938467942395271616b414f6963545371786e336b6945726f53505f426f387a58536c715f577634e00141646364663530373039356264316332626131383432363633313036363836646633636566636437386239636131313137623861333166303235306333326461310000acf413894ddf08002c590c1c65df0800000000ffa1f613894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(101, 639314923251344343, false, 'device-up-snap', 92, '\x010875702d736e617008736e61702d343500047334352c7150344d72705f5a4245656a486c626e326e35574e47366f4a2d666a436f474b6773354e594c6f52495034e00141333465623161316135636462383837376436353231653738343930393736313632346566373461663865623536643138383931356431623036336531613830300090cfff13894ddf08904f640c1c65df0800000000699d0014894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(105, 639314923251652491, false, 'device-up-snap', 96, '\x010875702d736e617008736e61702d343700047334372c314948424d55703348786f4a425a74514435436d6c6b6773646d2d3565545059637a586475487956395f55e001413130393337383931316630316236343138363938666231663266626130613232396131333066633965346361316237393435643466666466646435363135333500808a0414894ddf08800a690c1c65df080000000062520514894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(107, 639314923251819871, false, 'device-up-snap', 98, '\x010875702d736e617008736e61702d343800047334382c594558484c4b32636f536b384b6430644d546f4467574c6839565a476d414d54355f636a42665f744e6930e00141363839356337653163393735626464386165306235316165363639666234383732656531616234636563643332316161613264366630346133653033363166330090220714894ddf0890a26b0c1c65df0800000000d9e00714894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(113, 639314923253066904, false, 'device-up-queue', 1, '\x010975702d71756575650871756575652d30000371302c48724234705f424135417a396c6673425575664c62385536665947464867714d5532366948675648636d38da01413431393932313662356364366335656638393134616362386636643363656134313431393762313836306333366261313035646439653336346565623037376300a0d11a14894ddf08a0517f0c1c65df0817e71a14894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(115, 639314923253319010, false, 'device-up-queue', 3, '\x010975702d71756575650871756575652d3201037132000041656265356266306338643861306334363232366262396131616161396566623933623231333130626130636536663038656332383135326334343939306636370030a21e14894ddf083022830c1c65df08dfc11e14894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(119, 639314923254305337, false, 'device-up-https', 3, '\x010975702d6874747073020868747470732d300868747470732d31010057d52814894ddf08', 'kh1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(31, 639314923238669151, false, 'device-up-snap', 22, '\x010875702d736e617008736e61702d313000047331302c72464457306b386e7a4e684442316849547263565871395a592d46302d7a4268543957334e3571675a7151e00141656631633565306665613864343864313136643233613630353436653539653864616131613935663766343339383735663737383063313637633831653735390050543e13894ddf0850d4a20b1c65df0800000000cc363f13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(34, 639314923239520683, false, 'device-up-snap', 25, '\x010875702d736e617008736e61702d313200047331322c2d54514453504944674434443375766166746d4730764a3172426d765748796e346154787a5a7a456c6438e001416333346464663534336164336631323830646333663061656536656465653263353836623830323537623435393337396333623038336666636637663464396500f00f4c13894ddf08f08fb00b1c65df082b344c13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(36, 639314923239649571, false, 'device-up-snap', 27, '\x010875702d736e617008736e61702d313300047331332c5a75553471475f3333367a726d48655150454b795841596572434862337a684e556f5649566c626a394763e001413133306430346431383133623662393263356636343664613331376432383531323831316638366633333066316431396562633761306163336331313964306500c00b4e13894ddf08c08bb20b1c65df08902c4e13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(38, 639314923239840272, false, 'device-up-snap', 29, '\x010875702d736e617008736e61702d313400047331342c494c4f4c613450734f4c4a4952316a5a4a564e7358376f5879524a49793453443342595f6747696c373351e001413231313736626137393233383263356465646433323834323633663039393339303338393664636532636466376433366664613536303032353332306166396500f0f15013894ddf08f071b50b1c65df08a1145113894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(40, 639314923240097721, false, 'device-up-snap', 31, '\x010875702d736e617008736e61702d313500047331352c4263756f595f337a68393159767257367a457673366c687853795432785759597463644b5356626f436473e00141343865663238666639343162643564386461346562633137316665633937636262326531633838336138623533336336646539313237366162393037626365340090e95413894ddf089069b90b1c65df08c5015513894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(47, 639314923241620201, false, 'device-up-snap', 38, '\x010875702d736e617008736e61702d313800047331382c616b6372743050794c4939755564596a77327775354f5a4c57697a366f695a59636f4f5335705351336163e00141376335613230383037633565336633663736383538666562663466313139353064346333343135616436393962303033326462636137316464343762306261300080bb6a13894ddf08803bcf0b1c65df08000000002d3b6c13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(49, 639314923241897821, false, 'device-up-snap', 40, '\x010875702d736e617008736e61702d313900047331392c7337344564375234556964646c645465486b4333515458486a6d6a55586265614575712d4871596d364e51e001416336653933663634383465643464643337666235666531343935353230396431313561663832666365616561353437383931376435623363376437663965313100108c6e13894ddf08100cd30b1c65df0800000000e0767013894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(51, 639314923242261547, false, 'device-up-snap', 42, '\x010875702d736e617008736e61702d323000047332302c6a59613063716a354b6c63686673454864704c655567746d67714531383871564b4d5354474a62734b6d55e001413037323332363062323333643935373234303938646532323230356438323764326166353539643062636666333461383037633762633534346439303833373300106e7313894ddf0810eed70b1c65df080000000058037613894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(53, 639314923242459308, false, 'device-up-snap', 44, '\x010875702d736e617008736e61702d323100047332312c414149534b6b6b374547352d4341432d72546843625441734256724c4254394469676e7a3258767764796fe001413839633466343465666532323461306661633132616132633231333666396538336133376331393530636531323961666238323737383332333064363634653900b0657713894ddf08b0e5db0b1c65df080000000099097913894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(55, 639314923242771918, false, 'device-up-snap', 46, '\x010875702d736e617008736e61702d323200047332322c61364c62565f3933356e724c39397142717a365f554a74797a50313438424e474934694557536546494459e001413537353634313162396462373138616463343234393332633362356332653466396665376262313431613131383961636632383763663132643835333864646300f0e37c13894ddf08f063e10b1c65df08000000005ed07d13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(57, 639314923243719332, false, 'device-up-snap', 48, '\x010875702d736e617008736e61702d323300047332332c653644597547715256773562626d456c514b494e6b43626c7659376d6b7559574a2d314a6d524e48747a67e001413131613132626139643436373536393630373439373837626632333531346636636631313030333362653638336462653731656664383031373134653235363800e0628b13894ddf08e0e2ef0b1c65df080000000000448c13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(61, 639314923244540560, false, 'device-up-snap', 52, '\x010875702d736e617008736e61702d323500047332352c4e7247446b6764316b76746b6b50383266744f73523879536a344e524362356c6d6c45366449795738776be001413262356666363131376564306532303564336431363732343964636133613538306533393331356666663831326261373464323331666263333961373134663600c0d89413894ddf08c058f90b1c65df0800000000fbc99813894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(65, 639314923245502558, false, 'device-up-snap', 56, '\x010875702d736e617008736e61702d323700047332372c664c71394f314c78437563776e704c3168636571526e646b54583379726b78463933374150633666327134e001413962646163373065656265386233306637373139316564663765363462333365303332306239393032626365346239343739333863323430303963393338306600907aa513894ddf0890fa090c1c65df0800000000547aa713894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(70, 639314923246274844, false, 'device-up-snap', 61, '\x010875702d736e617008736e61702d333000047333302c4c3049774e48524f73427444355343684372336a745053676a6f7865673673575a75487a45345151324e6fe0014162636263613435626537636237346266653564313661306531653162353130393236613264356234343030343566643262643239663236313161373038383739003036b313894ddf0830b6170c1c65df080743b313894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(74, 639314923246944868, false, 'device-up-snap', 65, '\x010875702d736e617008736e61702d333200047333322c57746e4b524a5357555a304d33534546694243796c5450745168513862345a34467a36353144675f334634e001416264323861323335366230656134393831363763393261383336656562643838356464303233303461383032353236356138303537623633303035373365613100606fbd13894ddf0860ef210c1c65df08767cbd13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(81, 639314923247784739, false, 'device-up-snap', 72, '\x010875702d736e617008736e61702d333500047333352c584b6154444677354b4b5f746c4d336f37624536326b433953566e544e487443517a4177325f71316d496be0014133623836326362353536366561353939323864303533616131346631386161623462393333386538323839323365653630373764383431323565613436383435004056c913894ddf0840d62d0c1c65df0800000000944dca13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(83, 639314923248305781, false, 'device-up-snap', 74, '\x010875702d736e617008736e61702d333600047333362c594e666875427835694863466c5965385352683068306868504332566867464270737875426a6968617730e001416238623832303063366233323166326364633431393735343265373032333663306431656665393137623431653131356637363839663261323439306438303500b049cf13894ddf08b0c9330c1c65df0800000000bc40d213894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(87, 639314923249305321, false, 'device-up-snap', 78, '\x010875702d736e617008736e61702d333800047333382c6f6f54732d4b386438414f62397a67734d6862426a5938696a4e4f77644e77324d466a475542336a333249e001416437343332353861343166313937306164373436626536313834343038373931393065313637383165386233323230643433613838353131636262626330366500e0d5e013894ddf08e055450c1c65df08000000005883e113894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(91, 639314923249543342, false, 'device-up-snap', 82, '\x010875702d736e617008736e61702d343000047334302c6435667763774a35535045366c37627768374243364d63326c4d494344646952306276446948474f554c49e0014138376139646537356332643634626435376139383938356436366136316665643265373034333935666366623031663963613233633265643466323938373033005058e413894ddf0850d8480c1c65df08000000009024e513894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(96, 639314923250567918, false, 'device-up-snap', 87, '\x010875702d736e617008736e61702d343300047334332c3546545938467942395271616b414f6963545371786e336b6945726f53505f426f387a58536c715f577634e00141646364663530373039356264316332626131383432363633313036363836646633636566636437386239636131313137623861333166303235306333326461310000acf413894ddf08002c590c1c65df0828c5f413894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(100, 639314923251295119, false, 'device-up-snap', 91, '\x010875702d736e617008736e61702d343500047334352c7150344d72705f5a4245656a486c626e326e35574e47366f4a2d666a436f474b6773354e594c6f52495034e00141333465623161316135636462383837376436353231653738343930393736313632346566373461663865623536643138383931356431623036336531613830300090cfff13894ddf08904f640c1c65df0890dcff13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(104, 639314923251603247, false, 'device-up-snap', 95, '\x010875702d736e617008736e61702d343700047334372c314948424d55703348786f4a425a74514435436d6c6b6773646d2d3565545059637a586475487956395f55e001413130393337383931316630316236343138363938666231663266626130613232396131333066633965346361316237393435643466666466646435363135333500808a0414894ddf08800a690c1c65df08a58d0414894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(106, 639314923251777048, false, 'device-up-snap', 97, '\x010875702d736e617008736e61702d343800047334382c594558484c4b32636f536b384b6430644d546f4467574c6839565a476d414d54355f636a42665f744e6930e00141363839356337653163393735626464386165306235316165363639666234383732656531616234636563643332316161613264366630346133653033363166330090220714894ddf0890a26b0c1c65df0839370714894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(114, 639314923253235549, false, 'device-up-queue', 2, '\x010975702d71756575650871756575652d31000371312c7278766a75796455344f4c6f566c73303730586e6e3261797973556d5752307445575f384d335f66364c73da01413461363130353931303833653936313835656339363833346532613236653065303033336530316564656634336366666632643630363831613934343436343400b0691d14894ddf08b0e9810c1c65df08a67a1d14894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(117, 639314923253646499, false, 'device-up-https', 1, '\x010975702d68747470730868747470732d30000368302c58715277386954686d7a535f6d5752507032783536346f6a697139586b7a62392d4e4a3056425971587a55da0141373561636633323939386238633764393566346132633732356135383534613131376132656132313934646565363063663334386634373462383234613737310040ab2314894ddf08402b880c1c65df0887bf2314894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(121, 639314923257335125, false, 'device-up-late', 1, '\x010875702d6c6174650b6c6174652d656e64656400036c302c4d7169494c4235516e5f6464455470615257625f4e6e566530697832625165665f4739414777686a6f3459da0141336163643562366665363666633436326638303633393065363938626161383437363630663561343362326338366366656365666264646232656132316134310050f95b14894ddf085079c00c1c65df089f085c14894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(32, 639314923238988176, false, 'device-up-snap', 23, '\x010875702d736e617008736e61702d313100047331312c336230584d594236474c6d59306953345534754e314c563272374b6837795978474a7743756763734e4b55e001413137353038373231646264353062363634346564343532616466326633353966356131306664363830373833343465303664373238656638323462303731633600a0f94313894ddf08a079a80b1c65df08ba144413894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(43, 639314923241138662, false, 'device-up-snap', 34, '\x010875702d736e617008736e61702d313600047331362c7533747869566f696777434331334c71716b6d465775514e44317251427a3779675f6a4455677242594941e001413862306437663066316366366332656432626533343033386663333633343465363466646362383636623231306634373831343365306533363430363265623400207e6213894ddf0820fec60b1c65df080000000045e46413894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(45, 639314923241316813, false, 'device-up-snap', 36, '\x010875702d736e617008736e61702d313700047331372c6456686172616b5a494b792d7343484c45376b364133416c4f32694c506645646a74326250755851745759e001413833366165336635376237373564616133383237313863623233313439383166333637333731323864386334353463363663653765353939306439366365373600c0756613894ddf08c0f5ca0b1c65df0800000000cd9b6713894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(46, 639314923241525068, false, 'device-up-snap', 37, '\x010875702d736e617008736e61702d313800047331382c616b6372743050794c4939755564596a77327775354f5a4c57697a366f695a59636f4f5335705351336163e00141376335613230383037633565336633663736383538666562663466313139353064346333343135616436393962303033326462636137316464343762306261300080bb6a13894ddf08803bcf0b1c65df08eac86a13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(48, 639314923241772228, false, 'device-up-snap', 39, '\x010875702d736e617008736e61702d313900047331392c7337344564375234556964646c645465486b4333515458486a6d6a55586265614575712d4871596d364e51e001416336653933663634383465643464643337666235666531343935353230396431313561663832666365616561353437383931376435623363376437663965313100108c6e13894ddf08100cd30b1c65df088e8e6e13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(50, 639314923242097395, false, 'device-up-snap', 41, '\x010875702d736e617008736e61702d323000047332302c6a59613063716a354b6c63686673454864704c655567746d67714531383871564b4d5354474a62734b6d55e001413037323332363062323333643935373234303938646532323230356438323764326166353539643062636666333461383037633762633534346439303833373300106e7313894ddf0810eed70b1c65df08a4847313894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(52, 639314923242362073, false, 'device-up-snap', 43, '\x010875702d736e617008736e61702d323100047332312c414149534b6b6b374547352d4341432d72546843625441734256724c4254394469676e7a3258767764796fe001413839633466343465666532323461306661633132616132633231333666396538336133376331393530636531323961666238323737383332333064363634653900b0657713894ddf08b0e5db0b1c65df081d8d7713894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(54, 639314923242721238, false, 'device-up-snap', 45, '\x010875702d736e617008736e61702d323200047332322c61364c62565f3933356e724c39397142717a365f554a74797a50313438424e474934694557536546494459e001413537353634313162396462373138616463343234393332633362356332653466396665376262313431613131383961636632383763663132643835333864646300f0e37c13894ddf08f063e10b1c65df088f077d13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(56, 639314923243666808, false, 'device-up-snap', 47, '\x010875702d736e617008736e61702d323300047332332c653644597547715256773562626d456c514b494e6b43626c7659376d6b7559574a2d314a6d524e48747a67e001413131613132626139643436373536393630373439373837626632333531346636636631313030333362653638336462653731656664383031373134653235363800e0628b13894ddf08e0e2ef0b1c65df0882768b13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(59, 639314923244099964, false, 'device-up-snap', 50, '\x010875702d736e617008736e61702d323400047332342c736e4a615165665650712d58455f6d614b6b564768453147305245386d7a5f6c75555262656b6c4e546663e00141333239653438653963626335303262303338376437366262376236623730373463633866633436383538623535623236366261393165323737386365333362390030089113894ddf083088f50b1c65df08000000002d149213894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(60, 639314923244284793, false, 'device-up-snap', 51, '\x010875702d736e617008736e61702d323500047332352c4e7247446b6764316b76746b6b50383266744f73523879536a344e524362356c6d6c45366449795738776be001413262356666363131376564306532303564336431363732343964636133613538306533393331356666663831326261373464323331666263333961373134663600c0d89413894ddf08c058f90b1c65df08f8e49413894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(63, 639314923245103689, false, 'device-up-snap', 54, '\x010875702d736e617008736e61702d323600047332362c4b4774505847774a6d7073697a5674693471347177425875384a543974326b57616a616263665342514c73e0014164636537323334303764313465346436643662306133353234623561393433396430366362623561353239386461343831626133643633366664306662376433008071a013894ddf0880f1040c1c65df0800000000f05fa113894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(64, 639314923245381389, false, 'device-up-snap', 55, '\x010875702d736e617008736e61702d323700047332372c664c71394f314c78437563776e704c3168636571526e646b54583379726b78463933374150633666327134e001413962646163373065656265386233306637373139316564663765363462333365303332306239393032626365346239343739333863323430303963393338306600907aa513894ddf0890fa090c1c65df0867a2a513894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(67, 639314923245836398, false, 'device-up-snap', 58, '\x010875702d736e617008736e61702d323800047332382c6f7043484c755f61633357734d5a763555464749774f7554335a426179367a325a61396b5363575a365445e001413737626432336634313034663064626232653364373132386534323866613830316431356534363961346435323136663831383535613165356438633735323900c0d1aa13894ddf08c0510f0c1c65df08000000009592ac13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(68, 639314923246035679, false, 'device-up-snap', 59, '\x010875702d736e617008736e61702d323900047332392c336c53576a464a55307067596f4350555939626342386143504f7a5830455845324979637538794f4b7341e001413965386166656161616164613266623639373339616235643437623163643131323639316537663631623239356362363162363534626631313932363135336600b08caf13894ddf08b00c140c1c65df08349eaf13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(71, 639314923246416422, false, 'device-up-snap', 62, '\x010875702d736e617008736e61702d333000047333302c4c3049774e48524f73427444355343684372336a745053676a6f7865673673575a75487a45345151324e6fe0014162636263613435626537636237346266653564313661306531653162353130393236613264356234343030343566643262643239663236313161373038383739003036b313894ddf0830b6170c1c65df08000000003069b513894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(72, 639314923246548057, false, 'device-up-snap', 63, '\x010875702d736e617008736e61702d333100047333312c683975464a33714564566d53654b344b316e573233637a49544561664e516952546149315777306f46726fe001416432353966353930626139316137343932323965646139386465343265666331373931316130633066396565636439323533643363346562643434366466353800e054b713894ddf08e0d41b0c1c65df08086fb713894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(75, 639314923247059360, false, 'device-up-snap', 66, '\x010875702d736e617008736e61702d333200047333322c57746e4b524a5357555a304d33534546694243796c5450745168513862345a34467a36353144675f334634e001416264323861323335366230656134393831363763393261383336656562643838356464303233303461383032353236356138303537623633303035373365613100606fbd13894ddf0860ef210c1c65df08000000003c3bbf13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(76, 639314923247407586, false, 'device-up-snap', 67, '\x010875702d736e617008736e61702d333300047333332c586d776430353637386968427175676f69524c673057486b676d7834706b4c6d796537305a595f575f7a38e0014133363431623930363265636537326164613035636636346261306333343662343837656366376663613131623230663962666330336661376131393937323432004074c413894ddf0840f4280c1c65df08b88ac413894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES
	(78, 639314923247615594, false, 'device-up-snap', 69, '\x010875702d736e617008736e61702d333400047333342c3237546b6b6c4e6c4a3270456d7950443841517836693142322d56354e3655674f58464b2d375a4b335267e00141353761303361343865666265363633316335333935376233616634316333626438623566663964303339613433343532643863303230306231393031316262380090a8c713894ddf0890282c0c1c65df08d8b9c713894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(82, 639314923248116191, false, 'device-up-snap', 73, '\x010875702d736e617008736e61702d333600047333362c594e666875427835694863466c5965385352683068306868504332566867464270737875426a6968617730e001416238623832303063366233323166326364633431393735343265373032333663306431656665393137623431653131356637363839663261323439306438303500b049cf13894ddf08b0c9330c1c65df08105dcf13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(85, 639314923248471000, false, 'device-up-snap', 76, '\x010875702d736e617008736e61702d333700047333372c34704c3945305141715f6d6a3055486572553677316e75466a626839506e4a363052696b466b7375653667e00141313938353632373462313965623762663331333739376530663635323435386138626633363763646537366335333431376663336536633839643337346439630080b6d313894ddf088036380c1c65df0800000000b2c6d413894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(86, 639314923249265261, false, 'device-up-snap', 77, '\x010875702d736e617008736e61702d333800047333382c6f6f54732d4b386438414f62397a67734d6862426a5938696a4e4f77644e77324d466a475542336a333249e001416437343332353861343166313937306164373436626536313834343038373931393065313637383165386233323230643433613838353131636262626330366500e0d5e013894ddf08e055450c1c65df0825e6e013894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(89, 639314923249428563, false, 'device-up-snap', 80, '\x010875702d736e617008736e61702d333900047333392c5447423141516f4d4a4c6e65566935686a696a4276594976375965455a684a6b7249647377777339613959e001416464393032666263646631663065313462626330333461613730363835653335653930663932363339613065643433333663366338626239666663373932623400b0d1e213894ddf08b051470c1c65df08000000002365e313894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(90, 639314923249501143, false, 'device-up-snap', 81, '\x010875702d736e617008736e61702d343000047334302c6435667763774a35535045366c37627768374243364d63326c4d494344646952306276446948474f554c49e0014138376139646537356332643634626435376139383938356436366136316665643265373034333935666366623031663963613233633265643466323938373033005058e413894ddf0850d8480c1c65df08637fe413894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(92, 639314923249723718, false, 'device-up-snap', 83, '\x010875702d736e617008736e61702d343100047334312c58466b6c646c684d5179764c372d78586b6e5f55744549734361656d4731444a396e3647345771632d5677e001416563353266366362353135303438663036343438353730383436393132636136666631653333386333646535376666373830663566663430353663666337623900c0dae713894ddf08c05a4c0c1c65df08a8dfe713894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(93, 639314923249773558, false, 'device-up-snap', 84, '\x010875702d736e617008736e61702d343100047334312c58466b6c646c684d5179764c372d78586b6e5f55744549734361656d4731444a396e3647345771632d5677e001416563353266366362353135303438663036343438353730383436393132636136666631653333386333646535376666373830663566663430353663666337623900c0dae713894ddf08c05a4c0c1c65df0800000000b2a7e813894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(95, 639314923250185561, false, 'device-up-snap', 86, '\x010875702d736e617008736e61702d343200047334322c615077617672555f6a62367954364559783976484c4d626a7544497977354d474b6d387776463565453351e001416534663933613265386465323337626565393138383530343239333366363866613330343435313932386463646363356435646463313535313033666661396200c0bcec13894ddf08c03c510c1c65df080000000023efee13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(98, 639314923251046207, false, 'device-up-snap', 89, '\x010875702d736e617008736e61702d343400047334342c765a496d4759525f316467414951473569464554616b2d6a4e473362306a3547766574544a685546733073e00141333661623334346665313831353038393938636366333339366233656432663865343435386265636235396139636135663031643538613635373030613062610000fffb13894ddf08007f600c1c65df088310fc13894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(99, 639314923251117205, false, 'device-up-snap', 90, '\x010875702d736e617008736e61702d343400047334342c765a496d4759525f316467414951473569464554616b2d6a4e473362306a3547766574544a685546733073e00141333661623334346665313831353038393938636366333339366233656432663865343435386265636235396139636135663031643538613635373030613062610000fffb13894ddf08007f600c1c65df08000000009826fd13894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(103, 639314923251489036, false, 'device-up-snap', 94, '\x010875702d736e617008736e61702d343600047334362c7a4a42614f504d75763177556370304973424756304d396c2d68465944325550694b756f64497467315163e00141626465633537336362303634376539336339373934323264333939366362383733653235313239316635386231323534386531333232623361626538323739370080190214894ddf088099660c1c65df08000000008cd40214894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(109, 639314923252039415, false, 'device-up-snap', 100, '\x010875702d736e617008736e61702d343900047334392c747a50725152634f5936436955766d32666e4676484f624c6d4a44626f4b584b416475754d7164394e4d4de001416637313932663361626664316430353738373734353866313963383766353738303732353536333261613262353735363533613962306566363265333330333700b0e10914894ddf08b0616e0c1c65df0800000000d4390b14894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(111, 639314923252662672, false, 'device-up-snap', 102, '\x010875702d736e617008736e61702d353000047335302c367577756932644c566c30364f5856585a737634543077664645566b6e534e386a5563412d774975773545e001413162343431653931386164656532636437653939626536316466633263643937613232393464623338396666373238366135373939303137393565646239353000504a1014894ddf0850ca740c1c65df080000000018bc1414894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(116, 639314923253423574, false, 'device-up-queue', 4, '\x010975702d71756575650871756575652d3302000000416365396133323038626532383361366339343831333335336534366462636236633332393530393530353064643232623430613733363737343037386435386100e04f2014894ddf08e0cf840c1c65df082e592014894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(120, 639314923254647462, false, 'device-up-https', 4, '\x010975702d68747470730d68747470732d717565756564000368302c58715277386954686d7a535f6d5752507032783536346f6a697139586b7a62392d4e4a3056425971587a55da0141373561636633323939386238633764393566346132633732356135383534613131376132656132313934646565363063663334386634373462383234613737310080ed3214894ddf08806d970c1c65df0826073314894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(102, 639314923251444516, false, 'device-up-snap', 93, '\x010875702d736e617008736e61702d343600047334362c7a4a42614f504d75763177556370304973424756304d396c2d68465944325550694b756f64497467315163e00141626465633537336362303634376539336339373934323264333939366362383733653235313239316635386231323534386531333232623361626538323739370080190214894ddf088099660c1c65df08f5250214894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(108, 639314923251958189, false, 'device-up-snap', 99, '\x010875702d736e617008736e61702d343900047334392c747a50725152634f5936436955766d32666e4676484f624c6d4a44626f4b584b416475754d7164394e4d4de001416637313932663361626664316430353738373734353866313963383766353738303732353536333261613262353735363533613962306566363265333330333700b0e10914894ddf08b0616e0c1c65df0841fb0914894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(110, 639314923252377724, false, 'device-up-snap', 101, '\x010875702d736e617008736e61702d353000047335302c367577756932644c566c30364f5856585a737634543077664645566b6e534e386a5563412d774975773545e001413162343431653931386164656532636437653939626536316466633263643937613232393464623338396666373238366135373939303137393565646239353000504a1014894ddf0850ca740c1c65df082e621014894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(112, 639314923252886852, false, 'device-up-snap', 103, '\x010875702d736e61700c736e61702d7175657565640002732c5f6673546c6759764c6a653063653561664d373572314737367a7a6b614955316433456c4d486356707663d40141663730663965666538393332383230643264666263643334316161386331376165663234623365343766346566363164633562353538666264656230626266640080121814894ddf0880927c0c1c65df0898261814894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(118, 639314923253789473, false, 'device-up-https', 2, '\x010975702d68747470730868747470732d31000368312c5f704273704745645971724663717065473466423131514a485f74314e556c4533676b35476a675a2d4e73da0141333339323237613061363538376233376337343539363136383132383232356433386664623066333664623837303236313434663430323838656337643136380020ce2514894ddf08204e8a0c1c65df0896ed2514894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(122, 639314923263996650, false, 'device-up-late', 2, '\x010875702d6c6174650b6c6174652d656e64656400036c302c4d7169494c4235516e5f6464455470615257625f4e6e566530697832625165665f4739414777686a6f3459da0141336163643562366665363666633436326638303633393065363938626161383437363630663561343362326338366366656365666264646232656132316134310050f95b14894ddf085079c00c1c65df080000000004acc114894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(123, 639314923269277685, false, 'device-up-done', 10, '\x010875702d646f6e650c6d65616e7768696c652d3000036d302c7139455a39414b52586732524c5234476434347a5a677468426c476e746258714f51503044315873644649da01413866653332356535613965643037653935313263393336343466333962376334613638336636313362343936376230316335346231353939333839656136653700f0291215894ddf08f0a9760d1c65df08c9401215894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(124, 639314923315971451, false, 'device-up-late', 3, '\x010875702d6c6174650a6c6174652d626f746800036c312c7a75585237583755552d644f4f49624977336544533054356362686a626c5055433359336c552d656f774dda01413935616137343462363038656563666630623933373762613966346432666332333233323439643139633663383063303061393535326435333366623063643600c098da17894ddf08c0183f101c65df08abbeda17894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(125, 639314923320966911, false, 'device-up-done', 11, '\x010875702d646f6e650c6d65616e7768696c652d3100036d312c2d62786576507a326471684e5a655950676c5155714f6e2d67725a467154644371546a734574394350766bda0141313765356432373461396636653531313937653134373435316661346461353065356238323131303564666330353534663963663039383039356166356534620000e42618894ddf0800648b101c65df080af82618894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(126, 639314923367664465, false, 'device-up-late', 4, '\x010875702d6c6174650a6c6174652d626f746800036c312c7a75585237583755552d644f4f49624977336544533054356362686a626c5055433359336c552d656f774dda01413935616137343462363038656563666630623933373762613966346432666332333233323439643139633663383063303061393535326435333366623063643600c098da17894ddf08c0183f101c65df08000000000986ef1a894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(127, 639314923372719385, false, 'device-up-done', 12, '\x010875702d646f6e650c6d65616e7768696c652d3200036d322c7733502d4a777761766b4c6f4a584c3136646436474779306c7639544939706c6a32764276614874645741da0141373931333731653336313136346230313536623138336334313034393265616361666639303432343934623162646239626636313738316239323237356631360070883c1b894ddf087008a1131c65df0896a83c1b894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(128, 639314923422871666, false, 'device-up-late', 5, '\x010875702d6c6174650c6c6174652d71756575656400036c322c33634f6742386c6443416931306855306331776257476675555f72766b6a5035644b5f2d58444673516e41da01416634336361383438613963386235346132656136366637373062343837313534343139373536653830346532313238353937333735666635656565666365313500e0c2391e894ddf08e0429e161c65df08bdea391e894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(129, 639314923426701678, false, 'device-up-done', 13, '\x010875702d646f6e650c6d65616e7768696c652d3300036d332c7937416f4b5668356b342d6d6b78697546525474647750492d476b5a4c4164645f754436766f4232543934da01413530316461383139353031333036366333393065366235353830343062303962343232633764663437643164623162376665363965636233356138633130356500e05a741e894ddf08e0dad8161c65df08e15d741e894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(130, 639314923529459966, false, 'device-up-pending', 1, '\x010b75702d70656e64696e670a70656e64696e672d30000370302c36794a70426956422d6a584d4f67555976395063704c46506679426d687638646a4838734c38492d2d6a30da0141363861643439643665613937613836626438623032393335396138633433343632363537656135666337353764613632326332303263613735663866613531360010329424894ddf0810b2f81c1c65df084d539424894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(131, 639314923529505615, false, 'device-up-pending', 2, '\x010b75702d70656e64696e670a70656e64696e672d30000370302c36794a70426956422d6a584d4f67555976395063704c46506679426d687638646a4838734c38492d2d6a30da0141363861643439643665613937613836626438623032393335396138633433343632363537656135666337353764613632326332303263613735663866613531360010329424894ddf0810b2f81c1c65df0800000000b9069524894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(132, 639314923529696644, false, 'device-up-pending', 3, '\x010b75702d70656e64696e670a70656e64696e672d31000370312c5f666f4c6942544653346e6a367a72575f34626f343357723637565f76734557354c56494a73675a424f67da0141326266303339366433363837636436333762656431633334366466323538376430306562616435643235306235333436383932353731326265353065643163630090db9724894ddf08905bfc1c1c65df0855f09724894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(133, 639314923529737684, false, 'device-up-pending', 4, '\x010b75702d70656e64696e670a70656e64696e672d31000370312c5f666f4c6942544653346e6a367a72575f34626f343357723637565f76734557354c56494a73675a424f67da0141326266303339366433363837636436333762656431633334366466323538376430306562616435643235306235333436383932353731326265353065643163630090db9724894ddf08905bfc1c1c65df08000000003b909824894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(134, 639314923529842236, false, 'device-up-pending', 5, '\x010b75702d70656e64696e670a70656e64696e672d32000370322c756a5664356268645350556a624b33516d594e3468776c4f4633535f392d57703365394331324a396f7859da0141363464326363383163663133303762626633373938346535373734633339663863353036633861613037326638616236313433633231333135663138326635360080259a24894ddf0880a5fe1c1c65df08f0299a24894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(135, 639314923529886052, false, 'device-up-pending', 6, '\x010b75702d70656e64696e670a70656e64696e672d32000370322c756a5664356268645350556a624b33516d594e3468776c4f4633535f392d57703365394331324a396f7859da0141363464326363383163663133303762626633373938346535373734633339663863353036633861613037326638616236313433633231333135663138326635360080259a24894ddf0880a5fe1c1c65df080000000017d59a24894ddf08', 'kc1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(136, 639314923530045095, false, 'device-up-pending', 7, '\x010b75702d70656e64696e671370656e64696e672d73757065727365646564000370392c59576546536e575749307a49553374793575686c7858477336594a4a34434d4c695656414b46615363586bda01413433623662653936613765303338353630633961616432316331393830393037353039343437333034353237333965353164663731663761343634353563343900c0329d24894ddf08c0b2011d1c65df08503b9d24894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(137, 639314923530117692, false, 'device-up-pending', 8, '\x010b75702d70656e64696e670f70656e64696e672d717565756564000370392c59576546536e575749307a49553374793575686c7858477336594a4a34434d4c695656414b46615363586bda0141343362366265393661376530333835363063396161643231633139383039303735303934343733303435323733396535316466373166376134363435356334390030449e24894ddf0830c4021d1c65df08e35d9e24894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(138, 639314923530117692, false, 'device-up-pending', 9, '\x010b75702d70656e64696e671370656e64696e672d73757065727365646564000370392c59576546536e575749307a49553374793575686c7858477336594a4a34434d4c695656414b46615363586bda01413433623662653936613765303338353630633961616432316331393830393037353039343437333034353237333965353164663731663761343634353563343900c0329d24894ddf08c0b2011d1c65df0800000f70656e64696e672d71756575656400e35d9e24894ddf08', 'ku1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(139, 639314923530286780, false, 'device-up-socket', 1, '\x010a75702d736f636b657411736f636b65742d73756363656564656401036b30000041323232346534653239646638326533326439346264646461633832363235643830613832336561323732306332613562386336643234383362313864313936660040dca024894ddf08405c051d1c65df088deea024894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(140, 639314923530416155, false, 'device-up-socket', 2, '\x010a75702d736f636b657409736f636b65742d3000036b312c41307079634e737477774736683858504932794b5652707438655053713236764e58684a6672594e756251da0141646463353533666561363539313166366534343533306266396536376132613333623334326163336565636234363334633634383466623432613836386236330010d8a224894ddf081058071d1c65df08fce8a224894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(141, 639314923530648153, false, 'device-up-socket', 3, '\x010a75702d736f636b657409736f636b65742d3100036b322c6b4170636e5a7245704a4849644535587341305f384356467577703144596662395f4a6a343061684d4145da01413335613236373239383364383636313430666261326466656438336163633563666538613637393630343434333366656264313236356439353437303336356100805aa624894ddf0880da0a1d1c65df086674a624894ddf08', 'kq1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(142, 639314923531702602, false, 'device-up-socket', 4, '\x010a75702d736f636b65740111736f636b65742d7375636365656465640001f69c27470000000004659bb424894ddf08', 'kh1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(143, 639314923532133001, false, 'device-up-socket', 5, '\x010a75702d736f636b657411736f636b65742d73756363656564656401036b30000041323232346534653239646638326533326439346264646461633832363235643830613832336561323732306332613562386336643234383362313864313936660040dca024894ddf08405c051d1c65df080205303030300101659bb424894ddf08fcc6bc24894ddf08', 'ks1', 6960, 'cf75dfe7da5445b4b9920137dca2338d'),
	(144, 639314923532227794, false, 'device-up-socket', 6, '\x010a75702d736f636b65740209736f636b65742d3009736f636b65742d310001f69c274700000000049e73be24894ddf08', 'kh1', 6960, 'cf75dfe7da5445b4b9920137dca2338d');
INSERT INTO public.key_ring VALUES
	('key-919e342a-480e-41fa-83ec-10c5ff7c2c1a', '<key id="919e342a-480e-41fa-83ec-10c5ff7c2c1a" version="1"><creationDate>2026-11-28T19:51:59.8189081Z</creationDate><activationDate>2026-11-28T19:51:59.8189081Z</activationDate><expirationDate>2027-02-26T19:51:59.8189081Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection, Version=10.0.0.0, Culture=neutral, PublicKeyToken=adb9793829ddae60"><descriptor><encryption algorithm="AES_256_CBC" /><validation algorithm="HMACSHA256" /><masterKey p4:requiresEncryption="true" xmlns:p4="http://schemas.asp.net/2015/03/dataProtection"><!-- Warning: the key below is in an unencrypted form. --><value>woQIsCE/UrK4p0Ygvu5d8wZnTO7Z8d9xayyPuIEIzRLRbpTXNez6pPVlhUrjLysuNx3xCgCqUEf6RsPhqvjv7A==</value></masterKey></descriptor></descriptor></key>', 1795895519841);
INSERT INTO public.persons VALUES
	('p_evP0rDiGNH3hbikWMlCCoG45MdltzFkrWfcEZPsng', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a7645650182621c5774c637ff54816f485c0b7c7f76abb4da913e4180bffd03846694520cecf373663db2a0bff4033a238440d30d789a3d69493985c05784fe9d3516e397b40fee1d8b7e464a76bd68b6250074d3bf5bd60e899ef3104afb4ba52b97a9bc2aa07dec81951e1061940a468ffebbc5f7962fad83e384b293eec32ccb89d45d3c440207ef4d386d221dcddb', NULL, 1795895523238),
	('zrnkG2wjD7W8MiKIGjaFhQrjmVfPlADhe7QBAAXWn5Q', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a1cea1cf098484ae8aeeea0264d81cf8298f538b6d7cfe7ecb67730b0fa5df0a48d71f8d5fca7644a665eafe0fb2b9767d80cb4a87ac1d80129997d7f3ecfbef7884349ac36bd217d6dbba973cfbc2980fba159756a2a1dc2c6c31f956f35783abef6d5a85e38f6d490bbf2e0fd0a506a926e4b6f41789c71069d178b22071cfa1d696b5dd901cad177d631ec48c0c8f4', NULL, 1795895523421),
	('TY5cXYx5nXpDzJ4syffXtMtvZGDThexzyDT9_ri1hpE', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1aea884e6760075d3f9b72ffdf287a8aa81b7feea53d3fa2978e014aab38c8d8b33feca1da2c9528623e2f5fca1fb36c9033ab212bf3956c51073ec439a0353034ecfe296c674182597bd70b73f68ffceed864bb2225201f1a85a1a1f6f50cd40dafcddea8aec61b57df67eb8693b17809c160830ad7442e5158ad1650ffe9d76f0de7a907a0e687ad35865e80344c8f98', NULL, 1795895523449),
	('XM41TDCK0iS0i-Lcb9gqgL2yo_gwCv3a0zAqQgp7C7M', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a4f16ff687dede21597f7fbafb5e1fec769587fb5b0830243549844ad63c2230e31e2837533060fa22ff40fbe8413395dd33ed1e6b8fbf9af6302a4481fdf9267d2160b20e8df4f23bc8086518e6d307ab4fe7e078ef519d6ae3f40d90613bf7acd74094c5096d34431d742b3be8eda6ec570178d32bf1dae42f1986263ffd66f76510e76e4ee1b5524919cf2064642cb', NULL, 1795895523467),
	('0tuSBYhU63y9C9Gu2aNbpPm4CDf7JXHAnN3ZJd5KkBI', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1aafcdb33f6f4bc7b4e528b038532a296a2cb09576e11dc46fa2b901dad08c6a695a18ee0f37fa8aa6ee6d2316e149cdc57d3c28ab0df0334e0b33ed50bf7d0363044b4507ae5f8e78392bc703ef4fdb03da912df177dd93f731b92c2382a10effffc45d9f2c7cf24a9122872db1dc60c590836c2e519f63c24369f01ed990bcd86c11103a9fc4ec56b74ec3da7ecf0bdb', NULL, 1795895523539),
	('lHC3UstoNkyO--4xtIMm0NVAB99CE6I_7F9Sj4jWglc', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a0b9b9a051502ab341086f07ca05cddd18d98aaaf26a5e1174158c52ce172b03c449099a83cd90819688aaab4484eb07629eeddfb398a818bf810b1186eaff914b571651175f9e242fe946b150d78a11280b99a0860d8396ad112332c257bda4ad9e923bdc71ff1b75c0fcc8611fbf688129eafce3e6a5133e8a1eef5a51ff7a9fb7880ef629500b49f686ef015ce1c2f', NULL, 1795895523584),
	('VfKx2HBWt8C2v_SDJGdRSptuDoBEE77_2BKkhYAM7f0', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1af07932425aac6dfd49fd576e452d3f2b9234412f65f071201d3b2b5745938c4db2475020d95ce5cf841663165ccaa292a9744da2397493a99b137abdebb4088d0f7347ce59314cda945faeba9058bfa91e06d3708964b1208b92c069b6bca3bd1761dc5cb9858ebfc715f8bc73815f7af5fbfec74797b2753942a5c60ce825bb2658dc406942ada368825417499e2743', NULL, 1795895523636),
	('fgZBCBS67Q2kBJgNl4dVGr8b7mOIct0wJfvlY7HgTr4', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a917bf37eb7a4e8c33feeb5287b5a7ee12ceedd8b112fd9e07f83d3d267ff67dbc42820230c488cc08a4019b01f05c4e69148dd9698d68583cff3d58c429cdd0796eccf538839f7901cc40dd0c13f61e1fc51bfe6c4e9f76116e973be1ae6311290294244f33c043910c20fde85953e59dc4750dbf62d75ad9e046c149588c1dbfc79f432185a9940295007c8bdff1ee2', NULL, 1795895523685),
	('4JEs0BHlTq_7ySQ1p3tpelAU7DR_msYiYP1yV8Ydvp4', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a738a6939ad31c9ec9b298245745ea10ada831d0ce544dc33a3f525064bd245acd44d4305bf2a5ef6043a7c094fb2fc9c12dc7a12f73df3e2cab394bd432ef29818ef27b0c9bdc4de4d427165b04da2374d32052c5ec833be8bf8601ac308cdf8842c132085d8b872e96be483c8c6217ba3ccb18fc0739d5bb9e35601b1720bde7f60899ff45bdbb6cdb073d733197bfd', NULL, 1795895523704),
	('ODqnUpjFkx02ZKFvBCMMxzAsCRskLnf2jDosvSquJtU', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1af21fd604bd77fb4a877ae478f2f875885be85fd814dbd6d86bec295a5b6e8bd886bf3959caa9038574521f6bfbc12db23c9efc9ab3d481e0f4f71875a29f31a97d211d8cb5da1088a229a83c6e9ada45ee547d5439d78ea12dd7c93aa95285ce4ecfc368a971dc5c532075059d86266e7a3ce8f0a2589603c60e30cebebf1be1cf5f456dec2c8e29cede9e3e7234b927', NULL, 1795895523725),
	('tf3cfVqLqZROhOfO9u-dt1kHVvxVAMrwUZ3rIfRxCs4', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a262b9b32cf410113306a852a22f51b4dd5931de40a2ad01eeb7b55d340dbb243d5d09f7bf499c9a9f484cebb570f9141cd8edfc4a709c04dbee38507cde86617b4365fd28d07437a9dd139e19390dc216238cb49fe2f076896c723cff9eff274bd6c986d27558b0fc8e5066b3fdddd06b3abaa98c6ea4f14c15017948fb9905b68fabef9f19eba0122b74a9ca548d8df', NULL, 1795895523750),
	('tDUgQO5lVFiCHH0BgH-4YbfqkpFrA0Wm3tOxzTqSJIY', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a05fd005cf8a8fae1bedc103e888dee288ce663420f6d61c92b7d4b9af32d6593e108632a0732c01a92744293795d2b27a67755cbce3fbf35ce27f11e51ec900885229b7ec7e6e0c7ebb7d92972e0b4009d0e72d095a4d87bd4e586bb79c2c559443e5e3db9d04fff1647e192b1027ac2f3f4c43415073088bdb9d071aaf352e6508a3ff884a986e83d41c9ff9f1a2b3b', NULL, 1795895523785),
	('cyug5iYGkkfzHxdmVVo31UdXA08utraGJE1Psntr1D4', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1abedabf4d301185a302e318d7aa3f4ba72c13d9dda9da3fa3e59cd6158e92b8cca9103615b1abb548b16ccd36a58e759a023adebb32064d0e6d635d2727c9c3e38f7057c356b314a61957704b47dd655897e5a0316355cebd5648c7e43cca88a7eb95893c605ad57190981f417bcacdfc8f13d2eab3455997ccf1634a26c2c1834d92fb28e9b10e437d53c8bbf99de56b', NULL, 1795895523814),
	('BvGope7Q7kzES0abbbzgvkolsfVHPBbKeZJ0Gu2q0PY', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1ac020e5be2c2ca057681d145cd37479ec3a1f902a5cdf3e8f3d1f9c1a2b5da52277022daa53b401f142dbc205bb7860de1b1b38d59901290f20b89a6818f062be0cedb703a5dcf51075b80a41db7881670dd12ddc8ddeb39546cb573e260bb533e07c0bb17f4e7a11169b83f6502f46047e0b593d1eb7d6f8abe7cf5b8b067ba0abfe8aa62b04e51ea7a5aab5032ac386', NULL, 1795895523833),
	('rFDW0k8nzNhDB1hITrcVXq9ZY-F0-zBhT9W3N5qgZqQ', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1ae1380394066b5f5c3eb2de0667929f2726a15d5e89ccf9b857b94baa974b3545d223fbd70820a5a4a61bcf87fc0eba243ba52b11383f8c468f654efe199406a2dd6fe475a63c22f7b30b1298997ef537219b7bfb54ea6a586f3c58cb97099dc0ca5f5ed7ca31149d89081c3b236b67644463fb562f8d68cb9bd48be5d02b54bd85acf0bb19a31de714d52337eac675e5', NULL, 1795895523859),
	('3b0XMYB6GLmY0iS4U4uN1LV2r7Kh7yYxGJwCugcsNKU', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1aa8751442138c0b383e0e8f2c4de61a5c2fb9faa7f5286dd303e3af29c4ff1fb31a48606b6ef27b0d80df40441c7cb200089f6b88f02fde6268439ff508838232f48fa458c5908a44896f5f270a0e7d85c14e95430dc55124bccf80a30815dc09b92e2605376ab0f085f3f5141c8ae7f85ca34570bf6eda5c896dedcb244100535b54f2e7ac0aea114bf8c2815d7284c2', NULL, 1795895523895),
	('-TQDSPIDgD4D3uvaftmG0vJ1rBmvWHyn4aTxzZzEld8', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a5e73546f6a5a6d49fc4db95ab876309fa63e7ad05e2de554608c58e0b6b35ecc2b3f963670f373029bec1d67c308931390be6e93bd41d412ad0cdd6f7c6bb11ebcaf809e5f22d449f3186f9b8aad3aba1722d5b86effe346afbcf3a4091ef6d30b9d3e79a708789d018c7a7468d1374eb643e044acb2729104d2e49f539e9ea1e497cd55021c1e3cf9f5c6e9dd76b5d1', NULL, 1795895523949),
	('ZuU4qG_336zrmHeQPEKyXAYerCHb3zhNUoVIVlbj9Gc', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a636194222e7cf9f00b12cb1e7899694cf8b2e7ab1a9b041f8c56290804fbaf56f5a6159e8c3b3ed3202839b339f0f7aea660313b8e082231e27e7ca920ddea2f0b5a15ea185cccd4b618c676bb21342fc835458cb12c2d8706f098818f4dff088bde9cc50f719928fe99af5a19d86228ede34ef318e2c443d0b41e9949df1cf896d51d99aa186c23d524a732e982b12e', NULL, 1795895523962),
	('ILOLa4PsOLJIR1jZJVNsX7oXyRJIy4SD3BY_gGil73Q', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1ad396a537df43cab6e640c1978fa78bf9e6ad9818ca1c27943dc8f541f040d4388bfa5ad2760124464b12953278f4d4ba0a0d6dbb1a3092598be785df6fcf9fd10e9c79b576725246e655ec38ccff78d02bf66d06a7e0f2fd9203a582dde668490bd8fe809758777fde1c2b3bef197f6b3acff756d866ab6c9d98e306c8d492f43abc41a34aa6e5dba5704bad3b01a35d', NULL, 1795895523981),
	('BcuoY_3zh91YvrW6zEvs6lhxSyT2xWYYtcdKSVboCds', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a1a78d1f5957d5de32a6bf767a197eadd0c3e808cc2a7b9c3612c1335197d79d3683668e0108cc4ef2ca7408e8b12a3a24a3db0b1f2c01963b09edb1c2489728d88d7ac457d2cfbe90526d0cc82fcc64dbff372fad53677964f81e2e6ce49f632e89322a7d1dd587e6b89847945505b26781d1888e94100aafb05a5f2725fa9eea7548fbdffd794e3c5df0db4bdc75242', NULL, 1795895524007),
	('u3txiVoigwCC13LqqkmFWuQND1rQBz7yg_jDUgrBYIA', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a65cee70e5cca0ebb5f08b393b419fcfde1befbe89884200710352746bdd641c2892b2c7cf391fc30ef31a1cfeb54aff1fea6aa6dd499d412ae739dda326bfe17f908a32880be68b02a7f42281ab45655560f37532b500bd0f4741179f6964ec056fe077983bfa7e89c6a1ab28dd4375a5faa6eee536df7af92caa59b3218ff556677073f31ed5d64b0a3a79905bc6f57', NULL, 1795895524092),
	('dVharakZIKy-sCHLE7k6A3AlO2iLPfEdjt2bPuXQtWY', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1adb8f13f6c1d11e771d05728efbf65eae602924f328fe84b3230c7a022523e1c561e6feb9c369bcd64aa405500933518af90d09b74d2d748a4c0c7f6a4f117dd01aed22309cec246c11dd035046891e4125e4b783b6b7fe31f68480624f8100c4bc0bf02944705b74a7e6bbc089334543b64f6f7777eed5dc3e5427fdb7ea03cb8d2bf182722e0faa1839a51fa1a013db', NULL, 1795895524121),
	('akcrt0PyLI9uUdYjw2wu5OZLWiz6oiZYcoOS5pSQ3ac', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1ae1cff154d2c9a2065eda6a96520cf991d6a4d48de8fea307bb4e9f4095d6a94851df1b96c4b61c96999f045088e1237f48cf0281d2d4a053076082058fd3b237add19a56786d095774cc00b2e35ea978543a4084c34961c7b47b0a8d9455bd5339f689d156b219a112b87360c9e7e1db839d00320473c175f55dbdfd345fecd4b0795fa174a58878d09219862e18db63', NULL, 1795895524150),
	('s74Ed7R4UiddldTeHkC3QTXHjmjUXbeaEuq-HqYm6NQ', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a5bf1da776aa503352e81d1024b0813480e5d09c57f24daf2034827c02742e3656218da34b4fb93ede59a06b8bca1dab55be74a759f2a4ee561c721ae670b2b2694c2de462c7b1ef5fd1d813dddedec71ba9ed5cd3864ab4b05bf4dc79c2e44fad66dcd93d498c813299fcfbee18a86d98ec50a3d7d0f2c7f7fa78bc7934986ce6acb09e1b58786365d7e42fb535b8f2d', NULL, 1795895524175),
	('jYa0cqj5KlchfsEHdpLeUgtmgqE188qVKMSTGJbsKmU', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a42870c629d2fabb4a23cdb768f50d7b5be67a99f4aa9f945a128f355c3293cd5fa812885355646d9632e01d0520c4f14f6079b2e94e6317524f00126cecc90fd239706a4a6f6430d005250667511b9321a4af0c3cf74f999f570e215abaf85546fc85d37aefc0127ba835c443ec05f73826e60c18da7e1ece9b3c94d2eb31f6e82056c556795fadf7d83e84bd4a7038f', NULL, 1795895524206),
	('AAISKkk7EG5-CAC-rThCbTAsBVrLBT9Dignz2Xvwdyo', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a3626fcb0db50402c5e5b702f297d8843a8acf31f57ee2bbb671a81d0b61391c85475d1ae38a418749cf903c446e195f0f375328d4e118cd0cd31295afa4283209c7b8cc19693a36dfe0be039118cc2bdd4d785200b46d050cb93da0f608758880a4a94f6f24599b9d9a75b62a5921a70d299dcd19f971a4d14e59610d5e10df97e48fc203395a3bc5e00d729af8137d7', NULL, 1795895524234),
	('a6LbV_935nrL99qBqz6_UJtyzP148BNGI4iEWSeFIDY', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a69941c16650ef63a6136911e2d5c15dff1c781a68ab059ef1b55c3b51107851155c0010d42eed89c62a018b0e547a407cf29ff08809736f7d69065644090c1f13c152c281be07ea598965c72074f710c5f68494d7aef7f115e0e5139d7bbf25c4b6c142dfdaec6bcf61fae647a640438f7a5eb156de2c6bbe6795378fe3011aacc4f9bc463730c4fd953792fbe21b2ce', NULL, 1795895524261),
	('e6DYuGqRVw5bbmElQKINkCblvY7mkuYWJ-1JmRNHtzg', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a0d14f29faf4732f232491572594d9241bb52e956f74c95be0cc5f4612ff110c9b19a5f7372762b550775ff1f3b29c5a111e682fa3d7d8149abb6b66803263b35789f1e8a05d7a2e30c4e54586c115e30094b85e47108d5dc394b3773c109490829fc289933499b06658b8ee22dfbc36669981cd491483940edaabfa5b5c23dbebe58de787c5d23de9c4c8486c81724f7', NULL, 1795895524326),
	('snJaQefVPq-XE_maKkVGhE1G0RE8mz_luURbeklNTfc', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a99fe39c1a7d4a950abf61439107aff55c6f06b233f378dbedd95a4f5932a6ccbfdfa860ee0c3f1f9e396e5d7664bd5ddad828bb8e9c23f332747602b328e14366f5db784e1a4e9d790554fede9b7bba48730bf0d74354f2bd2a1f0e6b309f291c8e23c35c54e1cf564d7892d4d929a1276b86bbe828354dec402821ca05168b850c106b8a558686012f8e7fbaf7edb7e', NULL, 1795895524394),
	('NrGDkgd1kvtkkP82ftOsR8ySj4NRCb5lmlE6dIyW8wk', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a1a314d8b7b64ef119aeea2190fe761f9d9a3763e9d535ca04b3e93b050cc3859f320a61eb8ed84b92ed9ed71e959ed70eb7ad32ba3e8f56598229edf8794a08a15f891f73069653d269e61f963fe0662b280918b1292a6e1f4e67d1ab154ec68c23eee94fd1f31b963e259d66efefdbd5a0a1a4e6adb8bac3da50c8772b17968f9434e8ecfe50bcdcb118ec54f78a29a', NULL, 1795895524426),
	('KGtPXGwJmpsizVti4q4qwBXu8JT9t2kWajabcfSBQLs', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a623c5b2e46621efa22bae8513edca2afd553b96ff7068cb8b7c04c037cebc156dbc488f5b7607e0e7a944f728429bb8a2d3db3d1b26dfb3ac4a752c2bdf775ae2b7863c3068f7328627c05d976ea5b257470ceaef5314f606e6e3fd8abb4aa3ac7513979a320882d9a827177bc347ba669afbf74c2f666bdbc5ef22f13d0dcd0d6c6fabcab44c0e934657d41b798a72c', NULL, 1795895524488),
	('fLq9O1LxCucwnpL1hceqRndkTX3yrkxF937APc6f2q4', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a68dd18501fc39fa1b50cb72add41014928df83608567c16f9f453a097c582e7f85921877c5d53b07fdde793b6f5e84541f60ca6d632606bc9241ce77d57e184b31744e790e56baed71de45ef4139e9c352363d6abcd71545139084fad3892e78b88cc12634665404575ed25950b2ff0f1dc6a05cf2742f0697a9fa9e908a0c184f4918796387962af4620d4a68ba3c6e', NULL, 1795895524529),
	('opCHLu_ac3WsMZv5UFGIwOuT3ZBay6z2Za9kScWZ6TE', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1adfc3553f78103cc561ebca8e1a6cedc82130a6c53db49f511a8180054cd9f5288ca31bcf56e65543faddec685f0598e753b1abb365a1904c48c232db49ce43bb74d573a8bdb0af2a8535d3dcfdb90a6c61ea8e81e4b7a6600c45a34563825c681792de3d14d18f42df9bfb45b37ef4033cdab72bb7f9656a7c6845964da2288ced7ce38ae1d387d3a298638fc809862c', NULL, 1795895524566),
	('3lSWjFJU0pgYoCPUY9bcB8aCPOzX0EXE2Iycu8yOKsA', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1acb85b028ec4558c8962a4dbef9ac74e9297b1b95f287f439154a9b68d2e52e3bf5371f9821697334dba737b0a23119de381849b009c837cdaf3384035af3ec70ec564601a804b57cd3c435fe6e95b2f3ba47592f994b67ecc09402c13d16d4b6ef2a3ad20ba6204806d8cb3e9498ff27727558f9c6c266c448716fd257ca2ec28bd3cf12ad40e89fcffdf93cdff106d3', NULL, 1795895524602),
	('h9uFJ3qEdVmSeK4K1nW23czITEafNQiRTaI1Ww0oFro', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a9a3916588258fa15c3551ddda44d6050699a9e574a8fa348bfd97fe462ff6b2a9a9314c8d9c7b8e06f0d4acfd86a2defe71632d58f60b00d1deaed5647581ec6df8bf84b72029759c01291a8f820e9785612388a969bd880b98697aa83fd631006476bc7af3ab1048751d52c0adc0c1480a6fc1a6de8152ca7e1bb2ebbc0f2daaa7a0aa81b9c184190dc497a82d5115a', NULL, 1795895524653),
	('YNfhuBx5iHcFlYe8SRh0h0hhPC2VhgFBpsxuBjihaw0', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a0e6b302ae29eda809c4ddc2ade329a500f6ce64168f66451cfca88c2d881c0e30fd7a641dd05036b8fe3de29cd516e7eec0868a6087e3c17468edf5ee30a5435f92eebc7e31c5d1f1ea06041557b495c0dbf7e2dec9e0a3d0fb95e2e7e639e327fba0e309caba35a0734ea9ce854f45ab757160b1101e41300addff3f443150cb008632d5e1b3c6402d89a28850dea54', NULL, 1795895524810),
	('ooTs-K8d8AOb9zgsMhbBjY8ijNOwdNw2MFjGUB3j32I', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a5abb281a693212619478655bbefe0a43aebe175d412a063a665bbb6193cb3e61a2fdec2dfd1880960a25401d734db22b7974d10c417932fa32005aabacc477d2ace91a6ce07b77da103e10e3d1d4793c4687b79204bc7c99b5bb6356169bf251989c9ab0ceb419c45d0322019bba505c159d2600621ffe3793412cd3f27820eba725cd98e64d77d4c16d2328473a0de8', NULL, 1795895524924),
	('d5fwcwJ5SPE6l7bwh7BC6Mc2lMICDdiR0bvDiHGOULI', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a8e32f6bfca7a54108b2c1af4a5d388681cf3f38817e4065a22cb2d35842515502462d2efc9494ae978bf83d5518ca2d48335cbdf256381c8252a14cbdfad889973becc35fc17fd7f08c9970518a383ba00ec89fece0559c75ed7534229147b03e2df0630d4781fc8dee523ae05a6f8cc4f93dd05c54c54ca4c4ac3cc92294df66b7991990f5882cb9cebc7d73b938465', NULL, 1795895524948),
	('XFkldlhMQyvL7-xXkn_UtEIsCaemG1DJ9n6G4Wqc-Vw', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a13bc6311d765945902c5db4ef4642b58dfaf38841b24df2c4aed8b7caebe3b0c0628a7d0f5aea064547d72570de2da9241e9e0959fa4b6a857bb1970d8d5c8577b2f44b0f0372386709bfdd4c800c238351758fea73100f319bf447830fc0bc6c2b23d21475f2b062ad0b33cd3468c444591576a54754983aa56429ed1660703806edb236f6c0038173dd37f9688d3af', NULL, 1795895524970),
	('aPwavrU_jb6yT6EYx9vHLMbjuDIyw5MGKm8wvF5eE3Q', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a2505efc35de1002a97a913c3f12ea3f9c5d48898e0a83dc6b63a7f2a76062085be3eceb44aba6d202353b34388381953de03ceb1fea6f16aadeaf5d5d260e3ef19898a631828c9fee1e9f02dcdac918b02d861dbe459f248a46c0b50f551d13bea932ad906e90649a84f876824028003e32ebb60fa2e37022d97da802b99dde3f371bc38f208811d761140ed3f3a2d85', NULL, 1795895525000),
	('5FTY8FyB9RqakAOicTSqxn3kiEroSP_Bo8zXSlq_Wv4', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1ae838b32c5781c97ef5d8505a05ea526b005dc290b97f1664d154154f06c859b7bdfe0890a185f052234387f0283ac2ef41534b972f39973e59d3ebbfc69049e2862a8634c61a9763e6d18e4edc3d007b577d6774085589639e0b50c803dad5a92c794cc4c8d91498de1242f2416b52c816b6afa17455ceb1c00bc75a796bd1df4358ad26b742083cdf0f0cfc301bd33e', NULL, 1795895525052),
	('qP4Mrp_ZBEejHlbn2n5WNG6oJ-fjCoGKgs5NYLoRIP4', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a76596221de57058086e406687217b82377c33181e1295d591e8fbcd3ebfbfef036d80c201f4ecd63ae8cdc02f5dc77b9c59bc1fc9f0a4401d85b4803a381bdb71fdb0bbefffd55ab287f0499c92b8c237708d78cff36127cc77f4d7cab5a7044f4754f1eb1ddfc15190a7ccb544b3d4c36219f5ed4b99bef4d2b5c9e11d646302f0dde042828a7b1ebb447a6ac3c22c3', NULL, 1795895525127),
	('1IHBMUp3HxoJBZtQD5Cmlkgsdm-5eTPYczXduHyV9_U', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a2041db6a7a98b98438edeb196fb11cd7059c2f6653544479f51fb567ca495935aef19674207c951182753abb7642c1e0295f1b8862287c07259c8ede77e06cf370f7832fbd9c9cc4cea069d841827c44e34cf47de951634850a80558c04cebc160a1d692e36085f6965c03d32771b191c6487b3bdcc50cb6b667f40ae01df4a04e3a79fa100b36ad73c584e353c0b0dd', NULL, 1795895525155),
	('YEXHLK2coSk8Kd0dMToDgWLh9VZGmAMT5_cjBf_tNi0', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1aef0d46664778bd746a1f4dfe06a95f0a2e64d39e98a16a5dace9b566b54e36a95c1c14327b9a2978c66b02f055083d201a9f6bf22d6c23f1b327baa11de4c5ce40fe5235c1efa9fedaf0b1353b2d753a2084d8af8186257591f7ccf590db3fba34ee0945e8aafdf36bcb67b01816779f697cb9dc1d8d572cfbc3841fbbcee3091e187ea3e8848c4f012159eabdb54db1', NULL, 1795895525176),
	('tzPrQRcOY6CiUvm2fnFvHObLmJDboKXKAduuMqd9NMM', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1aa77a0c0f7fba91b7b50251708975bc153c4b6c636484d57941e6dcaa2c5a831e53bde6dbd43b4d5cc4d5edb95e345af8dbbfe67dbe82d5940a4b98b2b213baea2905ab18241fe28819ecd431c5ddda79a61c145f99be263e68b98cd0699fd41aa44b391952cfff872d32c4a00db6e872f5a30ecc28c5ec1d5e5ea39eabce4df1c3ff8e01f68ee64f2c7a1796d3d400b0', NULL, 1795895525193),
	('HrB4p_BA5Az9lfsBUufLb8U6fYGFHgqMU26iHgVHcm8', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a2c744799368a71537ace7abbe3b303987727bd66e34e3f8a441b33ca3586659d24f2ff4cd0b5c7bb867692da851489100e6a96d90ed1ec73f114f05ac81dd6d93a6024064b43548037155627c7ef22941fe5263abf5039ee4578ff488071f9cff7d191bf663a0e1cdf13518477c01a69903fca11330fd6e87dd1e6bd99cef72a8eeeecd21ecd19395e0ee51429a66925', NULL, 1795895525303),
	('MqiILB5Qn_ddETpaRWb_NnVe0ix2bQef_G9AGwhjo4Y', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1ac286cd168e13a2b6393ae23d7d7f0001301f7c159d17661da83d2250e00629bcae8f382ef29287f939ed58217ec988608a9648d1d67d384f31bcb6ff7aff27b85df5db6badf16e9403c28178740729266942592a88bca0d49954c3b410974cd8bb292efec752eaba7fa7ccc12ab7c302048892edd8e690a407f416f147d03f782dbacdec3b6ffe7b86f3e2dcebf5461d', NULL, 1795895525729),
	('zuXR7X7UU-dOOIbIw3eDS0T5cbhjblPUC3Y3lU-eowM', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1aceda7ade3342bc5ebd3ec86d348e17aca123c98f6b857944dd93bc5ecf6eff5b875ab0c46013a8f5c8e0ff16241188c21bc812ff0c528165c737ea2d357e8fb04a25a419202a0ee8a7c3962b9c1adbfbeed749fa8c13527fa65ea1340c2336ba6b4883329e38c3174f193bb255d9c59b389ad7abfb609d1c4b83781534b80d3675880f6f5cdb3f1e9435ebda3371f58a', NULL, 1795895531595),
	('3cOgB8ldCAi10hU0c1wbWGfuU_rvkjP5dK_-XDFsQnA', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a8e5b58b188ed2dfc6dd4fc9911448b1ca9b5e336db165d4531f459ceaedccda536e7795ccef68cb5eca2becc3c82d940eb2fb1a480d62855d22bc1dfa3a4cb6b13985754973aac9a358a232e3dc8559c2efb89c3a6f4ce2aef1754e89d6ddfea664d76d3f5554a84fb6192b6d11f54f3aadd87941690dca616a009e6e1254a8bb2f8e26190a43774ac88175efe5bcdf8', NULL, 1795895542208),
	('y7AoKVh5k4-mkxiuFRTtdwPI-GkZLAdd_uD6voB2T94', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a07ce27f88a7e1b232e92cf7b1abaf2f8ac6a061a2aab0d823fc2213c340ca1b5a4e30897350491bb1b65c31b7fa428cdf8683ebdd165d27275ad1f0d19c199f0a6113c7a357687e89b2163240fbb2babde82f4f667457d533368f3f78aba8eef339d7275643d61d1c631e9a35c5fee90364cfa9f1bcd54cf13831b7ff2aedb552c6a6b0eaf46527273086e88657f593f', NULL, 1795895542668),
	('6yJpBiVB-jXMOgUYv9PcpLFPfyBmhv8djH8sL8I--j0', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a15c3edfd78db35b912f67cc4b2d2294afa9d7b2937be84cab35b1b4f1e1fb695867fda23226b52b9e5ca3ff553ae3f43db2096c7b05b6129d5ebafa205071e6a2e835b4ce68a09143ebcaf9b1b8dd73e58805127dd0005117b79b983d4afb4ecde606caf3446b1ccfa60a9da61459a6a1fd95798c21735f253d8d5b679453564c754461c8c8f811ad89d24c7708bc0d9', NULL, 1795895552944),
	('ujVd5bhdSPUjbK3QmYN4hwlOF3S_9-Wp3e9C12J9oxY', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1aae0a1e8fa5962117b8b6bd2301fa2f864327ba6240d77c2806fecf8da2dd4e320fbb6ed810615a71fe83c131778903f6a452d0fadbe22e3dcd4eb25bab46f50cda851e12ac104d045c5508e8d23ad28823fb8bf9723e4435acdbc65f19a74cf73293ad320bf4868b2eb9978f4b7bbdc58c6b72ebbc8b0d8ca1e5d8f6c7b4c2a83dde22dee6f769a915c6686afc5eba1d', NULL, 1795895552982),
	('A0pycNstwwG6h8XPI2yKVRpt8ePSq26vNXhJfrYNubQ', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a59315f4f4733d40b91b741647aa0b028737e8dcfe894e6f32146276be062173b335a4fdf99a54483a976f17ac6fd4c19c160988ba77d5d67bd829f4866456112e2cf4a2698daa50c2fcc20e4494af04b5d6d6dab9da1008eb223574f0cc67e3c6f979ebf4923e8d5f0c09c528371062656e11e77133428ee9a5d41fc3951d44291c223eee986727d277a8abf1612f18a', NULL, 1795895553039),
	('L0IwNHROsBtD5SChCr3jtPSgjoxeg6sWZuHzE4QQ2No', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a7fcc70fa8fcf517d95aa490b6bd330b236ac83fc5f964788e2064b66632ca4c5b4a5286cc14418c256b3969c39c66b988fa4e456a3d526c959d1715303dc39350d225a84e3b6c152aaba86b45716beb881eb51b47e665959fab9bf1feb991e11839c0ea6d8d8794cc01ada1812bb0e9b9c21bf1a989e519943e21473aa3dbe6ee7d8cd1177bf904e59b23c5c34fce4e9', NULL, 1795895524624),
	('WtnKRJSWUZ0M3SEFiBCylTPtQhQ8b4Z4Fz651Dg_3F4', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a064f74eb9b9271dbe4289d00b714be4fa33b5c3aa65593ab663ad84cb6fb0e868ce6ec2cb3f5f45d1ca0a59d2adf67f90b11075886fdf4eae1496adec899e82fa567ff64c701a73e4ee1051dba51753c74219e3ee9e43f0f662da79f79f29bf22d330cb02128e7917ed0d0c8258895cfd541070ddc98af5f4eb0ec198ecc74e58c10f2755381a7bdf8daaa136f38d743', NULL, 1795895524692),
	('Xmwd05678ihBqugoiRLg0WHkgmx4pkLmye70ZY_W_z8', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1af5c282f372578784addf1b822f246fff7ecc8d608bbcb1c62077fb685c7fc2c9f25f9b02f61d9649f0d9ef42136042d0c39ad55c22d6725e94bceb346b3dbb225c0a1928af8826bddc2599ba16eaf794db39640faa5a9e645c5354acf65682cd9848dc97eed0a7da7bdb81c62e2ff0da6f334d9e8257b89638068464b0152556a6cc816967005fbc7d3faff782a9b0fb', NULL, 1795895524729),
	('vZImGYR_1dgAIQG5iFETak-jNG3b0j5GvetTJhUFs0s', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a910c640be63b18b5a90c9606e4c9cdc9ef6542739a6b75d364d9ddc9ad6fcab63e94aa6b112e237d36e8ff6d81edc8083754910ba83fc45a6a0b00db38527067a1649eb3556664ef122df22007057ccb49368b6ce7a142b9ed36f1ea608d987b4aa8f538c68cabcec979ab50aeb235217a18ed575a2bb687609bcfae5b17f5b3a020871f79cbd02d0c9332b50069422a', NULL, 1795895525100),
	('zJBaOPMuv1wUcp0IsBGV0M9l-hFYD2UPiKuodItg1Qc', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a0713b61685b116a657013e759cabfcc843436957a569405094c386ebd014203ad9ef974b0cf576ceab3993a6437f5774f08fcb01077272add5ee0d6b23d8cde97b88c23959e6deca09f4030ab6ff3e7d5a704f07637b42f15e2072afd3d8df7646d74304c5ad9d78707264ddb8936ec4a5a0878d53d71814e6b5575aff3b83cc6721816da02cc9ed74b35f007ae9be84', NULL, 1795895525142),
	('6uwui2dLVl06OXVXZsv4T0wfFEVknSN8jUcA-wIuw5E', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1ac93785156ad16445ead0f8c6198bcd2959e5380887f40c346dc2fe280f42533647b850971dec0f435c0a2ac141057449f7f00b9fce67693173ab73e934f38c3fd3cb60f1d41e65f8644e893961666d2d00284412f985faff42e4f68dc25c554326408ff140ef17036c181f16b170f724e33d32bd1928bd2786419e9a4193fd4bc478a841d47ad4c931913d84cf3c26bd', NULL, 1795895525225),
	('rxvjuydU4OLoVls070Xnn2ayysUmWR0tEW_8M3_f6Ls', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a124baada71c114b40d4701001a8c17a4aa3fcfefec833506b86f07a9f9f82f423ba777963f5be78681f5d7304f1fd1a97087340b79493470465b562c49f8df2e9493620251e85f6861aec77e4f94d02d2e4a07f7e201bceced337a6362299875cf95b2746258323d609aa86faec8554ad9dbde743c465aa78186e7204e952bf6644148223c4aa2034cfca786298b3a29', NULL, 1795895525322),
	('XqRw8iThmzS_mWRPp2x564ojiq9Xkzb9-NJ0VBYqXzU', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a6aeeef66501878c8cb6e5b624144ba2e4435c520dcd753581786fc5dd3e6f71311e9383a1d943d7fa2885059b89c6f34e690570ad25da0c6531fd5c3cd827d12f60baa985b3d2beca272a697ea371b460be17f094f5b9ca146dcd5cca93b0934dcae06e664038655c520b3131381833381cc69493f4b49c13c0afb33263d17983d32e6e99734f5a0945b7d58c7d85676', NULL, 1795895525359),
	('q9EZ9AKRXg2RLR4Gd44zZgthBlGntbXqOQP0D1XsdFI', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a2201ffb19667cc7d4059e80e0e79f77b34a6d8624ce94c7ac0497d40ad733520562ebcbbef72cd582a7a8901eb78323f46056f686c89f28dc6c41b1e197343680e180fda9d89c693d2b0345a2d7bb3ddb0083c3775791bf1f52f4595f72cb44e39835a943cd7babf76c57f4afc089d341df7afc9befba92c63d5baa1c514beaeadae4ee20a76239312b8a1e085e96d11', NULL, 1795895526909),
	('-bxevPz2dqhNZeYPglQUqOn-grZFqTdCqTjsEt9CPvk', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a32e31359c3b69eefc3bec5a1bf750df0c27a829822ee5a17a80e7bb5008c01af1e460c79b15dc4a6f700576c5bf782fc02dfa2a0838e1f5ca3900fe0b35500252182c60a4deccd8602e85a89be489614f663f506ff31aaf6e41a44ca77f0f9853d1d777214be4e83a70afc15c231477f648738785549289335a2d496aa9eab90fa8d688942e08bba6912f68917862d91', NULL, 1795895532091),
	('27TkklNlJ2pEmyPD8AQx6i1B2-V5N6UgOXFK-7ZK3Rg', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a2b3ecad5183fe66bcf108915d2c51005a37d60806dbd22d5234f9e875fc38f8804180f2da7dabe40d72bda37d5dc4388285a7e21d22e6fe9755064e97f747ceffc34bce171a0bb03da01693b97e7e4005697c99a0b553e488a9bb31d5220602efb1448c866c6cd2473a7021000634850ffd132de39444103dc7a6f49f64607a5bdc58776152c89f0fef806475a80266b', NULL, 1795895524759),
	('XKaTDFw5KK_tlM3o7bE62kC9SVnTNHtCQzAw2_q1mIk', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a2392e68900e26b5abb3522ba62477dced231b57624942a542c1feb131003ff8a3f0273882da4ad4bd780d2c037d007385822213d6327e7e82221efb30f8f79a64f5be9cfaaedbe98ad4aae381945e135ff6d9862b6a802a29b3c1a183e1cbe772ba4e21f388e1068fa2ce2004add4d98e6c2e3cb00358f0bf5eea96eb7554ebfd5d16afc50e7fbbcb19e8de254665987', NULL, 1795895524770),
	('4pL9E0QAq_mj0UHerU6w1nuFjbh9PnJ60RikFksue6g', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1abfb79ae4d3522534bb9804c94c9b8e9c3a3ba080e10540035a8331131a8ab04cec016294bf193a28a45eb9fe3e1c10c9636b05b664ecd25c7920e919ce054200ac81d22dcd0d92b3a0c59f4284d98b45ba4edca5ec28834c8b12f2f8d6577471854bde596e97b5270929e49df5b60fb72d29fc34f21158f938a94f2d6c71694bf0d746e5486af683986ec5984ab9d0a6', NULL, 1795895524837),
	('TGB1AQoMJLneVi5hjijBvYIv7YeEZhJkrIdswws9a9Y', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a24598a05688a88a4495a37ab7152128f36352fa7f95b6a17b62b1a9241b9044496a3221317ef00897631fb012af42bc048d6a45ce58645fd5dc4909052c3baabe2b033a262a9adb61e1559f99e61a8e6616d4927c3829e69bfd74d762e125a74afa866a517b423699b6047f60a4988242644f84249b28eb12ce41e2d78088eeee508c9ed477b4b84d51a0285affe1133', NULL, 1795895524937),
	('_fsTlgYvLje0ce5afM75r1G76zzkaIU1d3ElMHcVpvc', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a941b6bf4104c8e047ced161e4a3eed9c94cf0acc5311ac872fde2278a29846bd780e716b81cb6b3d8079be26ecdec3860af535348859e7ed6b532e6920346d019666ea9df70808d78f13f1a82afa18450d39dd4780b6d69abf30ca925cf49c32c213f03b34166ff249ef8ffa5c35b1b7eeb73ee9af4e163b963c561e9bf6528531342ec5b5ae127443490e90c697f7b1', NULL, 1795895525284),
	('_pBspGEdYqrFcqpeG4fB11QJH_t1NUlE3gk5GjgZ-Ns', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1af4d629e0ae30f036fea2e343f0797ced6d8dc4ee48f31272b4516693815dc5c41d76667a6b9657a956cbb8347b06c2542c29822535fe282b3e3e08f28aa2043ef9e2b60ae82af9d6ece8d73f37b99b5226a4c42edaea63e88e1e67ff7edbe68af827c7521c9e61b60471ede673bd25cfefe83e1c87f91bb161a0a16d99e7576974126d7bf84032b668381b7b71846702', NULL, 1795895525374),
	('w3P-JwwavkLoJXL16dd6GGy0lv9TI9plj2vBvaHtdWA', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a582dd181c0c118e1834d781ed553584405cf1662f86c237c1d9126e8fa431364174f7b7824778572c011f657fdcd67549580178988468895b78ef8596265c26414eaaedca1531e9a7cefcc0887fdd5097a583fa20680788230a713a61b6e3cae62ed695e0333d05d0d6d00a6613c77b43ae9eec15fc73fe060cf446f075acdbaf70660157dc247a50b3d0a29bf14b6ed', NULL, 1795895537270),
	('_foLiBTFS4nj6zrW_4bo43Wr67V_vsEW5LVIJsgZBOg', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a8ffbba0c4400b4dcc18f167859c0a8d6c80ff609d105025a5a02e6eb884ca8591da9199db5d718d2df5205e9d1320cd564f8b18378de3b8fadf9247414eabeb7309eecfe070a4d347e7a08bb6ce1dfdaceb7581b86b8c3b8dd2d94515e503b9997c410e01711d2e4a95da9ab47f0f87035b770fb620da3f003eda5d20f6ed77f45eb686ab7ff1c52c919020a06a375cc', NULL, 1795895552967),
	('YWeFSnWWI0zIU3ty5uhlxXGs6YJJ4CMLiVVAKFaScXk', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1af1898d97ed38c6e19eebc97cc43478247c9cbbdb51ff6dcfe711f93fcbed137c495e43c25512087a0c523c83550c1bf5c26cd9ae59f12a49061773b318f81ec5b10ddf1efa13ca5d67f22d70217cee6c5838f293966fec2fbcd0c70c85ad5a2b0e48a8113a50fcc532fcb30947f74d02e466df2d2df4587e5db9cbf8482a6734e8cb4fd3879a2a6ce74c41ca07619b53', NULL, 1795895553002),
	('kApcnZrEpJHIdE5XsA0_8CVFuwp1DYfb9_Jj40ahMAE', '\x09f0c9f02a349e910e48fa4183ec10c5ff7c2c1a4e899c601a0509985f721344552ead20713327ec8224d1f5c6eef1b1e871f50dc7f66c55c4a5ddd3658c083097ac2553c36bbae5543ddbcccca17cf0eaada418fea6be237ab151e92375c84f6fff5c7d445911901468a505b04ead2134c6d92c3c4973bc6a95491bba22581cebb8996d2c871dba219f634a392ca3bf27c2368479c4e3e9f9dd7289363eb19417a57546', NULL, 1795895553055);
INSERT INTO public.presence VALUES
	('up-https', true, 1795895525397, 'http', '127.0.0.1:43962', 'akka.tcp://gateway@127.0.0.1:28083', 1795895525397, NULL, NULL, NULL, 1);
INSERT INTO public.projection_offset VALUES
	('commands', 129, 1795895542670);
INSERT INTO public.schema_versions VALUES
	(1, '2026-11-28 19:51:57.543554', 'Devices, attendance, feed'),
	(20, '2026-11-28 19:51:57.647656', 'Commands'),
	(30, '2026-11-28 19:51:57.740673', 'Registrations, audit'),
	(60, '2026-11-28 19:51:57.76968', 'Key ring, feed marks, journal'),
	(70, '2026-11-28 19:51:57.871532', 'Audit: reason'),
	(80, '2026-11-28 19:51:57.877362', 'Partitions'),
	(90, '2026-11-28 19:51:58.10682', 'Alarms'),
	(91, '2026-11-28 19:51:58.128079', 'Connection history'),
	(100, '2026-11-28 19:51:58.151004', 'Cluster nodes'),
	(110, '2026-11-28 19:51:58.158028', 'Allowed addresses of devices'),
	(120, '2026-11-28 19:51:58.1609', 'Frame recorder');
INSERT INTO public.snapshot VALUES
	('device-up-snap', 100, 639314923252113732, '\x010875702d736e617000003207736e61702d30000373302c3074755342596855363379394339477532614e6270506d34434466374a5848416e4e335a4a64354b6b4249da0141613533343962663462633063633531636132383161326234316264366236656431386661653561356561643832366636623232333830343336613239643235640060a70d13894ddf086027720b1c65df0805000000000101551113894ddf0807736e61702d31000373312c6c4843335573746f4e6b794f2d2d347874494d6d304e5641423939434536495f374639536a346a57676c63da01413336333133346537306336326631666531613066346131633435323238303566633738653634363730343531653434383233306637356233636463636232353600205e1413894ddf0820de780b1c65df0805000000000191631713894ddf0807736e61702d32000373322c56664b783248425774384332765f53444a47645253707475446f42454537375f32424b6b6859414d376630da0141623033353634316139626435306163663733626264623037383765326435303137316239383035346665626239346131376137656335393735383831323437330000d41d13894ddf080054820b1c65df08050000000001d9a11f13894ddf0807736e61702d33000373332c66675a42434253363751326b424a674e6c34645647723862376d4f49637430774a66766c59374867547234da0141623233363263663933653561336339383434636534316236623437343535666439306236373166393762666466316165336132386630316263366662353736360060a02313894ddf086020880b1c65df080500000000015fe22413894ddf0807736e61702d34000373342c344a45733042486c54715f377953513170337470656c41553744525f6d7359695950317956385964767034da01413332336532363631666532303263663662323264613738316332386135636630373766383336303032346566653535613439376164393831663739313132643000a0ad2613894ddf08a02d8b0b1c65df08050000000001fa732713894ddf0807736e61702d35000373352c4f44716e55706a466b7830325a4b467642434d4d787a41734352736b4c6e66326a446f73765371754a7455da0141636266333136346234353630663232313731336531623236346638363630313861633062346637353631376465636134383461366231323838383630653933620010302a13894ddf0810b08e0b1c65df08050000000001d81e2c13894ddf0807736e61702d36000373362c746633636656714c715a524f684f664f39752d6474316b4856767856414d7277555a337249665278437334da0141656230623161623433343337643639323965653437363632316633366537356665653236643161653833396562656234366361616434633765346438636337390080b22d13894ddf088032920b1c65df0805000000000118633113894ddf0807736e61702d37000373372c74445567514f356c564669434848304267482d34596266716b7046724130576d33744f787a5471534a4959da01413063633135613939373065333633646530636261353334613837363461313035333739306333353537616662393331396138386463663261363964393735653900b0093313894ddf08b089970b1c65df080500000000012cc63313894ddf0807736e61702d38000373382c63797567356959476b6b667a4878646d56566f333155645841303875747261474a453150736e7472314434da0141363561393166343636356236313066376330613532626136656232313566613562333964643833373235643135303366333062343864333832623639303731360080763713894ddf0880f69b0b1c65df0805000000000185ee3813894ddf0807736e61702d39000373392c4276476f70653751376b7a455330616262627a67766b6f6c736656485042624b655a4a3047753271305059da01413364386535396566363964646563623035363234326466616431383437663930393936666330643339323465623632396331393663383133323437613265396200b05c3a13894ddf08b0dc9e0b1c65df080500000000017b183b13894ddf0808736e61702d313000047331302c72464457306b386e7a4e684442316849547263565871395a592d46302d7a4268543957334e3571675a7151e00141656631633565306665613864343864313136643233613630353436653539653864616131613935663766343339383735663737383063313637633831653735390050543e13894ddf0850d4a20b1c65df08050000000001cc363f13894ddf0808736e61702d313100047331312c336230584d594236474c6d59306953345534754e314c563272374b6837795978474a7743756763734e4b55e001413137353038373231646264353062363634346564343532616466326633353966356131306664363830373833343465303664373238656638323462303731633600a0f94313894ddf08a079a80b1c65df080500000000016ad64813894ddf0808736e61702d313200047331322c2d54514453504944674434443375766166746d4730764a3172426d765748796e346154787a5a7a456c6438e001416333346464663534336164336631323830646333663061656536656465653263353836623830323537623435393337396333623038336666636637663464396500f00f4c13894ddf08f08fb00b1c65df0805000000000135b44c13894ddf0808736e61702d313300047331332c5a75553471475f3333367a726d48655150454b795841596572434862337a684e556f5649566c626a394763e001413133306430346431383133623662393263356636343664613331376432383531323831316638366633333066316431396562633761306163336331313964306500c00b4e13894ddf08c08bb20b1c65df0805000000000198c64e13894ddf0808736e61702d313400047331342c494c4f4c613450734f4c4a4952316a5a4a564e7358376f5879524a49793453443342595f6747696c373351e001413231313736626137393233383263356465646433323834323633663039393339303338393664636532636466376433366664613536303032353332306166396500f0f15013894ddf08f071b50b1c65df08050000000001e3ef5113894ddf0808736e61702d313500047331352c4263756f595f337a68393159767257367a457673366c687853795432785759597463644b5356626f436473e00141343865663238666639343162643564386461346562633137316665633937636262326531633838336138623533336336646539313237366162393037626365340090e95413894ddf089069b90b1c65df080500000000010a9a5513894ddf0808736e61702d313600047331362c7533747869566f696777434331334c71716b6d465775514e44317251427a3779675f6a4455677242594941e001413862306437663066316366366332656432626533343033386663333633343465363466646362383636623231306634373831343365306533363430363265623400207e6213894ddf0820fec60b1c65df0805000000000145e46413894ddf0808736e61702d313700047331372c6456686172616b5a494b792d7343484c45376b364133416c4f32694c506645646a74326250755851745759e001413833366165336635376237373564616133383237313863623233313439383166333637333731323864386334353463363663653765353939306439366365373600c0756613894ddf08c0f5ca0b1c65df08050000000001cd9b6713894ddf0808736e61702d313800047331382c616b6372743050794c4939755564596a77327775354f5a4c57697a366f695a59636f4f5335705351336163e00141376335613230383037633565336633663736383538666562663466313139353064346333343135616436393962303033326462636137316464343762306261300080bb6a13894ddf08803bcf0b1c65df080500000000012d3b6c13894ddf0808736e61702d313900047331392c7337344564375234556964646c645465486b4333515458486a6d6a55586265614575712d4871596d364e51e001416336653933663634383465643464643337666235666531343935353230396431313561663832666365616561353437383931376435623363376437663965313100108c6e13894ddf08100cd30b1c65df08050000000001e0767013894ddf0808736e61702d323000047332302c6a59613063716a354b6c63686673454864704c655567746d67714531383871564b4d5354474a62734b6d55e001413037323332363062323333643935373234303938646532323230356438323764326166353539643062636666333461383037633762633534346439303833373300106e7313894ddf0810eed70b1c65df0805000000000158037613894ddf0808736e61702d323100047332312c414149534b6b6b374547352d4341432d72546843625441734256724c4254394469676e7a3258767764796fe001413839633466343465666532323461306661633132616132633231333666396538336133376331393530636531323961666238323737383332333064363634653900b0657713894ddf08b0e5db0b1c65df0805000000000199097913894ddf0808736e61702d323200047332322c61364c62565f3933356e724c39397142717a365f554a74797a50313438424e474934694557536546494459e001413537353634313162396462373138616463343234393332633362356332653466396665376262313431613131383961636632383763663132643835333864646300f0e37c13894ddf08f063e10b1c65df080500000000015ed07d13894ddf0808736e61702d323300047332332c653644597547715256773562626d456c514b494e6b43626c7659376d6b7559574a2d314a6d524e48747a67e001413131613132626139643436373536393630373439373837626632333531346636636631313030333362653638336462653731656664383031373134653235363800e0628b13894ddf08e0e2ef0b1c65df0805000000000100448c13894ddf0808736e61702d323400047332342c736e4a615165665650712d58455f6d614b6b564768453147305245386d7a5f6c75555262656b6c4e546663e00141333239653438653963626335303262303338376437366262376236623730373463633866633436383538623535623236366261393165323737386365333362390030089113894ddf083088f50b1c65df080500000000012d149213894ddf0808736e61702d323500047332352c4e7247446b6764316b76746b6b50383266744f73523879536a344e524362356c6d6c45366449795738776be001413262356666363131376564306532303564336431363732343964636133613538306533393331356666663831326261373464323331666263333961373134663600c0d89413894ddf08c058f90b1c65df08050000000001fbc99813894ddf0808736e61702d323600047332362c4b4774505847774a6d7073697a5674693471347177425875384a543974326b57616a616263665342514c73e0014164636537323334303764313465346436643662306133353234623561393433396430366362623561353239386461343831626133643633366664306662376433008071a013894ddf0880f1040c1c65df08050000000001f05fa113894ddf0808736e61702d323700047332372c664c71394f314c78437563776e704c3168636571526e646b54583379726b78463933374150633666327134e001413962646163373065656265386233306637373139316564663765363462333365303332306239393032626365346239343739333863323430303963393338306600907aa513894ddf0890fa090c1c65df08050000000001547aa713894ddf0808736e61702d323800047332382c6f7043484c755f61633357734d5a763555464749774f7554335a426179367a325a61396b5363575a365445e001413737626432336634313034663064626232653364373132386534323866613830316431356534363961346435323136663831383535613165356438633735323900c0d1aa13894ddf08c0510f0c1c65df080500000000019592ac13894ddf0808736e61702d323900047332392c336c53576a464a55307067596f4350555939626342386143504f7a5830455845324979637538794f4b7341e001413965386166656161616164613266623639373339616235643437623163643131323639316537663631623239356362363162363534626631313932363135336600b08caf13894ddf08b00c140c1c65df08050000000001b18eb013894ddf0808736e61702d333000047333302c4c3049774e48524f73427444355343684372336a745053676a6f7865673673575a75487a45345151324e6fe0014162636263613435626537636237346266653564313661306531653162353130393236613264356234343030343566643262643239663236313161373038383739003036b313894ddf0830b6170c1c65df080500000000013069b513894ddf0808736e61702d333100047333312c683975464a33714564566d53654b344b316e573233637a49544561664e516952546149315777306f46726fe001416432353966353930626139316137343932323965646139386465343265666331373931316130633066396565636439323533643363346562643434366466353800e054b713894ddf08e0d41b0c1c65df08050000000001c564ba13894ddf0808736e61702d333200047333322c57746e4b524a5357555a304d33534546694243796c5450745168513862345a34467a36353144675f334634e001416264323861323335366230656134393831363763393261383336656562643838356464303233303461383032353236356138303537623633303035373365613100606fbd13894ddf0860ef210c1c65df080500000000013c3bbf13894ddf0808736e61702d333300047333332c586d776430353637386968427175676f69524c673057486b676d7834706b4c6d796537305a595f575f7a38e0014133363431623930363265636537326164613035636636346261306333343662343837656366376663613131623230663962666330336661376131393937323432004074c413894ddf0840f4280c1c65df08050000000001f073c613894ddf0808736e61702d333400047333342c3237546b6b6c4e6c4a3270456d7950443841517836693142322d56354e3655674f58464b2d375a4b335267e00141353761303361343865666265363633316335333935376233616634316333626438623566663964303339613433343532643863303230306231393031316262380090a8c713894ddf0890282c0c1c65df08050000000001ec53c813894ddf0808736e61702d333500047333352c584b6154444677354b4b5f746c4d336f37624536326b433953566e544e487443517a4177325f71316d496be0014133623836326362353536366561353939323864303533616131346631386161623462393333386538323839323365653630373764383431323565613436383435004056c913894ddf0840d62d0c1c65df08050000000001944dca13894ddf0808736e61702d333600047333362c594e666875427835694863466c5965385352683068306868504332566867464270737875426a6968617730e001416238623832303063366233323166326364633431393735343265373032333663306431656665393137623431653131356637363839663261323439306438303500b049cf13894ddf08b0c9330c1c65df08050000000001bc40d213894ddf0808736e61702d333700047333372c34704c3945305141715f6d6a3055486572553677316e75466a626839506e4a363052696b466b7375653667e00141313938353632373462313965623762663331333739376530663635323435386138626633363763646537366335333431376663336536633839643337346439630080b6d313894ddf088036380c1c65df08050000000001b2c6d413894ddf0808736e61702d333800047333382c6f6f54732d4b386438414f62397a67734d6862426a5938696a4e4f77644e77324d466a475542336a333249e001416437343332353861343166313937306164373436626536313834343038373931393065313637383165386233323230643433613838353131636262626330366500e0d5e013894ddf08e055450c1c65df080500000000015883e113894ddf0808736e61702d333900047333392c5447423141516f4d4a4c6e65566935686a696a4276594976375965455a684a6b7249647377777339613959e001416464393032666263646631663065313462626330333461613730363835653335653930663932363339613065643433333663366338626239666663373932623400b0d1e213894ddf08b051470c1c65df080500000000012365e313894ddf0808736e61702d343000047334302c6435667763774a35535045366c37627768374243364d63326c4d494344646952306276446948474f554c49e0014138376139646537356332643634626435376139383938356436366136316665643265373034333935666366623031663963613233633265643466323938373033005058e413894ddf0850d8480c1c65df080500000000019024e513894ddf0808736e61702d343100047334312c58466b6c646c684d5179764c372d78586b6e5f55744549734361656d4731444a396e3647345771632d5677e001416563353266366362353135303438663036343438353730383436393132636136666631653333386333646535376666373830663566663430353663666337623900c0dae713894ddf08c05a4c0c1c65df08050000000001b2a7e813894ddf0808736e61702d343200047334322c615077617672555f6a62367954364559783976484c4d626a7544497977354d474b6d387776463565453351e001416534663933613265386465323337626565393138383530343239333366363866613330343435313932386463646363356435646463313535313033666661396200c0bcec13894ddf08c03c510c1c65df0805000000000123efee13894ddf0808736e61702d343300047334332c3546545938467942395271616b414f6963545371786e336b6945726f53505f426f387a58536c715f577634e00141646364663530373039356264316332626131383432363633313036363836646633636566636437386239636131313137623861333166303235306333326461310000acf413894ddf08002c590c1c65df08050000000001ffa1f613894ddf0808736e61702d343400047334342c765a496d4759525f316467414951473569464554616b2d6a4e473362306a3547766574544a685546733073e00141333661623334346665313831353038393938636366333339366233656432663865343435386265636235396139636135663031643538613635373030613062610000fffb13894ddf08007f600c1c65df080500000000019826fd13894ddf0808736e61702d343500047334352c7150344d72705f5a4245656a486c626e326e35574e47366f4a2d666a436f474b6773354e594c6f52495034e00141333465623161316135636462383837376436353231653738343930393736313632346566373461663865623536643138383931356431623036336531613830300090cfff13894ddf08904f640c1c65df08050000000001699d0014894ddf0808736e61702d343600047334362c7a4a42614f504d75763177556370304973424756304d396c2d68465944325550694b756f64497467315163e00141626465633537336362303634376539336339373934323264333939366362383733653235313239316635386231323534386531333232623361626538323739370080190214894ddf088099660c1c65df080500000000018cd40214894ddf0808736e61702d343700047334372c314948424d55703348786f4a425a74514435436d6c6b6773646d2d3565545059637a586475487956395f55e001413130393337383931316630316236343138363938666231663266626130613232396131333066633965346361316237393435643466666466646435363135333500808a0414894ddf08800a690c1c65df0805000000000162520514894ddf0808736e61702d343800047334382c594558484c4b32636f536b384b6430644d546f4467574c6839565a476d414d54355f636a42665f744e6930e00141363839356337653163393735626464386165306235316165363639666234383732656531616234636563643332316161613264366630346133653033363166330090220714894ddf0890a26b0c1c65df08050000000001d9e00714894ddf0808736e61702d343900047334392c747a50725152634f5936436955766d32666e4676484f624c6d4a44626f4b584b416475754d7164394e4d4de001416637313932663361626664316430353738373734353866313963383766353738303732353536333261613262353735363533613962306566363265333330333700b0e10914894ddf08b0616e0c1c65df08050000000001d4390b14894ddf08', 'qs1', 6960);
INSERT INTO public.store VALUES
	(1, 'aa384726-c18c-4675-94b6-96083f338d6c', 1795895518646);
INSERT INTO public.tags VALUES
	(1, 'command', 1, 'device-up-done'),
	(2, 'command', 2, 'device-up-done'),
	(3, 'command', 3, 'device-up-done'),
	(4, 'command', 4, 'device-up-done'),
	(5, 'command', 5, 'device-up-done'),
	(6, 'command', 6, 'device-up-done'),
	(7, 'command', 7, 'device-up-done'),
	(8, 'command', 8, 'device-up-done'),
	(9, 'command', 9, 'device-up-done'),
	(10, 'command', 1, 'device-up-snap'),
	(11, 'command', 2, 'device-up-snap'),
	(12, 'command', 3, 'device-up-snap'),
	(13, 'command', 4, 'device-up-snap'),
	(14, 'command', 5, 'device-up-snap'),
	(15, 'command', 6, 'device-up-snap'),
	(16, 'command', 7, 'device-up-snap'),
	(17, 'command', 8, 'device-up-snap'),
	(18, 'command', 9, 'device-up-snap'),
	(19, 'command', 10, 'device-up-snap'),
	(20, 'command', 11, 'device-up-snap'),
	(21, 'command', 12, 'device-up-snap'),
	(22, 'command', 13, 'device-up-snap'),
	(23, 'command', 14, 'device-up-snap'),
	(24, 'command', 15, 'device-up-snap'),
	(25, 'command', 16, 'device-up-snap'),
	(26, 'command', 17, 'device-up-snap'),
	(27, 'command', 18, 'device-up-snap'),
	(28, 'command', 19, 'device-up-snap'),
	(29, 'command', 20, 'device-up-snap'),
	(30, 'command', 21, 'device-up-snap'),
	(31, 'command', 22, 'device-up-snap'),
	(32, 'command', 23, 'device-up-snap'),
	(33, 'command', 24, 'device-up-snap'),
	(34, 'command', 25, 'device-up-snap'),
	(35, 'command', 26, 'device-up-snap'),
	(36, 'command', 27, 'device-up-snap'),
	(37, 'command', 28, 'device-up-snap'),
	(38, 'command', 29, 'device-up-snap'),
	(39, 'command', 30, 'device-up-snap'),
	(40, 'command', 31, 'device-up-snap'),
	(41, 'command', 32, 'device-up-snap'),
	(42, 'command', 33, 'device-up-snap'),
	(43, 'command', 34, 'device-up-snap'),
	(44, 'command', 35, 'device-up-snap'),
	(45, 'command', 36, 'device-up-snap'),
	(46, 'command', 37, 'device-up-snap'),
	(47, 'command', 38, 'device-up-snap'),
	(48, 'command', 39, 'device-up-snap'),
	(49, 'command', 40, 'device-up-snap'),
	(50, 'command', 41, 'device-up-snap'),
	(51, 'command', 42, 'device-up-snap'),
	(52, 'command', 43, 'device-up-snap'),
	(53, 'command', 44, 'device-up-snap'),
	(54, 'command', 45, 'device-up-snap'),
	(55, 'command', 46, 'device-up-snap'),
	(56, 'command', 47, 'device-up-snap'),
	(57, 'command', 48, 'device-up-snap'),
	(58, 'command', 49, 'device-up-snap'),
	(59, 'command', 50, 'device-up-snap'),
	(60, 'command', 51, 'device-up-snap'),
	(61, 'command', 52, 'device-up-snap'),
	(62, 'command', 53, 'device-up-snap'),
	(63, 'command', 54, 'device-up-snap'),
	(64, 'command', 55, 'device-up-snap'),
	(65, 'command', 56, 'device-up-snap'),
	(66, 'command', 57, 'device-up-snap'),
	(67, 'command', 58, 'device-up-snap'),
	(68, 'command', 59, 'device-up-snap'),
	(69, 'command', 60, 'device-up-snap'),
	(70, 'command', 61, 'device-up-snap'),
	(71, 'command', 62, 'device-up-snap'),
	(72, 'command', 63, 'device-up-snap'),
	(73, 'command', 64, 'device-up-snap'),
	(74, 'command', 65, 'device-up-snap'),
	(75, 'command', 66, 'device-up-snap'),
	(76, 'command', 67, 'device-up-snap'),
	(77, 'command', 68, 'device-up-snap'),
	(78, 'command', 69, 'device-up-snap'),
	(79, 'command', 70, 'device-up-snap'),
	(80, 'command', 71, 'device-up-snap'),
	(81, 'command', 72, 'device-up-snap'),
	(82, 'command', 73, 'device-up-snap'),
	(83, 'command', 74, 'device-up-snap'),
	(84, 'command', 75, 'device-up-snap'),
	(85, 'command', 76, 'device-up-snap'),
	(86, 'command', 77, 'device-up-snap'),
	(87, 'command', 78, 'device-up-snap'),
	(88, 'command', 79, 'device-up-snap'),
	(89, 'command', 80, 'device-up-snap'),
	(90, 'command', 81, 'device-up-snap'),
	(91, 'command', 82, 'device-up-snap'),
	(92, 'command', 83, 'device-up-snap'),
	(93, 'command', 84, 'device-up-snap'),
	(94, 'command', 85, 'device-up-snap'),
	(95, 'command', 86, 'device-up-snap'),
	(96, 'command', 87, 'device-up-snap'),
	(97, 'command', 88, 'device-up-snap'),
	(98, 'command', 89, 'device-up-snap'),
	(99, 'command', 90, 'device-up-snap'),
	(100, 'command', 91, 'device-up-snap');
INSERT INTO public.tags VALUES
	(101, 'command', 92, 'device-up-snap'),
	(102, 'command', 93, 'device-up-snap'),
	(103, 'command', 94, 'device-up-snap'),
	(104, 'command', 95, 'device-up-snap'),
	(105, 'command', 96, 'device-up-snap'),
	(106, 'command', 97, 'device-up-snap'),
	(107, 'command', 98, 'device-up-snap'),
	(108, 'command', 99, 'device-up-snap'),
	(109, 'command', 100, 'device-up-snap'),
	(110, 'command', 101, 'device-up-snap'),
	(111, 'command', 102, 'device-up-snap'),
	(112, 'command', 103, 'device-up-snap'),
	(113, 'command', 1, 'device-up-queue'),
	(114, 'command', 2, 'device-up-queue'),
	(115, 'command', 3, 'device-up-queue'),
	(116, 'command', 4, 'device-up-queue'),
	(117, 'command', 1, 'device-up-https'),
	(118, 'command', 2, 'device-up-https'),
	(119, 'command', 3, 'device-up-https'),
	(120, 'command', 4, 'device-up-https'),
	(121, 'command', 1, 'device-up-late'),
	(122, 'command', 2, 'device-up-late'),
	(128, 'command', 5, 'device-up-late'),
	(131, 'command', 2, 'device-up-pending'),
	(135, 'command', 6, 'device-up-pending'),
	(123, 'command', 10, 'device-up-done'),
	(125, 'command', 11, 'device-up-done'),
	(127, 'command', 12, 'device-up-done'),
	(133, 'command', 4, 'device-up-pending'),
	(136, 'command', 7, 'device-up-pending'),
	(137, 'command', 8, 'device-up-pending'),
	(138, 'command', 9, 'device-up-pending'),
	(139, 'command', 1, 'device-up-socket'),
	(141, 'command', 3, 'device-up-socket'),
	(142, 'command', 4, 'device-up-socket'),
	(144, 'command', 6, 'device-up-socket'),
	(124, 'command', 3, 'device-up-late'),
	(126, 'command', 4, 'device-up-late'),
	(130, 'command', 1, 'device-up-pending'),
	(134, 'command', 5, 'device-up-pending'),
	(140, 'command', 2, 'device-up-socket'),
	(129, 'command', 13, 'device-up-done'),
	(132, 'command', 3, 'device-up-pending'),
	(143, 'command', 5, 'device-up-socket');
SELECT pg_catalog.setval('public.alarms_id_seq', 1, false);
SELECT pg_catalog.setval('public.audit_id_seq', 1, false);
SELECT pg_catalog.setval('public.journal_ordering_seq', 144, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 56, true);
SELECT pg_catalog.setval('public.quarantine_id_seq', 1, false);
ALTER TABLE ONLY public.alarms
    ADD CONSTRAINT "PK_alarms" PRIMARY KEY (id);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT "PK_api_keys" PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT "PK_attendance" PRIMARY KEY (recog_time, id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT "PK_audit" PRIMARY KEY (id);
ALTER TABLE ONLY public.batches
    ADD CONSTRAINT "PK_batches" PRIMARY KEY (id);
ALTER TABLE ONLY public.cluster_nodes
    ADD CONSTRAINT "PK_cluster_nodes" PRIMARY KEY (address);
ALTER TABLE ONLY public.commands
    ADD CONSTRAINT "PK_commands" PRIMARY KEY (sn, id);
ALTER TABLE ONLY public.connections
    ADD CONSTRAINT "PK_connections" PRIMARY KEY (sn, slot);
ALTER TABLE ONLY public.device_tags
    ADD CONSTRAINT "PK_device_tags" PRIMARY KEY (sn, tag);
ALTER TABLE ONLY public.devices
    ADD CONSTRAINT "PK_devices" PRIMARY KEY (sn);
ALTER TABLE ONLY public.feed
    ADD CONSTRAINT "PK_feed" PRIMARY KEY (seq);
ALTER TABLE ONLY public.feed_head
    ADD CONSTRAINT "PK_feed_head" PRIMARY KEY (id);
ALTER TABLE ONLY public.feed_marks
    ADD CONSTRAINT "PK_feed_marks" PRIMARY KEY (name);
ALTER TABLE ONLY public.frame_rings
    ADD CONSTRAINT "PK_frame_rings" PRIMARY KEY (sn);
ALTER TABLE ONLY public.frames
    ADD CONSTRAINT "PK_frames" PRIMARY KEY (sn, slot);
ALTER TABLE ONLY public.hash_keys
    ADD CONSTRAINT "PK_hash_keys" PRIMARY KEY (name);
ALTER TABLE ONLY public.journal
    ADD CONSTRAINT "PK_journal" PRIMARY KEY (ordering);
ALTER TABLE ONLY public.key_ring
    ADD CONSTRAINT "PK_key_ring" PRIMARY KEY (name);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT "PK_outbox" PRIMARY KEY (id);
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT "PK_persons" PRIMARY KEY (ref);
ALTER TABLE ONLY public.photos
    ADD CONSTRAINT "PK_photos" PRIMARY KEY (ref);
ALTER TABLE ONLY public.presence
    ADD CONSTRAINT "PK_presence" PRIMARY KEY (sn);
ALTER TABLE ONLY public.projection_offset
    ADD CONSTRAINT "PK_projection_offset" PRIMARY KEY (name);
ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT "PK_quarantine" PRIMARY KEY (id);
ALTER TABLE ONLY public.registration_photos
    ADD CONSTRAINT "PK_registration_photos" PRIMARY KEY (registration_id, kind);
ALTER TABLE ONLY public.registrations
    ADD CONSTRAINT "PK_registrations" PRIMARY KEY (id);
ALTER TABLE ONLY public.snapshot
    ADD CONSTRAINT "PK_snapshot" PRIMARY KEY (persistence_id, sequence_number);
ALTER TABLE ONLY public.store
    ADD CONSTRAINT "PK_store" PRIMARY KEY (singleton);
ALTER TABLE ONLY public.tags
    ADD CONSTRAINT "PK_tags" PRIMARY KEY (ordering_id, tag);
ALTER TABLE ONLY public.attendance_202610
    ADD CONSTRAINT attendance_202610_pkey PRIMARY KEY (recog_time, id);
ALTER TABLE ONLY public.attendance_202611
    ADD CONSTRAINT attendance_202611_pkey PRIMARY KEY (recog_time, id);
ALTER TABLE ONLY public.attendance_202612
    ADD CONSTRAINT attendance_202612_pkey PRIMARY KEY (recog_time, id);
ALTER TABLE ONLY public.attendance_202701
    ADD CONSTRAINT attendance_202701_pkey PRIMARY KEY (recog_time, id);
ALTER TABLE ONLY public.attendance_default
    ADD CONSTRAINT attendance_default_pkey PRIMARY KEY (recog_time, id);
ALTER TABLE ONLY public.feed_000000000000
    ADD CONSTRAINT feed_000000000000_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.feed_000000000001
    ADD CONSTRAINT feed_000000000001_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.feed_000000000002
    ADD CONSTRAINT feed_000000000002_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.feed_default
    ADD CONSTRAINT feed_default_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number);
CREATE INDEX ix_attendance_received_at ON ONLY public.attendance USING brin (received_at) WITH (autosummarize='on');
CREATE INDEX attendance_202610_received_at_idx ON public.attendance_202610 USING brin (received_at) WITH (autosummarize='on');
CREATE INDEX ix_attendance_site ON ONLY public.attendance USING btree (site, recog_time, id);
CREATE INDEX attendance_202610_site_recog_time_id_idx ON public.attendance_202610 USING btree (site, recog_time, id);
CREATE INDEX ix_attendance_sn ON ONLY public.attendance USING btree (sn, recog_time, id);
CREATE INDEX attendance_202610_sn_recog_time_id_idx ON public.attendance_202610 USING btree (sn, recog_time, id);
CREATE UNIQUE INDEX ux_attendance_record ON ONLY public.attendance USING btree (sn, user_id, recog_time);
CREATE UNIQUE INDEX attendance_202610_sn_user_id_recog_time_idx ON public.attendance_202610 USING btree (sn, user_id, recog_time);
CREATE INDEX ix_attendance_user_id ON ONLY public.attendance USING btree (user_id, recog_time, id);
CREATE INDEX attendance_202610_user_id_recog_time_id_idx ON public.attendance_202610 USING btree (user_id, recog_time, id);
CREATE INDEX attendance_202611_received_at_idx ON public.attendance_202611 USING brin (received_at) WITH (autosummarize='on');
CREATE INDEX attendance_202611_site_recog_time_id_idx ON public.attendance_202611 USING btree (site, recog_time, id);
CREATE INDEX attendance_202611_sn_recog_time_id_idx ON public.attendance_202611 USING btree (sn, recog_time, id);
CREATE UNIQUE INDEX attendance_202611_sn_user_id_recog_time_idx ON public.attendance_202611 USING btree (sn, user_id, recog_time);
CREATE INDEX attendance_202611_user_id_recog_time_id_idx ON public.attendance_202611 USING btree (user_id, recog_time, id);
CREATE INDEX attendance_202612_received_at_idx ON public.attendance_202612 USING brin (received_at) WITH (autosummarize='on');
CREATE INDEX attendance_202612_site_recog_time_id_idx ON public.attendance_202612 USING btree (site, recog_time, id);
CREATE INDEX attendance_202612_sn_recog_time_id_idx ON public.attendance_202612 USING btree (sn, recog_time, id);
CREATE UNIQUE INDEX attendance_202612_sn_user_id_recog_time_idx ON public.attendance_202612 USING btree (sn, user_id, recog_time);
CREATE INDEX attendance_202612_user_id_recog_time_id_idx ON public.attendance_202612 USING btree (user_id, recog_time, id);
CREATE INDEX attendance_202701_received_at_idx ON public.attendance_202701 USING brin (received_at) WITH (autosummarize='on');
CREATE INDEX attendance_202701_site_recog_time_id_idx ON public.attendance_202701 USING btree (site, recog_time, id);
CREATE INDEX attendance_202701_sn_recog_time_id_idx ON public.attendance_202701 USING btree (sn, recog_time, id);
CREATE UNIQUE INDEX attendance_202701_sn_user_id_recog_time_idx ON public.attendance_202701 USING btree (sn, user_id, recog_time);
CREATE INDEX attendance_202701_user_id_recog_time_id_idx ON public.attendance_202701 USING btree (user_id, recog_time, id);
CREATE INDEX attendance_default_received_at_idx ON public.attendance_default USING brin (received_at) WITH (autosummarize='on');
CREATE INDEX attendance_default_site_recog_time_id_idx ON public.attendance_default USING btree (site, recog_time, id);
CREATE INDEX attendance_default_sn_recog_time_id_idx ON public.attendance_default USING btree (sn, recog_time, id);
CREATE UNIQUE INDEX attendance_default_sn_user_id_recog_time_idx ON public.attendance_default USING btree (sn, user_id, recog_time);
CREATE INDEX attendance_default_user_id_recog_time_id_idx ON public.attendance_default USING btree (user_id, recog_time, id);
CREATE INDEX ix_feed_kind ON ONLY public.feed USING btree (kind, seq);
CREATE INDEX feed_000000000000_kind_seq_idx ON public.feed_000000000000 USING btree (kind, seq);
CREATE INDEX feed_000000000001_kind_seq_idx ON public.feed_000000000001 USING btree (kind, seq);
CREATE INDEX feed_000000000002_kind_seq_idx ON public.feed_000000000002 USING btree (kind, seq);
CREATE INDEX feed_default_kind_seq_idx ON public.feed_default USING btree (kind, seq);
CREATE INDEX ix_alarms_ended ON public.alarms USING btree (ended);
CREATE INDEX ix_audit_at ON public.audit USING btree (at);
CREATE INDEX ix_audit_key ON public.audit USING btree (key_id, id);
CREATE INDEX ix_audit_subject ON public.audit USING btree (subject, id);
CREATE INDEX ix_commands_batch ON public.commands USING btree (batch_id, state) WHERE (batch_id IS NOT NULL);
CREATE INDEX ix_commands_created ON public.commands USING btree (sn, created_at, id);
CREATE INDEX ix_commands_expiry ON public.commands USING btree (expires_at, sn) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('in_flight'::character varying)::text]));
CREATE INDEX ix_commands_id ON public.commands USING btree (id);
CREATE INDEX ix_commands_person ON public.commands USING btree (person_ref) WHERE ((state)::text = ANY ((ARRAY['queued'::character varying, 'in_flight'::character varying])::text[]));
CREATE INDEX ix_commands_state ON public.commands USING btree (sn, state, created_at, id);
CREATE INDEX ix_device_tags_tag ON public.device_tags USING btree (tag, sn);
CREATE INDEX ix_devices_site ON public.devices USING btree (site, sn);
CREATE INDEX ix_persons_photo_ref ON public.persons USING btree (photo_ref);
CREATE INDEX ix_persons_used_at ON public.persons USING btree (used_at);
CREATE INDEX ix_photos_used_at ON public.photos USING btree (used_at);
CREATE INDEX ix_presence_last_seen ON public.presence USING btree (online, last_seen);
CREATE INDEX ix_quarantine_size ON public.quarantine USING btree (sn, id, content_length);
CREATE INDEX ix_registrations_idno_hash ON public.registrations USING btree (idno_hash, received_at, id);
CREATE INDEX ix_registrations_received_at ON public.registrations USING btree (received_at, id);
CREATE INDEX ix_registrations_site ON public.registrations USING btree (site, received_at, id);
CREATE INDEX ix_registrations_sn ON public.registrations USING btree (sn, received_at, id);
CREATE INDEX journal_created_idx ON public.journal USING btree (created);
CREATE INDEX journal_sequence_number_idx ON public.journal USING btree (sequence_number);
CREATE INDEX snapshot_created_idx ON public.snapshot USING btree (created);
CREATE INDEX snapshot_sequence_number_idx ON public.snapshot USING btree (sequence_number);
CREATE INDEX tags_persistence_id_sequence_nr_idx ON public.tags USING btree (persistence_id, sequence_nr);
CREATE INDEX tags_tag_idx ON public.tags USING btree (tag);
CREATE UNIQUE INDEX ux_alarms_open ON public.alarms USING btree (code, subject) WHERE (ended IS NULL);
CREATE UNIQUE INDEX ux_api_keys_hash ON public.api_keys USING btree (hash);
CREATE UNIQUE INDEX ux_quarantine_content ON public.quarantine USING btree (sn, content_hash);
CREATE UNIQUE INDEX ux_registrations_content ON public.registrations USING btree (content_hash);
CREATE UNIQUE INDEX ux_schema_versions ON public.schema_versions USING btree (version);
ALTER INDEX public."PK_attendance" ATTACH PARTITION public.attendance_202610_pkey;
ALTER INDEX public.ix_attendance_received_at ATTACH PARTITION public.attendance_202610_received_at_idx;
ALTER INDEX public.ix_attendance_site ATTACH PARTITION public.attendance_202610_site_recog_time_id_idx;
ALTER INDEX public.ix_attendance_sn ATTACH PARTITION public.attendance_202610_sn_recog_time_id_idx;
ALTER INDEX public.ux_attendance_record ATTACH PARTITION public.attendance_202610_sn_user_id_recog_time_idx;
ALTER INDEX public.ix_attendance_user_id ATTACH PARTITION public.attendance_202610_user_id_recog_time_id_idx;
ALTER INDEX public."PK_attendance" ATTACH PARTITION public.attendance_202611_pkey;
ALTER INDEX public.ix_attendance_received_at ATTACH PARTITION public.attendance_202611_received_at_idx;
ALTER INDEX public.ix_attendance_site ATTACH PARTITION public.attendance_202611_site_recog_time_id_idx;
ALTER INDEX public.ix_attendance_sn ATTACH PARTITION public.attendance_202611_sn_recog_time_id_idx;
ALTER INDEX public.ux_attendance_record ATTACH PARTITION public.attendance_202611_sn_user_id_recog_time_idx;
ALTER INDEX public.ix_attendance_user_id ATTACH PARTITION public.attendance_202611_user_id_recog_time_id_idx;
ALTER INDEX public."PK_attendance" ATTACH PARTITION public.attendance_202612_pkey;
ALTER INDEX public.ix_attendance_received_at ATTACH PARTITION public.attendance_202612_received_at_idx;
ALTER INDEX public.ix_attendance_site ATTACH PARTITION public.attendance_202612_site_recog_time_id_idx;
ALTER INDEX public.ix_attendance_sn ATTACH PARTITION public.attendance_202612_sn_recog_time_id_idx;
ALTER INDEX public.ux_attendance_record ATTACH PARTITION public.attendance_202612_sn_user_id_recog_time_idx;
ALTER INDEX public.ix_attendance_user_id ATTACH PARTITION public.attendance_202612_user_id_recog_time_id_idx;
ALTER INDEX public."PK_attendance" ATTACH PARTITION public.attendance_202701_pkey;
ALTER INDEX public.ix_attendance_received_at ATTACH PARTITION public.attendance_202701_received_at_idx;
ALTER INDEX public.ix_attendance_site ATTACH PARTITION public.attendance_202701_site_recog_time_id_idx;
ALTER INDEX public.ix_attendance_sn ATTACH PARTITION public.attendance_202701_sn_recog_time_id_idx;
ALTER INDEX public.ux_attendance_record ATTACH PARTITION public.attendance_202701_sn_user_id_recog_time_idx;
ALTER INDEX public.ix_attendance_user_id ATTACH PARTITION public.attendance_202701_user_id_recog_time_id_idx;
ALTER INDEX public."PK_attendance" ATTACH PARTITION public.attendance_default_pkey;
ALTER INDEX public.ix_attendance_received_at ATTACH PARTITION public.attendance_default_received_at_idx;
ALTER INDEX public.ix_attendance_site ATTACH PARTITION public.attendance_default_site_recog_time_id_idx;
ALTER INDEX public.ix_attendance_sn ATTACH PARTITION public.attendance_default_sn_recog_time_id_idx;
ALTER INDEX public.ux_attendance_record ATTACH PARTITION public.attendance_default_sn_user_id_recog_time_idx;
ALTER INDEX public.ix_attendance_user_id ATTACH PARTITION public.attendance_default_user_id_recog_time_id_idx;
ALTER INDEX public.ix_feed_kind ATTACH PARTITION public.feed_000000000000_kind_seq_idx;
ALTER INDEX public."PK_feed" ATTACH PARTITION public.feed_000000000000_pkey;
ALTER INDEX public.ix_feed_kind ATTACH PARTITION public.feed_000000000001_kind_seq_idx;
ALTER INDEX public."PK_feed" ATTACH PARTITION public.feed_000000000001_pkey;
ALTER INDEX public.ix_feed_kind ATTACH PARTITION public.feed_000000000002_kind_seq_idx;
ALTER INDEX public."PK_feed" ATTACH PARTITION public.feed_000000000002_pkey;
ALTER INDEX public.ix_feed_kind ATTACH PARTITION public.feed_default_kind_seq_idx;
ALTER INDEX public."PK_feed" ATTACH PARTITION public.feed_default_pkey;
ALTER TABLE ONLY public.connections
    ADD CONSTRAINT fk_connections_sn FOREIGN KEY (sn) REFERENCES public.devices(sn) ON DELETE CASCADE;
ALTER TABLE ONLY public.device_tags
    ADD CONSTRAINT fk_device_tags_sn FOREIGN KEY (sn) REFERENCES public.devices(sn) ON DELETE CASCADE;
ALTER TABLE ONLY public.frame_rings
    ADD CONSTRAINT fk_frame_rings_sn FOREIGN KEY (sn) REFERENCES public.devices(sn) ON DELETE CASCADE;
ALTER TABLE ONLY public.frames
    ADD CONSTRAINT fk_frames_sn FOREIGN KEY (sn) REFERENCES public.frame_rings(sn) ON DELETE CASCADE;
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT fk_persons_photo_ref FOREIGN KEY (photo_ref) REFERENCES public.photos(ref);
ALTER TABLE ONLY public.presence
    ADD CONSTRAINT fk_presence_sn FOREIGN KEY (sn) REFERENCES public.devices(sn) ON DELETE CASCADE;
ALTER TABLE ONLY public.registration_photos
    ADD CONSTRAINT fk_registration_photos_id FOREIGN KEY (registration_id) REFERENCES public.registrations(id) ON DELETE CASCADE;
