/** What the hosts' gateways are told: their routes, and when to hold requests. */
@NullMarked
package io.drayage.controller.gateway;

import org.jspecify.annotations.NullMarked;
