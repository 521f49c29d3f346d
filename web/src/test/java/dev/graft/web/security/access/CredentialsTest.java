// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.web.security.access.Credentials.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    @Test
    void aBearerTokenIsReadWhateverTheCaseOfItsScheme() {
        for (String scheme : List.of("Bearer", "bearer", "BEARER")) {
            assertThat(of(Map.of("Authorization", List.of(scheme + " abc")))).contains(new Credentials(Kind.TOKEN, "abc"));
        }
    }

    @Test
    void anApiKeyIsReadFromEitherHeader() {
        assertThat(of(Map.of("X-API-Key", List.of(" key ")))).contains(new Credentials(Kind.API_KEY, "key"));
        assertThat(of(Map.of("ngc_api_key", List.of("key")))).contains(new Credentials(Kind.API_KEY, "key"));
        assertThat(of(Map.of("ngc_api_key", List.of("key"), "X-API-Key", List.of("key")))).isPresent();
    }

    @Test
    void aTokenGoesBeforeAKey() {
        assertThat(of(Map.of("Authorization", List.of("Bearer abc"), "X-API-Key", List.of("key"))))
                .contains(new Credentials(Kind.TOKEN, "abc"));
    }

    @Test
    void headersThatLeaveOpenWhoIsCallingCountAsNone() {
        assertThat(of(Map.of())).isEmpty();
        assertThat(of(Map.of("Authorization", List.of("Bearer abc", "Bearer def")))).isEmpty();
        assertThat(of(Map.of("Authorization", List.of("Basic YTpi")))).isEmpty();
        assertThat(of(Map.of("Authorization", List.of("Basic YTpi"), "X-API-Key", List.of("key")))).isEmpty();
        assertThat(of(Map.of("X-API-Key", List.of("one", "two")))).isEmpty();
        assertThat(of(Map.of("X-API-Key", List.of("one"), "ngc_api_key", List.of("two")))).isEmpty();
        assertThat(of(Map.of("X-API-Key", List.of("  ")))).isEmpty();
    }

    @Test
    void theTextFormHoldsNoSecret() {
        assertThat(new Credentials(Kind.API_KEY, "secret").toString()).doesNotContain("secret");
    }

    private static Optional<Credentials> of(Map<String, List<String>> headers) {
        var anyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return Credentials.of(name -> anyCase.getOrDefault(name, List.of()));
    }
}
