package io.drayage.agent;

import io.drayage.agent.link.AnswerSink;
import io.drayage.agent.memory.RoundNews;
import io.drayage.agent.migration.StepProgress;
import io.drayage.protocol.v1.Progress;
import io.drayage.protocol.v1.Round;

/** Tells the controller how a step comes on. */
final class AnsweredProgress implements StepProgress {
  private final AnswerSink answers;

  AnsweredProgress(AnswerSink answers) {
    this.answers = answers;
  }

  @Override
  public void report(String phase, long bytes) {
    answers.progress(Progress.newBuilder().setPhase(phase).setBytes(bytes));
  }

  @Override
  public void round(RoundNews news, long bytes) {
    answers.progress(
        Progress.newBuilder()
            .setPhase("memory, round " + news.number())
            .setBytes(bytes)
            .setRound(
                Round.newBuilder()
                    .setNumber(news.number())
                    .setPages(news.pages())
                    .setBytesPerSecond(news.bytesPerSecond())
                    .setDirtyPerSecond(news.dirtyPerSecond())
                    .setExpectedGapMillis((int) Math.min(news.expectedGapMillis(), 1 << 30))));
  }
}
