package io.drayage.lab.demo.image;

/** Hears how far the building of an image is; called on the building thread, often. */
@FunctionalInterface
public interface ImageProgress {

  /** {@code done} of {@code total} files are in the image. */
  void files(int done, int total);
}
