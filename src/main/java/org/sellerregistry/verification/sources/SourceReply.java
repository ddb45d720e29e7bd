package org.sellerregistry.verification.sources;

/** A question and what came of it. */
public record SourceReply(SourceQuestion question, SourceAnswer answer) {

  /** Whether nobody was asked, as the source was left alone or busy with others. */
  public boolean isUnasked() {
    return answer instanceof SourceAnswer.Unavailable(var code, var after)
        && (code.equals("CIRCUIT_OPEN") || code.equals("LIMIT_REACHED"));
  }
}
