/**
 * Applications: services of several containers each, what they depend on, and where they wish to
 * be. No I/O, clock or thread.
 */
@NullMarked
package io.drayage.application;

import org.jspecify.annotations.NullMarked;
