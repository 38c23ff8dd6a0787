/** Many moves as one: groups, their members, and the states of both. */
@NullMarked
package io.drayage.model.group;

import org.jspecify.annotations.NullMarked;
