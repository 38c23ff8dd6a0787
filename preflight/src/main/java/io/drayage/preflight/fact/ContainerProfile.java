package io.drayage.preflight.fact;

import java.util.List;

/**
 * What a running container is made of, as far as a move depends on it. What every move carries,
 * such as an ordinary open file, is not listed.
 *
 * @param tasks its processes
 * @param files open files that are not ordinary
 * @param mappings mapped memory that is neither anonymous nor of an ordinary file
 * @param mounts what its first process sees mounted
 * @param usage how much it uses
 * @param blind what could not be looked at, and why; in words
 */
public record ContainerProfile(
    List<Task> tasks,
    List<OpenFile> files,
    List<MappedFile> mappings,
    List<MountPoint> mounts,
    Usage usage,
    List<String> blind) {}
