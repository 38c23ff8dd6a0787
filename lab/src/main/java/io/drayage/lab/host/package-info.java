/** One host of a lab: its namespaces, its root, its cgroups, and processes in it. */
@NullMarked
package io.drayage.lab.host;

import org.jspecify.annotations.NullMarked;
