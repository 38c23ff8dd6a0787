package io.drayage.api.image;

import io.drayage.platform.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One of an image's JSON documents, or a part of it; a missing part reads as empty. */
record Metadata(String document, JsonNode node) {
  /**
   * Reads a document.
   *
   * @param document its name, for messages
   */
  static Metadata parse(String document, byte[] json) throws IOException {
    try {
      return new Metadata(document, Json.mapper().readTree(json));
    } catch (JacksonException e) {
      throw new IOException(document + " is not JSON", e);
    }
  }

  Metadata at(String field) {
    return new Metadata(document, node.path(field));
  }

  boolean present() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** The elements of an array; empty when it is missing. */
  List<Metadata> items() throws IOException {
    List<Metadata> items = new ArrayList<>();
    if (present()) {
      if (!node.isArray()) {
        throw new IOException(document + " has another value where a list belongs");
      }
      node.forEach(item -> items.add(new Metadata(document, item)));
    }
    return items;
  }

  /** A text; empty when it is missing. */
  String text() throws IOException {
    if (!present()) {
      return "";
    }
    if (!node.isString()) {
      throw new IOException(document + " has another value where a text belongs");
    }
    return node.stringValue();
  }

  List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Metadata item : items()) {
      texts.add(item.text());
    }
    return texts;
  }

  /** The texts of an object by key; empty when it is missing. */
  Map<String, String> textsByKey() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String key : node.propertyNames()) {
      texts.put(key, at(key).text());
    }
    return texts;
  }

  long number() throws IOException {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new IOException(document + " has another value where a number belongs");
    }
    return node.longValue();
  }
}
