package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.Descriptors.Descriptor;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServiceDescriptor;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sellerregistry.access.MethodRule.Anonymous;
import org.sellerregistry.access.MethodRule.Answer;
import org.sellerregistry.access.MethodRule.Person;
import org.sellerregistry.rpc.Work;
import org.sellerregistry.v1.Role;

class MethodTableTest {
  @Test
  void knowsEveryMethodOfEveryServiceAndNoOther() {
    assertThat(MethodTable.rules())
        .extracting(MethodRule::method)
        .containsExactlyInAnyOrderElementsOf(
            methods().stream().map(MethodDescriptor::getFullMethodName).toList());
  }

  @Test
  void deniesWhatItDoesNotKnow() {
    assertThat(MethodTable.find("sellerregistry.v1.TraderService/DeleteTrader")).isEmpty();
    assertThat(MethodTable.find("")).isEmpty();
  }

  @Test
  void namesAFieldThatHoldsTheMarketplace() {
    for (var method : methods()) {
      var path = MethodTable.find(method.getFullMethodName()).orElseThrow().marketplaceField();
      if (!path.isEmpty()) {
        assertThat(isTextField(request(method), path)).as(path + " of " + method).isTrue();
      }
    }
  }

  @Test
  void leavesNoRequestWithAMarketplaceUnscoped() {
    for (var method : methods()) {
      var rule = MethodTable.find(method.getFullMethodName()).orElseThrow();
      var request = request(method);
      if (method.getServiceName().startsWith("sellerregistry.v1.")
          && (request.findFieldByName("parent") != null)) {
        assertThat(rule.marketplaceField()).as(rule.method()).isEqualTo("parent");
      }
    }
  }

  @Test
  void opensToNobodyUnknownButHealthAndPublicInformation() {
    assertThat(MethodTable.rules())
        .filteredOn(rule -> rule.anonymous() != Anonymous.NEVER)
        .extracting(MethodRule::method)
        .containsExactlyInAnyOrder(
            "grpc.health.v1.Health/Check",
            "grpc.health.v1.Health/Watch",
            "sellerregistry.v1.TraderService/GetPublicTraderInfo",
            "sellerregistry.v1.TraderService/BatchGetPublicTraderInfo");
  }

  @Test
  void keepsOperatorsAndAuditorsFromSections() {
    assertThat(MethodTable.rules())
        .filteredOn(rule -> rule.answer() == Answer.CONFIDENTIAL)
        .isNotEmpty()
        .allSatisfy(rule ->
            assertThat(rule.roles())
                .isSubsetOf(Set.of(Role.ROLE_MARKETPLACE, Role.ROLE_INVESTIGATOR)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MethodRule.of("x/Y", Role.ROLE_OPERATOR).confidential());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MethodRule.of("x/Y", Role.ROLE_AUDITOR).confidential());
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            MethodRule.of("x/Y", Role.ROLE_MARKETPLACE)
                .confidential()
                .anonymous(Anonymous.IF_MARKETPLACE_SAYS_SO));
  }

  @Test
  void letsInvestigatorsOnlyRead() {
    assertThat(MethodTable.rules())
        .filteredOn(rule -> rule.roles().contains(Role.ROLE_INVESTIGATOR))
        .filteredOn(rule -> rule.method().startsWith("sellerregistry."))
        .extracting(rule -> rule.method().substring(rule.method().indexOf('/') + 1))
        .allMatch(
            name -> name.matches("(Get|BatchGet|List|Lookup|Download|CheckEligibility|Watch).*"));
  }

  @Test
  void keepsPlacesForReadingFromWhatWritesOrAsks() {
    var calls = methods().stream().filter(method -> method.getType() == MethodType.UNARY).toList();
    assertThat(calls)
        .filteredOn(method -> method.getServiceName().startsWith("sellerregistry."))
        .allSatisfy(method -> {
          var rule = MethodTable.find(method.getFullMethodName()).orElseThrow();
          var expected =
              switch (method.getBareMethodName()) {
                case "VerifyTrader", "PresentElectronicId" -> Work.ASK;
                case "GetTrader", "LookupTraders", "GetPublicTraderInfo" -> Work.POINT_READ;
                case String name
                    when name.matches("(Get|BatchGet|List|Lookup|CheckEligibility).*") ->
                    Work.READ;
                case String name -> Work.WRITE;
                case null -> throw new AssertionError();
              };
          assertThat(rule.work()).as(rule.method()).isEqualTo(expected);
        });
  }

  @Test
  void showsAuthoritiesNothingWithoutAnOrder() {
    assertThat(MethodTable.rules())
        .filteredOn(rule -> rule.roles().contains(Role.ROLE_AUTHORITY))
        .allMatch(rule -> rule.method().startsWith("grpc."));
  }

  @Test
  void saysWhereAPersonMayHaveToAct() {
    assertThat(MethodTable.rules())
        .filteredOn(rule -> rule.person() == Person.BY_CONTENT)
        .extracting(MethodRule::method)
        .containsExactly(
            "sellerregistry.v1.VerificationService/RecordCheck",
            "sellerregistry.v1.AdminService/EraseTrader",
            "sellerregistry.v1.AdminService/ConfirmErasure",
            "sellerregistry.v1.AdminService/PreserveTrader",
            "sellerregistry.v1.AdminService/ReleasePreservation");
  }

  /** Of every service that the contract's code or gRPC's own brings along. */
  static List<ServiceDescriptor> services() {
    var services = new ArrayList<ServiceDescriptor>();
    new ClassFileImporter()
        .importPackages("org.sellerregistry.v1").stream()
            .filter(type -> type.getSimpleName().endsWith("Grpc"))
            .map(MethodTableTest::service)
            .forEach(services::add);
    services.add(HealthGrpc.getServiceDescriptor());
    services.add(ServerReflectionGrpc.getServiceDescriptor());
    services.add(io.grpc.reflection.v1alpha.ServerReflectionGrpc.getServiceDescriptor());
    services.add(ChannelzGrpc.getServiceDescriptor());
    return services;
  }

  private static List<MethodDescriptor<?, ?>> methods() {
    return services().stream()
        .<MethodDescriptor<?, ?>>flatMap(s -> s.getMethods().stream())
        .toList();
  }

  private static ServiceDescriptor service(JavaClass type) {
    try {
      return (ServiceDescriptor) type.reflect().getMethod("getServiceDescriptor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Descriptor request(MethodDescriptor<?, ?> method) {
    return ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor())
        .getMethodDescriptor()
        .getInputType();
  }

  private static boolean isTextField(Descriptor request, String path) {
    var type = request;
    var steps = path.split("\\.", -1);
    for (int i = 0; i < steps.length - 1; i++) {
      type = type.findFieldByName(steps[i]).getMessageType();
    }
    var last = type.findFieldByName(steps[steps.length - 1]);
    return last.getJavaType() == com.google.protobuf.Descriptors.FieldDescriptor.JavaType.STRING
        && !last.isRepeated();
  }
}
