package io.drayage.controller.app;

import io.drayage.application.Application;
import io.drayage.application.Service;
import io.drayage.journal.ApplicationRecords.Member;
import io.drayage.model.container.HostEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What the containers of an application find each other by: lines of {@code /etc/hosts}. Addresses
 * are kept for life, so these lines stay true wherever a container moves. Pure.
 */
final class Directory {
  private Directory() {}

  /**
   * The lines for one member: every other member by its service's name, the service's other names,
   * and its container's name. Most resolvers take the first line of a name, so the replicas of a
   * service stand in another order for each number of reader.
   */
  static List<HostEntry> of(Application application, List<Member> members, Member reader) {
    var lines = new ArrayList<HostEntry>();
    for (Service service : application.services()) {
      List<Member> replicas =
          members.stream()
              .filter(member -> member.service().equals(service.name()))
              .sorted(Comparator.comparingInt(Member::replica))
              .toList();
      for (int i = 0; i < replicas.size(); i++) {
        Member replica = replicas.get((i + reader.replica() - 1) % replicas.size());
        var names = new LinkedHashSet<String>();
        names.add(service.name());
        names.addAll(service.aliases());
        if (!replica.container().equals(reader.container())) {
          names.add(replica.container());
        }
        lines.add(new HostEntry(replica.address(), List.copyOf(names)));
      }
      if (service.name().equals(reader.service())) {
        lines.addAll(service.definition().hosts());
      }
    }
    return List.copyOf(lines);
  }
}
