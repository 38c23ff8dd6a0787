package io.drayage.api.image;

import io.drayage.model.image.ImageLayer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/** Keeps committed layers in memory, and counts what was begun and not ended. */
final class MemorySink implements BundleSink {
  private final Map<String, byte[]> committed = new HashMap<>();
  private int open;

  Map<String, byte[]> committed() {
    return committed;
  }

  int open() {
    return open;
  }

  @Override
  public PendingLayer begin(ImageLayer layer) {
    open++;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new PendingLayer() {
      @Override
      public OutputStream content() {
        return bytes;
      }

      @Override
      public void commit() {
        committed.put(layer.digest(), bytes.toByteArray());
      }

      @Override
      public void close() {
        open--;
      }
    };
  }
}
