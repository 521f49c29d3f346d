// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import dev.graft.org.ApiKey;
import dev.graft.org.KeyText;
import dev.graft.org.Organisation;
import dev.graft.org.OrganisationService;
import dev.graft.org.Role;
import dev.graft.org.User;
import dev.graft.web.security.InMemoryOrganisations;
import dev.graft.web.security.InMemoryUsers;
import dev.graft.web.security.MutableClock;
import dev.graft.web.security.access.ApiUnderTest;
import dev.graft.web.security.access.CachedAccounts;
import dev.graft.web.security.limit.LimitSettings;
import dev.graft.web.security.login.LoginResource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login and administration as clients see them, from the HTTP method down to the repositories. */
class AdministrationTest {

    private static final int LOGINS_PER_MINUTE = 10;
    private static final String USERS = "/admin/orgs/acme/users";

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock();
    private final InMemoryOrganisations organisations = new InMemoryOrganisations();
    private final InMemoryUsers users = new InMemoryUsers();
    private ApiUnderTest api;

    @BeforeEach
    void setUp() {
        var service = new OrganisationService(organisations, users, clock);
        var accounts = new CachedAccounts(service, organisations);
        api = new ApiUnderTest(folder, accounts, new LimitSettings(LOGINS_PER_MINUTE, 1000, 1000, Set.of()), clock,
                        LoginResource.class, OrganisationAdminResource.class, UserAdminResource.class, KeyResource.class,
                        SigningKeyResource.class)
                .inject(OrganisationService.class, service)
                .inject(CachedAccounts.class, accounts);
        organisation("home", 0);
        organisation("acme", 1);
        organisation("other", 2);
        user("operator", "home", Role.ADMIN);
        for (Role role : Role.values()) {
            user("acme-" + role.wireName(), "acme", role);
            user("other-" + role.wireName(), "other", role);
        }
    }

    @Test
    void aKeyInTheBodyIsTradedForATokenThatNamesOrganisationsAndRoles() throws Exception {
        ContainerResponse response = api.call("POST", "/login", Map.of(), "{\"ngc_api_key\":\"" + key("acme-member") + "\"}");

        assertThat(response.getStatus()).isEqualTo(201);
        JsonNode body = json(response);
        assertThat(body.properties()).hasSize(2);
        assertThat(body.path("user_id").asText()).isEqualTo(id("acme-member").toString());
        var token = SignedJWT.parse(body.path("token").asText());
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(token.getHeader().getType().getType()).isEqualTo("graft-access+jwt");
        assertThat(token.getJWTClaimsSet().getClaims())
                .containsKeys("iss", "aud", "sub", "upn", "groups", "iat", "exp", "jti")
                .containsEntry("orgs", Map.of("acme", "member"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-API-Key", "ngc_api_key"})
    void aKeyInAHeaderDoesAsWellWithOrWithoutABody(String header) throws Exception {
        assertThat(api.call("POST", "/login", Map.of(header, key("acme-viewer"))).getStatus()).isEqualTo(201);
        ContainerResponse response = api.call("POST", "/login", Map.of(header, key("acme-viewer")), "{}");
        assertThat(response.getStatus()).isEqualTo(201);
        String token = json(response).path("token").asText();
        assertThat(api.call("GET", "/admin/orgs", Map.of("Authorization", "Bearer " + token)).getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"ngc_api_key\":\"\"}", "{\"ngc_api_key\":\"graft_wrong\"}", "{\"ngc_api_key\":\"' OR 1=1 --\"}"})
    void aKeyThatIsMissingOrWrongIsRefusedAlike(String body) {
        ContainerResponse response = api.call("POST", "/login", Map.of(), body);

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeaderString("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(api.body(response)).contains("\"error_code\":120").contains("This API key is not accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"ngc_api_key\":7}", "{\"ngc_api_key\":null}"})
    void aLoginThatDoesNotFitTheContractIsABadRequest(String body) {
        assertThat(api.call("POST", "/login", Map.of(), body).getStatus()).isEqualTo(400);
    }

    @Test
    void tooManyLoginsAreToldWhenToComeBackEvenWithTheRightKey() {
        for (int i = 0; i < LOGINS_PER_MINUTE; i++) {
            assertThat(api.call("POST", "/login", Map.of("X-API-Key", "graft_wrong")).getStatus()).isEqualTo(401);
        }
        ContainerResponse response = api.call("POST", "/login", Map.of("X-API-Key", key("acme-admin")));

        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeaderString("Retry-After")).isEqualTo("6");
        assertThat(response.getHeaderString("X-RateLimit-Limit")).isEqualTo("10");
    }

    @Test
    void anOrganisationIsMadeByAnOperatorWhoThenAdministersIt() throws Exception {
        ContainerResponse made = as("operator", "POST", "/admin/orgs", "{\"name\":\"lab7\"}");

        assertThat(made.getStatus()).isEqualTo(201);
        assertThat(json(made).path("name").asText()).isEqualTo("lab7");
        assertThat(as("operator", "GET", "/admin/orgs/lab7/users").getStatus()).isEqualTo(200);
        JsonNode list = json(as("operator", "GET", "/admin/orgs"));
        assertThat(list.findValuesAsText("name")).containsExactly("home", "lab7");
        assertThat(list.findValuesAsText("role")).containsExactly("admin", "admin");
        assertThat(as("operator", "POST", "/admin/orgs", "{\"name\":\"lab7\"}").getStatus()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"\"}", "{\"name\":\"a-b\"}", "{\"name\":7}"})
    void anOrganisationNeedsANameOfLettersAndDigits(String body) {
        assertThat(as("operator", "POST", "/admin/orgs", body).getStatus()).isEqualTo(400);
        assertThat(organisations.all()).hasSize(3);
    }

    @Test
    void administratorsOfOrganisationsDoNotAdministerTheServer() {
        assertThat(as("acme-admin", "POST", "/admin/orgs", "{\"name\":\"mine\"}").getStatus()).isEqualTo(403);
        assertThat(as("acme-admin", "POST", "/admin/signing_keys").getStatus()).isEqualTo(403);
        assertThat(organisations.find("mine")).isEmpty();
    }

    @Test
    void aUserIsAddedGivenAKeyAndCanSignInUntilTheKeyIsRevoked() throws Exception {
        JsonNode grace = json(as("acme-admin", "POST", USERS, "{\"name\":\"grace\",\"role\":\"viewer\"}"));
        String keys = USERS + "/" + grace.path("id").asText() + "/keys";
        JsonNode issued = json(as("acme-admin", "POST", keys, "{\"label\":\"laptop\"}"));
        String secret = issued.path("key").asText();

        assertThat(secret).startsWith(issued.path("prefix").asText()).hasSizeGreaterThan(32);
        assertThat(withKey(secret, "GET", "/admin/orgs", "").getStatus()).isEqualTo(200);
        assertThat(api.body(as("acme-admin", "GET", keys))).contains("laptop").doesNotContain(secret).doesNotContain("\"key\"");

        assertThat(as("acme-admin", "DELETE", keys + "/" + issued.path("id").asText()).getStatus()).isEqualTo(200);
        assertThat(withKey(secret, "GET", "/admin/orgs", "").getStatus()).isEqualTo(401);
        assertThat(withKey(secret, "POST", "/login", "").getStatus()).isEqualTo(401);
    }

    @Test
    void aRemovedUsersTokenIsRefusedAtOnce() throws Exception {
        String token = json(withKey(key("acme-member"), "POST", "/login", "")).path("token").asText();
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + token);
        assertThat(api.call("GET", "/admin/orgs", bearer).getStatus()).isEqualTo(200);

        assertThat(as("acme-admin", "DELETE", USERS + "/" + id("acme-member")).getStatus()).isEqualTo(200);

        assertThat(api.call("GET", "/admin/orgs", bearer).getStatus()).isEqualTo(401);
    }

    @Test
    void aChangedRoleCountsAtOnceForTokensIssuedBefore() throws Exception {
        String token = json(withKey(key("acme-member"), "POST", "/login", "")).path("token").asText();
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + token);
        assertThat(api.call("GET", USERS, bearer).getStatus()).isEqualTo(403);

        JsonNode changed = json(as("acme-admin", "PATCH", USERS + "/" + id("acme-member"), "{\"role\":\"admin\"}"));

        assertThat(changed.path("role").asText()).isEqualTo("admin");
        assertThat(api.call("GET", USERS, bearer).getStatus()).isEqualTo(200);
    }

    @Test
    void theLastAdministratorStays() {
        String last = USERS + "/" + id("acme-admin");
        assertThat(as("acme-admin", "DELETE", last).getStatus()).isEqualTo(400);
        assertThat(as("acme-admin", "PATCH", last, "{\"role\":\"viewer\"}").getStatus()).isEqualTo(400);
        assertThat(as("acme-admin", "GET", USERS).getStatus()).isEqualTo(200);
    }

    @Test
    void everyUserHasKeysOfTheirOwnButNotThoseOfOthers() {
        String own = USERS + "/" + id("acme-viewer") + "/keys";
        assertThat(as("acme-viewer", "POST", own, "{\"label\":\"mine\"}").getStatus()).isEqualTo(201);
        assertThat(as("acme-viewer", "GET", own).getStatus()).isEqualTo(200);
        assertThat(as("acme-viewer", "GET", USERS + "/" + id("acme-admin") + "/keys").getStatus()).isEqualTo(403);
        assertThat(as("acme-member", "POST", own, "{\"label\":\"theft\"}").getStatus()).isEqualTo(403);
    }

    @Test
    void aKeyIsRevokedAsAKeyOfItsOwnUserOnly() {
        UUID adminsKey = users.keysOf(id("acme-admin")).get(0).id();
        String path = USERS + "/" + id("acme-viewer") + "/keys/" + adminsKey;
        assertThat(as("acme-viewer", "DELETE", path).getStatus()).isEqualTo(404);
        assertThat(as("acme-admin", "DELETE", path).getStatus()).isEqualTo(404);
        assertThat(users.findKey(adminsKey)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /admin/orgs/acme/users                              | ''
            POST   | /admin/orgs/acme/users                              | {"name":"x","role":"admin"}
            PATCH  | /admin/orgs/acme/users/{acme-member}                | {"role":"admin"}
            DELETE | /admin/orgs/acme/users/{acme-member}                | ''
            GET    | /admin/orgs/acme/users/{acme-member}/keys           | ''
            POST   | /admin/orgs/acme/users/{acme-member}/keys           | {"label":"x"}
            DELETE | /admin/orgs/acme/users/{acme-member}/keys/{its-key} | ''
            """)
    void everyOperationIsClosedToStrangersOtherOrganisationsAndLowRoles(String method, String template, String body) {
        String path = template.replace("{acme-member}", id("acme-member").toString())
                .replace("{its-key}", users.keysOf(id("acme-member")).get(0).id().toString());
        String before = state();

        assertThat(api.call(method, path, Map.of(), body).getStatus()).isEqualTo(401);
        for (Role role : Role.values()) {
            assertThat(as("other-" + role.wireName(), method, path, body).getStatus()).as("other organisation").isEqualTo(404);
        }
        assertThat(as("operator", method, path, body).getStatus()).as("operator").isEqualTo(404);
        assertThat(as("acme-viewer", method, path, body).getStatus()).as("viewer").isIn(403, 404);
        String ofOther = path.replace("/orgs/acme/", "/orgs/other/");
        if (!path.equals(USERS)) {
            assertThat(as("other-admin", method, ofOther, body).getStatus()).as("foreign ids in one's own").isEqualTo(404);
        }
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"name\":\"x\"}", "{\"role\":\"admin\"}", "{\"name\":\"x\",\"role\":\"owner\"}", "{\"name\":\"\",\"role\":\"admin\"}", "[]", ""
    })
    void aUserThatDoesNotFitIsABadRequest(String body) {
        assertThat(as("acme-admin", "POST", USERS, body).getStatus()).isEqualTo(400);
    }

    @Test
    void aRotationOfTheSigningKeyLogsNobodyOut() throws Exception {
        String token = json(withKey(key("acme-member"), "POST", "/login", "")).path("token").asText();

        ContainerResponse rotated = as("operator", "POST", "/admin/signing_keys");

        assertThat(rotated.getStatus()).isEqualTo(201);
        assertThat(api.call("GET", "/admin/orgs", Map.of("Authorization", "Bearer " + token)).getStatus()).isEqualTo(200);
        String next = json(withKey(key("acme-member"), "POST", "/login", "")).path("token").asText();
        assertThat(SignedJWT.parse(next).getHeader().getKeyID())
                .isEqualTo(json(rotated).path("kid").asText())
                .isNotEqualTo(SignedJWT.parse(token).getHeader().getKeyID());
    }

    private void organisation(String name, int second) {
        organisations.add(new Organisation(name, clock.instant().plusSeconds(second)));
    }

    private void user(String name, String org, Role role) {
        var user = new User(UUID.randomUUID(), name, clock.instant());
        user.join(org, role);
        users.add(user);
        users.addKey(new ApiKey(UUID.randomUUID(), user.id(), "test", new KeyText(key(name)), clock.instant()));
    }

    private static String key(String name) {
        return "graft_key_of_" + name;
    }

    private UUID id(String name) {
        return users.findByName(name).orElseThrow().id();
    }

    private String state() {
        var state = new StringBuilder();
        for (String org : new String[] {"acme", "other", "home"}) {
            users.membersOf(org).forEach(user -> state.append(org).append(user.name()).append(user.roleIn(org).orElseThrow())
                    .append(users.keysOf(user.id()).size()).append('\n'));
        }
        return state.toString();
    }

    private ContainerResponse as(String user, String method, String path) {
        return as(user, method, path, "");
    }

    private ContainerResponse as(String user, String method, String path, String body) {
        return withKey(key(user), method, path, body);
    }

    private ContainerResponse withKey(String key, String method, String path, String body) {
        return api.call(method, path, Map.of("X-API-Key", key), body);
    }

    private JsonNode json(ContainerResponse response) throws Exception {
        return new ObjectMapper().readTree(api.body(response));
    }
}
