// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import java.util.List;
import java.util.Optional;

/** All organisations. */
public interface OrganisationRepository {

    void add(Organisation organisation);

    Optional<Organisation> find(String name);

    /** All of them, by name. */
    List<Organisation> all();
}
