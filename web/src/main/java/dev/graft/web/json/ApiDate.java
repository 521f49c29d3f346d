// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as the API writes them: ISO 8601 in UTC, microseconds, no offset; always 26 characters. */
public final class ApiDate {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ApiDate() {}

    /** For example {@code 2026-11-23T14:46:53.000120}. */
    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
