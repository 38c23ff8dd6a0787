/** The controller and the agents in a lab's hosts. */
@NullMarked
package io.drayage.lab.service;

import org.jspecify.annotations.NullMarked;
