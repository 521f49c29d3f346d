// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import java.util.Optional;
import java.util.UUID;

/**
 * A request at the gate.
 *
 * @param method the HTTP method
 * @param org {@code org_name} of the path
 * @param jobId {@code job_id} of the path
 * @param credentials what it shows
 * @param address whom it is counted for
 */
record Approach(String method, Optional<String> org, Optional<UUID> jobId, Optional<Credentials> credentials, String address) {
}
