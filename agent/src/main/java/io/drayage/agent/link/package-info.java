/** The agent's one connection to its controller: enrolment, the long-lived call, answers. */
@NullMarked
package io.drayage.agent.link;

import org.jspecify.annotations.NullMarked;
