/** The machine that the lab runs on: its commands, processes and limits. */
@NullMarked
package io.drayage.lab.machine;

import org.jspecify.annotations.NullMarked;
