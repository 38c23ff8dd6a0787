package io.drayage.trust.policy;

/** What a move is measured by; each refusal names one. */
public enum Rule {
  /** Each host shows an attribute certificate, and what is shown can be read. */
  PRESENT("each host must show a certificate of where it stands"),
  /** The certificate attests what it is shown for. */
  PURPOSE("a certificate counts for what it attests only"),
  /** The issuer is one that the operator trusts, by a path that is not too long. */
  ISSUER("only authorities that the operator named are trusted"),
  /** The issuer may attest these things, countries and organisations. */
  DELEGATION("an authority is trusted for what the operator left to it only"),
  /** The issuer's key signed exactly this. */
  SIGNATURE("a certificate counts only as its issuer signed it"),
  /** The certificate holds now, and not for longer than the operator allows. */
  VALIDITY("a certificate counts only while it is valid"),
  /** The certificate speaks for this very host or container. */
  HOLDER("a certificate counts for its holder only"),
  /** The certificate is meant for whoever checks it. */
  TARGET("a certificate counts only for whom it is meant"),
  /** Nothing critical in it is unknown. */
  UNDERSTOOD("a certificate with a critical part that is not understood is refused"),
  /** It was not taken back. */
  REVOCATION("a certificate that was taken back is refused"),
  /** Whether it was taken back is known, by a list that is fresh. */
  FRESHNESS("without a fresh list of what was taken back nothing moves"),
  /** The country of the destination is one that the Regulation allows. */
  COUNTRY("a container may only be in the countries that its Regulation lists"),
  /** The destination serves an organisation that may use the container. */
  ORGANISATION("a container may only be where an organisation of its Regulation is served"),
  /** What the operator set for containers without a Regulation. */
  UNREGULATED(
      "a container without a Regulation stays in its country unless the operator lists more"),
  /** The organisation's own policy, which is asked last, allows it. */
  EXTERNAL("what the organisation's own policy does not allow stays where it is");

  private final String words;

  Rule(String words) {
    this.words = words;
  }

  /** The rule in words. */
  public String inWords() {
    return words;
  }
}
