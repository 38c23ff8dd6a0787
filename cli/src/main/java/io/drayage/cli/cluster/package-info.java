/** Which controller a command talks to. */
@NullMarked
package io.drayage.cli.cluster;

import org.jspecify.annotations.NullMarked;
