/** Admission, planning, executing migrations, and the REST interface; never how memory is read. */
@NullMarked
package io.drayage.controller;

import org.jspecify.annotations.NullMarked;
