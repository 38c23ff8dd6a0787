/**
 * The machine that the lab runs on: its commands, processes, files and limits, and what it tells
 * its user.
 */
@NullMarked
package io.drayage.lab.machine;

import org.jspecify.annotations.NullMarked;
