CREATE TABLE host (
  name TEXT PRIMARY KEY,
  cloud TEXT NOT NULL,
  region TEXT NOT NULL,
  country TEXT NOT NULL,
  address TEXT NOT NULL,
  memory_bytes BIGINT NOT NULL
);

CREATE TABLE enrolment_token (
  secret_hash TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
);

CREATE TABLE certificate (
  serial TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  not_before TEXT NOT NULL,
  not_after TEXT NOT NULL,
  fingerprint TEXT NOT NULL
);

CREATE TABLE image (
  name TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  manifest TEXT NOT NULL,
  imported_at TEXT NOT NULL
);

-- host is the owner: the only host that may run the container.
CREATE TABLE container (
  name TEXT PRIMARY KEY,
  spec TEXT NOT NULL,
  image TEXT NOT NULL,
  host TEXT NOT NULL,
  address TEXT NOT NULL UNIQUE,
  epoch BIGINT NOT NULL,
  wanted TEXT NOT NULL,
  created_at TEXT NOT NULL
);

CREATE TABLE migration (
  id TEXT COLLATE "C" PRIMARY KEY,
  container TEXT NOT NULL,
  source TEXT NOT NULL,
  destination TEXT NOT NULL,
  mode TEXT NOT NULL,
  state TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  requested_at TEXT NOT NULL,
  figures TEXT NOT NULL,
  failure TEXT NOT NULL
);

-- One move at a time for each container.
CREATE UNIQUE INDEX migration_under_way ON migration (container)
  WHERE state NOT IN ('MIGRATED', 'ABORTED');

CREATE TABLE transition (
  migration TEXT NOT NULL REFERENCES migration (id),
  seq INTEGER NOT NULL,
  state TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (migration, seq)
);
