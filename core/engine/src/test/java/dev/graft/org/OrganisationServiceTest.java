// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.fault.InvalidRequest;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrganisationServiceTest {

    private static final String KEY = "graft_the-first-key-of-all";

    @TempDir
    private Path folder;

    private final PeopleInMemory people = new PeopleInMemory();
    private final OrganisationService service = new OrganisationService(people, people, Clock.systemUTC());
    private Caller admin;

    @BeforeEach
    void start() {
        service.makeFirstAdministrator("alpha", "admin", new KeyText(KEY));
        admin = service.authenticate(KEY).orElseThrow().in("alpha").orElseThrow();
    }

    @Test
    void aKeyOpensTheOrganisationsOfItsUserUntilItIsRevoked() {
        User user = service.addUser(admin, "ann", Role.VIEWER);
        IssuedKey issued = service.issueKey(admin, user.id(), "laptop");

        assertThat(service.authenticate(issued.key().value()).flatMap(found -> found.in("alpha")))
                .contains(new Caller(user.id(), "alpha", Role.VIEWER));
        assertThat(service.authenticate(issued.key().value() + "x")).isEmpty();
        assertThat(service.authenticate("")).isEmpty();

        service.revokeKey(admin, issued.apiKey().id());
        assertThat(service.authenticate(issued.key().value())).isEmpty();
    }

    @Test
    void aRemovedUserIsGoneWithTheirKeys() {
        User user = service.addUser(admin, "ann", Role.MEMBER);
        IssuedKey issued = service.issueKey(admin, user.id(), "laptop");

        service.removeUser(admin, user.id());

        assertThat(service.authenticate(issued.key().value())).isEmpty();
        assertThat(service.user(user.id())).isEmpty();
    }

    @Test
    void aUserOfTwoOrganisationsLosesOnlyOne() {
        service.createOrganisation(admin, "beta");
        Caller beta = people.find(admin.userId()).orElseThrow().in("beta").orElseThrow();
        User user = service.addUser(admin, "ann", Role.MEMBER);
        service.addUser(beta, "ann", Role.ADMIN);

        service.removeUser(admin, user.id());

        assertThat(service.user(user.id()).orElseThrow().roleIn("beta")).contains(Role.ADMIN);
        assertThat(service.user(user.id()).orElseThrow().in("alpha")).isEmpty();
    }

    @Test
    void theLastAdministratorStays() {
        User user = service.addUser(admin, "ann", Role.MEMBER);

        fails(StandardError.ILLEGAL_STATE, () -> service.removeUser(admin, admin.userId()));
        fails(StandardError.ILLEGAL_STATE, () -> service.changeRole(admin, admin.userId(), Role.MEMBER));

        service.changeRole(admin, user.id(), Role.ADMIN);
        service.changeRole(admin, admin.userId(), Role.MEMBER);
        assertThat(people.find(admin.userId()).orElseThrow().roleIn("alpha")).contains(Role.MEMBER);
    }

    @Test
    void onlyAdministratorsAdminister() {
        User user = service.addUser(admin, "ann", Role.MEMBER);
        Caller member = user.in("alpha").orElseThrow();

        fails(StandardError.FORBIDDEN, () -> service.addUser(member, "bob", Role.VIEWER));
        fails(StandardError.FORBIDDEN, () -> service.users(member));
        fails(StandardError.FORBIDDEN, () -> service.createOrganisation(member, "gamma"));
        fails(StandardError.FORBIDDEN, () -> service.issueKey(member, admin.userId(), "theft"));
        assertThat(service.issueKey(member, user.id(), "own").key().value()).startsWith("graft_");
    }

    @Test
    void noAdministratorMakesKeysThatOpenForeignOrganisations() {
        service.createOrganisation(admin, "beta");
        Caller beta = people.find(admin.userId()).orElseThrow().in("beta").orElseThrow();
        User both = service.addUser(beta, "ann", Role.VIEWER);
        User other = service.addUser(admin, "eve", Role.ADMIN);
        service.addUser(admin, "ann", Role.VIEWER);

        fails(StandardError.FORBIDDEN, () -> service.issueKey(other.in("alpha").orElseThrow(), both.id(), "theft"));
    }

    @Test
    void usersOfOtherOrganisationsAreNotFound() {
        service.createOrganisation(admin, "beta");
        Caller beta = people.find(admin.userId()).orElseThrow().in("beta").orElseThrow();
        User stranger = service.addUser(beta, "eve", Role.MEMBER);
        IssuedKey key = service.issueKey(stranger.in("beta").orElseThrow(), stranger.id(), "own");
        User third = service.addUser(admin, "tom", Role.ADMIN);
        Caller alpha = third.in("alpha").orElseThrow();

        fails(StandardError.NOT_FOUND, () -> service.removeUser(alpha, stranger.id()));
        fails(StandardError.NOT_FOUND, () -> service.issueKey(alpha, stranger.id(), "theft"));
        fails(StandardError.NOT_FOUND, () -> service.revokeKey(alpha, key.apiKey().id()));
    }

    @Test
    void namesAreCheckedAndBelongToOne() {
        fails(StandardError.CONFLICT, () -> service.createOrganisation(admin, "alpha"));
        fails(StandardError.CONFLICT, () -> service.addUser(admin, "admin", Role.VIEWER));
        assertThatThrownBy(() -> service.createOrganisation(admin, "no-hyphens")).isInstanceOf(InvalidRequest.class);
        assertThatThrownBy(() -> service.addUser(admin, " ", Role.VIEWER)).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void aServerWithUsersGetsNoSecondFirstAdministrator() {
        assertThat(service.makeFirstAdministrator("beta", "eve", new KeyText("graft_another-key"))).isFalse();
        assertThat(service.authenticate("graft_another-key")).isEmpty();
    }

    @Test
    void withoutAKeyGivenTheFirstOneLiesInAPrivateFile() throws IOException {
        PeopleInMemory empty = new PeopleInMemory();
        OrganisationService fresh = new OrganisationService(empty, empty, Clock.systemUTC());
        DataFolder data = new DataFolder(folder);

        new FirstAdministrator(fresh, data, Optional.empty(), Optional.of("acme")).make();
        new FirstAdministrator(fresh, data, Optional.empty(), Optional.of("other")).make();

        String key = Files.readString(data.adminApiKey()).strip();
        assertThat(fresh.authenticate(key).flatMap(user -> user.roleIn("acme"))).contains(Role.ADMIN);
        assertThat(empty.all()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.adminApiKey()))).isEqualTo("rw-------");
    }

    @Test
    void aGivenKeyIsNotWrittenToDisk() {
        PeopleInMemory empty = new PeopleInMemory();
        OrganisationService fresh = new OrganisationService(empty, empty, Clock.systemUTC());

        new FirstAdministrator(fresh, new DataFolder(folder), Optional.of("a-key-of-my-own-making"), Optional.of("acme")).make();

        assertThat(fresh.authenticate("a-key-of-my-own-making")).isPresent();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void noTextFormShowsAKey() {
        assertThat(new KeyText(KEY).toString()).doesNotContain("first");
        assertThat(service.issueKey(admin, admin.userId(), "x").toString()).doesNotContain("sha256");
    }

    private static void fails(StandardError code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
