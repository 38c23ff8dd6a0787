package io.drayage.api.image;

import io.drayage.model.image.ImageLayer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Where a received image's layers are stored. */
@FunctionalInterface
public interface BundleSink {
  /** Begins to store a layer; several images may hold the same one. */
  PendingLayer begin(ImageLayer layer) throws IOException;

  /** A layer on its way: nothing of it may be visible before {@link #commit}. */
  interface PendingLayer extends Closeable {
    /** Takes the uncompressed tar; closed with this object. */
    OutputStream content();

    /** Makes the layer visible: all its bytes came and its digest and size are right. */
    void commit() throws IOException;

    /** Ends it; what was not committed is deleted. */
    @Override
    void close() throws IOException;
  }
}
