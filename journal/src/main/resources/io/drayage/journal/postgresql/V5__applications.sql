-- What each application is to be, as JSON; written before anything is started for it.
CREATE TABLE application (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL,
  applied_at TEXT NOT NULL
);
-- The containers of applications. A member keeps its address for as long as it is one, whether its container runs or not;
-- definition is what its container was last started by, JSON, empty until then.
CREATE TABLE application_member (
  container TEXT PRIMARY KEY,
  application TEXT NOT NULL REFERENCES application (name),
  service TEXT NOT NULL,
  replica INTEGER NOT NULL,
  address TEXT NOT NULL UNIQUE,
  definition TEXT NOT NULL
);
CREATE INDEX application_member_application ON application_member (application);
