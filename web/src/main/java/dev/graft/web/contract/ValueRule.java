// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.spec.SpecFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What every value in a request must be, whatever its model says. JSON and URLs can escape characters that no database column holds
 * (U+0000) and that UTF-8 has no bytes for (half of a surrogate pair), so that what was stored could never be sent again; and JSON can
 * write numbers that no double holds.
 */
final class ValueRule {

    private static final String BROKEN = "has a NUL character or half of a surrogate pair, which no text has";
    private static final String TOO_LARGE = "is a number beyond " + Double.MAX_VALUE + ", the largest that can be calculated with";

    private ValueRule() {}

    /** Every value below a value, and every name of a field, that cannot be kept. The faults repeat none of them. */
    static List<SpecFault> faults(JsonNode value) {
        List<SpecFault> faults = new ArrayList<>();
        collect(value, "", faults);
        return faults;
    }

    /** Whether a text can be stored and sent. */
    static boolean keeps(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void collect(JsonNode value, String at, List<SpecFault> faults) {
        if (value.isTextual() && !keeps(value.textValue())) {
            faults.add(new SpecFault(at, BROKEN));
        }
        if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
            faults.add(new SpecFault(at, TOO_LARGE));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            collect(value.get(i), at + "/" + i, faults);
        }
        value.properties().forEach(field -> {
            if (keeps(field.getKey())) {
                collect(field.getValue(), at + "/" + field.getKey().replace("~", "~0").replace("/", "~1"), faults);
            } else {
                faults.add(new SpecFault(at, "the name of a field " + BROKEN));
            }
        });
    }
}
