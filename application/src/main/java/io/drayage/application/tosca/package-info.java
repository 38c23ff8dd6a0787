/** A subset of the TOSCA Simple Profile in YAML 1.3. */
@NullMarked
package io.drayage.application.tosca;

import org.jspecify.annotations.NullMarked;
