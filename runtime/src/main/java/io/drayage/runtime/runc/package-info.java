/** The runc driver: OCI bundles, conmon as each container's monitor, and CRIU through runc. */
@NullMarked
package io.drayage.runtime.runc;

import org.jspecify.annotations.NullMarked;
