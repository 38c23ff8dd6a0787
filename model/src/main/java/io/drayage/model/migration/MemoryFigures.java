package io.drayage.model.migration;

/**
 * How memory crossed, as measured.
 *
 * @param mode the mode that was carried out; never {@link Mode#AUTO} once it was decided
 * @param reason why that mode, in one sentence with the figures measured; empty while undecided
 * @param rounds how often memory was copied while the container ran
 * @param pagesSent pages of memory that the source sent, of 4096 bytes each before compression
 * @param pagesLeft pages that were on the source alone when the destination's tasks resumed
 * @param atRiskMillis milliseconds from that resume until the last of them had arrived: while they
 *     last, losing the source loses the container
 */
public record MemoryFigures(
    Mode mode, String reason, int rounds, long pagesSent, long pagesLeft, long atRiskMillis) {
  /** Nothing measured yet. */
  public static final MemoryFigures NONE = new MemoryFigures(Mode.AUTO, "", 0, 0, 0, 0);
}
