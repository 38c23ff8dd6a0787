package io.drayage.api.client;

import io.drayage.api.GroupPlanView;
import io.drayage.api.GroupRequest;
import io.drayage.api.GroupView;
import io.drayage.api.HostView;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** A client for groups of moves. Thread-safe; its methods block and throw {@link ApiException}. */
public final class GroupClient {
  private static final String GROUPS = "/v1/groups/";

  private final ControllerClient client;

  GroupClient(ControllerClient client) {
    this.client = client;
  }

  /** Finds out what would come of a group; nothing moves. */
  public GroupPlanView plan(GroupRequest request) {
    return client.post("/v1/groups/plans", request, GroupPlanView.class);
  }

  /** Starts a group and returns at once. */
  public GroupView start(GroupRequest request) {
    return client.post("/v1/groups", request, GroupView.class);
  }

  /** The newest groups first. */
  public List<GroupView> all() {
    return client.list("/v1/groups", GroupView.class);
  }

  /** One group. */
  public GroupView show(String id) {
    return client.get(GROUPS + ControllerClient.escape(id), GroupView.class);
  }

  /** Ends a group: an atomic one goes back, another one begins nothing more; returns at once. */
  public GroupView cancel(String id) {
    return client.post(GROUPS + ControllerClient.escape(id) + "/cancel", "", GroupView.class);
  }

  /** Has a drained host take containers again. */
  public HostView undrain(String host) {
    return client.post(
        "/v1/hosts/%s/undrain".formatted(ControllerClient.escape(host)), "", HostView.class);
  }

  /**
   * Follows a group until it has ended, and returns its last form. A controller that is started
   * again within a minute is followed on.
   */
  public GroupView follow(String id, Clock clock, Consumer<GroupView> news) {
    String events = GROUPS + ControllerClient.escape(id) + "/events";
    return client.follow(
        clock,
        () -> {
          client.events(events, GroupView.class, news);
          return show(id);
        },
        group -> group.state().ended());
  }
}
