/** One-time tokens by which a new host proves that it may receive its first certificate. */
@NullMarked
package io.drayage.trust.enrol;

import org.jspecify.annotations.NullMarked;
