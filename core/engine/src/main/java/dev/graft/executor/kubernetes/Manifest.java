// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Optional;

/**
 * What Kubernetes is asked to make for one attempt; all have the attempt's name.
 *
 * @param secret the environment, and what an embedded form's worker is told, with the experiment's key
 * @param specs a container form's spec file
 * @param job what runs
 */
record Manifest(Secret secret, Optional<ConfigMap> specs, Job job) {}
