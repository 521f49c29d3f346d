// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.HostConfig;
import dev.graft.executor.Attempt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers of an engine, by name. That the engine cannot be asked never means that a container is gone: every question is repeated
 * until it is answered, or the thread is interrupted.
 */
final class Containers {

    private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final DockerClient client;

    Containers(DockerClient client) {
        this.client = client;
    }

    /** The name of an attempt's container; no other attempt of any job has the same. */
    static String name(Attempt attempt) {
        return "graft-" + attempt.jobId() + "-" + attempt.number();
    }

    /**
     * Makes a container that is not started yet.
     *
     * @throws DockerException if the engine refuses; a container may be left then
     */
    void create(String name, Attempt attempt, ContainerRequest request, HostConfig host, ContainerUser user) {
        CreateContainerCmd create = client.createContainerCmd(request.image())
                .withName(name)
                .withHostConfig(host)
                .withCmd(request.command())
                .withEnv(request.environmentLines())
                .withUser(user.name())
                .withWorkingDir(request.workFolder().toString())
                .withLabels(Map.of("dev.graft.job", attempt.jobId(), "dev.graft.attempt", Integer.toString(attempt.number())));
        if (!request.entrypoint().isEmpty()) {
            create.withEntrypoint(request.entrypoint());
        }
        create.exec();
    }

    /**
     * Starts a container.
     *
     * @throws DockerException if the engine refuses
     */
    void start(String name) {
        client.startContainerCmd(name).exec();
    }

    /** How a container stands; empty if there is none, or the thread was interrupted. */
    Optional<ContainerState> state(String name) {
        return persistently(() -> client.inspectContainerCmd(name).exec().getState());
    }

    /** When a container was started; empty if it was not. */
    Optional<Instant> startedAt(String name) {
        return state(name).flatMap(ContainerEnd::startedAt);
    }

    /** Waits until a container is over; empty if there is none any more, or the thread was interrupted. */
    Optional<ContainerState> awaitEnd(String name) {
        Optional<ContainerState> state = state(name);
        while (state.isPresent() && !ContainerEnd.isOver(state.get())) {
            waitOnce(name);
            state = state(name);
        }
        return state;
    }

    private void waitOnce(String name) {
        try (WaitContainerResultCallback callback = client.waitContainerCmd(name).exec(new WaitContainerResultCallback())) {
            callback.awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.debug("waiting for container {} was broken off: {}", name, e.toString());
            pause();
        }
    }

    /** Hands over the output of a container from its beginning, and goes on as it comes. */
    void copyLog(String name, LogCopy copy) {
        client.logContainerCmd(name).withStdOut(true).withStdErr(true).withFollowStream(true).withTailAll().exec(copy);
    }

    /** Sends a signal; nothing happens to a container that is over or gone. */
    void signal(String name, String signal) {
        try {
            client.killContainerCmd(name).withSignal(signal).exec();
        } catch (NotFoundException | ConflictException | NotModifiedException e) {
            LOG.debug("container {} is over already: {}", name, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("container {} could not be sent {}: {}", name, signal, e.toString());
        }
    }

    /** Removes a container in whatever state it is, and does not return before it is gone or the thread is interrupted. */
    void remove(String name) {
        persistently(() -> client.removeContainerCmd(name).withForce(true).withRemoveVolumes(true).exec());
    }

    private static <T> Optional<T> persistently(Supplier<T> question) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                return Optional.ofNullable(question.get());
            } catch (NotFoundException e) {
                return Optional.empty();
            } catch (RuntimeException e) {
                LOG.warn("the container engine does not answer, asking again in {} s: {}", ASK_AGAIN.toSeconds(), e.toString());
                pause();
            }
        }
        return Optional.empty();
    }

    private static void pause() {
        LockSupport.parkNanos(ASK_AGAIN.toNanos());
    }
}
