// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import dev.graft.fault.InvalidRequest;
import dev.graft.spi.spec.SpecFault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the body of an operation's requests must be. */
public final class BodyRule {

    /** For operations without a body: whatever is sent is ignored. */
    static final BodyRule NONE = new BodyRule(Optional.empty(), false);

    private final Optional<Schema> model;
    private final boolean required;

    private BodyRule(Optional<Schema> model, boolean required) {
        this.model = model;
        this.required = required;
    }

    static BodyRule of(Schema model, boolean required) {
        return new BodyRule(Optional.of(model), required);
    }

    /**
     * The body as an object that obeys the model; empty if it is optional and was not sent.
     *
     * @param body the body that was sent, a missing node for none
     * @throws InvalidRequest with every fault found
     */
    public ObjectNode check(JsonNode body) {
        if (body.isMissingNode()) {
            return absent();
        }
        if (!(body instanceof ObjectNode object)) {
            throw InvalidRequest.at("", "the body is a JSON " + body.getNodeType().name().toLowerCase(Locale.ROOT)
                    + "; send a JSON object");
        }
        require(ValueRule.faults(object));
        FlatAutomlFields.nest(object);
        require(model.map(schema -> Schemas.faults(schema, object)).orElse(List.of()));
        return object;
    }

    private static void require(List<SpecFault> faults) {
        if (!faults.isEmpty()) {
            throw new InvalidRequest(faults);
        }
    }

    private ObjectNode absent() {
        if (required) {
            throw InvalidRequest.at("", "the body is missing; send a JSON object");
        }
        return JsonNodeFactory.instance.objectNode();
    }
}
