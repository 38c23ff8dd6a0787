/** What hosts and live containers are, as plain records that travel as JSON. */
@NullMarked
package io.drayage.preflight.fact;

import org.jspecify.annotations.NullMarked;
