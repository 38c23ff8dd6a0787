/** A real name server for tests. */
@NullMarked
package io.drayage.dns.bind;

import org.jspecify.annotations.NullMarked;
