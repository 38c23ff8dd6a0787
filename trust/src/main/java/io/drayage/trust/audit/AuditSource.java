package io.drayage.trust.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** An audit log to read, wherever it lies. */
public interface AuditSource {
  /** The names of its files, {@code 2026-11-23.jsonl}, the oldest first. */
  List<String> files() throws IOException;

  /** The lines of one of these files; the caller closes it. */
  InputStream open(String file) throws IOException;

  /** The signed heads, the oldest first. */
  List<String> heads() throws IOException;
}
