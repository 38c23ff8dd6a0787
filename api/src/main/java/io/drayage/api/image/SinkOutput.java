package io.drayage.api.image;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Remembers whether writing failed, to tell a full disk from a damaged image. */
final class SinkOutput extends FilterOutputStream {
  private boolean failed;

  SinkOutput(OutputStream out) {
    super(out);
  }

  boolean failed() {
    return failed;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }
}
