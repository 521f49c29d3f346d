// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.org.ApiKey;
import dev.graft.org.KeyText;
import dev.graft.org.Organisation;
import dev.graft.org.Role;
import dev.graft.org.User;
import dev.graft.persistence.Database;
import dev.graft.persistence.Samples;
import dev.graft.persistence.TestDatabase;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JpaUserRepositoryTest {

    private final TestDatabase kind;
    private Database database;

    JpaUserRepositoryTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = new Database(kind);
        database.run(entityManager -> {
            new JpaOrganisationRepository(entityManager).add(new Organisation("alpha", Samples.NOON));
            new JpaOrganisationRepository(entityManager).add(new Organisation("beta", Samples.NOON));
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rolesCanBeGivenChangedAndTaken() {
        User user = add("ann");

        database.run(entityManager -> {
            User found = new JpaUserRepository(entityManager).find(user.id()).orElseThrow();
            found.join("alpha", Role.VIEWER);
            found.join("beta", Role.ADMIN);
        });
        database.run(entityManager -> {
            User found = new JpaUserRepository(entityManager).find(user.id()).orElseThrow();
            found.join("alpha", Role.MEMBER);
            found.leave("beta");
        });

        User read = database.call(entityManager -> new JpaUserRepository(entityManager).find(user.id()).orElseThrow());
        assertThat(read.roleIn("alpha")).contains(Role.MEMBER);
        assertThat(read.roleIn("beta")).isEmpty();
        List<User> members = database.call(entityManager -> new JpaUserRepository(entityManager).membersOf("alpha"));
        assertThat(members).extracting(User::name).containsExactly("ann");
    }

    @Test
    void aChangeOfRoleRaisesTheUsersVersion() {
        User user = add("ann");

        database.run(entityManager ->
                new JpaUserRepository(entityManager).find(user.id()).orElseThrow().join("alpha", Role.VIEWER));

        long version = database.call(entityManager ->
                new JpaUserRepository(entityManager).find(user.id()).orElseThrow().lockVersion());
        assertThat(version).isGreaterThan(user.lockVersion());
    }

    @Test
    void aKeyIsFoundByItsDigestUntilItsUserIsRemoved() {
        User user = add("ann");
        KeyText text = new KeyText("graft_0123456789abcdef");
        database.run(entityManager -> new JpaUserRepository(entityManager)
                .addKey(new ApiKey(UUID.randomUUID(), user.id(), "laptop", text, Samples.NOON)));

        Optional<ApiKey> found = key(text);
        assertThat(found).hasValueSatisfying(key -> {
            assertThat(key.isKey(text)).isTrue();
            assertThat(key.prefix()).isEqualTo("graft");
        });

        database.run(entityManager -> {
            JpaUserRepository users = new JpaUserRepository(entityManager);
            users.remove(users.find(user.id()).orElseThrow());
        });
        assertThat(key(text)).isEmpty();
        boolean empty = database.call(entityManager -> new JpaUserRepository(entityManager).isEmpty());
        assertThat(empty).isTrue();
    }

    @Test
    void aNameBelongsToOneUser() {
        add("ann");

        assertThatThrownBy(() -> add("ann")).isInstanceOf(PersistenceException.class);
    }

    private Optional<ApiKey> key(KeyText text) {
        return database.call(entityManager -> new JpaUserRepository(entityManager).findKeyByDigest(text.sha256()));
    }

    private User add(String name) {
        return database.call(entityManager -> {
            User user = new User(UUID.randomUUID(), name, Samples.NOON);
            new JpaUserRepository(entityManager).add(user);
            return user;
        });
    }
}
