/**
 * The demonstration's S3 server and the check of the text object that the time service keeps there.
 */
@NullMarked
package io.drayage.lab.demo.store;

import org.jspecify.annotations.NullMarked;
