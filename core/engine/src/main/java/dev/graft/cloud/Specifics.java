// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.graft.spi.spec.SpecFault;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code cloud_specific_details} and collects what is wrong with them. The values may be secret: no fault repeats one. Not thread
 * safe.
 */
final class Specifics {

    private static final int LONGEST = 2048;
    private static final int LONGEST_CREDENTIAL = 16_384;

    private final JsonNode json;
    private final List<SpecFault> faults = new ArrayList<>();

    Specifics(CloudDetails details) {
        this.json = details.specifics().orElse(MissingNode.getInstance());
        if (!json.isObject()) {
            fault("", "must be a JSON object");
        }
    }

    /** Everything wrong so far; pointers are relative to {@code cloud_specific_details}. */
    List<SpecFault> faults() {
        return List.copyOf(faults);
    }

    void fault(String pointer, String message) {
        faults.add(new SpecFault(pointer, message));
    }

    boolean has(String name) {
        return json.path(name).isTextual() && !json.path(name).asText().isBlank();
    }

    /** A text of any form. */
    Optional<String> text(String name) {
        return text(name, LONGEST);
    }

    /** A key file or the like. */
    Optional<String> credential(String name) {
        JsonNode value = json.path(name);
        return value.isObject() ? Optional.of(value.toString()) : text(name, LONGEST_CREDENTIAL);
    }

    private Optional<String> text(String name, int longest) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull() || value.asText().isBlank()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.asText().length() > longest) {
            fault("/" + name, "must be a text of at most " + longest + " characters");
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    /** A text of that form; a fault if it has another one. */
    Optional<String> text(String name, Pattern form, String expected) {
        Optional<String> value = text(name);
        value.filter(given -> !form.matcher(given).matches()).ifPresent(given -> fault("/" + name, "must be " + expected));
        return value;
    }

    /** A text of that form that cannot be left out; empty text and a fault if it is missing. */
    String required(String name, Pattern form, String expected) {
        Optional<String> value = text(name, form, expected);
        if (value.isEmpty() && faults.stream().noneMatch(fault -> fault.pointer().equals("/" + name))) {
            fault("/" + name, "is missing; " + expected + " is expected");
        }
        return value.orElse("");
    }

    /** A path within the storage, without slashes at its ends; empty text for the whole. */
    String path(String name) {
        String path = text(name).orElse("").replaceAll("^/+|/+$", "");
        if (Pattern.compile("(^|/)\\.{1,2}(/|$)|//|[\\x00-\\x1f\\\\]").matcher(path).find()) {
            fault("/" + name, "must be a plain path with /, without . or ..");
        }
        return path;
    }

    /** An address. */
    Optional<URI> address(String name) {
        return text(name).flatMap(text -> {
            try {
                return Optional.of(new URI(text));
            } catch (URISyntaxException e) {
                fault("/" + name, "is no address");
                return Optional.empty();
            }
        });
    }
}
