/**
 * One host: carries out the controller's steps, idempotently, under an epoch; never other hosts'
 * plans.
 */
@NullMarked
package io.drayage.agent;

import org.jspecify.annotations.NullMarked;
