package io.drayage.api.image;

/** An image that cannot be used; the message is one line: what failed, why, and what to do. */
public final class ImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImageException(String what, String why, String cure) {
    super(message(what, why, cure));
  }

  ImageException(String what, String why, String cure, Throwable cause) {
    super(message(what, why, cure), cause);
  }

  private static String message(String what, String why, String cure) {
    // Names inside hostile archives reach this text: no line breaks or terminal escapes from them.
    return (what + ": " + why + "; " + cure).replaceAll("\\p{Cntrl}+", " ");
  }
}
