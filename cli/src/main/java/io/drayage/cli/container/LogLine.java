package io.drayage.cli.container;

/**
 * A line of a container's log, as the monitor wrote it (Kubernetes CRI log format: time, stream,
 * tag, text).
 *
 * @param time RFC 3339 with nanoseconds; empty when the line has another form
 * @param stream {@code stdout} or {@code stderr}
 * @param text what the container wrote
 */
record LogLine(String time, String stream, String text) {
  static LogLine parse(String line) {
    String[] fields = line.split(" ", 4);
    return fields.length == 4 && fields[0].contains("T")
        ? new LogLine(fields[0], fields[1], fields[3])
        : new LogLine("", "", line);
  }

  String print(boolean timestamps) {
    return timestamps && !time.isEmpty() ? time + " " + text : text;
  }
}
