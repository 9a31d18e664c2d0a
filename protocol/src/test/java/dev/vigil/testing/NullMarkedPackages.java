package dev.vigil.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/**
 * NullAway looks at null-marked packages only, so a package without the mark would be unchecked.
 */
public final class NullMarkedPackages {
  /** Every package has a {@code package-info.java} with {@code @NullMarked}. */
  public static final ArchRule RULE =
      classes()
          .that()
          .resideInAPackage("dev.vigil..")
          .should(
              new ArchCondition<JavaClass>("be in a package marked @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  String message = type.getPackageName() + " of " + type.getName();
                  events.add(new SimpleConditionEvent(type, marked, message));
                }
              });

  private NullMarkedPackages() {}
}
