// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import java.nio.file.Path;
import java.util.List;

/**
 * An object's pictures and those of a golden one.
 *
 * @param row the line of the table, as it was
 * @param object name of the object
 * @param label {@value #PASS}, the name of a defect, or empty text if it is not known
 * @param test the pictures to test, one for each light
 * @param golden the pictures to test against
 */
public record ImagePair(List<String> row, String object, String label, List<Path> test, List<Path> golden) {

    /** The label of an object without a defect. */
    public static final String PASS = "PASS";

    static final int PASSES = 0;
    static final int DEFECTIVE = 1;

    public ImagePair {
        row = List.copyOf(row);
        test = List.copyOf(test);
        golden = List.copyOf(golden);
    }

    /** Whether it has a defect, by its label. */
    public boolean isDefective() {
        return !label.equals(PASS);
    }
}
