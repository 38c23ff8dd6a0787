package io.drayage.platform.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a configuration record's component whose key the file leaves out, written as the
 * file would write it.
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {
  /** The value, as YAML: {@code "512MiB"}, {@code "7400"}, {@code "[]"}. */
  String value();
}
