// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in the configuration, such as {@code 512m} or {@code 32g}. */
public final class MemorySize {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmgt]?)");

    private MemorySize() {}

    /**
     * A size in bytes, from a number with k, m, g or t behind it, each 1,024 times the one before.
     *
     * @param key the configuration's key, for the refusal
     * @throws IllegalArgumentException if it is no size
     */
    public static long bytes(String key, String value) {
        Matcher matcher = SIZE.matcher(value.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(key + " is a size such as 512m or 32g, not '" + value + "'");
        }
        int power = "kmgt".indexOf(matcher.group(2)) + (matcher.group(2).isEmpty() ? 0 : 1);
        return Long.parseLong(matcher.group(1)) << (10 * power);
    }
}
