/** The controller and the agent as commands. */
@NullMarked
package io.drayage.cli.service;

import org.jspecify.annotations.NullMarked;
