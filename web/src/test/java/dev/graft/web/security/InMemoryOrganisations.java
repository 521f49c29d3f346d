// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security;

import dev.graft.org.Organisation;
import dev.graft.org.OrganisationRepository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Organisations in memory. */
public final class InMemoryOrganisations implements OrganisationRepository {

    private final Map<String, Organisation> byName = new TreeMap<>();

    @Override
    public void add(Organisation organisation) {
        byName.put(organisation.name(), organisation);
    }

    @Override
    public Optional<Organisation> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public List<Organisation> all() {
        return List.copyOf(byName.values());
    }
}
