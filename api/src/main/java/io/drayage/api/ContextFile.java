package io.drayage.api;

/**
 * What a client needs to speak to a controller, as the controller leaves it for the administrator.
 * A secret: kept in a file of mode 0600 on tmpfs.
 *
 * @param url the REST interface, {@code https://HOST:PORT}
 * @param token the administrator's bearer token
 * @param ca the authority's certificate, PEM
 */
public record ContextFile(String url, String token, String ca) {
  @Override
  public String toString() {
    return "ContextFile[url=" + url + "]";
  }
}
