// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Sizes, times and metric values as people read them. */
public final class Quantities {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Quantities() {}

    /** A size with its binary unit, such as {@code 42.7 MiB}. */
    public static String bytes(long size) {
        double value = size;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? size + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** A time such as {@code 4.2 s} or {@code 3 min 05 s}. */
    public static String time(Duration time) {
        if (time.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
    }

    /** A metric's value: four significant digits, more only for whole numbers. */
    public static String metric(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        boolean plain = Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6;
        return plain ? String.format(Locale.ROOT, "%.4f", value) : String.format(Locale.ROOT, "%.3e", value);
    }
}
