package org.sellerregistry.subjectaccess;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.sellerregistry.access.CallScope;
import org.sellerregistry.rpc.ResourceNames;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.ExportPersonalDataRequest;
import org.sellerregistry.v1.ExportPersonalDataResponse;

/** The gRPC edge of what persons may have. */
public final class SubjectAccessService implements AdminServiceGrpc.AsyncService {
  private final ExportPersonalData exportPersonalData;

  public SubjectAccessService(ExportPersonalData exportPersonalData) {
    this.exportPersonalData = exportPersonalData;
  }

  @Override
  public void exportPersonalData(
      ExportPersonalDataRequest request, StreamObserver<ExportPersonalDataResponse> replies) {
    var tenant = CallScope.current().tenant();
    var trader = ResourceNames.requireTrader("name", request.getName()).trader();
    new PersonalDataStream(
            request.getName(),
            exportPersonalData.export(tenant, trader, request.getIncludeNotes()),
            (ServerCallStreamObserver<ExportPersonalDataResponse>) replies)
        .start();
  }
}
