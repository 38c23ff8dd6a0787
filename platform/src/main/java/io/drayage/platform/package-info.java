/**
 * The one subprocess wrapper, the one configuration binding, the one retry policy: what every
 * module on a machine needs and none may write twice.
 */
@NullMarked
package io.drayage.platform;

import org.jspecify.annotations.NullMarked;
