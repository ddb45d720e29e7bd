package org.sellerregistry.cli;

/** What a command's exit code says. */
public final class ExitCodes {

  /** Done. */
  public static final int OK = 0;

  /** Refused by the server, or failed. */
  public static final int FAILED = 1;

  /** The command line makes no sense. */
  public static final int USAGE = 2;

  /** Every record was accounted for, but some were refused. */
  public static final int SOME_REFUSED = 3;

  /** The server cannot be reached or does not answer in time. */
  public static final int UNREACHABLE = 4;

  private ExitCodes() {}
}
