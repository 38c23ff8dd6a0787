/**
 * The one subprocess wrapper: every program that Drayage starts, short or long-lived, goes through
 * it.
 */
@NullMarked
package io.drayage.platform.process;

import org.jspecify.annotations.NullMarked;
