package io.drayage.runtime.criu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriuLogTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (00.014881) Error (criu/files-ext.c:98): Can't dump file 12 of that type [600] (unknown anon_inode:[io_uring])|it uses io_uring
          (00.014881) Error (criu/files-ext.c:98): Can't dump file 5 of that type [600] (unknown anon_inode:[userfaultfd])|it holds a kernel object (userfaultfd)
          (00.010112)     42: Error (criu/cr-restore.c:901): Can't set rlimit 3 for 42: Operation not permitted|give the agent CAP_SYS_RESOURCE
          (00.008001) Error (criu/files-reg.c:1710): Can't lookup mount=31 for fd=-3 path=/lib/x86_64-linux-gnu/libc.so.6|does not belong to it (/lib/x86_64-linux-gnu/libc.so.6)
          (00.008001) Error (criu/sk-unix.c:861): unix: External socket is used. Consider using --ext-unix-sk option.|connected by a Unix socket to a process outside
          (00.008001) Error (criu/files-reg.c:1012): Can't dump ghost file /var/lib/db/wal of 104857600 size, increase limit|large deleted file open (/var/lib/db/wal)
          (00.008001) Error (criu/tty.c:1987): tty: Found dangling tty with sid 8 pgid 8 (pts) on peer fd 1.|it uses a terminal of the host
          (00.008001) Error (criu/sk-inet.c:191): inet: Unsupported proto 132 for socket 4e21|a kind of socket that CRIU cannot dump
          (00.008001) Error (criu/file-lock.c:105): Some file locks are hold by dumping tasks! You can try --file-locks to dump them.|it holds file locks
          (00.008001) Error (compel/src/lib/infect.c:352): Unable to interrupt task 7: ptrace(PTRACE_SEIZE): Operation not permitted|detach the debugger
          (00.008001)     9: Error (criu/files-reg.c:2012): File usr/bin/redis-server has bad size 1712 (expect 1714)|its file usr/bin/redis-server differs
          (00.008001)     9: Error (soccr/soccr.c:501): Can't bind inet socket back: Cannot assign requested address|its address is not on the destination
          (00.008001) Error (criu/cpu.c:301): cpu: CPU capabilities do not match run time|choose a host with the same CPU features
          (00.008001) Error (criu/page-xfer.c:211): page-xfer: Unable to write: No space left on device|the host ran out of memory
          """)
  void knownErrorsAreReadAndSayWhatToDo(String line, String words) {
    assertThat(CriuLog.explain("(00.000123) Version: 4.2.1\n" + line + "\n").orElseThrow())
        .contains(words);
  }

  @Test
  void unknownErrorIsQuoted() {
    assertThat(CriuLog.explain("(00.008001) Error (criu/x.c:1): Something new\n"))
        .contains("CRIU says: (criu/x.c:1): Something new");
  }

  @Test
  void errorsOfTheRestorerAreRead() {
    assertThat(CriuLog.explain("(00.008001) pie: 31: Error (criu/pie/restorer.c:1): Can't map\n"))
        .contains("CRIU says: (criu/pie/restorer.c:1): Can't map");
  }

  @Test
  void harmlessErrorsAndOtherLinesAreNoReason() {
    assertThat(
            CriuLog.explain(
                """
                (00.000010) Version: 4.2.1 (gitid 0)
                (00.000020) Error (criu/util.c:1): Can't setup RLIMIT_NOFILE for self: Operation not permitted
                (00.000030) Warn  (criu/kerndat.c:1): Can't load anon_inode:[io_uring]
                (00.000040) Dumping finished successfully
                """))
        .isEmpty();
  }

  @Test
  void theReasonThatIsUnderstoodWinsOverWhatFollowsFromIt() {
    assertThat(
            CriuLog.explain(
                    """
                    (00.100000) Error (criu/cr-dump.c:1): Dump files (pid: 9) failed with -1
                    (00.090000) Error (criu/files-ext.c:98): Can't dump file 12 of that type [600] (unknown anon_inode:[io_uring])
                    (00.200000) Error (criu/cr-dump.c:2): Dumping FAILED.
                    """)
                .orElseThrow())
        .startsWith("it uses io_uring");
  }

  @Test
  void missingLogGivesNoReason(@TempDir Path directory) throws IOException {
    Path log = directory.resolve("dump.log");
    assertThat(CriuLog.explain(log)).isEmpty();

    Files.write(log, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
    assertThat(CriuLog.explain(log)).isEmpty();
  }
}
