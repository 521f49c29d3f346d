// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Makes up JSON by a schema, as text, so that it can be wrong in ways that no tree of values can. Most of it fits.
 *
 * @param api resolves references
 * @param words good values of fields by their names; such fields are mostly there, and mostly have one of these values
 * @param ids gives an id of something that exists, for a field of that name
 */
record JsonText(ApiDescription api, Map<String, List<String>> words, Function<String, String> ids) {

    private static final int DEEPEST = 6;

    /** A value, which does not fit in one of so many places. A third of the objects have nothing in them but what is needed. */
    String of(JsonNode given, String name, RandomGenerator random, int oddity) {
        return random.nextInt(3) == 0 ? needed(api.resolve(given), random) : value(given, name, random, oddity, 0);
    }

    private String needed(JsonNode schema, RandomGenerator random) {
        if (!schema.has("properties")) {
            return value(schema, "", random, Integer.MAX_VALUE, 0);
        }
        StringJoiner fields = new StringJoiner(",", "{", "}");
        schema.get("properties").properties().stream()
                .filter(field -> words.containsKey(field.getKey()))
                .forEach(field -> fields.add(quoted(field.getKey()) + ":" + quoted(Odd.pick(random, words.get(field.getKey())))));
        if (schema.get("properties").has("train_datasets")) {
            fields.add("\"train_datasets\":[" + quoted(ids.apply("dataset_id")) + "]");
        }
        return fields.toString();
    }

    /** A text in quotes; half of what is not ASCII is escaped. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                json.append('\\').append(letter);
            } else if (letter < ' ' || Character.isSurrogate(letter)) {
                json.append(String.format("\\u%04x", (int) letter));
            } else {
                json.append(letter);
            }
        }
        return json.append('"').toString();
    }

    private String value(JsonNode given, String name, RandomGenerator random, int oddity, int depth) {
        JsonNode schema = api.resolve(given);
        if (random.nextInt(oddity) == 0 || depth > DEEPEST) {
            return Odd.value(random);
        }
        if (words.containsKey(name) && random.nextInt(4) > 0) {
            return quoted(Odd.pick(random, words.get(name)));
        }
        return switch (schema.path("type").asText()) {
            case "string" -> text(schema, name, random);
            case "integer" -> integer(schema, random);
            case "number" -> Double.toString(random.nextDouble());
            case "boolean" -> Boolean.toString(random.nextBoolean());
            case "array" -> array(schema, name, random, oddity, depth);
            case "object" -> object(schema, random, oddity, depth);
            default -> random.nextBoolean() ? free(random, oddity, depth) : Odd.value(random);
        };
    }

    private String text(JsonNode schema, String name, RandomGenerator random) {
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size())).toString();
        }
        long longest = schema.path("maxLength").asLong(100);
        if (longest == 36) {
            return quoted(random.nextInt(10) == 0 ? uuid(random) : ids.apply(name));
        }
        return switch (random.nextInt(10)) {
            case 0 -> quoted(Odd.text(random));
            case 1 -> quoted("x".repeat((int) Math.min(longest, 6_000)));
            case 2 -> quoted("\ud83d\ude00".repeat((int) Math.min(longest, 6_000)));
            case 3 -> quoted("x".repeat((int) Math.min(longest, 6_000) + 1));
            default -> quoted(name + random.nextInt(1000) % longest);
        };
    }

    private static String integer(JsonNode schema, RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> schema.path("minimum").asText("0");
            case 1 -> schema.path("maximum").asText("9");
            default -> Integer.toString(random.nextInt(5));
        };
    }

    private String array(JsonNode schema, String name, RandomGenerator random, int oddity, int depth) {
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(schema.path("items"), name, random, oddity, depth + 1));
        }
        return "[" + String.join(",", items) + "]";
    }

    private String object(JsonNode schema, RandomGenerator random, int oddity, int depth) {
        StringJoiner fields = new StringJoiner(",", "{", "}");
        schema.path("properties").properties().forEach(field -> {
            boolean wanted = words.containsKey(field.getKey()) ? random.nextInt(10) > 0 : random.nextInt(7) == 0;
            if (wanted) {
                fields.add(quoted(field.getKey()) + ":" + value(field.getValue(), field.getKey(), random, oddity, depth + 1));
            }
        });
        if (schema.path("additionalProperties").asBoolean() || random.nextInt(12) == 0) {
            fields.add(quoted(random.nextBoolean() ? "KEY_" + random.nextInt(9) : Odd.text(random)) + ":" + Odd.value(random));
        }
        return fields.toString();
    }

    /** What a field may hold that may hold anything: specs, say. */
    private String free(RandomGenerator random, int oddity, int depth) {
        StringJoiner fields = new StringJoiner(",", "{", "}");
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = Odd.pick(random, List.of("train", "model", "dataset", "train_config", "runner", "max_epochs", "backbone", "data", "x"));
            fields.add(quoted(name) + ":" + (random.nextBoolean() && depth < DEEPEST ? free(random, oddity, depth + 1) : Odd.value(random)));
        }
        return fields.toString();
    }

    static String uuid(RandomGenerator random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
