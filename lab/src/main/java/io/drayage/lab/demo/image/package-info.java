/** The demonstration's container images, cut out of the lab's cached root file system. */
@NullMarked
package io.drayage.lab.demo.image;

import org.jspecify.annotations.NullMarked;
