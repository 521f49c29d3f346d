// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import java.util.Locale;

/** Type of a spec parameter; the words of TAO's spec tables, with one word for synonyms. */
public enum SpecType {
    OBJECT("object"),
    ARRAY("array"),
    STRING("string"),
    INTEGER("integer"),
    NUMBER("number"),
    BOOLEAN("boolean"),
    /** One fixed value. */
    CONST("const"),
    /** Text out of ordered options. */
    ORDERED("ordered"),
    /** Integer out of ordered options. */
    ORDERED_INT("ordered_int"),
    /** Text out of unordered options. */
    CATEGORICAL("categorical"),
    /** Consecutive integers within a range that depends on the backbone. */
    LIST_1_BACKBONE("list_1_backbone"),
    /** Consecutive integers within a range. */
    LIST_1_NORMAL("list_1_normal"),
    /** Three to six rising integers. */
    LIST_2("list_2"),
    /** A pair of one integer. */
    LIST_3("list_3");

    private final String word;

    SpecType(String word) {
        this.word = word;
    }

    /** The word in spec files. */
    public String word() {
        return word;
    }

    /**
     * The type of that word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SpecType of(String word) {
        for (SpecType type : values()) {
            if (type.word.equals(word.toLowerCase(Locale.ROOT))) {
                return type;
            }
        }
        throw new IllegalArgumentException("no spec type is called '" + word + "'");
    }
}
