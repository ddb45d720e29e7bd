package org.sellerregistry.access;

import com.google.protobuf.FieldMask;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import org.sellerregistry.v1.CreateGrantRequest;
import org.sellerregistry.v1.CreateMarketplaceRequest;
import org.sellerregistry.v1.GetMarketplaceRequest;
import org.sellerregistry.v1.Grant;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.RevokeGrantRequest;
import org.sellerregistry.v1.Role;
import org.sellerregistry.v1.UpdateMarketplaceRequest;

/** An operator of a test registry, with marketplace ids and a principal of its own. */
final class AdminClient {
  final String prefix = "m" + UUID.randomUUID().toString().substring(0, 13);
  final AdminServiceBlockingStub stub;

  AdminClient(TestRegistry registry) {
    stub = AdminServiceGrpc.newBlockingStub(registry.as(TestRegistry.OPERATOR));
  }

  Marketplace create(String suffix, UnaryOperator<Marketplace.Builder> change) {
    return stub.createMarketplace(
        CreateMarketplaceRequest.newBuilder()
            .setMarketplaceId(prefix + "-" + suffix)
            .setMarketplace(
                change.apply(Marketplace.newBuilder().setDisplayName("Märkte & Söhne (synthetic)")))
            .build());
  }

  Marketplace get(String name) {
    return stub.getMarketplace(GetMarketplaceRequest.newBuilder().setName(name).build());
  }

  Marketplace update(Marketplace marketplace, String... mask) {
    return stub.updateMarketplace(
        UpdateMarketplaceRequest.newBuilder()
            .setMarketplace(marketplace)
            .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)))
            .build());
  }

  Grant grant(Role role, UnaryOperator<Grant.Builder> change) {
    return stub.createGrant(
        CreateGrantRequest.newBuilder()
            .setGrant(
                change.apply(
                    Grant.newBuilder()
                        .setPrincipal("spiffe://test.example/" + prefix)
                        .setRole(role)))
            .build());
  }

  Grant revoke(String name) {
    return stub.revokeGrant(RevokeGrantRequest.newBuilder().setName(name).build());
  }
}
