package io.drayage.transfer.files;

import io.drayage.platform.foreign.WriteBack;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pages of a tree's files clean. Without that a program that writes through a shared
 * mapping changes a file whose ctime and mtime tell of nothing, and a round takes it for sent.
 */
final class CleanPages {
  private CleanPages() {}

  /** Writes back each regular file; what vanishes meanwhile is no error. */
  static void of(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              WriteBack.finish(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // tar says what it cannot read
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
