// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import dev.graft.spi.spec.SpecFault;
import java.util.List;

/** Many faults as one text: as many whole ones as fit into an error body, then the number of those left out. */
final class FaultText {

    /** Room for the largest "and n more". */
    private static final int ROOM = ErrorBody.MAX_LENGTH - 40;

    private FaultText() {}

    /** Faults as {@code pointer: message}, joined by semicolons. */
    static String of(List<SpecFault> faults) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < faults.size(); i++) {
            String next = (i == 0 ? "" : "; ") + describe(faults.get(i));
            if (i > 0 && text.length() + next.length() > ROOM) {
                return text + "; and " + (faults.size() - i) + " more";
            }
            text.append(next);
        }
        return text.toString();
    }

    private static String describe(SpecFault fault) {
        return fault.pointer().isEmpty() ? fault.message() : fault.pointer() + ": " + fault.message();
    }
}
