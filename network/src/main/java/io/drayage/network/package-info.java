/** A host's network namespaces, addresses and routes; never memory. */
@NullMarked
package io.drayage.network;

import org.jspecify.annotations.NullMarked;
