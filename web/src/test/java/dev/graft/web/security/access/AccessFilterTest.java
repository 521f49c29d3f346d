// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.org.Role;
import dev.graft.web.security.MutableClock;
import dev.graft.web.security.limit.LimitSettings;
import dev.graft.web.security.token.TokenIssuer;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way of a request through JAX-RS to small resources: two organisations, three roles, every method. */
class AccessFilterTest {

    private static final String JOB = "00000000-0000-4000-8000-000000000001";
    private static final String CALLBACK = "/orgs/acme/jobs/" + JOB + ":status_update";

    @TempDir
    java.nio.file.Path folder;

    private final MutableClock clock = new MutableClock();
    private final FakeAccounts accounts = new FakeAccounts();
    private ApiUnderTest api;
    private TokenIssuer issuer;

    @BeforeEach
    void setUp() {
        var limits = new LimitSettings(5, 10, 50, Set.of());
        api = new ApiUnderTest(folder, accounts, limits, clock, Things.class, Others.class);
        issuer = api.issuer();
        for (Role role : Role.values()) {
            accounts.add("acme-" + role, "acme-" + role, Map.of("acme", role));
            accounts.add("other-" + role, "other-" + role, Map.of("other", role));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "VIEWER, GET, 200", "VIEWER, HEAD, 200", "VIEWER, POST, 403", "VIEWER, PUT, 403", "VIEWER, PATCH, 403", "VIEWER, DELETE, 403",
        "MEMBER, GET, 200", "MEMBER, HEAD, 200", "MEMBER, POST, 200", "MEMBER, PUT, 200", "MEMBER, PATCH, 200", "MEMBER, DELETE, 200",
        "ADMIN, GET, 200", "ADMIN, HEAD, 200", "ADMIN, POST, 200", "ADMIN, PUT, 200", "ADMIN, PATCH, 200", "ADMIN, DELETE, 200"
    })
    void rolesDecideInOnesOwnOrganisation(Role role, String method, int status) {
        assertThat(withKey(method, "/orgs/acme/things", "acme-" + role).getStatus()).isEqualTo(status);
        assertThat(withToken(method, "/orgs/acme/things", "acme-" + role).getStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
    void anotherOrganisationIsNotThereWhateverTheRole(String method) {
        for (Role role : Role.values()) {
            assertThat(withKey(method, "/orgs/acme/things", "other-" + role).getStatus()).isEqualTo(404);
            assertThat(withToken(method, "/orgs/acme/things", "other-" + role).getStatus()).isEqualTo(404);
        }
        assertThat(api.calls()).isZero();
    }

    @Test
    void anOrganisationThatDoesNotExistLooksLikeOneOfOthers() {
        String others = api.body(withKey("GET", "/orgs/acme/things", "other-ADMIN"));
        String nobodys = api.body(withKey("GET", "/orgs/nobodys/things", "other-ADMIN"));
        assertThat(nobodys).isEqualTo(others.replace("acme", "nobodys")).contains("\"error_code\":110");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void withoutCredentialsNothingIsOpen(String method) {
        ContainerResponse response = api.call(method, "/orgs/acme/things", Map.of());

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeaderString("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(api.calls()).isZero();
    }

    @Test
    void a401TellsNothingAboutWhatWasWrong() {
        accounts.revoke("acme-ADMIN");
        String missing = api.body(api.call("GET", "/orgs/acme/things", Map.of()));
        String revoked = api.body(withKey("GET", "/orgs/acme/things", "acme-ADMIN"));
        String nonsense = api.body(api.call("GET", "/orgs/acme/things", Map.of("Authorization", "Bearer a.b.c")));

        assertThat(List.of(revoked, nonsense)).containsOnly(missing);
        assertThat(missing).contains("\"error_code\":120");
    }

    @Test
    void annotationsAskForMoreOrLess() {
        assertThat(withKey("GET", "/orgs/acme/things/secret", "acme-MEMBER").getStatus()).isEqualTo(403);
        assertThat(withKey("GET", "/orgs/acme/things/secret", "acme-ADMIN").getStatus()).isEqualTo(200);
        assertThat(withKey("POST", "/orgs/acme/things/search", "acme-VIEWER").getStatus()).isEqualTo(200);
        assertThat(api.call("GET", "/others/open", Map.of()).getStatus()).isEqualTo(200);
    }

    @Test
    void whereThePathNamesNoOrganisationReadingIsForAnyUserAndChangingForOperators() {
        accounts.add("operator", "operator", Map.of("home", Role.ADMIN));
        accounts.add("guest", "guest", Map.of("home", Role.VIEWER));

        assertThat(withKey("GET", "/others", "acme-VIEWER").getStatus()).isEqualTo(200);
        assertThat(withKey("POST", "/others", "acme-ADMIN").getStatus()).isEqualTo(403);
        assertThat(withKey("POST", "/others", "guest").getStatus()).isEqualTo(403);
        assertThat(withKey("POST", "/others", "operator").getStatus()).isEqualTo(200);
        assertThat(withKey("DELETE", "/others", "acme-ADMIN").getStatus()).isEqualTo(403);
        assertThat(withKey("DELETE", "/others", "operator").getStatus()).isEqualTo(200);
    }

    @Test
    void aMembershipThatEndedOrARoleThatSankCountsAtOnceForTokensToo() {
        Account ada = accounts.add("ada", "ada", Map.of("acme", Role.ADMIN));
        String token = token(ada);
        assertThat(bearer("POST", "/orgs/acme/things", token).getStatus()).isEqualTo(200);

        accounts.setRoles(ada, Map.of("acme", Role.VIEWER));
        assertThat(bearer("POST", "/orgs/acme/things", token).getStatus()).isEqualTo(403);
        accounts.setRoles(ada, Map.of());
        assertThat(bearer("GET", "/orgs/acme/things", token).getStatus()).isEqualTo(404);
        accounts.remove(ada);
        assertThat(bearer("GET", "/orgs/acme/things", token).getStatus()).isEqualTo(401);
    }

    @Test
    void resourcesSeeTheCallerAndAJsonWebToken() {
        Account ada = accounts.add("ada", "ada", Map.of("acme", Role.MEMBER));

        ContainerResponse response = bearer("GET", "/orgs/acme/things/me", token(ada));

        assertThat(response.getEntity()).isEqualTo("ada " + ada.userId() + " member=true admin=false");
        assertThat(api.current().get()).isEqualTo(ada.in("acme").orElseThrow());
    }

    @Test
    void aCallbackTakesTheTokenOfItsJobAndNothingElse() {
        UUID job = UUID.fromString(JOB);
        Account admin = accounts.add("admin", "admin", Map.of("acme", Role.ADMIN));

        assertThat(bearer("POST", CALLBACK, issuer.jobToken("acme", job).compact()).getStatus()).isEqualTo(200);
        assertThat(bearer("POST", CALLBACK, issuer.jobToken("acme", UUID.randomUUID()).compact()).getStatus()).isEqualTo(401);
        assertThat(bearer("POST", CALLBACK, issuer.jobToken("other", job).compact()).getStatus()).isEqualTo(401);
        assertThat(bearer("POST", CALLBACK, token(admin)).getStatus()).isEqualTo(401);
        assertThat(withKey("POST", CALLBACK, "admin").getStatus()).isEqualTo(401);
        assertThat(api.call("POST", CALLBACK, Map.of()).getStatus()).isEqualTo(401);
        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void aJobTokenOpensNothingButCallbacks() {
        String token = issuer.jobToken("acme", UUID.fromString(JOB)).compact();
        assertThat(bearer("GET", "/orgs/acme/things", token).getStatus()).isEqualTo(401);
        assertThat(bearer("GET", "/others", token).getStatus()).isEqualTo(401);
    }

    @Test
    void guessingKeysEndsSoonAndDoesNotStopThoseWithTokens() {
        for (int i = 0; i < 5; i++) {
            assertThat(withKey("GET", "/orgs/acme/things", "guess-" + i).getStatus()).isEqualTo(401);
        }
        ContainerResponse refused = withKey("GET", "/orgs/acme/things", "acme-ADMIN");

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeaderString("Retry-After")).isEqualTo("12");
        assertThat(refused.getHeaderString("X-RateLimit-Limit")).isEqualTo("5");
        assertThat(api.body(refused)).contains("\"error_code\":140");
        assertThat(withToken("GET", "/orgs/acme/things", "acme-ADMIN").getStatus()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(12));
        assertThat(withKey("GET", "/orgs/acme/things", "acme-ADMIN").getStatus()).isEqualTo(200);
    }

    @Test
    void aFloodOfForgedTokensEndsSoonAndDoesNotStopThoseAlreadySignedIn() {
        String signedIn = token(accounts.byApiKey("acme-ADMIN").orElseThrow());
        assertThat(bearer("GET", "/orgs/acme/things", signedIn).getStatus()).isEqualTo(200);
        String forged = signedIn.substring(0, signedIn.length() - 10) + "AAAAAAAAAA";
        for (int i = 0; i < 10; i++) {
            assertThat(bearer("GET", "/orgs/acme/things", forged).getStatus()).isEqualTo(401);
        }

        assertThat(bearer("GET", "/orgs/acme/things", forged).getStatus()).isEqualTo(429);
        assertThat(bearer("POST", CALLBACK, forged).getStatus()).isEqualTo(429);
        assertThat(bearer("GET", "/orgs/acme/things", signedIn).getStatus()).isEqualTo(200);
    }

    @Test
    void oneUserCannotTakeAllTheServersTime() {
        for (int i = 0; i < 50; i++) {
            assertThat(withKey("GET", "/orgs/acme/things", "acme-VIEWER").getStatus()).isEqualTo(200);
        }
        assertThat(withKey("GET", "/orgs/acme/things", "acme-VIEWER").getStatus()).isEqualTo(429);
        assertThat(withKey("GET", "/orgs/acme/things", "acme-MEMBER").getStatus()).isEqualTo(200);
    }

    private ContainerResponse withKey(String method, String path, String key) {
        return api.call(method, path, Map.of("X-API-Key", key));
    }

    private ContainerResponse withToken(String method, String path, String key) {
        return bearer(method, path, token(accounts.byApiKey(key).orElseThrow()));
    }

    private ContainerResponse bearer(String method, String path, String token) {
        return api.call(method, path, Map.of("Authorization", "Bearer " + token));
    }

    private String token(Account account) {
        return issuer.accessToken(account.userId(), account.name(), account.roleNames()).compact();
    }

    /** A resource of organisations without a word about access, but for three methods. */
    @Path("orgs/{org_name}")
    public static class Things {

        @GET
        @Path("things")
        public String read() {
            return "";
        }

        @POST
        @Path("things")
        public String create() {
            return "";
        }

        @PUT
        @Path("things")
        public String replace() {
            return "";
        }

        @PATCH
        @Path("things")
        public String change() {
            return "";
        }

        @DELETE
        @Path("things")
        public String delete() {
            return "";
        }

        @GET
        @RequiresRole(Role.ADMIN)
        @Path("things/secret")
        public String secret() {
            return "";
        }

        @POST
        @RequiresRole(Role.VIEWER)
        @Path("things/search")
        public String search() {
            return "";
        }

        @GET
        @Path("things/me")
        public String me(@Context SecurityContext security) {
            var token = (JsonWebToken) security.getUserPrincipal();
            return token.getName() + " " + token.getSubject() + " member=" + security.isUserInRole("member") + " admin="
                    + security.isUserInRole("admin");
        }

        @POST
        @JobCallback
        @Path("jobs/{job_id:[0-9a-f-]{36}}:status_update")
        public String update() {
            return "";
        }
    }

    /** A resource of no organisation. */
    @Path("others")
    public static class Others {

        @GET
        public String read() {
            return "";
        }

        @POST
        public String create() {
            return "";
        }

        @DELETE
        @RequiresRole(Role.ADMIN)
        public String delete() {
            return "";
        }

        @GET
        @Anonymous
        @Path("open")
        public String open() {
            return "";
        }
    }
}
