package io.drayage.preflight.fact;

import java.util.Optional;
import java.util.Set;

/**
 * A host's processor, as programs see it.
 *
 * @param architecture as {@code uname -m} has it, e.g. {@code x86_64}
 * @param model its name, for people
 * @param features the kernel's names for what it can do ({@code flags} or {@code Features} of
 *     /proc/cpuinfo)
 * @param count how many the host may use
 * @param virtualBits width of a virtual address; empty when not known
 * @param pageBytes size of a page of memory
 * @param xsave the registers' save area; empty where there is none or CRIU did not say
 */
public record Processor(
    String architecture,
    String model,
    Set<String> features,
    int count,
    Optional<Integer> virtualBits,
    int pageBytes,
    Optional<SaveArea> xsave) {

  /**
   * The area into which XSAVE puts a task's registers (Intel SDM volume 1, chapter 13), as {@code
   * criu cpuinfo dump} tells it.
   *
   * @param components the state components that are on, a bit for each
   * @param bytes size for the components that are on
   * @param largestBytes size for all components that the processor has
   */
  public record SaveArea(long components, int bytes, int largestBytes) {}
}
