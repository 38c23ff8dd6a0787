-- The domain names that lead to containers. Each phase is written before it is acted on; owned and moved are JSON.
CREATE TABLE dns_name (
  name TEXT PRIMARY KEY,
  container TEXT NOT NULL,
  phase TEXT NOT NULL,
  owned TEXT NOT NULL,
  migration TEXT NOT NULL,
  move TEXT NOT NULL
);
CREATE INDEX dns_name_container ON dns_name (container);
