package io.drayage.transfer.stream;

import java.security.cert.X509Certificate;

/**
 * Who sends a stream.
 *
 * @param name as the certificate says
 * @param certificate that it showed on this very connection
 */
public record StreamPeer(String name, X509Certificate certificate) {}
