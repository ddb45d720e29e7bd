package org.sellerregistry.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sellerregistry.v1.AssessmentPath;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;

/**
 * What staff can do to bring a requirement further, by the paths that fit its items.
 *
 * @param methods of which staff can record a check
 * @param personMethods those that are a person's judgement
 * @param evidenceMethods those of which a check counts only if it names evidence
 * @param persons whose checks count already, where it takes several persons
 */
record StaffWork(
    List<CheckMethod> methods,
    List<CheckMethod> personMethods,
    List<CheckMethod> evidenceMethods,
    List<String> persons) {

  /**
   * @param recordable whether anybody but the registry may record checks of a method
   */
  static StaffWork of(RequirementStatus status, Predicate<CheckMethod> recordable) {
    var methods = new ArrayList<CheckMethod>();
    var withoutEvidence = new ArrayList<CheckMethod>();
    for (var path : status.rule().getPathsList()) {
      if (!fits(path, status)) {
        continue;
      }
      for (var method : path.getMethodsList()) {
        if (recordable.test(method) && !methods.contains(method)) {
          methods.add(method);
        }
        if (!path.getEvidenceRequired()) {
          withoutEvidence.add(method);
        }
      }
    }
    var byPerson = methods.stream().filter(PersonMethods::contains).toList();
    return new StaffWork(
        methods,
        byPerson,
        byPerson.stream().filter(method -> !withoutEvidence.contains(method)).toList(),
        status.checks().stream().map(Check::getPerson).distinct().toList());
  }

  private static boolean fits(AssessmentPath path, RequirementStatus status) {
    return path.getItemKindsList().isEmpty()
        || status.items().stream().anyMatch(item -> path.getItemKindsList().contains(item.kind()));
  }
}
