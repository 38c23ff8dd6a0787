/**
 * TLS 1.3 key managers, trust managers and contexts made from identities; independent of any RPC.
 */
@NullMarked
package io.drayage.trust.tls;

import org.jspecify.annotations.NullMarked;
