/** What goes wrong: faults, and how they are brought about and healed in a lab. */
@NullMarked
package io.drayage.chaos.fault;

import org.jspecify.annotations.NullMarked;
