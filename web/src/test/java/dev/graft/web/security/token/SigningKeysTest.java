// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.graft.web.security.MutableClock;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {

    private static final TokenSettings SETTINGS =
            new TokenSettings("graft", Duration.ofHours(1), Duration.ofDays(2), Duration.ofDays(30));

    @TempDir
    Path data;

    private final MutableClock clock = new MutableClock();

    @Test
    void theFirstKeyIsReadableByItsOwnerAlone() throws Exception {
        open();

        assertThat(mode(folder())).isEqualTo("rwx------");
        assertThat(mode(file())).isEqualTo("rw-------");
        assertThat(JWKSet.parse(Files.readString(file())).getKeys()).singleElement().satisfies(key -> {
            assertThat(key.isPrivate()).isTrue();
            assertThat(key.getAlgorithm().getName()).isEqualTo("ES256");
        });
    }

    @Test
    void aRestartKeepsTheKey() throws Exception {
        String token = token(open());

        assertThat(accepts(open(), token)).isTrue();
    }

    @Test
    void noPrivatePartIsPublished() {
        SigningKeys keys = open();
        keys.rotate();

        assertThat(keys.published().getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
        assertThat(keys.published().toString(false)).doesNotContain("\"d\"");
    }

    @Test
    void aRotationLogsNobodyOut() {
        SigningKeys keys = open();
        String before = token(keys);

        String kid = keys.rotate();

        assertThat(keys.active().getKeyID()).isEqualTo(kid);
        assertThat(accepts(keys, before)).isTrue();
        assertThat(accepts(keys, token(keys))).isTrue();
        assertThat(accepts(open(), before)).as("after a restart").isTrue();
    }

    @Test
    void severalRotationsInARowLogNobodyOut() {
        SigningKeys keys = open();
        List<String> tokens = List.of(token(keys), rotatedToken(keys), rotatedToken(keys));

        assertThat(tokens).allMatch(token -> accepts(keys, token));
        assertThat(keys.published().getKeys()).hasSize(3);
    }

    @Test
    void aReplacedKeyLivesAsLongAsTheLongestTokenItSignedAndNoLonger() {
        SigningKeys keys = open();
        String old = keys.active().getKeyID();
        String jobToken = new TokenIssuer(keys, SETTINGS, clock).jobToken("acme", UUID.randomUUID()).compact();
        keys.rotate();

        clock.advance(Duration.ofDays(2).minusSeconds(1));
        assertThat(keys.isGood(old)).isTrue();
        assertThat(accepts(keys, jobToken, TokenKind.JOB)).isTrue();

        clock.advance(TokenSettings.CLOCK_SKEW.plusSeconds(2));
        assertThat(keys.isGood(old)).isFalse();
        assertThat(keys.find(old)).isEmpty();
        assertThat(keys.published().getKeys()).hasSize(1);
        assertThat(keys.published().getKeyByKeyId(old)).isNull();
    }

    @Test
    void keysThatAreNoLongerGoodLeaveTheFile() throws Exception {
        SigningKeys keys = open();
        keys.rotate();
        clock.advance(Duration.ofDays(3));
        keys.rotate();

        assertThat(JWKSet.parse(Files.readString(file())).getKeys()).hasSize(2);
    }

    @Test
    void aKeyIsReplacedWhenItGetsOld() {
        SigningKeys keys = open();
        String first = keys.active().getKeyID();

        clock.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(keys.active().getKeyID()).isEqualTo(first);
        String last = token(keys);

        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.active().getKeyID()).isNotEqualTo(first);
        assertThat(accepts(keys, last)).isTrue();
    }

    @Test
    void twoServersOnOneFolderKnowEachOthersKeys() {
        SigningKeys one = open();
        SigningKeys two = open();

        String kid = one.rotate();

        assertThat(accepts(two, token(one))).isTrue();
        assertThat(two.active().getKeyID()).isEqualTo(kid);
        assertThat(two.published().getKeyByKeyId(kid)).isNotNull();
    }

    @Test
    void aFileThatHoldsNoKeysStopsTheServerWithAWordWhatToDo() throws Exception {
        Files.createDirectories(folder());
        for (String content : List.of("", "{", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"a\"}]}")) {
            Files.writeString(file(), content);
            assertThatThrownBy(this::open)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageContaining("restore the file");
            assertThat(file()).hasContent(content);
        }
    }

    @Test
    void nothingButTheKeysIsLeftBehind() throws Exception {
        open().rotate();
        try (var files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("signing-keys.json", "signing-keys.json.lock");
        }
    }

    private SigningKeys open() {
        return new SigningKeys(folder(), SETTINGS, clock);
    }

    private Path folder() {
        return data.resolve("keys");
    }

    private Path file() {
        return folder().resolve("signing-keys.json");
    }

    private String token(SigningKeys keys) {
        return new TokenIssuer(keys, SETTINGS, clock).accessToken(UUID.randomUUID(), "ada", Map.of()).compact();
    }

    private String rotatedToken(SigningKeys keys) {
        keys.rotate();
        return token(keys);
    }

    private boolean accepts(SigningKeys keys, String token) {
        return accepts(keys, token, TokenKind.ACCESS);
    }

    private boolean accepts(SigningKeys keys, String token, TokenKind kind) {
        try {
            new TokenVerifier(keys, SETTINGS, clock).verify(token, kind);
            return true;
        } catch (InvalidTokenException e) {
            return false;
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
