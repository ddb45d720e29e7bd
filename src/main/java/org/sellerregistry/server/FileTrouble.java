package org.sellerregistry.server;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * What is wrong with a file that a setting names, in words: exceptions of files often name it
 * alone.
 */
final class FileTrouble {

  private FileTrouble() {}

  static String of(Exception failure) {
    return switch (failure) {
      case NoSuchFileException it -> "there is no " + it.getFile();
      case AccessDeniedException it -> "this user may not use " + it.getFile();
      case FileAlreadyExistsException it -> it.getFile() + " is no folder";
      case FileSystemException it when it.getReason() != null ->
          "%s: %s".formatted(it.getFile(), it.getReason());
      default ->
          failure.getMessage() == null
              ? failure.getClass().getSimpleName()
              : String.valueOf(failure.getMessage());
    };
  }
}
