package org.sellerregistry.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a file, in a line: the exceptions of files name it and often say no more. */
final class FileFailure {

  private FileFailure() {}

  static String message(IOException failure) {
    return switch (failure) {
      case NoSuchFileException it -> "There is no file " + it.getFile();
      case AccessDeniedException it -> it.getFile() + " may not be read or written";
      case FileAlreadyExistsException it -> "There is already a file " + it.getFile();
      case NotDirectoryException it -> "There is no folder " + it.getFile();
      case FileSystemException it when it.getReason() == null -> it.getFile() + " cannot be used";
      default ->
          failure.getMessage() == null
              ? "A file or a connection is broken: " + failure.getClass().getSimpleName()
              : failure.getMessage();
    };
  }
}
