package io.drayage.preflight.check;

import io.drayage.preflight.fact.HostProfile;

/** Whether the container's address and packets find their place on the destination. */
final class NetworkCheck implements Check {
  @Override
  public String name() {
    return "network";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    HostProfile from = situation.source();
    HostProfile to = situation.destination();
    String address = situation.wish().address();
    if (to.addresses().contains(address) || situation.wish().takenAddresses().contains(address)) {
      notes.refuse(
          "the container's address %s is in use on the destination".formatted(address),
          "give that address up there, or choose another host");
    }
    if (from.mtu().isPresent() && to.mtu().isPresent() && to.mtu().get() < from.mtu().get()) {
      notes.warn(
          "packets may have %d bytes on the source and %d on the destination: open connections may stall until they find out"
              .formatted(from.mtu().get(), to.mtu().get()),
          "set the same MTU on both");
    }
    return notes.finding("address %s is free there".formatted(address));
  }
}
