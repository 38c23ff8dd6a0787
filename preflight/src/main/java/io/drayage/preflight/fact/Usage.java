package io.drayage.preflight.fact;

/**
 * How much a container uses.
 *
 * @param memoryBytes resident memory of all its tasks
 * @param fileBytes its writable layer and its volumes
 * @param mappings most mappings that one of its tasks has
 * @param highestAddress highest address that is mapped, without the kernel's own pages
 * @param lowestAddress lowest address that is mapped
 * @param largestPid highest process number, as the container sees it
 * @param threads how many threads it has
 * @param inotifyInstances open inotify descriptors
 * @param inotifyWatches watches on them
 * @param hugePageBytes memory in huge pages that were reserved for it (hugetlbfs)
 */
public record Usage(
    long memoryBytes,
    long fileBytes,
    int mappings,
    long highestAddress,
    long lowestAddress,
    int largestPid,
    int threads,
    int inotifyInstances,
    int inotifyWatches,
    long hugePageBytes) {}
