/** Why a request is not granted. */
@NullMarked
package io.drayage.controller.request;

import org.jspecify.annotations.NullMarked;
