/** The connected agents: commands down, answers and inventories up. */
@NullMarked
package io.drayage.controller.agents;

import org.jspecify.annotations.NullMarked;
