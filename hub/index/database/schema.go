package database

// applicationID marks the file as ours: "tagb".
const applicationID = 0x74616762

// steps lead from one version of the schema to the next; user_version is how many were made. A step
// that was released is never changed.
//
//nolint:dupword // It is SQL.
var steps = []string{`
create table setting (name text primary key, value blob not null) strict, without rowid;

create table viewer (
	id integer primary key autoincrement,
	hub text not null, account text not null, way blob not null,
	unique (hub, account, way)
) strict;

create table word (
	id integer primary key autoincrement,
	viewer integer not null references viewer on delete cascade,
	text text not null,
	unique (viewer, text)
) strict;

create table platform (
	id integer primary key autoincrement,
	viewer integer not null references viewer on delete cascade,
	os text not null, architecture text not null, variant text not null, os_version text not null,
	unique (viewer, os, architecture, variant, os_version)
) strict;

create table list (
	id integer primary key autoincrement,
	viewer integer not null references viewer on delete cascade,
	namespace text not null, repository text not null,
	looked integer not null,
	readings integer not null default 0,
	whole integer not null default 0,
	read integer, answered integer, newest integer, total integer,
	verified integer,
	unique (viewer, namespace, repository)
) strict;
create index list_looked on list (looked);

create table tag (
	id integer primary key autoincrement,
	list integer not null references list on delete cascade,
	name text not null, digest blob, size integer not null,
	updated integer, pushed integer, pulled integer,
	platforms blob,
	hub_id integer, updated_by integer, status integer, media_type integer, content_type integer,
	reading integer not null, since integer not null, gone integer,
	unique (list, name)
) strict;
create index tag_newest on tag (list, updated desc) where gone is null;
create index tag_torn on tag (list)
	where gone is null and (digest is null or platforms is null or updated is null);
create index tag_digest on tag (digest) where digest is not null;

create table former (
	list integer not null references list on delete cascade,
	name text not null, digest blob, since integer not null, until integer not null,
	gone integer not null
) strict;
create index former_name on former (list, name);

create trigger tag_moved after update on tag
when old.digest is not new.digest or old.gone is not null and new.gone is null
begin
	insert into former values (old.list, old.name, old.digest, old.since,
		coalesce(old.gone, new.since), old.gone is not null);
end;

create table repository (
	id integer primary key autoincrement,
	list integer not null references list on delete cascade,
	name text not null, namespace text,
	description text not null, private integer not null, inactive integer not null,
	stars integer not null, pulls integer not null, storage integer not null,
	updated integer, modified integer, registered integer,
	type integer, content_types text, categories text,
	reading integer not null, since integer not null, gone integer,
	unique (list, name)
) strict;

create table namespace (
	id integer primary key autoincrement,
	list integer not null references list on delete cascade,
	name text not null, full_name text not null, role integer, personal integer not null,
	reading integer not null, since integer not null, gone integer,
	unique (list, name)
) strict;
`, `alter table list add column dated integer;`, `
alter table list add column verdict text;
alter table list add column concluded integer;

create table heard (
	list integer not null references list on delete cascade,
	name text not null,
	primary key (list, name)
) strict, without rowid;
`, `
alter table list add column told integer;
alter table list add column shown integer;
alter table tag add column born integer;
create index tag_born on tag (list, born) where born is not null;
create index tag_gone on tag (list, gone) where gone is not null;
create index former_until on former (list, until);
create index former_digest on former (digest) where digest is not null;

create table look (
	list integer not null references list on delete cascade,
	began integer not null, ended integer not null,
	primary key (list, began)
) strict, without rowid;
insert into look select id, read, read from list where whole > 0 and read is not null;
insert or ignore into look select id, verified, verified from list
	where whole > 0 and verified is not null;

create table pulls (
	list integer not null references list on delete cascade,
	name text not null, at integer not null, pulls integer not null,
	primary key (list, name, at)
) strict, without rowid;
`, `
alter table list add column tags integer;
alter table list add column counted integer;
alter table list add column pulled integer;
alter table list add column locked integer;
alter table list add column rules text;
update list set tags=total, counted=verified where whole > 0 and repository <> '';
update list set pulled=(select max(pulled) from tag where list=list.id) where repository <> '';
`}
