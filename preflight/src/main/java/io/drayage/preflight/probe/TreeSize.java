package io.drayage.preflight.probe;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up the sizes of files, for as long as somebody waits for a plan. Not thread-safe. */
final class TreeSize extends SimpleFileVisitor<Path> {
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final long end = System.nanoTime() + PATIENCE.toNanos();
  private long bytes;
  private boolean late;

  private TreeSize() {}

  static long of(List<Path> trees, List<String> blind) {
    var size = new TreeSize();
    for (Path tree : trees) {
      try {
        if (Files.isDirectory(tree)) {
          Files.walkFileTree(tree, size);
        }
      } catch (IOException e) {
        blind.add("the container's files could not be counted: " + e.getMessage());
      }
    }
    if (size.late) {
      blind.add("the container has too many files to count them now; they take more than is said");
    }
    return size.bytes;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    bytes += attributes.isRegularFile() ? attributes.size() : 0;
    late = System.nanoTime() > end;
    return late ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException gone) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
    return FileVisitResult.CONTINUE;
  }
}
