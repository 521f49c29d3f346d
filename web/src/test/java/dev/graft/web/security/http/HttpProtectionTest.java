// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.org.Role;
import dev.graft.web.security.MutableClock;
import dev.graft.web.security.access.ApiUnderTest;
import dev.graft.web.security.access.FakeAccounts;
import dev.graft.web.security.limit.LimitSettings;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.HashMap;
import java.util.Map;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls from pages of other origins, and large bodies. Bodies may have 100 bytes, pages of https://console.example may call. */
class HttpProtectionTest {

    private static final String FRIEND = "https://console.example";
    private static final String STRANGER = "https://console.example.attacker.test";

    @TempDir
    java.nio.file.Path folder;

    private ApiUnderTest api;

    @BeforeEach
    void setUp() {
        var accounts = new FakeAccounts();
        accounts.add("ada", "key", Map.of("acme", Role.MEMBER));
        api = new ApiUnderTest(folder, accounts, LimitSettings.DEFAULT, new MutableClock(), Bodies.class);
    }

    @Test
    void aPreflightOfAnAllowedOriginNeedsNoCredentials() {
        ContainerResponse response = preflight(FRIEND);

        assertThat(response.getStatus()).isEqualTo(204);
        assertThat(response.getHeaderString("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(response.getHeaderString("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(response.getHeaderString("Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(response.getHeaderString("Access-Control-Allow-Credentials")).isNull();
        assertThat(response.getHeaderString("Vary")).isEqualTo("Origin");
    }

    @Test
    void aPreflightOfAnotherOriginIsARequestWithoutCredentials() {
        ContainerResponse response = preflight(STRANGER);

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeaderString("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void onlyPagesOfAllowedOriginsMayReadResponses() {
        assertThat(get(FRIEND).getHeaderString("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(get(FRIEND).getHeaderString("Access-Control-Expose-Headers")).contains("X-Pagination-Total");
        assertThat(get(STRANGER).getHeaderString("Access-Control-Allow-Origin")).isNull();
        assertThat(get("null").getHeaderString("Access-Control-Allow-Origin")).isNull();
        assertThat(get(STRANGER).getHeaderString("Vary")).isEqualTo("Origin");
    }

    @Test
    void errorsCanBeReadByAllowedPagesToo() {
        ContainerResponse response = api.call("GET", "/orgs/acme/bodies", Map.of("Origin", FRIEND));

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeaderString("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhetherItSaysSoOrNot() {
        assertThat(post("/orgs/acme/bodies", "x".repeat(100), Map.of()).getEntity()).isEqualTo("100");
        ContainerResponse silent = post("/orgs/acme/bodies", "x".repeat(101), Map.of());
        assertThat(silent.getStatus()).isEqualTo(413);
        assertThat(api.body(silent)).contains("\"error_code\":132");
        assertThat(post("/orgs/acme/bodies", "", Map.of("Content-Length", "5368709120")).getStatus()).isEqualTo(413);
    }

    @Test
    void aMethodForLargeBodiesTakesThem() {
        assertThat(post("/orgs/acme/bodies/large", "x".repeat(100_000), Map.of()).getEntity()).isEqualTo("100000");
    }

    @Test
    void aStrangersBodyIsNotEvenLookedAt() {
        assertThat(api.call("POST", "/orgs/acme/bodies", Map.of("Content-Length", "5368709120")).getStatus()).isEqualTo(401);
    }

    private ContainerResponse preflight(String origin) {
        return api.call("OPTIONS", "/orgs/acme/bodies", Map.of("Origin", origin, "Access-Control-Request-Method", "PATCH"));
    }

    private ContainerResponse get(String origin) {
        return api.call("GET", "/orgs/acme/bodies", Map.of("Origin", origin, "X-API-Key", "key"));
    }

    private ContainerResponse post(String path, String body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("X-API-Key", "key");
        return api.call("POST", path, all, body);
    }

    /** Tells how long a body was. */
    @Path("orgs/{org_name}/bodies")
    public static class Bodies {

        @GET
        public String get() {
            return "";
        }

        @POST
        public String post(String body) {
            return String.valueOf(body.length());
        }

        @POST
        @LargeBody
        @Path("large")
        public String large(String body) {
            return String.valueOf(body.length());
        }
    }
}
