package io.drayage.controller.agents;

import java.io.IOException;
import java.io.InputStream;

/** Where the layers are that agents ask for. */
@FunctionalInterface
public interface LayerStreams {
  /** Opens a layer's uncompressed tar; the caller closes it. */
  InputStream open(String digest) throws IOException;
}
