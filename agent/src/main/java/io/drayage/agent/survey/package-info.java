/** Tells the controller what this host is, and what a container on it is made of. */
@NullMarked
package io.drayage.agent.survey;

import org.jspecify.annotations.NullMarked;
