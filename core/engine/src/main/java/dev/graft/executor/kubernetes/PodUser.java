// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who the processes of a pod are.
 *
 * @param uid user id
 * @param gid group id
 */
public record PodUser(long uid, long gid) {

    private static final Pattern PAIR = Pattern.compile("(\\d{1,10}):(\\d{1,10})");

    /**
     * The user of a text such as {@code 1000:1000}.
     *
     * @param key the configuration's key, for the refusal
     */
    static PodUser of(String key, String text) {
        Matcher matcher = PAIR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(key + " is a user id and a group id by number, such as 1000:1000, not '" + text + "'");
        }
        return new PodUser(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }
}
