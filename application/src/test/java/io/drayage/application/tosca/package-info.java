@NullMarked
package io.drayage.application.tosca;

import org.jspecify.annotations.NullMarked;
