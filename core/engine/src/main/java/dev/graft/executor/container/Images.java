// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.Closeable;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Sees to it that the engine has an image. */
final class Images {

    private final DockerClient client;
    private final PullPolicy policy;

    Images(DockerClient client, PullPolicy policy) {
        this.client = client;
        this.policy = policy;
    }

    /**
     * Fetches an image if the policy wants it; blocks until it is there.
     *
     * @param progress is told how far a pull is, a sentence now and then
     * @param cancel takes what ends a pull before its time
     * @throws ImageUnavailable if it cannot be had, in words for an administrator
     */
    void require(String image, Consumer<String> progress, Consumer<Closeable> cancel) throws ImageUnavailable {
        boolean present = isPresent(image);
        if (policy == PullPolicy.ALWAYS || (policy == PullPolicy.MISSING && !present)) {
            pull(image, progress, cancel);
        } else if (!present) {
            throw new ImageUnavailable("The container engine has no image " + image
                    + ", and graft.container.pull is never; an administrator should load it.");
        }
    }

    /** An image that cannot be had. */
    static final class ImageUnavailable extends Exception {
        private static final long serialVersionUID = 1L;

        ImageUnavailable(String message) {
            super(message);
        }
    }

    private boolean isPresent(String image) {
        try {
            client.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void pull(String image, Consumer<String> progress, Consumer<Closeable> cancel) throws ImageUnavailable {
        Pull pull = new Pull(image, progress);
        progress.accept("Pulling image " + image + ".");
        client.pullImageCmd(tagged(image)).exec(pull);
        cancel.accept(pull);
        try {
            pull.awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageUnavailable("The server stopped while image " + image + " was pulled.");
        } catch (RuntimeException e) {
            throw unavailable(image, e.getMessage());
        }
        Optional<String> fault = pull.fault();
        if (fault.isPresent()) {
            throw unavailable(image, fault.get());
        }
        if (!isPresent(image)) {
            throw unavailable(image, "the engine does not have it after the pull");
        }
    }

    private static ImageUnavailable unavailable(String image, String why) {
        return new ImageUnavailable("Image " + image + " could not be pulled: " + why
                + ". An administrator should check its name, the registry and the credentials.");
    }

    /** A name without tag or digest would fetch every tag there is. */
    private static String tagged(String image) {
        boolean hasTag = image.contains("@") || image.lastIndexOf(':') > image.lastIndexOf('/');
        return hasTag ? image : image + ":latest";
    }

    /** Listens to a pull. */
    private static final class Pull extends ResultCallback.Adapter<PullResponseItem> {
        private final PullProgress progress;
        private final AtomicReference<String> fault = new AtomicReference<>();

        private Pull(String image, Consumer<String> told) {
            this.progress = new PullProgress(image, told);
        }

        @Override
        public void onNext(PullResponseItem item) {
            if (item.getErrorDetail() != null) {
                fault.set(item.getErrorDetail().getMessage());
            }
            progress.add(item);
        }

        private Optional<String> fault() {
            return Optional.ofNullable(fault.get());
        }
    }
}
