package io.drayage.controller.agents;

import com.google.protobuf.ByteString;
import io.drayage.controller.access.Access;
import io.drayage.controller.request.RequestException;
import io.drayage.protocol.v1.EnrolRequest;
import io.drayage.protocol.v1.EnrolResponse;
import io.drayage.protocol.v1.EnrolmentGrpc;
import io.drayage.trust.TrustException;
import io.drayage.trust.keystore.CertificatePem;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.security.cert.X509Certificate;
import java.util.List;

/** Trades one-time tokens for certificates. */
final class EnrolmentService extends EnrolmentGrpc.EnrolmentImplBase {
  private final Access access;
  private final EnrolmentRecords records;

  EnrolmentService(Access access, EnrolmentRecords records) {
    this.access = access;
    this.records = records;
  }

  @Override
  public void enrol(EnrolRequest request, StreamObserver<EnrolResponse> answer) {
    try {
      answer.onNext(
          response(
              records.enrolled(
                  request.getHost(),
                  "token",
                  access.enrol(
                      request.getToken(),
                      request.getHost(),
                      request.getAddress(),
                      request.getCsr().toByteArray()))));
      answer.onCompleted();
    } catch (RequestException | TrustException e) {
      answer.onError(Status.PERMISSION_DENIED.withDescription(e.getMessage()).asRuntimeException());
    }
  }

  static EnrolResponse response(List<X509Certificate> chain) {
    var response = EnrolResponse.newBuilder();
    chain.forEach(c -> response.addChain(ByteString.copyFrom(CertificatePem.der(c))));
    return response.build();
  }
}
