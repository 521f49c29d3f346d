// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;

/** Makes, finds and removes the objects of attempts. Every method throws a {@link KubernetesClientException} if the API does not answer. */
final class KubernetesObjects {

    private final KubernetesClient client;
    private final String namespace;

    KubernetesObjects(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Makes all of a manifest, the Job last. What is there already was made by an earlier try: the name is the attempt's alone. */
    Job create(Manifest manifest) {
        made(client.resource(manifest.secret()));
        manifest.specs().ifPresent(specs -> made(client.resource(specs)));
        Job job = made(client.resource(manifest.job()));
        // Where Kubernetes removes the Job, as nobody else does, it removes the others too.
        OwnerReference owner = new OwnerReferenceBuilder()
                .withApiVersion(job.getApiVersion())
                .withKind(job.getKind())
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .build();
        own(client.resource(manifest.secret()), owner);
        manifest.specs().ifPresent(specs -> own(client.resource(specs), owner));
        return job;
    }

    /** The Job of that name. */
    Optional<Job> job(String name) {
        return Optional.ofNullable(client.batch().v1().jobs().inNamespace(namespace).withName(name).get());
    }

    /** Ends the pods of a Job: they get a signal, and after the grace period they are killed. */
    void endPods(String name, Duration grace) {
        client.pods()
                .inNamespace(namespace)
                .withLabel("job-name", name)
                .withGracePeriod(Math.max(0, grace.toSeconds()))
                .delete();
    }

    /** Removes all objects of that name, if they are there, and with the Job its pods. */
    void remove(String name) {
        client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
        client.secrets().inNamespace(namespace).withName(name).delete();
        client.configMaps().inNamespace(namespace).withName(name).delete();
    }

    /** Whether the API has refused for good, so that nothing was made. */
    static boolean refused(KubernetesClientException fault) {
        int code = fault.getCode();
        return code >= HttpURLConnection.HTTP_BAD_REQUEST
                && code < HttpURLConnection.HTTP_INTERNAL_ERROR
                && code != HttpURLConnection.HTTP_CLIENT_TIMEOUT;
    }

    private static <T extends HasMetadata> T made(Resource<T> resource) {
        try {
            return resource.create();
        } catch (KubernetesClientException e) {
            T there = e.getCode() == HttpURLConnection.HTTP_CONFLICT ? resource.get() : null;
            if (there == null) {
                throw e;
            }
            return there;
        }
    }

    private static <T extends HasMetadata> void own(Resource<T> resource, OwnerReference owner) {
        resource.edit(object -> {
            object.addOwnerReference(owner);
            return object;
        });
    }
}
