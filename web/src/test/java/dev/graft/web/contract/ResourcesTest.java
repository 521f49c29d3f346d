// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the resource methods against the document: each described operation has one method, each method is described. */
class ResourcesTest {

    private static Map<String, Method> methods;

    @BeforeAll
    static void findResources() {
        JavaClasses web = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.graft.web");
        methods = new HashMap<>();
        web.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(JavaClass::reflect)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> httpMethod(method).isPresent())
                .forEach(method -> assertThat(methods.put(operationId(method), method)).as("another method for %s", method).isNull());
    }

    @ParameterizedTest
    @MethodSource("described")
    void anOperationHasAMethodWithItsPathAndVerb(FrozenContract.Entry operation) {
        Method method = methods.get(operation.id());
        assertThat(method).as(operation.id()).isNotNull();
        assertThat(httpMethod(method)).contains(operation.method());
        assertThat(path(method)).isEqualTo(operation.path());
    }

    @Test
    void noMethodIsUndescribed() {
        assertThat(methods.keySet())
                .containsExactlyInAnyOrderElementsOf(described().map(FrozenContract.Entry::id).toList());
    }

    static Stream<FrozenContract.Entry> described() {
        return FrozenContract.operations(new ApiDocument().document()).stream();
    }

    private static Optional<String> httpMethod(Method method) {
        List<HttpMethod> verbs = Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
                .toList();
        return verbs.stream().findFirst().map(HttpMethod::value);
    }

    private static String operationId(Method method) {
        assertThat(method.isAnnotationPresent(Operation.class)).as("%s names its operation", method).isTrue();
        return method.getAnnotation(Operation.class).operationId();
    }

    /** The path template without the patterns of its parameters. */
    private static String path(Method method) {
        String own = method.isAnnotationPresent(Path.class) ? method.getAnnotation(Path.class).value() : "";
        String joined = "/api/v1/" + method.getDeclaringClass().getAnnotation(Path.class).value();
        String whole = own.isEmpty() ? joined : joined + (own.startsWith("/") ? "" : "/") + own;
        return whole.replace("[0-9a-fA-F-]{36}", "").replaceAll("\\{([a-z_]+):\\s*}", "{$1}").replaceAll("(?<!:)//+", "/");
    }
}
