// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server must hold: all that it said it made, less what it said it deleted. Thread-safe. */
final class Ledger {

    /** What can be made. */
    enum Kind {
        DATASET,
        EXPERIMENT,
        JOB,
        USER,
        KEY,
        ORGANISATION
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final String NOBODY = "0b7f1c9e-5a53-4f11-9a39-6a2f3c1d0e4f";
    private static final int RECENT = 20;

    private final Map<Kind, Map<String, String>> living = new EnumMap<>(Kind.class);
    private final Set<String> deleted = new HashSet<>();

    Ledger() {
        for (Kind kind : Kind.values()) {
            living.put(kind, new LinkedHashMap<>());
        }
    }

    /** Takes note of an answer of success. */
    synchronized void note(String method, String path, int status, byte[] body) {
        if (status == 201 && method.equals("POST")) {
            made(path, parse(body));
        } else if (status == 200 && method.equals("DELETE")) {
            List<String> ids = ids(path);
            if (!ids.isEmpty()) {
                gone(ids.get(ids.size() - 1));
            }
        }
    }

    /** The ids, in lower case, or the names of what must be there of a kind. */
    synchronized Set<String> of(Kind kind) {
        return new TreeSet<>(living.get(kind).keySet());
    }

    /** One of the last things made, of the kind that a field or parameter of that name is about; an id of nothing if there is none. */
    synchronized String some(String name) {
        List<String> ids = new ArrayList<>(living.get(kind(name)).keySet());
        return ids.isEmpty() ? NOBODY : ids.get(ids.size() - 1 - ThreadLocalRandom.current().nextInt(Math.min(ids.size(), RECENT)));
    }

    private static Kind kind(String name) {
        if (name.contains("dataset")) {
            return Kind.DATASET;
        }
        return switch (name) {
            case "job_id", "parent_job_id" -> Kind.JOB;
            case "user_id" -> Kind.USER;
            case "key_id" -> Kind.KEY;
            default -> Kind.EXPERIMENT;
        };
    }

    private void made(String path, JsonNode body) {
        String owner = ids(path).stream().findFirst().orElse("");
        if (deleted.contains(owner)) {
            return;
        }
        kind(body, path).ifPresent(kind -> {
            String id = body.isTextual() ? body.asText() : body.path(kind == Kind.ORGANISATION ? "name" : "id").asText();
            if (!deleted.contains(id)) {
                living.get(kind).put(id, owner);
            }
        });
    }

    /** What an answer says was made; empty if it only changed something, as an upload does. */
    private static Optional<Kind> kind(JsonNode body, String path) {
        if (body.isTextual()) {
            return path.contains("publish") ? Optional.empty() : Optional.of(Kind.JOB);
        }
        if (body.has("format")) {
            return path.contains("upload") ? Optional.empty() : Optional.of(Kind.DATASET);
        }
        if (body.has("network_arch")) {
            return Optional.of(Kind.EXPERIMENT);
        }
        if (body.has("prefix")) {
            return Optional.of(Kind.KEY);
        }
        if (body.has("role")) {
            return Optional.of(body.has("id") ? Kind.USER : Kind.ORGANISATION);
        }
        return Optional.empty();
    }

    private void gone(String id) {
        deleted.add(id);
        living.values().forEach(things -> {
            things.remove(id);
            things.values().removeIf(id::equals);
        });
    }

    /** The ids in a path, in lower case. */
    static List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        for (Matcher id = UUID.matcher(path); id.find(); ) {
            ids.add(id.group().toLowerCase(Locale.ROOT));
        }
        return ids;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("a success that is no JSON", e);
        }
    }
}
