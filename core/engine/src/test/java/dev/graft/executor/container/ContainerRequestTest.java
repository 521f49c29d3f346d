// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import dev.graft.executor.Attempt;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import dev.graft.executor.WorkerSettings;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerRequestTest {

    private static final EngineFacts DOCKER = new EngineFacts(false, false);
    private static final EngineFacts PODMAN = new EngineFacts(true, false);
    private static final ContainerUser USER = new ContainerUser("1000:1000", Optional.empty(), false);
    private static final Optional<ContainerForm> CONTAINER = Optional.of(new ContainerForm(
            "pytorch", List.of("dino", "train", "-e", "{spec_file}"), "lr: 1", "spec.yaml", Map.of("NUM_GPU_PER_NODE", "2")));
    private static final Optional<EmbeddedForm> EMBEDDED = Optional.of(new EmbeddedForm("com.example.Main"));

    @TempDir
    private Path folder;

    @Test
    void aContainerFormRunsItsCommandInTheImageOfItsKey() throws IOException {
        ContainerRequest request = request(Optional.empty(), CONTAINER, gpu(0));

        Path spec = folder.resolve("attempts/1/spec.yaml");
        assertThat(request.image()).isEqualTo("nvcr.io/nvidia/tao/tao-toolkit:5.3.0-pyt");
        assertThat(request.entrypoint()).isEmpty();
        assertThat(request.command()).containsExactly("dino", "train", "-e", spec.toString());
        assertThat(spec).hasContent("lr: 1");
        assertThat(request.environmentLines()).contains("NUM_GPU_PER_NODE=2", "HOME=" + folder.resolve("tmp"));
    }

    @Test
    void anEmbeddedFormRunsJavaInTheWorkersImageWithTheCodeReadOnly() throws IOException {
        ContainerRequest request = request(EMBEDDED, Optional.empty(), gpu(0));

        assertThat(request.image()).isEqualTo("graft-worker");
        assertThat(request.entrypoint()).containsExactly("java");
        assertThat(request.command()).startsWith("-Xmx1g").endsWith("com.example.Main", folder.resolve("job.json").toString());
        assertThat(request.readable()).contains(Path.of("/plugins/net.jar"), folder.resolve("job.json"));
        assertThat(request.writable()).contains(folder.resolve("results"), folder.resolve("status.json"));
    }

    @Test
    void inputsAreMountedReadOnlyUnderTheirOwnNamesAndResultsToBeWritten() throws IOException {
        ContainerRequest request = request(Optional.empty(), CONTAINER, gpu(0));

        List<Mount> mounts = host(request, DOCKER, gpu(0)).getMounts();
        assertThat(mounts).filteredOn(mount -> mount.getTarget().equals("/data/train")).singleElement().satisfies(mount -> {
            assertThat(mount.getSource()).isEqualTo("/data/train");
            assertThat(mount.getReadOnly()).isTrue();
        });
        assertThat(mounts)
                .filteredOn(mount -> mount.getTarget().equals(folder.resolve("results").toString()))
                .singleElement()
                .satisfies(mount -> assertThat(mount.getReadOnly()).isFalse());
    }

    @Test
    void aContainerHasNoNetworkNoPrivilegesAndTheLimitsOfItsSlots() throws IOException {
        HostConfig host = host(request(Optional.empty(), CONTAINER, gpu(0), gpu(1)), DOCKER, gpu(0), gpu(1));

        assertThat(host.getNetworkMode()).isEqualTo("none");
        assertThat(host.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(host.getSecurityOpts()).containsExactly("no-new-privileges");
        assertThat(host.getNanoCPUs()).isEqualTo(8_000_000_000L);
        assertThat(host.getMemory()).isEqualTo(2L << 30).isEqualTo(host.getMemorySwap());
    }

    @Test
    void dockerIsAskedForTheGrantedGpusByDeviceRequest() throws IOException {
        HostConfig host = host(request(Optional.empty(), CONTAINER, gpu(1), gpu(3)), DOCKER, gpu(1), gpu(3));

        assertThat(host.getDeviceRequests()).singleElement().satisfies(gpus -> {
            assertThat(gpus.getDeviceIds()).containsExactly("1", "3");
            assertThat(gpus.getCapabilities()).containsExactly(List.of("gpu"));
        });
    }

    @Test
    void podmanIsAskedForTheGrantedGpusByTheirDeviceNames() throws IOException {
        HostConfig host = host(request(Optional.empty(), CONTAINER, gpu(1)), PODMAN, gpu(1));

        assertThat(host.getDeviceRequests()).isNull();
        assertThat(host.getDevices()).singleElement().satisfies(device -> assertThat(device.getPathOnHost()).isEqualTo("nvidia.com/gpu=1"));
    }

    @Test
    void onACpuSlotNoDeviceIsAskedFor() throws IOException {
        Slot cpu = new Slot("local/cpu0", "local", Slot.CPU, "a processor", OptionalInt.empty(), 0, 4);

        assertThat(host(request(Optional.empty(), CONTAINER, cpu), DOCKER, cpu).getDeviceRequests()).isNull();
    }

    @Test
    void aFormWithoutAConfiguredImageCannotBeRun() {
        ContainerForm monai = new ContainerForm("monai", List.of("train"), "", "spec.yaml", Map.of());
        LaunchPlan plan = plan(Optional.empty(), Optional.of(monai));

        assertThat(requests().canRun(plan)).isFalse();
        assertThatThrownBy(() -> requests().of(work(plan, gpu(0))))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("graft.container.images.monai");
    }

    private ContainerRequest request(Optional<EmbeddedForm> embedded, Optional<ContainerForm> container, Slot... slots) throws IOException {
        return requests().of(work(plan(embedded, container), slots));
    }

    private HostConfig host(ContainerRequest request, EngineFacts engine, Slot... slots) throws IOException {
        return request.hostConfig(work(plan(EMBEDDED, CONTAINER), slots), settings(), engine, USER);
    }

    private ContainerRequests requests() {
        return new ContainerRequests(settings());
    }

    private ContainerSettings settings() {
        return new ContainerSettings(
                Map.of("pytorch", "nvcr.io/nvidia/tao/tao-toolkit:5.3.0-pyt"),
                Optional.of("graft-worker"),
                new WorkerSettings(Path.of("java"), List.of("-Xmx1g"), folder.resolve("libraries"), folder.resolve("cache")),
                PullPolicy.MISSING,
                "none",
                Optional.empty(),
                OptionalLong.of(1L << 30),
                1 << 20,
                true);
    }

    private static LaunchPlan plan(Optional<EmbeddedForm> embedded, Optional<ContainerForm> container) {
        return new LaunchPlan(JsonNodeFactory.instance.objectNode(), embedded, container);
    }

    private Work work(LaunchPlan plan, Slot... slots) throws IOException {
        Attempt attempt = new Attempt("1234", 1, folder);
        Files.createDirectories(attempt.files());
        return new Work(
                attempt,
                "net",
                Action.TRAIN,
                plan,
                List.of(slots),
                List.of(Path.of("/plugins/net.jar")),
                List.of(Path.of("/data/train"), folder.resolve("results/epoch_1.pth")),
                Map.of(),
                "",
                folder.resolve("results"),
                folder.resolve("status.json"),
                folder.resolve("logs.txt"),
                Optional.empty());
    }

    private static Slot gpu(int index) {
        return new Slot("local/gpu" + index, "local", "a100", "NVIDIA A100", OptionalInt.of(index), 0, 4);
    }
}
