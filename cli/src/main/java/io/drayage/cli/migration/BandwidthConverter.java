package io.drayage.cli.migration;

import io.drayage.platform.unit.Bandwidth;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a bandwidth from the command line. */
public final class BandwidthConverter implements ITypeConverter<Bandwidth> {
  @Override
  public Bandwidth convert(String text) {
    try {
      return Bandwidth.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
