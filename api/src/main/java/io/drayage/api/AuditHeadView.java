package io.drayage.api;

/**
 * A signed head of the controller's audit log.
 *
 * @param token a compact JSON Web Signature (RFC 7515)
 */
public record AuditHeadView(String token) {}
