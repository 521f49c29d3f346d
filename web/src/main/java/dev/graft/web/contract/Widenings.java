// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where the server takes more than the contract documents. List filters take every value of the field that they filter, and a leading
 * {@code !} for not. Of architectures and dataset types, which plugins may add to, only the form of the name is checked here; the services
 * answer for names that nobody knows. Larger values of a timeout than a response may hold are refused.
 * A login may show its key in a header and send no body.
 */
final class Widenings {

    private static final String OPEN_NAME = "^[a-z][a-z0-9_]{0,99}$";
    private static final String OPEN_FILTER = "^!?[a-z][a-z0-9_]{0,99}$";

    private Widenings() {}

    /** Changes a private copy of the document from what is documented to what is checked. */
    static ObjectNode apply(ObjectNode document) {
        ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
        ArrayNode formats = (ArrayNode) schemas.at("/DatasetFormat/enum").deepCopy();
        ArrayNode domains = (ArrayNode) schemas.at("/ExperimentType/enum").deepCopy();
        schemas.set("NetworkArch", text(OPEN_NAME));
        schemas.set("DatasetType", text(OPEN_NAME));
        schemas.set("DatasetFormatFilter", withNegations(formats));
        schemas.set("DatasetTypeFilter", text(OPEN_FILTER));
        schemas.set("ExperimentArchFilter", text(OPEN_FILTER));
        ((ObjectNode) document.at("/components/parameters/ExperimentTypeFilter")).set("schema", withNegations(domains));
        ((ObjectNode) schemas.at("/ExperimentReq/properties/realtime_infer_request_timeout")).put("maximum", 86_400);
        ((ObjectNode) document.at("/paths/~1api~1v1~1login/post/requestBody")).put("required", false);
        return document;
    }

    private static ObjectNode text(String pattern) {
        return JsonNodeFactory.instance.objectNode().put("type", "string").put("pattern", pattern);
    }

    private static ObjectNode withNegations(ArrayNode values) {
        ArrayNode all = values.deepCopy();
        values.forEach(value -> all.add("!" + value.asText()));
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        schema.set("enum", all);
        return schema;
    }
}
