package io.drayage.agent.link;

import com.google.protobuf.ByteString;
import io.drayage.protocol.v1.AgentMessage;
import io.drayage.protocol.v1.Answer;
import io.drayage.protocol.v1.Done;
import io.drayage.protocol.v1.Failure;
import io.drayage.protocol.v1.LogChunk;
import io.drayage.protocol.v1.Progress;
import java.util.function.Consumer;

/** What is said about one command on its way and at its end. Thread-safe. */
public final class AnswerSink {
  private final long command;
  private final Consumer<AgentMessage> link;

  AnswerSink(long command, Consumer<AgentMessage> link) {
    this.command = command;
    this.link = link;
  }

  /** Says how far the command came. */
  public void progress(Progress.Builder progress) {
    link.accept(AgentMessage.newBuilder().setProgress(progress.setCommand(command)).build());
  }

  /** Sends a piece of a log, at most 1 MiB. */
  public void log(byte[] data) {
    link.accept(
        AgentMessage.newBuilder()
            .setLog(LogChunk.newBuilder().setCommand(command).setData(ByteString.copyFrom(data)))
            .build());
  }

  void done(Done done) {
    answer(Answer.newBuilder().setCommand(command).setDone(done).build());
  }

  void failed(CommandFailure failure) {
    answer(
        Answer.newBuilder()
            .setCommand(command)
            .setFailure(
                Failure.newBuilder()
                    .setMessage(String.valueOf(failure.getMessage()))
                    .setLogPath(failure.logPath())
                    .setUserError(failure.userError()))
            .build());
  }

  private void answer(Answer answer) {
    link.accept(AgentMessage.newBuilder().setAnswer(answer).build());
  }
}
