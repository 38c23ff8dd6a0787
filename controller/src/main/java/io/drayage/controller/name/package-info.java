/** Domain names that follow containers: which lead where, and what is done with each. */
@NullMarked
package io.drayage.controller.name;

import org.jspecify.annotations.NullMarked;
