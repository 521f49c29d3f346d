// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Objects;

/** The role of one user in one organisation. */
@Embeddable
public class Membership {

    @Column(name = "org", nullable = false, length = 255)
    private String org;

    @Enumerated(EnumType.STRING)
    @Column(name = "user_role", nullable = false, length = 16)
    private Role role;

    /** For JPA. */
    protected Membership() {}

    public Membership(String org, Role role) {
        this.org = Objects.requireNonNull(org, "org");
        this.role = Objects.requireNonNull(role, "role");
    }

    public String org() {
        return org;
    }

    public Role role() {
        return role;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Membership that && org.equals(that.org) && role == that.role;
    }

    @Override
    public int hashCode() {
        return Objects.hash(org, role);
    }
}
