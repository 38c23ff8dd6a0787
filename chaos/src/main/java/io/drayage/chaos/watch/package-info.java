/** What runs, and what is left, as the kernel tells. */
@NullMarked
package io.drayage.chaos.watch;

import org.jspecify.annotations.NullMarked;
