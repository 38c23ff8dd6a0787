@NullMarked
package io.drayage.lab.demo.image;

import org.jspecify.annotations.NullMarked;
