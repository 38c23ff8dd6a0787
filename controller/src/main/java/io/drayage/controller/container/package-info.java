/** Containers as their users know them: requests checked, addresses given, hosts told. */
@NullMarked
package io.drayage.controller.container;

import org.jspecify.annotations.NullMarked;
