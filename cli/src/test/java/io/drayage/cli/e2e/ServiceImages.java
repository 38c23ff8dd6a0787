package io.drayage.cli.e2e;

import io.drayage.lab.demo.image.ImageRecipe;
import java.util.List;
import java.util.Map;

/** The images of the services that are moved, made from the lab's root. */
final class ServiceImages {
  private static final String SITE =
      """
      worker_processes 4;
      error_log stderr notice;
      events { }
      http {
        access_log off;
        server {
          listen 8080;
          location / { return 200 "$pid $connection $connection_requests\\n"; }
        }
      }
      """;
  private static final String CLUSTER =
      """
      as() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
      bin=/usr/lib/postgresql/17/bin
      install -d -o postgres -g postgres -m 700 /srv/data
      as $bin/initdb -D /srv/data -A trust -E UTF8 --locale=C --no-sync
      echo host all all 0.0.0.0/0 trust >>/srv/data/pg_hba.conf
      exec setpriv --reuid postgres --regid postgres --clear-groups \\
        $bin/postgres -D /srv/data -h 0.0.0.0 -k /tmp -c shared_buffers=16MB -c fsync=off
      """;

  private ServiceImages() {}

  /** Web server whose master forks four workers; it answers with the worker and the connection. */
  static ImageRecipe nginx() {
    return new ImageRecipe("nginx", List.of("nginx"), Map.of("/srv/nginx.conf", SITE));
  }

  /** Database that makes its cluster when it starts. */
  static ImageRecipe postgres() {
    return new ImageRecipe(
        "postgres", List.of("postgresql-17", "util-linux"), Map.of("/srv/start", CLUSTER));
  }
}
