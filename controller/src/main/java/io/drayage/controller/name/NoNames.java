package io.drayage.controller.name;

import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.Migration;

/** The names of a controller without zones. */
final class NoNames implements Names {
  @Override
  public void requireMovable(ContainerSpec spec, String destination) {
    refuse(spec);
  }

  @Override
  public void create(OwnedContainer container) {
    refuse(container.spec());
  }

  @Override
  public void start() {}

  @Override
  public void close() {}

  @Override
  public void remove(String container) {}

  @Override
  public void prepare(Migration migration) {}

  @Override
  public void follow(Migration migration) {}

  @Override
  public void undo(Migration migration) {}

  private static void refuse(ContainerSpec spec) {
    spec.dnsName()
        .ifPresent(name -> {
          throw new RequestException(
              Reason.CONFLICT,
              "nobody here can change the name %s: the controller's configuration has no dns.zones"
                  .formatted(name));
        });
  }
}
