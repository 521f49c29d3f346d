// SPDX-License-Identifier: Apache-2.0
package dev.graft.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Servers in memory, silent as a test says. */
public final class ServersInMemory implements ServerRepository {

    private final Map<UUID, Server> servers = new ConcurrentHashMap<>();
    private final Set<UUID> silent = ConcurrentHashMap.newKeySet();

    /** Nothing is heard of that server any more. */
    public void silence(UUID id) {
        silent.add(id);
    }

    @Override
    public void add(Server server) {
        servers.put(server.id(), server);
    }

    @Override
    public List<Server> all() {
        return List.copyOf(servers.values());
    }

    @Override
    public boolean heardOf(UUID id) {
        silent.remove(id);
        return servers.containsKey(id);
    }

    @Override
    public Set<UUID> silentFor(Duration time) {
        return silent.stream().filter(servers::containsKey).collect(Collectors.toSet());
    }

    @Override
    public void remove(UUID id) {
        servers.remove(id);
    }

    @Override
    public boolean takeTurn() {
        return true;
    }
}
