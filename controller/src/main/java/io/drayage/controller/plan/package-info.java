/** The preflight of a move: what the agents see, compared, with what the controller knows. */
@NullMarked
package io.drayage.controller.plan;

import org.jspecify.annotations.NullMarked;
