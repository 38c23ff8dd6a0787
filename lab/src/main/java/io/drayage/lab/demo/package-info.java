/**
 * The demonstration: the thesis's experiment (chapter 5), a time service and a Redis server that
 * move between two clouds while clients use them, and the checks that nothing was lost.
 */
@NullMarked
package io.drayage.lab.demo;

import org.jspecify.annotations.NullMarked;
