package io.drayage.lab.host;

import io.drayage.lab.machine.LabPaths;
import java.nio.file.Path;

/**
 * A host's place on the machine.
 *
 * @param lab the lab's name
 * @param name the host's name, or {@value #ROUTER}
 */
public record HostPlace(String lab, String name) {
  /** The router's name as a host; no host can have it. */
  public static final String ROUTER = "_router";

  private static final String MARK = "DRAYAGE_LAB=";

  /** In the environment of a host's pid 1: what identifies it when nothing else is left. */
  public String mark() {
    return MARK + lab + "/" + name;
  }

  /** What the marks of all of a lab's hosts start with. */
  public static String markOfAll(String lab) {
    return MARK + lab + "/";
  }

  /** What the marks of all hosts of all labs start with. */
  public static String markOfAny() {
    return MARK;
  }

  Path init() {
    return paths().init(name);
  }

  Path root() {
    return paths().root(name);
  }

  Path disk() {
    return paths().disk(name);
  }

  Path logs() {
    return paths().logs(name);
  }

  Cgroups cgroups() {
    return new Cgroups(lab);
  }

  private LabPaths paths() {
    return new LabPaths(lab);
  }
}
