package io.drayage.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * The durable story of everything the controller decides: hosts, images, containers with their
 * owners, and each migration's transitions. What it says is the truth; agents are asked only how
 * far they came.
 *
 * <p>Every write is on disk when its method returns (SQLite in WAL mode with {@code
 * synchronous=FULL}; PostgreSQL with its own default). Thread-safe; closed by who opened it.
 */
public final class Journal implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final int SHARED_CONNECTIONS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final boolean shared;

  private Journal(HikariDataSource source, boolean shared) {
    this.source = source;
    this.shared = shared;
    this.jdbi = Jdbi.create(source);
  }

  /** Opens the SQLite file, makes it when it is missing, and brings its tables up to date. */
  public static Journal open(Path file) {
    var config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:sqlite:"
            + file
            + "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000&foreign_keys=true"
            + "&transaction_mode=IMMEDIATE");
    config.setMaximumPoolSize(CONNECTIONS);
    return open(config, "classpath:io/drayage/journal/migration", false);
  }

  /**
   * Opens a PostgreSQL database, which several controllers may share, and brings its tables up to
   * date.
   *
   * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}, without a password
   * @param password a secret; empty where the server asks for none
   */
  public static Journal openShared(String url, String user, String password) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "database.url is not one of PostgreSQL: write jdbc:postgresql://HOST:PORT/DATABASE");
    }
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(SHARED_CONNECTIONS);
    config.setConnectionTimeout(PATIENCE.toMillis());
    // A server that is gone without a word must not hold a move up.
    config.addDataSourceProperty("socketTimeout", Long.toString(PATIENCE.toSeconds()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return open(config, "classpath:io/drayage/journal/postgresql", true);
  }

  private static Journal open(HikariConfig config, String tables, boolean shared) {
    config.setPoolName("journal");
    var source = new HikariDataSource(config);
    try {
      Flyway.configure().dataSource(source).locations(tables).load().migrate();
      return new Journal(source, shared);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /**
   * The leases by which controllers share the migrations; empty where only one uses the journal.
   *
   * @param controller this controller's name, another one for each
   */
  public Optional<MigrationLeases> leases(String controller) {
    return shared ? Optional.of(new MigrationLeases(source, controller)) : Optional.empty();
  }

  /** Whether other controllers may use it too. */
  public boolean isShared() {
    return shared;
  }

  /** Hosts that ever enrolled. */
  public HostRecords hosts() {
    return new HostRecords(jdbi);
  }

  /** Enrolment tokens and issued certificates. */
  public EnrolmentRecords enrolment() {
    return new EnrolmentRecords(jdbi);
  }

  /** Imported images. */
  public ImageRecords images() {
    return new ImageRecords(jdbi);
  }

  /** Containers and their owners. */
  public ContainerRecords containers() {
    return new ContainerRecords(jdbi);
  }

  /** Migrations and their transitions. */
  public MigrationRecords migrations() {
    return new MigrationRecords(jdbi);
  }

  /** Domain names that lead to containers. */
  public NameRows names() {
    return new NameRows(jdbi);
  }

  /** Applications and their members. */
  public ApplicationRecords applications() {
    return new ApplicationRecords(jdbi);
  }

  /** Forecasts of migrations. */
  public ForecastRecords forecasts() {
    return new ForecastRecords(jdbi);
  }

  /** Groups of migrations. */
  public GroupRecords groups() {
    return new GroupRecords(jdbi);
  }

  /** Hosts that take no containers. */
  public CordonRecords cordons() {
    return new CordonRecords(jdbi);
  }

  @Override
  public void close() {
    source.close();
  }
}
