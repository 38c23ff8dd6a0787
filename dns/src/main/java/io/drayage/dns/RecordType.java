package io.drayage.dns;

/** The types of records that lead from a name to a host (RFC 1035, RFC 3596). */
public enum RecordType {
  /** An IPv4 address. */
  A,
  /** An IPv6 address. */
  AAAA,
  /** Another name, which leads on. */
  CNAME
}
