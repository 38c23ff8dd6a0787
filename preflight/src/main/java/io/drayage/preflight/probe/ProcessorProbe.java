package io.drayage.preflight.probe;

import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import io.drayage.preflight.fact.Processor;
import io.drayage.preflight.fact.Processor.SaveArea;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a host's processor is: once, as it does not change while an agent runs. */
final class ProcessorProbe {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorProbe.class);
  private static final Pattern VIRTUAL = Pattern.compile("(\\d{2}) bits virtual");
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int AT_PAGESZ = 6;
  private static final int USUAL_PAGE = 4096;

  private ProcessorProbe() {}

  static Processor look(Path proc, Path scratch) {
    List<String> info = ProcFile.lines(proc.resolve("cpuinfo"));
    String flags = value(info, "flags").or(() -> value(info, "Features")).orElse("");
    Matcher width = VIRTUAL.matcher(value(info, "address sizes").orElse(""));
    return new Processor(
        architecture(),
        value(info, "model name").orElse("unknown model"),
        Set.copyOf(ProcFile.words(flags).stream().distinct().toList()),
        Runtime.getRuntime().availableProcessors(),
        width.find() ? Optional.of(Integer.parseInt(width.group(1))) : Optional.empty(),
        pageBytes(proc),
        saveArea(scratch));
  }

  private static Optional<String> value(List<String> info, String key) {
    return info.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static String architecture() {
    String name = System.getProperty("os.arch", "unknown");
    return name.equals("amd64") ? "x86_64" : name;
  }

  /** The auxiliary vector is pairs of longs (getauxval(3)). */
  private static int pageBytes(Path proc) {
    try {
      ByteBuffer vector =
          ByteBuffer.wrap(Files.readAllBytes(proc.resolve("self/auxv")))
              .order(ByteOrder.nativeOrder());
      while (vector.remaining() >= 2 * Long.BYTES) {
        long key = vector.getLong();
        long value = vector.getLong();
        if (key == AT_PAGESZ) {
          return (int) value;
        }
      }
    } catch (IOException e) {
      LOG.warn("The size of a page is not known: {}", e.getMessage());
    }
    return USUAL_PAGE;
  }

  private static Optional<SaveArea> saveArea(Path scratch) {
    try {
      Files.createDirectories(scratch);
      Path image = scratch.resolve("cpuinfo.img");
      var result =
          Subprocess.of("criu", "cpuinfo", "dump", "--images-dir", scratch.toString())
              .timeout(LIMIT)
              .run();
      if (!result.succeeded() || !Files.exists(image)) {
        LOG.warn("'criu cpuinfo dump' fails: {}", result.stderr().strip());
        return Optional.empty();
      }
      Optional<SaveArea> area = SaveAreaImage.parse(Files.readAllBytes(image));
      Files.deleteIfExists(image);
      return area;
    } catch (SubprocessException | IOException e) {
      LOG.warn("The size of the XSAVE area is not known: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
