/**
 * The audit log: what a controller decided and did, so that nothing of it is taken out, changed or
 * put in between without being found.
 */
@NullMarked
package io.drayage.trust.audit;

import org.jspecify.annotations.NullMarked;
