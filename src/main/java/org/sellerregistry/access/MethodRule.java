package org.sellerregistry.access;

import java.util.EnumSet;
import java.util.Set;
import org.sellerregistry.rpc.Work;
import org.sellerregistry.v1.Role;

/**
 * What the method table says of one method.
 *
 * @param method the full name, for example {@code sellerregistry.v1.TraderService/GetTrader}
 * @param roles whom it is open to, by a grant in force
 * @param anonymous whether it is open without credentials
 * @param marketplaceField the path of the request's field that names the marketplace or a resource
 *     in it; empty if the method speaks of none
 * @param reach whether the field may name all marketplaces at once
 * @param answer what it returns
 * @param person whether somebody has to act
 * @param work what it does
 * @param messageBytes the largest of its messages that is taken, if the server is not told to take
 *     less
 */
record MethodRule(
    String method,
    Set<Role> roles,
    Anonymous anonymous,
    String marketplaceField,
    Reach reach,
    Answer answer,
    Person person,
    Work work,
    int messageBytes) {

  /** What names things, asks for them, or says a few words about them. */
  static final int SMALL = 16 * 1024;

  /** Lists of names, and what somebody found out or shows. */
  private static final int MEDIUM = 128 * 1024;

  /** Whether credentials are needed. */
  enum Anonymous {
    /** They are. */
    NEVER,
    /** Not if the marketplace opened its public information. */
    IF_MARKETPLACE_SAYS_SO,
    /** Not at all: credentials are not even looked at. */
    ALWAYS
  }

  /** What the request may speak of. */
  enum Reach {
    /** One marketplace. */
    ONE,
    /** One, or with {@code marketplaces/-} all, to an AUDITOR of all. */
    ONE_OR_ALL
  }

  /** What is returned. */
  enum Answer {
    /** What a trader declared, or what was found out about it. */
    CONFIDENTIAL,
    /** Anything else. */
    PLAIN
  }

  /** Whether a person has to act. */
  enum Person {
    /** No: systems call too. */
    OPTIONAL,
    /** It depends on the request; the method's own code asks for the person. */
    BY_CONTENT
  }

  MethodRule {
    roles = Set.copyOf(roles);
    if (answer == Answer.CONFIDENTIAL
        && (roles.contains(Role.ROLE_OPERATOR) || roles.contains(Role.ROLE_AUDITOR))) {
      throw new IllegalArgumentException("OPERATOR and AUDITOR never see sections: " + method);
    }
    if (answer == Answer.CONFIDENTIAL && anonymous != Anonymous.NEVER) {
      throw new IllegalArgumentException("Nobody unknown sees sections: " + method);
    }
  }

  static MethodRule of(String method, Role first, Role... others) {
    return new MethodRule(
        method,
        EnumSet.of(first, others),
        Anonymous.NEVER,
        "",
        Reach.ONE,
        Answer.PLAIN,
        Person.OPTIONAL,
        Work.READ,
        SMALL);
  }

  /**
   * Whether a caller of these roles has to say what the call is for (GDPR, Article 5(1)(b)):
   * whoever reads what traders declared and is not the marketplace that they declared it to.
   */
  boolean needsPurpose(Set<Role> granted) {
    return answer == Answer.CONFIDENTIAL && !granted.contains(Role.ROLE_MARKETPLACE);
  }

  MethodRule in(String field) {
    return new MethodRule(
        method, roles, anonymous, field, reach, answer, person, work, messageBytes);
  }

  MethodRule anonymous(Anonymous rule) {
    return new MethodRule(
        method, roles, rule, marketplaceField, reach, answer, person, work, messageBytes);
  }

  MethodRule confidential() {
    return new MethodRule(
        method,
        roles,
        anonymous,
        marketplaceField,
        reach,
        Answer.CONFIDENTIAL,
        person,
        work,
        messageBytes);
  }

  MethodRule personByContent() {
    return new MethodRule(
        method,
        roles,
        anonymous,
        marketplaceField,
        reach,
        answer,
        Person.BY_CONTENT,
        work,
        messageBytes);
  }

  MethodRule orAllMarketplaces() {
    return new MethodRule(
        method,
        roles,
        anonymous,
        marketplaceField,
        Reach.ONE_OR_ALL,
        answer,
        person,
        work,
        messageBytes);
  }

  MethodRule writes() {
    return doing(Work.WRITE);
  }

  MethodRule readsPoints() {
    return doing(Work.POINT_READ);
  }

  MethodRule asks() {
    return doing(Work.ASK);
  }

  /** It takes lists. */
  MethodRule takesLists() {
    return taking(MEDIUM);
  }

  /** It takes whole records, or parts of documents. */
  MethodRule takesRecords() {
    return taking(Integer.MAX_VALUE);
  }

  private MethodRule taking(int bytes) {
    return new MethodRule(
        method, roles, anonymous, marketplaceField, reach, answer, person, work, bytes);
  }

  private MethodRule doing(Work other) {
    return new MethodRule(
        method, roles, anonymous, marketplaceField, reach, answer, person, other, messageBytes);
  }
}
