package io.drayage.controller.protection;

import io.drayage.api.PolicyTestView;
import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.Migration;
import io.drayage.platform.config.ConfigException;
import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.audit.Audit;
import io.drayage.trust.external.Occasion;
import io.drayage.trust.external.PolicyDecision;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.permit.Permit;
import io.drayage.trust.permit.Permits;
import io.drayage.trust.policy.ContainerEvidence;
import io.drayage.trust.policy.Explanation;
import io.drayage.trust.policy.MoveQuestion;
import io.drayage.trust.policy.PolicyFile;
import io.drayage.trust.policy.Verdict;
import io.drayage.trust.revocation.RevocationLists;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about moves by the operator's policy (figure 18 of the thesis). The policy and the
 * revocation lists are read anew for each decision, so that a new file counts at once; one that
 * cannot be read refuses everything. Without a policy every move is allowed, and still only by
 * permit. Thread-safe.
 */
public final class Guard implements Clearances, StartRule {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  /** Longer than a copy may take. A verdict that ends earlier ends the permit with it. */
  private static final Duration LONGEST_PERMIT = Duration.ofHours(8);

  private final Optional<Path> policy;
  private final AgentRegistry agents;
  private final Identity signer;
  private final VerdictRecords records;
  private final Clock clock;

  /**
   * Decides by a policy.
   *
   * @param policy its file; empty for none
   * @param signer the controller, whose permits agents take
   * @param audit where verdicts and permits are written down; a move whose record cannot be written
   *     is refused
   * @throws TrustException when the policy cannot be read
   */
  public Guard(
      Optional<Path> policy, AgentRegistry agents, Identity signer, Audit audit, Clock clock) {
    this.records = new VerdictRecords(audit);
    this.policy = policy;
    this.agents = agents;
    this.signer = signer;
    this.clock = clock;
    if (policy.isEmpty()) {
      LOG.warn("No policy is configured: containers may go to any host; see docs/policy.md");
    } else {
      var _ = load(policy.orElseThrow());
    }
  }

  /**
   * Requires that a container may go from one connected host to another.
   *
   * @throws TrustException when it may not, with every cause
   */
  public void requireAllowed(
      ContainerSpec spec, AgentConnection source, AgentConnection destination) {
    var _ =
        decide(new Move(Optional.empty(), container(spec), source, destination), Moment.ADMISSION);
  }

  @Override
  public void requireStart(ContainerSpec spec, AgentConnection host) {
    // Rule 4 is about going to another country; who has no Regulation is at home where it starts.
    if (policy.isPresent() && spec.regulation().isPresent()) {
      var _ = decide(new Move(Optional.empty(), container(spec), host, host), Moment.START);
    }
  }

  @Override
  public Clearance clear(Migration migration, ContainerSpec spec) {
    var move =
        new Move(
            Optional.of(migration.id()),
            container(spec),
            agents.require(migration.source()),
            agents.require(migration.destination()));
    Allowed allowed = decide(move, Moment.PERMIT);
    Permit granted =
        Permit.of(
            allowed.verdict(),
            allowed.question(),
            migration.id(),
            migration.epoch(),
            LONGEST_PERMIT);
    records.permit(move.subject(Moment.PERMIT), granted);
    String permit = Permits.sign(granted, signer);
    LOG.info(
        "Migration {} of {} to {} is allowed on {} certificates",
        migration.id(),
        spec.name(),
        migration.destination(),
        allowed.verdict().certificates().size());
    return new Clearance() {
      @Override
      public String permit() {
        return permit;
      }

      @Override
      public void confirm() {
        var _ = decide(move, Moment.COMMIT);
      }

      @Override
      public void recheck() {
        var _ = decide(move, Moment.RECHECK);
      }
    };
  }

  /**
   * What the policy says now of a move from one connected host to another, in words. Gives no
   * permit, and is no decision that the audit log keeps.
   *
   * @throws TrustException when the policy cannot be read
   */
  public PolicyTestView explain(
      ContainerSpec spec, AgentConnection source, AgentConnection destination) {
    if (policy.isEmpty()) {
      return new PolicyTestView(
          true,
          List.of(
              "ALLOWED: container %s to host %s".formatted(spec.name(), destination.host().name()),
              "The controller has no policy: containers may go to any host."));
    }
    PolicyFile.Loaded loaded = load(policy.orElseThrow());
    MoveQuestion question =
        new Move(Optional.empty(), container(spec), source, destination).question(loaded.lists());
    Verdict verdict =
        PolicyDecision.decide(loaded, question, new Occasion("test", Optional.empty()), clock);
    return new PolicyTestView(
        verdict instanceof Verdict.Allowed, Explanation.of(question, verdict));
  }

  private record Move(
      Optional<String> migration,
      ContainerEvidence container,
      AgentConnection source,
      AgentConnection destination) {
    VerdictRecords.Subject subject(Moment moment) {
      return new VerdictRecords.Subject(
          migration, container.name(), source.host().name(), destination.host().name(), moment);
    }

    MoveQuestion question(RevocationLists lists) {
      return new MoveQuestion(
          container, source.evidence(), destination.evidence(), List.of(), lists);
    }
  }

  private record Allowed(MoveQuestion question, Verdict.Allowed verdict) {}

  private Allowed decide(Move move, Moment moment) {
    VerdictRecords.Subject subject = move.subject(moment);
    try {
      return decide(move, subject);
    } catch (UnreadablePolicy e) {
      records.undecidable(subject, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private Allowed decide(Move move, VerdictRecords.Subject subject) {
    if (policy.isEmpty()) {
      var unasked = new Verdict.Allowed(clock.instant(), List.of(), List.of(), Instant.MAX);
      records.allowed(subject, unasked);
      return new Allowed(move.question(RevocationLists.NONE), unasked);
    }
    PolicyFile.Loaded loaded = load(policy.orElseThrow());
    MoveQuestion question = move.question(loaded.lists());
    var occasion = new Occasion(subject.moment().word(), subject.migration());
    return switch (PolicyDecision.decide(loaded, question, occasion, clock)) {
      case Verdict.Allowed verdict -> {
        records.allowed(subject, verdict);
        yield new Allowed(question, verdict);
      }
      case Verdict.Refused refused -> {
        records.refused(subject, refused);
        String what = subject.moment() == Moment.START ? "to start it there: " : "this move: ";
        throw new TrustException("The policy refuses " + what + refused.inWords());
      }
    };
  }

  /** What the policy says is not known. */
  private static final class UnreadablePolicy extends TrustException {
    private static final long serialVersionUID = 1L;

    UnreadablePolicy(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static PolicyFile.Loaded load(Path file) {
    try {
      return PolicyFile.load(file);
    } catch (ConfigException e) {
      throw new UnreadablePolicy(
          "The policy cannot be read, so nothing may move: " + e.getMessage(), e);
    } catch (TrustException e) {
      throw new UnreadablePolicy(String.valueOf(e.getMessage()), e);
    }
  }

  private static ContainerEvidence container(ContainerSpec spec) {
    var binding = new ContainerBinding(spec.name(), spec.image());
    return spec.regulation()
        .map(pem -> ContainerEvidence.regulated(binding, Credential.parse(pem)))
        .orElseGet(() -> ContainerEvidence.unregulated(binding));
  }
}
