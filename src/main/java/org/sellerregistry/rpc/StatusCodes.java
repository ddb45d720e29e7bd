package org.sellerregistry.rpc;

import io.grpc.Status;
import org.sellerregistry.v1.ErrorReason;

/** The one status code of each error reason, as the contract's comment on the reason begins. */
final class StatusCodes {
  private StatusCodes() {}

  static Status.Code of(ErrorReason reason) {
    return switch (reason) {
      case ERROR_REASON_INVALID_FIELD,
          ERROR_REASON_UNKNOWN_FIELD,
          ERROR_REASON_INVALID_PAGE_TOKEN,
          ERROR_REASON_REQUEST_ID_REUSED,
          ERROR_REASON_INVALID_MASK,
          ERROR_REASON_UNKNOWN_ITEM,
          ERROR_REASON_UNKNOWN_OFFERING,
          ERROR_REASON_MALFORMED_MESSAGE,
          ERROR_REASON_UNSUPPORTED_MEDIA_TYPE ->
          Status.Code.INVALID_ARGUMENT;
      case ERROR_REASON_RESOURCE_NOT_FOUND -> Status.Code.NOT_FOUND;
      case ERROR_REASON_RESOURCE_EXISTS -> Status.Code.ALREADY_EXISTS;
      case ERROR_REASON_ETAG_MISMATCH,
          ERROR_REASON_ITEM_CHANGED,
          ERROR_REASON_TRANSFER_TOO_SLOW,
          ERROR_REASON_STREAM_IDLE ->
          Status.Code.ABORTED;
      case ERROR_REASON_STOREFRONT_TAKEN,
          ERROR_REASON_CONTRACT_ENDED,
          ERROR_REASON_PERSON_REQUIRED,
          ERROR_REASON_TRADER_ERASED,
          ERROR_REASON_TOO_MANY_DOCUMENTS ->
          Status.Code.FAILED_PRECONDITION;
      case ERROR_REASON_CREDENTIALS_MISSING, ERROR_REASON_CREDENTIALS_INVALID ->
          Status.Code.UNAUTHENTICATED;
      case ERROR_REASON_ROLE_INSUFFICIENT, ERROR_REASON_PERSON_NOT_ALLOWED ->
          Status.Code.PERMISSION_DENIED;
      case ERROR_REASON_OVERLOADED,
          ERROR_REASON_MESSAGE_TOO_LARGE,
          ERROR_REASON_DOCUMENT_TOO_LARGE,
          ERROR_REASON_CALL_RATE_EXCEEDED,
          ERROR_REASON_CONCURRENCY_EXCEEDED,
          ERROR_REASON_LOOKUPS_EXCEEDED ->
          Status.Code.RESOURCE_EXHAUSTED;
      case ERROR_REASON_STORAGE_UNAVAILABLE,
          ERROR_REASON_OUTCOME_UNKNOWN,
          ERROR_REASON_ISSUER_UNAVAILABLE,
          ERROR_REASON_DOCUMENT_STORE_UNAVAILABLE ->
          Status.Code.UNAVAILABLE;
      case ERROR_REASON_RECORD_DAMAGED -> Status.Code.DATA_LOSS;
      case ERROR_REASON_DEADLINE_EXCEEDED -> Status.Code.DEADLINE_EXCEEDED;
      case ERROR_REASON_CANCELLED -> Status.Code.CANCELLED;
      case ERROR_REASON_UNKNOWN_METHOD -> Status.Code.UNIMPLEMENTED;
      case ERROR_REASON_DEFECT -> Status.Code.INTERNAL;
      case ERROR_REASON_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("Never sent: " + reason);
    };
  }
}
