// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.dataset.DatasetDraft;
import dev.graft.web.json.CloudDetailsJson;
import dev.graft.web.json.Fields;

/** Reads the contract's {@code DatasetReq}. What the server owns ({@code status}, {@code user_id}) is ignored. */
final class DatasetBody {

    private DatasetBody() {}

    /**
     * The draft in a body that obeys its model.
     *
     * @throws dev.graft.fault.InvalidRequest if an environment variable is no text
     */
    static DatasetDraft draft(ObjectNode body) {
        Fields fields = new Fields(body);
        DatasetDraft.Builder draft = DatasetDraft.builder();
        fields.text("type").ifPresent(draft::type);
        fields.text("format").ifPresent(draft::format);
        fields.text("name").ifPresent(draft::name);
        fields.text("description").ifPresent(draft::description);
        fields.text("version").ifPresent(draft::version);
        fields.text("logo").ifPresent(draft::logo);
        fields.text("client_url").ifPresent(draft::clientUrl);
        fields.text("client_id").ifPresent(draft::clientId);
        fields.text("client_secret").ifPresent(draft::clientSecret);
        fields.text("filters").ifPresent(draft::filters);
        fields.object("cloud_details").map(CloudDetailsJson::read).ifPresent(draft::cloudDetails);
        fields.texts("docker_env_vars").ifPresent(draft::dockerEnvVars);
        fields.check();
        return draft.build();
    }
}
