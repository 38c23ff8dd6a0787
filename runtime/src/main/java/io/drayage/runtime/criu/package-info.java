/** What every driver that uses CRIU needs: its settings, the gate of a held restore, its log. */
@NullMarked
package io.drayage.runtime.criu;

import org.jspecify.annotations.NullMarked;
