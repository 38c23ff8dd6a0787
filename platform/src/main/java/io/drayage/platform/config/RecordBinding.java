package io.drayage.platform.config;

import com.fasterxml.jackson.annotation.JacksonInject;
import java.io.Serial;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * How a record's components say what a file must hold: each is required, unless it is an {@link
 * Optional} or has a {@link Default}.
 */
final class RecordBinding extends JacksonAnnotationIntrospector {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter && ofRecord(parameter)) {
      return parameter.getRawType() != Optional.class && defaultOf(parameter) == null;
    }
    return super.hasRequiredMarker(config, member);
  }

  @Override
  public JacksonInject.@Nullable Value findInjectableValue(
      MapperConfig<?> config, AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter && ofRecord(parameter)) {
      Default value = defaultOf(parameter);
      if (value != null) {
        return JacksonInject.Value.construct(new Absent(value.value()), true, false);
      }
    }
    return super.findInjectableValue(config, member);
  }

  /** An enum's constants as users type them: in lower case, with hyphens. */
  @Override
  public String[] findEnumValues(
      MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
    Arrays.setAll(names, i -> word(constants[i]));
    return names;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Answers for absent keys with their {@link Default}, read as the file would be. */
  static InjectableValues defaults() {
    return new Defaults();
  }

  private static boolean ofRecord(AnnotatedParameter parameter) {
    return parameter.getDeclaringClass().isRecord();
  }

  private static @Nullable Default defaultOf(AnnotatedParameter parameter) {
    return parameter.getOwner().getAnnotated() instanceof Executable executable
        ? executable.getParameters()[parameter.getIndex()].getAnnotation(Default.class)
        : null;
  }

  private record Absent(String value) {}

  private static final class Defaults extends InjectableValues {

    @Override
    public Object findInjectableValue(
        DeserializationContext context,
        Object id,
        BeanProperty property,
        @Nullable Object owner,
        @Nullable Boolean optional,
        @Nullable Boolean useInput) {
      if (!(id instanceof Absent(String value))) {
        throw new IllegalArgumentException("nothing but defaults is injected, not " + id);
      }
      return ConfigFile.mapper().readValue(value, property.getType());
    }

    @Override
    public InjectableValues snapshot() {
      return this;
    }
  }
}
