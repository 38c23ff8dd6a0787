/** Routes between hosts that follow a container to where it runs. */
@NullMarked
package io.drayage.network.route;

import org.jspecify.annotations.NullMarked;
