// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * What of the log people see: Graft's own records and warnings of all others. Named in {@code lib/logging.properties}; levels alone do
 * not do, for some of Payara's loggers set their own.
 */
public final class ServerLogFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord record) {
        String logger = record.getLoggerName();
        return record.getLevel().intValue() >= Level.WARNING.intValue() || logger != null && logger.startsWith("dev.graft");
    }
}
