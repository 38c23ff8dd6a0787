-- Containers that move as one. terms is JSON; whoever carries the group out renews lease_until under the epoch.
CREATE TABLE move_group (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  strategy TEXT NOT NULL,
  state TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  terms TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  failure TEXT NOT NULL,
  lease_until INTEGER NOT NULL
);

-- migration and undo name moves before they begin: a name without a migration never began.
CREATE TABLE group_member (
  move_group TEXT NOT NULL REFERENCES move_group (id),
  container TEXT NOT NULL,
  position INTEGER NOT NULL,
  source TEXT NOT NULL,
  destination TEXT NOT NULL,
  wave INTEGER NOT NULL,
  after_members TEXT NOT NULL,
  service TEXT NOT NULL,
  priority INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  state TEXT NOT NULL,
  migration TEXT NOT NULL,
  undo TEXT NOT NULL,
  failure TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  PRIMARY KEY (move_group, container)
);

-- A container belongs to one group that has not ended, at most.
CREATE UNIQUE INDEX group_member_open ON group_member (container) WHERE is_open = 1;

-- Hosts that take no containers.
CREATE TABLE cordon (
  host TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  since TEXT NOT NULL
);
