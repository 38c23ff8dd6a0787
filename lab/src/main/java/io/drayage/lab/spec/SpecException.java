package io.drayage.lab.spec;

/** A mistake in a lab file; the message is one line that names the place in the file. */
final class SpecException extends RuntimeException {
  SpecException(String where, String mistake) {
    super(where.isEmpty() ? mistake : where + ": " + mistake);
  }
}
