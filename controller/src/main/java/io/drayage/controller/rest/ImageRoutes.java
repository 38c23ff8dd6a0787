package io.drayage.controller.rest;

import io.drayage.controller.image.Images;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.InputStream;

/** Images. */
public final class ImageRoutes implements HttpService {
  private final Images images;

  /** Routes to the images. */
  public ImageRoutes(Images images) {
    this.images = images;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/images", (request, response) -> RestServer.json(response, images.all()));
    rules.post(
        "/images",
        (request, response) -> {
          try (InputStream bundle = request.content().inputStream()) {
            RestServer.json(
                response, images.take(request.query().first("name").orElse(""), bundle));
          }
        });
  }
}
