/** The REST interface and its event streams. */
@NullMarked
package io.drayage.controller.rest;

import org.jspecify.annotations.NullMarked;
