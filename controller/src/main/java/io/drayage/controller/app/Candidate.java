package io.drayage.controller.app;

/**
 * A host that may get containers.
 *
 * @param freeBytes memory that is not promised yet
 * @param containers how many it has
 * @param usable whether its agent is connected and can start containers
 */
record Candidate(String name, String cloud, long freeBytes, int containers, boolean usable) {
  Candidate with(long memoryBytes) {
    return new Candidate(name, cloud, freeBytes - memoryBytes, containers + 1, usable);
  }

  Candidate without(long memoryBytes) {
    return new Candidate(name, cloud, freeBytes + memoryBytes, containers - 1, usable);
  }
}
