package io.drayage.transfer.memory;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A keeper that shares another one with others. */
record PrefixedKeeper(DescriptorKeeper keeper, String prefix) implements DescriptorKeeper {
  @Override
  public void keep(String name, int fd) throws IOException {
    keeper.keep(prefix + name, fd);
  }

  @Override
  public void forget(String name) throws IOException {
    keeper.forget(prefix + name);
  }

  @Override
  public Map<String, Integer> kept() throws IOException {
    Map<String, Integer> own = new TreeMap<>();
    keeper
        .kept()
        .forEach((name, fd) -> {
          if (name.startsWith(prefix)) {
            own.put(name.substring(prefix.length()), fd);
          }
        });
    return own;
  }
}
