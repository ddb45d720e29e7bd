package org.sellerregistry.bench;

import com.google.protobuf.BytesValue;
import com.google.protobuf.Empty;
import com.google.protobuf.ListValue;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;

/** The methods that the registry's own are compared with. */
public final class Reference {
  public static final String SERVICE = "sellerregistry.bench.v1.Reference";

  /** Does nothing, behind the same interceptors as the registry's methods. */
  public static final MethodDescriptor<Empty, Empty> EMPTY =
      MethodDescriptor.<Empty, Empty>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Empty"))
          .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
          .build();

  /**
   * Answers with a trader's row, read by one select a call: no caller is asked for, nothing is
   * decrypted, nothing is journalled. The request is the number of a connection pool in one byte,
   * and the trader's key.
   */
  public static final MethodDescriptor<BytesValue, BytesValue> NAIVE =
      MethodDescriptor.<BytesValue, BytesValue>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Naive"))
          .setRequestMarshaller(ProtoUtils.marshaller(BytesValue.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(BytesValue.getDefaultInstance()))
          .build();

  /** How many traders' public information is kept, and how often it had to be read. */
  public static final MethodDescriptor<Empty, ListValue> STATE =
      MethodDescriptor.<Empty, ListValue>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "State"))
          .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(ListValue.getDefaultInstance()))
          .build();

  /** The sizes of the naive method's connection pools: it is measured with the best of them. */
  public static final int[] POOLS = {4, 8, 16};

  private Reference() {}
}
