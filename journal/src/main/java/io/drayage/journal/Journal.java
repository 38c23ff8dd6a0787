package io.drayage.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * The durable story of everything the controller decides: hosts, images, containers with their
 * owners, and each migration's transitions. What it says is the truth; agents are asked only how
 * far they came.
 *
 * <p>Every write is on disk when its method returns (SQLite in WAL mode with {@code
 * synchronous=FULL}). Thread-safe; closed by who opened it.
 */
public final class Journal implements AutoCloseable {
  private static final int CONNECTIONS = 4;

  private final HikariDataSource source;
  private final Jdbi jdbi;

  private Journal(HikariDataSource source) {
    this.source = source;
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
    config.setPoolName("journal");
    var source = new HikariDataSource(config);
    try {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:io/drayage/journal/migration")
          .load()
          .migrate();
      return new Journal(source);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
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

  @Override
  public void close() {
    source.close();
  }
}
