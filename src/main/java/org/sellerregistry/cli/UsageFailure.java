package org.sellerregistry.cli;

/** The command line makes no sense in a way that its parser cannot know. */
final class UsageFailure extends RuntimeException {

  UsageFailure(String message) {
    super(message);
  }
}
