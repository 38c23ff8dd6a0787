/**
 * Container runtimes behind one service provider interface; never the network between hosts. The
 * interface speaks of workloads, freezing, checkpoints and held restores, so that drivers for other
 * runtimes can stand beside the first.
 */
@NullMarked
package io.drayage.runtime;

import org.jspecify.annotations.NullMarked;
