/** The controller's configuration file. */
@NullMarked
package io.drayage.controller.config;

import org.jspecify.annotations.NullMarked;
