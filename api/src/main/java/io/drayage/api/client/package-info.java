/** The client of the controller's REST interface. */
@NullMarked
package io.drayage.api.client;

import org.jspecify.annotations.NullMarked;
