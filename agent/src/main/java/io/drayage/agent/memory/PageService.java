package io.drayage.agent.memory;

import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.page.TaskMemory;
import io.drayage.transfer.stream.OutgoingStream;
import io.drayage.transfer.stream.PageRequest;
import io.drayage.transfer.stream.PageSender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Gives the destination the pages of a frozen container that it asks for, those first that a task
 * waits for. One thread reads what is asked, another sends.
 */
final class PageService {
  /** Pages sent before the next urgent request is looked for. */
  private static final int PIECE = 64;

  private final OutgoingStream stream;
  private final TaskMemory memory;
  private final LinkedBlockingDeque<PageRun> wanted = new LinkedBlockingDeque<>();
  private final LinkedBlockingDeque<PageRun> urgent = new LinkedBlockingDeque<>();
  private final ByteBuffer pages = ByteBuffer.allocateDirect(PIECE * PageRun.PAGE);

  PageService(OutgoingStream stream, TaskMemory memory) {
    this.stream = stream;
    this.memory = memory;
  }

  /**
   * Serves until the destination hangs up.
   *
   * @throws IOException when the stream breaks: the destination may still need pages
   */
  void serve() throws IOException, InterruptedException {
    var reader = Thread.ofVirtual().name("page-requests").unstarted(this::read);
    reader.start();
    try (PageSender sender = stream.pages()) {
      while (true) {
        PageRun run = next();
        if (run == END) {
          return;
        }
        send(sender, run);
        if (wanted.isEmpty() && urgent.isEmpty()) {
          sender.flush();
        }
      }
    } finally {
      stream.close();
      reader.join();
    }
  }

  private static final PageRun END = new PageRun(Integer.MAX_VALUE, 0, 1);
  private static final PageRun WAKE = new PageRun(Integer.MAX_VALUE, PageRun.PAGE, 1);

  /** The next piece to send: a task's need before anything else. */
  private PageRun next() throws InterruptedException {
    while (true) {
      PageRun now = urgent.pollFirst();
      if (now != null) {
        return now;
      }
      PageRun run = wanted.takeFirst();
      if (run == WAKE) {
        continue;
      }
      if (run.pages() > PIECE && run != END) {
        wanted.addFirst(
            new PageRun(
                run.pid(), run.address() + PIECE * (long) PageRun.PAGE, run.pages() - PIECE));
        return new PageRun(run.pid(), run.address(), PIECE);
      }
      return run;
    }
  }

  private void send(PageSender sender, PageRun run) throws IOException {
    for (long address = run.address(); address < run.end(); address += pages.capacity()) {
      pages.clear().limit((int) Math.min(pages.capacity(), run.end() - address));
      memory.read(run.pid(), address, pages);
      sender.send(run.pid(), address, pages.flip());
    }
  }

  private void read() {
    try {
      while (true) {
        var request = stream.nextRequest();
        if (request.isEmpty()) {
          break;
        }
        take(request.get());
      }
    } catch (IOException e) {
      // The sender's thread notices by itself, or is told by the end below.
    }
    wanted.addFirst(END);
  }

  private void take(PageRequest request) {
    if (request.urgent()) {
      urgent.addAll(request.runs());
      wanted.addFirst(WAKE);
    } else {
      wanted.addAll(request.runs());
    }
  }
}
