-- What each migration was expected to take when it was admitted, as JSON.
CREATE TABLE forecast (
  migration TEXT PRIMARY KEY REFERENCES migration (id),
  body TEXT NOT NULL
);
