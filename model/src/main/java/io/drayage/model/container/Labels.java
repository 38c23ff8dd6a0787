package io.drayage.model.container;

import io.drayage.model.DomainNames;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rules for labels, which tell of a container what Drayage or its users want to know of it. */
public final class Labels {
  /** The label that says whether a container is moved without its memory and files. */
  public static final String STATELESS = "drayage.stateless";

  /** The label with the full domain name that leads to the container wherever it runs. */
  public static final String DNS_NAME = "drayage.dns-name";

  /** The label with the application that a container belongs to. */
  public static final String APPLICATION = "drayage.app";

  /** The label with the service of its application that a container is a replica of. */
  public static final String SERVICE = "drayage.service";

  /** The label with a container's number among the replicas of its service, from 1. */
  public static final String REPLICA = "drayage.replica";

  /** The label with the ports that gateways take requests in for, as {@link Publication} reads. */
  public static final String PUBLISH = "drayage.publish";

  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?");
  private static final int LONGEST_VALUE = 1024;

  private Labels() {}

  /**
   * Reads labels as given on the command line, {@code KEY=VALUE} each; of two with one key the last
   * wins.
   *
   * @return by key, sorted
   * @throws IllegalArgumentException when one has another form
   */
  public static Map<String, String> parse(List<String> texts) {
    var labels = new TreeMap<String, String>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "label '%s' is not valid: write KEY=VALUE".formatted(text));
      }
      labels.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return check(labels);
  }

  /** A sorted copy that cannot be changed, of labels that keep the rules. */
  static Map<String, String> check(Map<String, String> labels) {
    labels.forEach((key, value) -> {
      if (!KEY.matcher(key).matches()) {
        throw new IllegalArgumentException(
            "label key '%s' is not valid: use letters, digits and . _ / - between them, at most 128"
                .formatted(key.length() > 80 ? key.substring(0, 80) + "…" : key));
      }
      if (value.length() > LONGEST_VALUE || value.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "the value of label %s is not valid: use at most %d characters and no control ones"
                .formatted(key, LONGEST_VALUE));
      }
    });
    String stateless = labels.getOrDefault(STATELESS, "false");
    if (!stateless.equals("true") && !stateless.equals("false")) {
      throw new IllegalArgumentException(
          "label %s=%s is not valid: write true or false".formatted(STATELESS, stateless));
    }
    if (labels.containsKey(DNS_NAME)) {
      var _ = DomainNames.require(labels.getOrDefault(DNS_NAME, ""));
    }
    boolean byName =
        Publication.parseAll(labels.getOrDefault(PUBLISH, "")).stream()
            .anyMatch(Publication::byName);
    if (byName && !labels.containsKey(DNS_NAME)) {
      throw new IllegalArgumentException(
          "HTTP is published by name, and the container has none: give it one with --dns-name");
    }
    return Collections.unmodifiableMap(new TreeMap<>(labels));
  }
}
