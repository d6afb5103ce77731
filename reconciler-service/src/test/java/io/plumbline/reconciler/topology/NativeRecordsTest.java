package io.plumbline.reconciler.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.plumbline.reconciler.event.Attempted;
import io.plumbline.reconciler.event.ChangeEvents;
import io.plumbline.reconciler.event.DeadLettered;
import io.plumbline.reconciler.event.Observed;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.parcel.Answer;
import io.plumbline.reconciler.parcel.Claim;
import io.plumbline.reconciler.parcel.Parcel;
import io.plumbline.reconciler.view.View;
import io.plumbline.reconciler.window.HopLatency;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A native image can read and write only those records that are registered for reflection. */
class NativeRecordsTest {

  /** Whatever the code names that reads topics, keeps stores and writes topics. */
  static Stream<Class<?>> roots() {
    return new ClassFileImporter()
        .importClasses(ChangeEvents.class, Stores.class, Sinks.class, Address.class).stream()
            .flatMap(reader -> reader.getDirectDependenciesFromSelf().stream())
            .map(Dependency::getTargetClass)
            .filter(JavaClass::isRecord)
            .<Class<?>>map(JavaClass::reflect)
            .distinct();
  }

  @ParameterizedTest
  @MethodSource("roots")
  void registersARecordAndAllThatItHolds(Class<?> root) {
    assertThat(records(root))
        .contains(root)
        .allSatisfy(record -> assertThat(record).hasAnnotation(RegisterForReflection.class));
  }

  @Test
  void knowsWhatIsReadKeptAndWritten() {
    assertThat(roots())
        .contains(
            Observed.class,
            View.class,
            Finding.class,
            HopLatency.Stored.class,
            Clock.class,
            Mark.class,
            Claim.class,
            Parcel.class,
            Answer.class,
            Status.class);
  }

  @Test
  void followsWhatCollectionsHold() {
    assertThat(records(View.class)).contains(Attempted.class, DeadLettered.class);
  }

  private static Set<Class<?>> records(Class<?> root) {
    Set<Class<?>> found = new LinkedHashSet<>();
    walk(root, found);
    return found;
  }

  private static void walk(Type type, Set<Class<?>> found) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        walk(argument, found);
      }
    } else if (type instanceof Class<?> plain && plain.isRecord() && found.add(plain)) {
      for (RecordComponent component : plain.getRecordComponents()) {
        walk(component.getGenericType(), found);
      }
    }
  }
}
