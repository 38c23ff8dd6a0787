/**
 * Container runtimes and CRIU behind one service provider interface; never the network between
 * hosts.
 */
@NullMarked
package io.drayage.runtime;

import org.jspecify.annotations.NullMarked;
