/** The gateway of one host: what takes in clients' requests for containers, and can hold them. */
@NullMarked
package io.drayage.gateway;

import org.jspecify.annotations.NullMarked;
