package io.drayage.trust.country;

import io.drayage.platform.json.Json;
import io.drayage.trust.TrustException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * The groups of countries that rules may name, from a dated data file. Immutable. A group's members
 * are looked up when a move is decided, so a country that joins or leaves counts as soon as the
 * file says so.
 */
public final class CountryGroups {
  private static final String RESOURCE = "country-groups.json";

  private final Map<String, CountryGroup> byName;

  private CountryGroups(Map<String, CountryGroup> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  private record Data(List<Entry> groups) {}

  private record Entry(
      String name, String title, LocalDate asOf, String source, List<String> members) {
    CountryGroup group() {
      return new CountryGroup(
          name,
          title,
          asOf,
          source,
          members.stream().map(CountryCode::new).collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  /** The groups that come with Drayage. */
  public static CountryGroups builtIn() {
    try (InputStream in =
        Objects.requireNonNull(CountryGroups.class.getResourceAsStream(RESOURCE))) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads groups from JSON of the built-in file's form.
   *
   * @throws TrustException when it has another form, a country that is none, or a group twice
   */
  public static CountryGroups parse(String json) {
    try {
      Map<String, CountryGroup> groups = new TreeMap<>();
      for (Entry entry : Json.read(json, Data.class).groups()) {
        if (groups.put(entry.name(), entry.group()) != null) {
          throw new TrustException("The country groups name '" + entry.name() + "' twice");
        }
      }
      return new CountryGroups(groups);
    } catch (JacksonException e) {
      throw new TrustException("The country groups cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  /** The group of this name. */
  public Optional<CountryGroup> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The group of this name.
   *
   * @throws TrustException when there is none
   */
  public CountryGroup require(String name) {
    return find(name)
        .orElseThrow(() ->
            new TrustException(
                "'%s' is no group of countries here: use one of %s, or list the countries"
                    .formatted(name, String.join(", ", byName.keySet()))));
  }

  /** All groups, sorted by name. */
  public Collection<CountryGroup> all() {
    return byName.values();
  }

  /** The names of all groups. */
  public SortedSet<String> names() {
    return new TreeSet<>(byName.keySet());
  }
}
