package io.drayage.agent.gateway;

import io.drayage.agent.link.CommandFailure;
import io.drayage.gateway.Gateway;
import io.drayage.gateway.Route;
import io.drayage.model.container.Publication;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.Done;
import io.drayage.protocol.v1.GatewayRoute;
import io.drayage.protocol.v1.HoldRequests;
import java.time.Duration;
import java.util.Optional;

/**
 * Carries out the commands for this host's gateway, beside those for containers: a hold must not
 * wait for one of them. Thread-safe.
 */
public final class GatewaySteps {
  private static final int LONGEST_MILLIS = 60_000;

  private final Optional<Gateway> gateway;

  private GatewaySteps(Optional<Gateway> gateway) {
    this.gateway = gateway;
  }

  /** Those of a host without a gateway: nothing is done. */
  public static GatewaySteps none() {
    return new GatewaySteps(Optional.empty());
  }

  /** Those of a gateway. */
  public static GatewaySteps of(Gateway gateway) {
    return new GatewaySteps(Optional.of(gateway));
  }

  /** Whether a command is for the gateway. */
  public static boolean isOne(Command command) {
    return command.hasGatewayRoutes() || command.hasHoldRequests() || command.hasReleaseRequests();
  }

  /** Carries out a command for which {@link #isOne} holds. */
  public Done carryOut(Command command) {
    try {
      gateway.ifPresent(own -> carryOut(own, command));
    } catch (RuntimeException e) {
      throw new CommandFailure("gateway: " + e.getMessage(), "", false, e);
    }
    return Done.getDefaultInstance();
  }

  private static void carryOut(Gateway gateway, Command command) {
    if (command.hasGatewayRoutes()) {
      gateway.route(
          command.getGatewayRoutes().getRoutesList().stream().map(GatewaySteps::route).toList());
    } else if (command.hasHoldRequests()) {
      HoldRequests hold = command.getHoldRequests();
      int longest = Math.clamp(hold.getLongestMillis(), 0, LONGEST_MILLIS);
      gateway.hold(hold.getName(), command.getEpoch(), Duration.ofMillis(longest));
    } else {
      gateway.release(command.getReleaseRequests().getName(), command.getEpoch());
    }
  }

  private static Route route(GatewayRoute route) {
    return new Route(
        route.getContainer(),
        route.getAddress(),
        route.getName(),
        new Publication(route.getEntry(), route.getPort()));
  }
}
