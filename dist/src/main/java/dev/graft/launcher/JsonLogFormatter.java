// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One JSON object per line: {@code time} (ISO 8601, UTC), {@code level}, {@code logger}, {@code thread}, {@code message}; {@code job},
 * {@code dataset} and {@code org} where the message names them; {@code error} with the stack trace where there is one. Chosen by
 * {@code graft.log.format=json}.
 */
public final class JsonLogFormatter extends Formatter {

    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

    private static final Map<String, Pattern> NAMED = new TreeMap<>(Map.of(
            "job", Pattern.compile("\\b[Jj]ob " + ID),
            "dataset", Pattern.compile("\\b[Dd]ataset " + ID),
            "org", Pattern.compile("\\borganisation '?([\\w.-]*\\w)")));

    @Override
    public String format(LogRecord log) {
        String message = formatMessage(log);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("time", log.getInstant().toString());
        fields.put("level", log.getLevel().getName());
        fields.put("logger", String.valueOf(log.getLoggerName()));
        fields.put("thread", Long.toString(log.getLongThreadID()));
        fields.put("message", String.valueOf(message));
        NAMED.forEach((name, pattern) -> {
            Matcher matcher = pattern.matcher(String.valueOf(message));
            if (matcher.find()) {
                fields.put(name, matcher.group(1));
            }
        });
        if (log.getThrown() != null) {
            StringWriter trace = new StringWriter();
            log.getThrown().printStackTrace(new PrintWriter(trace, true));
            fields.put("error", trace.toString());
        }
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + quoted(field.getValue()))
                .collect(Collectors.joining(",", "{", "}\n"));
    }

    /** A JSON string; control characters, which would break the line, are escaped (RFC 8259, section 7). */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (character < ' ' || character == 0x2028 || character == 0x2029) {
                        quoted.append(String.format("\\u%04x", character));
                    } else {
                        quoted.append((char) character);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
