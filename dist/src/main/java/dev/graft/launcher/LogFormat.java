// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.util.logging.Formatter;
import java.util.logging.SimpleFormatter;

/** How the server's log looks. */
enum LogFormat {
    /** A line for people. */
    TEXT(SimpleFormatter.class),
    /** A line for machines; see {@link JsonLogFormatter}. */
    JSON(JsonLogFormatter.class);

    private final Class<? extends Formatter> formatter;

    LogFormat(Class<? extends Formatter> formatter) {
        this.formatter = formatter;
    }

    /**
     * The format of that name.
     *
     * @throws LaunchException if there is none
     */
    static LogFormat of(String name) {
        for (LogFormat format : values()) {
            if (format.name().equalsIgnoreCase(name)) {
                return format;
            }
        }
        throw new LaunchException("graft.log.format is '" + name + "', but must be text or json.");
    }

    Class<? extends Formatter> formatter() {
        return formatter;
    }
}
