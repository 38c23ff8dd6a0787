package io.drayage.lab.demo.client;

import java.io.IOException;

/** A way to ask the time service; used by one thread at a time. */
public interface TimeServiceConnection extends AutoCloseable {

  /** What the user reads of this client, for example {@code keep-alive}. */
  String label();

  /** Asks once. A failure leaves this usable: the next question connects anew where needed. */
  TimeAnswer ask() throws IOException, InterruptedException;

  @Override
  void close();
}
