/** The one configuration binding: a YAML file to a record, with errors a user can act on. */
@NullMarked
package io.drayage.platform.config;

import org.jspecify.annotations.NullMarked;
