package io.drayage.api.app;

import io.drayage.application.Application;
import java.util.List;

/**
 * Everything known of an application.
 *
 * @param application as it is to be
 * @param members its containers, by service in start order, and number
 */
public record AppDetail(AppView app, Application application, List<AppMemberView> members) {
  public AppDetail {
    members = List.copyOf(members);
  }
}
