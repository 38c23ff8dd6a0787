/** The REST interface as records, and the client that speaks it. */
@NullMarked
package io.drayage.api;

import org.jspecify.annotations.NullMarked;
