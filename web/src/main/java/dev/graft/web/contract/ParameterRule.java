// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.networknt.schema.Schema;
import dev.graft.spi.spec.SpecFault;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One path or query parameter of an operation.
 *
 * @param name its name
 * @param inPath whether it is part of the path, else of the query
 * @param type its JSON type: string, integer or boolean
 * @param schema what its value must obey
 * @param obeying values that were checked and obey: most come again, and the check takes longer than many an answer
 */
record ParameterRule(String name, boolean inPath, String type, Schema schema, Cache<String, Boolean> obeying) {

    private static final int REMEMBERED = 500;
    private static final int LONGEST_REMEMBERED = 100;

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,30}");

    ParameterRule(String name, boolean inPath, String type, Schema schema) {
        this(name, inPath, type, schema, Caffeine.newBuilder().maximumSize(REMEMBERED).build());
    }

    /** Faults of a value as it was sent; their pointer is the parameter's name. */
    List<SpecFault> check(String value) {
        if (obeying.getIfPresent(value) != null) {
            return List.of();
        }
        List<SpecFault> faults = faults(value);
        if (faults.isEmpty() && value.length() <= LONGEST_REMEMBERED) {
            obeying.put(value, true);
        }
        return faults;
    }

    private List<SpecFault> faults(String value) {
        JsonNode typed = typed(value);
        if (!ValueRule.keeps(value)) {
            return ValueRule.faults(typed).stream().map(this::here).toList();
        }
        return Schemas.faults(schema, typed).stream().map(this::here).toList();
    }

    private SpecFault here(SpecFault fault) {
        return new SpecFault("/" + name, fault.message());
    }

    private JsonNode typed(String value) {
        if (type.equals("integer") && INTEGER.matcher(value).matches()) {
            return BigIntegerNode.valueOf(new BigInteger(value));
        }
        if (type.equals("boolean") && (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false"))) {
            return BooleanNode.valueOf(Boolean.parseBoolean(value));
        }
        return TextNode.valueOf(value);
    }
}
