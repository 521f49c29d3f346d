// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.org.Role;
import dev.graft.web.security.access.AccessRule.Audience;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessRuleTest {

    @Test
    void aMethodWithoutAnnotationsIsForUsersWithTheRoleOfTheHttpMethod() throws Exception {
        AccessRule rule = of(Plain.class, "plain");

        assertThat(rule.audience()).isEqualTo(Audience.USER);
        assertThat(rule.roleFor("GET")).isEqualTo(Role.VIEWER);
        assertThat(rule.roleFor("HEAD")).isEqualTo(Role.VIEWER);
        assertThat(rule.roleFor("OPTIONS")).isEqualTo(Role.VIEWER);
        assertThat(rule.roleFor("POST")).isEqualTo(Role.MEMBER);
        assertThat(rule.roleFor("PROPFIND")).as("a method nobody thought of").isEqualTo(Role.MEMBER);
        assertThat(rule.operatorRoleFor("GET")).isEmpty();
        assertThat(rule.operatorRoleFor("POST")).contains(Role.MEMBER);
    }

    @Test
    void theMethodGoesBeforeItsClass() throws Exception {
        assertThat(of(Guarded.class, "plain").roleFor("GET")).isEqualTo(Role.ADMIN);
        assertThat(of(Guarded.class, "read").roleFor("GET")).isEqualTo(Role.VIEWER);
        assertThat(of(Guarded.class, "open").audience()).isEqualTo(Audience.ANYBODY);
        assertThat(of(Guarded.class, "callback").audience()).isEqualTo(Audience.WORKER);
    }

    @Test
    void aGuardOnTheClassHoldsForWhatItInheritsAndForProxiesOfIt() throws Exception {
        assertThat(AccessRule.of(Inheriting.class, Plain.class.getMethod("plain")).stated()).contains(Role.ADMIN);
        assertThat(AccessRule.of(Proxied.class, Guarded.class.getMethod("plain")).stated()).contains(Role.ADMIN);
    }

    private static AccessRule of(Class<?> resource, String method) throws NoSuchMethodException {
        return AccessRule.of(resource, resource.getMethod(method));
    }

    /** No annotations. */
    public static class Plain {

        public Optional<String> plain() {
            return Optional.empty();
        }
    }

    /** A guard, and exceptions from it. */
    @RequiresRole(Role.ADMIN)
    public static class Guarded {

        public void plain() {
            // Only its annotations count.
        }

        @RequiresRole(Role.VIEWER)
        public void read() {
            // Only its annotations count.
        }

        @Anonymous
        public void open() {
            // Only its annotations count.
        }

        @JobCallback
        public void callback() {
            // Only its annotations count.
        }
    }

    /** A guard over an inherited method. */
    @RequiresRole(Role.ADMIN)
    public static class Inheriting extends Plain {
    }

    /** As the container makes them. */
    public static class Proxied extends Guarded {
    }
}
