package io.drayage.transfer.memory;

import io.drayage.transfer.page.PageRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Where the pages of a checkpoint are in a running task that moves its mappings (mremap(2)): an
 * image address is what the page had in the checkpoint, a run-time address what it has now. At
 * first they are the same. Not thread-safe.
 */
final class AddressMap {
  private static final long END = 1L << 56;

  private final NavigableMap<Long, Piece> byRuntime = new TreeMap<>();
  private final NavigableMap<Long, Piece> byImage = new TreeMap<>();

  /** Bytes that moved together. */
  private record Piece(long runtime, long image, long length) {
    Piece part(long from, long to) {
      return new Piece(from, image + from - runtime, to - from);
    }
  }

  /** Where a run of pages is now, and how many bytes of it lie together. */
  record Place(long runtime, long length) {}

  /** Nothing has moved. */
  AddressMap() {
    add(new Piece(0, 0, END));
  }

  /** The same map, to change on its own. */
  AddressMap copy() {
    AddressMap copy = new AddressMap();
    copy.byRuntime.clear();
    copy.byImage.clear();
    byRuntime.values().forEach(copy::add);
    return copy;
  }

  private void add(Piece piece) {
    byRuntime.put(piece.runtime(), piece);
    byImage.put(piece.image(), piece);
  }

  private void remove(Piece piece) {
    byRuntime.remove(piece.runtime());
    byImage.remove(piece.image());
  }

  /** What address the page at this run-time address had in the checkpoint, if it was in it. */
  OptionalLong image(long runtime) {
    Map.Entry<Long, Piece> entry = byRuntime.floorEntry(runtime);
    if (entry == null || runtime - entry.getKey() >= entry.getValue().length()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(entry.getValue().image() + runtime - entry.getKey());
  }

  /** Where the page of this image address is; empty when it is nowhere any more. */
  Optional<Place> runtime(long image) {
    Map.Entry<Long, Piece> entry = byImage.floorEntry(image);
    if (entry == null || image - entry.getKey() >= entry.getValue().length()) {
      return Optional.empty();
    }
    Piece piece = entry.getValue();
    long within = image - piece.image();
    return Optional.of(new Place(piece.runtime() + within, piece.length() - within));
  }

  /** The image ranges that lie between two run-time addresses. */
  List<PageRange> images(long start, long end) {
    List<PageRange> found = new ArrayList<>();
    for (Piece piece : overlapping(start, end)) {
      found.add(image(inside(piece, start, end)));
    }
    return found;
  }

  /** Moves a mapping. Returns the image ranges that were where it went, and are nowhere now. */
  List<PageRange> move(long from, long to, long length) {
    List<Piece> moved = cut(from, from + length);
    List<PageRange> dropped = new ArrayList<>();
    for (Piece piece : cut(to, to + length)) {
      dropped.add(image(piece));
    }
    for (Piece piece : moved) {
      add(new Piece(piece.runtime() - from + to, piece.image(), piece.length()));
    }
    return dropped;
  }

  private List<Piece> cut(long start, long end) {
    List<Piece> taken = new ArrayList<>();
    for (Piece piece : overlapping(start, end)) {
      remove(piece);
      Piece within = inside(piece, start, end);
      long pieceEnd = piece.runtime() + piece.length();
      long withinEnd = within.runtime() + within.length();
      if (within.runtime() > piece.runtime()) {
        add(piece.part(piece.runtime(), within.runtime()));
      }
      if (withinEnd < pieceEnd) {
        add(piece.part(withinEnd, pieceEnd));
      }
      taken.add(within);
    }
    return taken;
  }

  private List<Piece> overlapping(long start, long end) {
    Long first = byRuntime.floorKey(start);
    List<Piece> found = new ArrayList<>();
    for (Piece piece : byRuntime.subMap(first == null ? start : first, end).values()) {
      if (piece.runtime() + piece.length() > start) {
        found.add(piece);
      }
    }
    return found;
  }

  private static Piece inside(Piece piece, long start, long end) {
    long pieceEnd = piece.runtime() + piece.length();
    return piece.part(Math.max(start, piece.runtime()), Math.min(end, pieceEnd));
  }

  private static PageRange image(Piece piece) {
    return PageRange.between(piece.image(), piece.image() + piece.length());
  }
}
