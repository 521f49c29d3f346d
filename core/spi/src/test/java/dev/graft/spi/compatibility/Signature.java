// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.compatibility;

import dev.graft.spi.NetworkPlugin;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that plugins can see of the SPI, as one line for each type and each public or protected member, inherited ones included: moving a
 * method into a super type breaks nobody.
 */
final class Signature {

    private static final String OWN = "dev.graft.spi.";

    private Signature() {}

    /** The lines of the SPI as it was compiled, sorted. */
    static Set<String> ofSpi() throws IOException, URISyntaxException {
        Set<String> lines = new TreeSet<>();
        Path classes = Path.of(NetworkPlugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .map(name -> load(name.substring(0, name.length() - ".class".length()).replace('/', '.')))
                    .filter(Signature::isVisible)
                    .forEach(type -> lines.addAll(of(type)));
        }
        return lines;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, NetworkPlugin.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " was just seen and cannot be loaded", e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        return isVisible(type.getModifiers()) && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** The lines of one type. */
    static List<String> of(Class<?> type) {
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> isVisible(constructor.getModifiers()) && !constructor.isSynthetic())
                .map(constructor -> line(constructor.getModifiers(), List.of("new"), "", constructor.getGenericParameterTypes()));
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> isVisible(field.getModifiers()) && !field.isSynthetic())
                .map(Signature::line);
        Stream<String> methods = ownTypes(type)
                .flatMap(from -> Arrays.stream(from.getDeclaredMethods()))
                .filter(method -> isVisible(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !isOverridden(method, type))
                .map(Signature::line);
        Stream<String> members = Stream.of(constructors, fields, methods).flatMap(lines -> lines);
        return Stream.concat(Stream.of(head(type)), members.map(member -> type.getName() + ": " + member)).toList();
    }

    /** The type and those of the SPI that it inherits from. */
    private static Stream<Class<?>> ownTypes(Class<?> type) {
        Stream<Class<?>> parents = Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        return Stream.concat(Stream.of(type), parents.filter(parent -> parent.getName().startsWith(OWN)).flatMap(Signature::ownTypes));
    }

    private static boolean isOverridden(Method method, Class<?> type) {
        return ownTypes(type)
                .takeWhile(nearer -> nearer != method.getDeclaringClass())
                .flatMap(nearer -> Arrays.stream(nearer.getDeclaredMethods()))
                .anyMatch(other -> other.getName().equals(method.getName())
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
    }

    private static String head(Class<?> type) {
        String kind = type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        String parents = Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(Type::getTypeName)
                .sorted()
                .collect(Collectors.joining(", "));
        int modifiers = type.getModifiers() & ~Modifier.STATIC & ~(type.isInterface() ? Modifier.ABSTRACT | Modifier.INTERFACE : 0);
        return type.getName() + ": " + Modifier.toString(modifiers) + " " + kind + " of " + parents;
    }

    private static String line(Field field) {
        return Modifier.toString(field.getModifiers()) + " " + field.getGenericType().getTypeName() + " " + field.getName();
    }

    private static String line(Method method) {
        String generics = Arrays.stream(method.getTypeParameters())
                .map(parameter -> parameter + " of " + Arrays.toString(parameter.getBounds()))
                .collect(Collectors.joining(", "));
        return line(
                method.getModifiers(),
                Stream.of(generics, method.getGenericReturnType().getTypeName()).filter(word -> !word.isEmpty()).toList(),
                method.getName(),
                method.getGenericParameterTypes());
    }

    private static String line(int modifiers, List<String> words, String name, Type[] parameters) {
        int told = modifiers & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL);
        return Modifier.toString(told) + " " + String.join(" ", words) + (name.isEmpty() ? "" : " " + name)
                + Arrays.stream(parameters).map(Type::getTypeName).collect(Collectors.joining(", ", "(", ")"));
    }
}
