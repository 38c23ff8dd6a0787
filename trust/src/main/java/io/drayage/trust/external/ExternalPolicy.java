package io.drayage.trust.external;

import io.drayage.platform.json.Json;
import io.drayage.trust.TrustException;
import io.drayage.trust.keystore.CredentialFile;
import io.drayage.trust.policy.Finding;
import io.drayage.trust.policy.MoveQuestion;
import io.drayage.trust.policy.PolicyFile.External;
import io.drayage.trust.policy.Rule;
import io.drayage.trust.policy.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks an organisation's own policy, over HTTP in the shape of Open Policy Agent's data API. It
 * fails closed: whatever is not a plain "yes" within the time is a refusal. Thread-safe.
 */
final class ExternalPolicy {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int OK = 200;

  private final External hook;
  private final String name;

  ExternalPolicy(External hook) {
    this.hook = hook;
    // Whatever is in the query may be a secret.
    URI address = hook.address();
    this.name =
        "external policy %s://%s%s"
            .formatted(address.getScheme(), address.getRawAuthority(), address.getRawPath());
  }

  /** No answer, and why. */
  private static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer(String why) {
      super(why);
    }
  }

  Verdict confirm(Verdict.Allowed allowed, MoveQuestion question, Occasion occasion) {
    try {
      Answer answer = ask(Json.write(Map.of("input", Input.of(question, allowed, occasion))));
      String why = answer.reason().isEmpty() ? "" : ": " + answer.reason();
      return answer.allow()
          ? allowed(allowed, "it allows this move" + why)
          : refused(allowed, "it forbids this move" + why, "ask who keeps that policy");
    } catch (NoAnswer | TrustException e) {
      return refused(
          allowed,
          "it gave no valid answer, so nothing moves: " + e.getMessage(),
          "mend it, or take 'external' out of the policy");
    }
  }

  private Answer ask(String input) throws NoAnswer {
    HttpClient client = client();
    try {
      CompletableFuture<HttpResponse<byte[]>> asked =
          client.sendAsync(
              request(input), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
      HttpResponse<byte[]> response = asked.get(hook.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != OK) {
        throw new NoAnswer(
            response.statusCode() / 100 == 3
                ? "status %d: redirects are not followed".formatted(response.statusCode())
                : "status " + response.statusCode());
      }
      return Answer.read(new String(response.body(), StandardCharsets.UTF_8))
          .orElseThrow(
              () -> new NoAnswer("the answer has no 'result' that is true, false or has 'allow'"));
    } catch (TimeoutException e) {
      throw tooLate();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(name + ": nobody waits for its answer any more");
    } catch (ExecutionException e) {
      // The client's own clock may strike before the wait above ends.
      throw e.getCause() instanceof HttpTimeoutException ? tooLate() : new NoAnswer(reason(e));
    } finally {
      // Not close(): that would wait for an answer that nobody wants any more.
      client.shutdownNow();
    }
  }

  private NoAnswer tooLate() {
    return new NoAnswer("none within %d ms".formatted(hook.timeout().toMillis()));
  }

  private HttpClient client() {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(hook.timeout());
    hook.ca().map(HookTls::trusting).ifPresent(builder::sslContext);
    return builder.build();
  }

  private HttpRequest request(String input) {
    var request =
        HttpRequest.newBuilder(hook.address())
            .timeout(hook.timeout())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(input));
    hook.token()
        .ifPresent(file -> {
          char[] token = CredentialFile.read(file);
          request.header("Authorization", "Bearer " + String.valueOf(token));
          Arrays.fill(token, '\0');
        });
    return request.build();
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return cause instanceof IOException
        ? cause.getClass().getSimpleName().replace("Exception", "") + message
        : "it could not be asked" + message;
  }

  private Verdict allowed(Verdict.Allowed allowed, String text) {
    List<Finding> reasons = new ArrayList<>(allowed.reasons());
    reasons.add(finding(text, Optional.empty()));
    return new Verdict.Allowed(allowed.at(), reasons, allowed.certificates(), allowed.until());
  }

  private Verdict refused(Verdict.Allowed allowed, String text, String cure) {
    return new Verdict.Refused(
        allowed.at(), allowed.reasons(), List.of(finding(text, Optional.of(cure))));
  }

  private Finding finding(String text, Optional<String> cure) {
    return new Finding(Rule.EXTERNAL, name, text, Optional.empty(), cure);
  }
}
