// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a published model. As text, and as an experiment's {@code ngc_path}: {@code graft://org/name:version}. The scheme tells it
 * from the paths of NGC ({@code org/team/name:version}), which Graft keeps and does not follow.
 *
 * @param org organisation that has published it
 * @param name its name there
 * @param version from 1
 */
public record ModelReference(String org, String name, int version) {

    /** What a model may be called. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final String SCHEME = "graft://";
    private static final Pattern FORM = Pattern.compile("graft://([a-zA-Z0-9]{1,255})/(" + NAME.pattern() + "):([1-9]\\d{0,8})");

    public ModelReference {
        if (!NAME.matcher(name).matches() || version < 1) {
            throw new IllegalArgumentException("'" + name + "' version " + version + " is no model reference");
        }
    }

    /** Whether a text means a model of this registry, well written or not. */
    public static boolean isMeant(String text) {
        return text.startsWith(SCHEME);
    }

    /** Reads {@code graft://org/name:version}; empty if it is none. */
    public static Optional<ModelReference> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new ModelReference(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return SCHEME + org + "/" + name + ":" + version;
    }
}
