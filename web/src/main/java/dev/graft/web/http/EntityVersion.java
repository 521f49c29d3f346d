// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import jakarta.ws.rs.core.EntityTag;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of datasets and experiments as entity tags, for optimistic locking with {@code ETag} and {@code If-Match}. */
public final class EntityVersion {

    private static final Pattern TAG = Pattern.compile("\\s*(?:W/)?\"([0-9]{1,18})\"\\s*");

    /** No entity has it, so whatever expects it fails. */
    private static final long NEVER = -1;

    private EntityVersion() {}

    /** The tag of a version. */
    public static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /**
     * The version that a client has seen.
     *
     * @param ifMatch the header as it was sent, null if it was not
     * @return empty for no condition; a version that no entity has for a tag that is not one of ours
     */
    public static OptionalLong expected(String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher tag = TAG.matcher(ifMatch);
        return OptionalLong.of(tag.matches() ? Long.parseLong(tag.group(1)) : NEVER);
    }
}
