package io.drayage.lab.demo.store;

import java.net.URI;

/**
 * Where an S3 server is and who may use it.
 *
 * @param endpoint its address, with path-style buckets
 * @param accessKey the access key id
 * @param secretKey the secret access key; never printed
 */
public record StoreAccess(URI endpoint, String accessKey, String secretKey) {

  /** The signing region; the server takes any, as long as both sides say the same. */
  public static final String REGION = "us-east-1";

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "StoreAccess[endpoint=" + endpoint + ", accessKey=" + accessKey + "]";
  }
}
