// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Makes up requests from a description: some good, most with something odd about them, some with much. What it makes depends on the
 * random numbers and the ids that it is given, and on nothing else. Thread-safe.
 */
public final class RequestFuzzer {

    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "X");

    private static final List<String> CONTENT_TYPES = List.of(
            "application/json", "application/json;charset=utf-16", "application/json; charset=nonsense", "text/plain", "text/xml",
            "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=X", "application/octet-stream", "application/gzip", "application/zip", "application", "/", "*/*",
            ";;", "a/b/c", "application/json;", "é/é", "application/merge-patch+json");

    private static final List<String> ACCEPTS = List.of(
            "*/*", "application/json", "text/html", "application/xml", "text/plain", "application/octet-stream", "application/", "*", ";;",
            "a/b;q=2", "application/json;q=0", "text/event-stream", "application/json, */*;q=x");

    private static final List<String> OTHER_HEADERS = List.of(
            "If-Match: *", "If-Match: \"0\"", "If-Match: \"7\"", "If-Match: W/\"1\"", "If-Match: x", "If-Match: \"99999999999999999999\"", "If-None-Match: *",
            "If-Modified-Since: yesterday", "Range: bytes=0-", "Range: bytes=-1", "Range: bytes=9-1", "Range: lines=1-2",
            "If-Range: \"x\"", "Content-Encoding: gzip", "Content-Encoding: x", "Expect: 100-continue", "X-Forwarded-For: 1.2.3.4",
            "X-Forwarded-For: ;;", "Origin: http://evil.example", "Cookie: JSESSIONID=../../x", "X-HTTP-Method-Override: DELETE",
            "Idempotency-Key: one", "Idempotency-Key: \"\"", "Last-Event-ID: 3", "Last-Event-ID: x", "Upload-Offset: 0", "Upload-Offset: -1",
            "Content-Range: bytes 0-1/2", "Accept-Language: \u00e9", "Accept-Charset: utf-7", "X-Long: " + "x".repeat(3000));

    /** Names of query parameters that make an answer wait; only values that do not are sent. */
    private static final Set<String> WAITING = Set.of("wait");

    private final JsonText json;
    private final Map<String, List<String>> words;
    private final Function<String, String> ids;
    private final List<byte[]> archives;
    private final List<ApiOperation> often;

    /**
     * @param words good values of fields and parameters by their names
     * @param ids gives an id of something that exists, for a field or parameter of that name
     * @param archives good uploads
     */
    public RequestFuzzer(
            ApiDescription api, Map<String, List<String>> words, Function<String, String> ids, List<byte[]> archives) {
        this.json = new JsonText(api, words, ids);
        this.words = Map.copyOf(words);
        this.ids = ids;
        this.archives = List.copyOf(archives);
        this.often = api.operations().stream().flatMap(operation -> Collections.nCopies(weight(operation), operation).stream()).toList();
    }

    /** Things must live long enough for others to act on them: more is made than deleted. */
    private static int weight(ApiOperation operation) {
        if (operation.method().equals("DELETE") || !operation.ofOrganisation()) {
            return 1;
        }
        return operation.jsonBody().isPresent() ? 5 : 3;
    }

    /**
     * The next request.
     *
     * @param credentials header lines that open the API, to choose from
     */
    public FuzzRequest next(RandomGenerator random, List<String> credentials) {
        ApiOperation operation = Odd.pick(random, often);
        String method = random.nextInt(14) == 0 ? Odd.pick(random, METHODS) : operation.method();
        // A TRACE must have no body, and Payara does not look for one.
        byte[] body = method.equals("TRACE") ? new byte[0] : body(operation, random);
        return new FuzzRequest(
                operation, method, path(operation, random) + query(operation, random), headers(random, credentials), body,
                body.length > 0 && random.nextInt(10) == 0);
    }

    private String path(ApiOperation operation, RandomGenerator random) {
        Map<String, String> values = new HashMap<>();
        operation.parameters("path").forEach(parameter -> values.put(parameter.name(), pathValue(parameter, random)));
        String path = operation.path(values);
        return switch (random.nextInt(60)) {
            case 0 -> path + "/";
            case 1 -> path + "/" + Odd.part(random);
            case 2 -> path.replaceFirst("/", "//");
            case 3 -> path.substring(0, 1 + random.nextInt(path.length()));
            case 4 -> path + Odd.part(random);
            case 5 -> path.replace("/api", "/api/./x/..");
            case 6 -> path.toUpperCase(Locale.ROOT);
            default -> path;
        };
    }

    private String pathValue(ApiParameter parameter, RandomGenerator random) {
        int chance = random.nextInt(20);
        if (chance == 0) {
            return Odd.part(random);
        }
        if (parameter.isId()) {
            return chance == 1 ? JsonText.uuid(random) : ids.apply(parameter.name());
        }
        return words.containsKey(parameter.name())
                ? Odd.pick(random, words.get(parameter.name()))
                : unquoted(json.of(parameter.schema(), parameter.name(), random, 1000));
    }

    private String query(ApiOperation operation, RandomGenerator random) {
        List<String> pairs = new ArrayList<>();
        for (ApiParameter parameter : operation.parameters("query")) {
            for (int times = random.nextInt(3) == 0 ? 1 + random.nextInt(10) / 9 : 0; times > 0; times--) {
                pairs.add(parameter.name() + "=" + queryValue(parameter, random));
            }
        }
        if (operation.parameters("query").stream().anyMatch(parameter -> parameter.name().equals("size")) && random.nextInt(4) > 0) {
            // Without a size a list is sent whole, which would make the run long for no gain.
            pairs.add("size=" + random.nextInt(5));
        }
        if (random.nextInt(40) == 0) {
            pairs.add(Odd.part(random));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private String queryValue(ApiParameter parameter, RandomGenerator random) {
        if (WAITING.contains(parameter.name())) {
            return Odd.pick(random, List.of("0", "x", "-1", "1e9", ""));
        }
        if (random.nextInt(4) == 0) {
            return random.nextBoolean() ? Odd.part(random) : encoded(Odd.text(random));
        }
        String value = words.containsKey(parameter.name()) && random.nextBoolean()
                ? Odd.pick(random, words.get(parameter.name()))
                : unquoted(json.of(parameter.schema(), parameter.name(), random, 20));
        return (random.nextInt(8) == 0 ? "!" : "") + encoded(value);
    }

    private List<String> headers(RandomGenerator random, List<String> credentials) {
        List<String> headers = new ArrayList<>();
        switch (random.nextInt(60)) {
            case 0 -> headers.add("Authorization: Bearer " + Odd.letters(random, random.nextInt(300)));
            case 1 -> headers.add("X-API-Key: " + Odd.letters(random, random.nextInt(300)));
            case 2 -> headers.add("Authorization: Basic eDp5");
            case 3 -> { }
            case 4 -> {
                String good = Odd.pick(random, credentials);
                headers.add(good.substring(0, good.length() - 1 - random.nextInt(40)));
            }
            default -> headers.add(Odd.pick(random, credentials));
        }
        if (random.nextInt(3) == 0) {
            headers.add("Content-Type: " + (random.nextBoolean() ? CONTENT_TYPES.get(0) : Odd.pick(random, CONTENT_TYPES)));
        }
        if (random.nextInt(10) == 0) {
            headers.add("Accept: " + Odd.pick(random, ACCEPTS));
        }
        if (random.nextInt(6) == 0) {
            headers.add(Odd.pick(random, OTHER_HEADERS));
        }
        return headers;
    }

    private byte[] body(ApiOperation operation, RandomGenerator random) {
        if (operation.jsonBody().isPresent()) {
            String text = json.of(operation.jsonBody().get(), "", random, random.nextInt(3) == 0 ? 8 : 200);
            return random.nextInt(6) == 0 ? broken(text, random) : text.getBytes(StandardCharsets.UTF_8);
        }
        if (!operation.body().isEmpty()) {
            byte[] archive = Odd.pick(random, archives);
            return switch (random.nextInt(4)) {
                case 0 -> Arrays.copyOf(archive, random.nextInt(archive.length));
                case 1 -> flipped(archive, random);
                case 2 -> Odd.text(random).getBytes(StandardCharsets.UTF_8);
                default -> archive;
            };
        }
        return random.nextInt(20) == 0 ? Odd.value(random).getBytes(StandardCharsets.UTF_8) : new byte[0];
    }

    private static byte[] broken(String text, RandomGenerator random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 2 -> joined(bytes, Odd.value(random).getBytes(StandardCharsets.UTF_8));
            case 3 -> joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, bytes);
            case 4 -> text.getBytes(StandardCharsets.UTF_16);
            case 5 -> ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
            case 6 -> Odd.value(random).getBytes(StandardCharsets.UTF_8);
            case 7 -> text.replaceFirst("\\{", "{\"name\":\"a\",\"name\":\"b\",").getBytes(StandardCharsets.UTF_8);
            case 8 -> text.replaceFirst("\"", "'").getBytes(StandardCharsets.UTF_8);
            default -> flipped(bytes, random);
        };
    }

    private static byte[] flipped(byte[] bytes, RandomGenerator random) {
        byte[] flipped = bytes.clone();
        for (int times = flipped.length == 0 ? 0 : 1 + random.nextInt(3); times > 0; times--) {
            flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
        }
        return flipped;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static String unquoted(String json) {
        return encoded(json.length() > 1 && json.startsWith("\"") ? json.substring(1, json.length() - 1) : json);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
