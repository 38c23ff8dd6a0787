package io.drayage.lab.demo.store;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads text objects from an S3 server. Owns its connections; safe for several threads. */
public final class ObjectReader implements AutoCloseable {

  private final S3Client client;

  /** Reads from the server at {@code access}. */
  public ObjectReader(StoreAccess access) {
    this.client =
        S3Client.builder()
            .endpointOverride(access.endpoint())
            .region(Region.of(StoreAccess.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(access.accessKey(), access.secretKey())))
            .forcePathStyle(true)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  /**
   * The object's text.
   *
   * @throws SdkException when the server refuses or there is no such object
   */
  public String text(String bucket, String key) {
    ResponseBytes<GetObjectResponse> object =
        client.getObjectAsBytes(request -> request.bucket(bucket).key(key));
    return object.asString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
