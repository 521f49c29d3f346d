// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import dev.graft.fault.InvalidRequest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/** An organisation: everything but base experiments belongs to one and is seen by its members alone. Its name is its id. */
@Entity
@Table(name = "organisations")
public class Organisation {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]{1,255}");

    @Id
    @Column(name = "name", length = 255)
    private String name;

    @Column(name = "created_on", nullable = false)
    private Instant createdOn;

    @Version
    @Column(name = "lock_version", nullable = false)
    private long lockVersion;

    /** For JPA. */
    protected Organisation() {}

    /**
     * A new organisation.
     *
     * @param name 1 to 255 letters and digits
     * @throws InvalidRequest if the name has anything else
     */
    public Organisation(String name, Instant createdOn) {
        this.name = checkedName(name);
        this.createdOn = Objects.requireNonNull(createdOn, "createdOn");
    }

    private static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw InvalidRequest.at(
                    "/name", "An organisation's name has 1 to 255 letters and digits and nothing else; '" + name + "' does not fit.");
        }
        return name;
    }

    public String name() {
        return name;
    }

    public Instant createdOn() {
        return createdOn;
    }
}
