// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.SpiVersion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Plugins that were compiled against the last release go on working. What they see is recorded in {@code released.txt}, with the version of
 * the release in its first line. At a release the record is written anew:
 * {@code mvn -pl core/spi test -Dtest=SignatureTest -Dgraft.signature.write=true}.
 */
class SignatureTest {

    private static final Path RECORD = Path.of("src/test/resources/dev/graft/spi/compatibility/released.txt");
    private static final String VERSION = "# version ";

    @BeforeAll
    static void writeIfAsked() throws IOException, URISyntaxException {
        if (Boolean.getBoolean("graft.signature.write")) {
            Files.writeString(RECORD, "# SPDX-License-Identifier: Apache-2.0\n" + VERSION + SpiVersion.CURRENT + "\n"
                    + String.join("\n", Signature.ofSpi()) + "\n");
        }
    }

    @Test
    void nothingThatPluginsWereCompiledAgainstIsGoneOrDifferent() throws Exception {
        List<String> record = Files.readAllLines(RECORD);
        String released = record.get(1).substring(VERSION.length());
        List<String> breaks = new SignatureChange(record.subList(2, record.size()), Signature.ofSpi()).breaks();
        if (!breaks.isEmpty() && !SignatureChange.mayBreak(released, SpiVersion.CURRENT)) {
            throw new AssertionError("Plugins made for " + released + " break:\n" + String.join("\n", breaks)
                    + "\nKeep what was there (add an overload, a second constructor, a default method). If the break is meant, raise"
                    + " SpiVersion (" + SpiVersion.CURRENT + ") to the next " + (released.startsWith("0.") ? "minor" : "major")
                    + " version, and at the release write the record anew; the comment of this class says how.");
        }
    }

    @Test
    void theVersionIsNotBelowTheReleasedOne() throws IOException {
        List<Integer> released = SignatureChange.parts(Files.readAllLines(RECORD).get(1).substring(VERSION.length()));
        assertThat(SignatureChange.compare(SignatureChange.parts(SpiVersion.CURRENT), released)).isNotNegative();
    }

    @Test
    void aRemovedMethodIsABreak() {
        Set<String> now = lines(Before.class);
        now.removeIf(line -> line.contains(" b("));
        assertThat(new SignatureChange(lines(Before.class), now).breaks())
                .containsExactly("gone or changed: " + Before.class.getName() + ": public abstract java.lang.String b(int)");
    }

    @Test
    void aNewMethodThatPluginsWouldHaveToImplementIsABreak() {
        assertThat(new SignatureChange(renamed(Before.class), renamed(Wider.class)).breaks())
                .containsExactly("new, and to be implemented: T: public abstract void c()");
    }

    @Test
    void additionsThatNobodyHasToKnowAreNone() {
        assertThat(new SignatureChange(renamed(Before.class), renamed(Richer.class)).breaks()).isEmpty();
        assertThat(new SignatureChange(List.of(), lines(Before.class)).breaks()).isEmpty();
    }

    @Test
    void aMethodThatASuperTypeDeclaresIsThereToo() {
        assertThat(Signature.of(Richer.class)).anyMatch(line -> line.endsWith("public abstract java.lang.String b(int)"));
    }

    @Test
    void versionsSayWhetherABreakIsMeant() {
        assertThat(SignatureChange.mayBreak("0.1.0", "0.1.7")).isFalse();
        assertThat(SignatureChange.mayBreak("0.1.0", "0.2.0")).isTrue();
        assertThat(SignatureChange.mayBreak("1.4.0", "1.5.0")).isFalse();
        assertThat(SignatureChange.mayBreak("1.4.0", "2.0.0")).isTrue();
    }

    /** Stands for the SPI before a change. */
    public interface Before {
        void a();

        String b(int number);
    }

    /** One method more for everybody who implements it. */
    public interface Wider extends Before {
        void c();
    }

    /** One method more that nobody has to implement. */
    public interface Richer extends Before {
        default void c() {}
    }

    private static Set<String> lines(Class<?> type) {
        return new TreeSet<>(Signature.of(type));
    }

    /** The members of a type under the name T. */
    private static Set<String> renamed(Class<?> type) {
        return Signature.of(type).stream()
                .filter(line -> line.contains("("))
                .map(line -> line.replace(type.getName() + ":", "T:"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
