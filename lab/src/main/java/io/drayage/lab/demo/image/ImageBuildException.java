package io.drayage.lab.demo.image;

/** An image that cannot be built; the message is one line for the user: what, why and the cure. */
public final class ImageBuildException extends RuntimeException {

  /** Says what failed, why, and what to do. */
  public ImageBuildException(String message) {
    super(message);
  }
}
