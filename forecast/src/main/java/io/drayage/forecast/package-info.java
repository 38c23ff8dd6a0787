/**
 * The forecast: what a move will take of time, bytes, money, energy and carbon, told before it
 * begins.
 */
@NullMarked
package io.drayage.forecast;

import org.jspecify.annotations.NullMarked;
