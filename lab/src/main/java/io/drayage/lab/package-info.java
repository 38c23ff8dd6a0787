/**
 * Several hosts of several clouds on one machine, and the demonstration that runs on them; never
 * production.
 */
@NullMarked
package io.drayage.lab;

import org.jspecify.annotations.NullMarked;
