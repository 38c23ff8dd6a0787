package io.drayage.trust.enrol;

import java.time.Instant;

/** What came of presenting an enrolment token. */
public sealed interface Redemption {
  /** The token was good and is used up now; the host may get its certificate. */
  record Accepted(String host) implements Redemption {}

  /** The token was refused; each kind is for the controller's log, never for the presenter. */
  sealed interface Refused extends Redemption {
    /** The one answer for every presenter, so that it learns nothing about tokens. */
    String WIRE_MESSAGE =
        "Enrolment refused: the token is not valid for this host; make a new one with the"
            + " controller and try again";

    /** Why, for the log; holds no secret. */
    String reason();
  }

  /** Nobody issued this token. */
  record Unknown() implements Refused {
    @Override
    public String reason() {
      return "unknown token";
    }
  }

  /** The token's time is over. */
  record Expired(String host, Instant at) implements Refused {
    @Override
    public String reason() {
      return "the token for " + host + " expired at " + at;
    }
  }

  /** The token was redeemed before. */
  record Used(String host) implements Refused {
    @Override
    public String reason() {
      return "the token for " + host + " was used already";
    }
  }

  /** The token is another host's. */
  record WrongHost(String host, String presenter) implements Refused {
    @Override
    public String reason() {
      return "the token for " + host + " was presented by " + presenter;
    }
  }
}
