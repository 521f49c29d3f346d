// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** What careless, unlucky and hostile clients send: texts, JSON values and parts of paths that break programs. */
final class Odd {

    private static final List<String> TEXTS = List.of(
            "", " ", "0", "-1", "true", "null", "all", "*", "!", "!!", "..", "../../etc/passwd", "a/b", "a\\b", "'; drop table jobs; --",
            "\" or \"\"=\"", "${jndi:ldap://127.0.0.1/x}", "%s%n", "%00", "<script>alert(1)</script>", "\u0000", "a\u0000b", "\ud800",
            "x\udfff", "\ud83d\ude00", "\ufeff", "\u202e", "e\u0301", "ﬀ", "\n\r\t", "\u007f", "İ", "ß", "٣", "2026-11-23", "1e5", "0x10",
            "__proto__", "constructor", "$ref", "#/definitions/x", "file:///etc/passwd", "http://127.0.0.1:1/", "http://[::1", "://", "http://",
            "https://exa mple.org/", "_", "%", "\\u0000", "NaN", "Infinity", "9223372036854775808", "00000000-0000-0000-0000-000000000000");

    private static final List<String> VALUES = List.of(
            "null", "true", "false", "0", "-0", "-1", "1", "0.5", "-0.0", "1.0", "1e2", "1e400", "-1e400", "1e-400", "1E+2147483647",
            "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e18", "123456789012345678901234567890",
            "{}", "[]", "[[]]", "[null]", "{\"\":0}", "{\"$ref\":\"#\"}", "{\"a\":{\"b\":{\"c\":[{}]}}}", "[0,\"x\",null]", "\"\"");

    private static final List<String> PATH_PARTS = List.of(
            "", ".", "..", "%2e%2e", "%2F", "a%2Fb", "%5c", "%00", "%0a", "%20", "a%20b", "%25", "%C3%A9", "%C3", "%FF%FE", "%ED%A0%80",
            "%F0%9F%98%80", ";", ";a=b", "x;y=z", "a;jsessionid=1", ":", ":cancel", "%3A", "{", "}", "{id}", "|", "^", "`", "\"", "<", ">",
            "[", "]", "all", "*", "**", "null", "undefined", "0", "-1", "1-1-1-1-1", "00000000-0000-0000-0000-000000000000", "~", "$", "!",
            "@", "'", "(", "+", ",", "=", "&", "a:b:c", "WEB-INF", "%57EB-INF", "META-INF", "..%2f..%2fetc%2fpasswd", "..;");

    /** Payara refuses them itself, before any application is asked. */
    private static final List<String> UNDECODABLE = List.of("%", "%z", "%zz", "%1", "a%", "%u0041", "%-1");

    private Odd() {}

    /** A text, mostly short. */
    static String text(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0 -> pick(random, TEXTS).repeat(1 + random.nextInt(600));
            case 1 -> "\ud83d\ude00".repeat(1 + random.nextInt(600));
            case 2 -> letters(random, random.nextInt(12_000));
            default -> pick(random, TEXTS);
        };
    }

    /** A JSON value as text; not always valid JSON. */
    static String value(RandomGenerator random) {
        return switch (random.nextInt(14)) {
            case 0 -> "[".repeat(1 + random.nextInt(400)) + "]".repeat(random.nextInt(400));
            case 1 -> "{\"a\":".repeat(1 + random.nextInt(250)) + "1" + "}".repeat(random.nextInt(250));
            case 2 -> "9".repeat(1 + random.nextInt(1500));
            case 3, 4, 5 -> JsonText.quoted(text(random));
            default -> pick(random, VALUES);
        };
    }

    /** A part of a path or a query, in the form that goes over the wire. */
    static String part(RandomGenerator random) {
        return switch (random.nextInt(30)) {
            case 0 -> pick(random, UNDECODABLE);
            case 1 -> letters(random, random.nextInt(5_000));
            case 2 -> "%41".repeat(random.nextInt(400));
            default -> pick(random, PATH_PARTS);
        };
    }

    /** Whether a path has escapes that stand for no bytes, or for bytes that are no UTF-8. */
    static boolean undecodable(String path) {
        if (path.replaceAll("%[0-9a-fA-F]{2}", "").contains("%")) {
            return true;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < path.length(); at++) {
            if (path.charAt(at) == '%') {
                bytes.write(Integer.parseInt(path.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                bytes.writeBytes(path.substring(at, at + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return false;
        } catch (CharacterCodingException e) {
            return true;
        }
    }

    static String letters(RandomGenerator random, int length) {
        return String.valueOf((char) ('a' + random.nextInt(26))).repeat(length);
    }

    static <T> T pick(RandomGenerator random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
