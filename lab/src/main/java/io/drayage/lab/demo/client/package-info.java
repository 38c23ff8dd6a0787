/**
 * The clients that use the moving containers and measure, on one clock, what they see of a move.
 */
@NullMarked
package io.drayage.lab.demo.client;

import org.jspecify.annotations.NullMarked;
