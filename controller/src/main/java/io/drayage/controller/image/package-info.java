/** Imported images: names in the journal, layers as files. */
@NullMarked
package io.drayage.controller.image;

import org.jspecify.annotations.NullMarked;
