package io.drayage.agent.memory;

import io.drayage.transfer.page.TaskMemory;
import io.drayage.transfer.stream.OutgoingStream;
import io.drayage.transfer.stream.PageSender;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the destination the pages of a frozen container that it asks for, over one stream. One
 * thread reads what is asked, the caller's sends.
 */
final class PageService {
  private static final Logger LOG = LoggerFactory.getLogger(PageService.class);

  private final OutgoingStream stream;
  private final TaskMemory memory;
  private final WantedPages wanted = new WantedPages();

  PageService(OutgoingStream stream, TaskMemory memory) {
    this.stream = stream;
    this.memory = memory;
  }

  /**
   * Serves until the stream ends, whoever ended it.
   *
   * @throws IOException when the stream cannot be written, or a page not be read
   */
  void serve() throws IOException, InterruptedException {
    Thread reader = Thread.ofVirtual().name("page-requests").start(this::read);
    try (PageSender sender = stream.pages()) {
      Optional<WantedPages.Piece> next = wanted.take();
      while (next.isPresent()) {
        sender.send(next.get().run(), memory);
        // What a task waits for must not wait in a batch for what nobody waits for.
        if (next.get().urgent() || wanted.isEmpty()) {
          sender.flush();
        }
        next = wanted.take();
      }
    } finally {
      stream.close();
      reader.join();
    }
  }

  private void read() {
    try {
      var request = stream.nextRequest();
      while (request.isPresent()) {
        wanted.add(request.get());
        request = stream.nextRequest();
      }
    } catch (IOException e) {
      LOG.debug("The stream of requests for pages ended: {}", e.getMessage());
    } finally {
      wanted.end();
    }
  }
}
