// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks {@code nvidia-smi} for the GPUs of this machine. */
final class GpuQuery {

    private static final Logger LOG = LoggerFactory.getLogger(GpuQuery.class);

    private static final List<String> COMMAND =
            List.of("nvidia-smi", "--query-gpu=index,name,memory.total", "--format=csv,noheader,nounits");

    private static final List<String> USAGE_COMMAND =
            List.of("nvidia-smi", "--query-gpu=index,utilization.gpu,memory.used", "--format=csv,noheader,nounits");

    /** Drivers before R450 do not know the field. */
    private static final List<String> MODE_COMMAND = List.of("nvidia-smi", "--query-gpu=index,mig.mode.current", "--format=csv,noheader");

    private static final long LIMIT_SECONDS = 20;

    private GpuQuery() {}

    /**
     * A GPU.
     *
     * @param index its index on the machine
     * @param model its product name
     * @param memoryBytes its memory
     */
    record Gpu(int index, String model, long memoryBytes) {}

    /**
     * What the machine has.
     *
     * @param gpus its GPUs that are used whole
     * @param sliced its GPUs in MIG mode, which CUDA does not use whole
     * @param slices the slices of those
     */
    record Found(List<Gpu> gpus, List<Gpu> sliced, List<MigSlice> slices) {
        Found {
            gpus = List.copyOf(gpus);
            sliced = List.copyOf(sliced);
            slices = List.copyOf(slices);
        }

        /** GPUs without MIG mode. */
        static Found whole(List<Gpu> gpus) {
            return new Found(gpus, List.of(), List.of());
        }
    }

    /** The GPUs of this machine; none where nvidia-smi is not installed or fails. */
    static Found ask() {
        List<Gpu> gpus = run(COMMAND).map(GpuQuery::parse).orElse(List.of());
        Set<Integer> inMigMode = gpus.isEmpty() ? Set.of() : run(MODE_COMMAND).map(GpuQuery::parseMode).orElse(Set.of());
        return inMigMode.isEmpty()
                ? Found.whole(gpus)
                : found(gpus, inMigMode, run(MigSlice.COMMAND).map(MigSlice::parse).orElse(List.of()));
    }

    /** How much of each GPU is used, by its index; nothing where nvidia-smi is not installed or fails. */
    static Map<Integer, SlotUsage> usage() {
        return run(USAGE_COMMAND).map(GpuQuery::parseUsage).orElse(Map.of());
    }

    /** Tells GPUs that are used whole from those in MIG mode. */
    static Found found(List<Gpu> gpus, Set<Integer> inMigMode, List<MigSlice> slices) {
        Map<Boolean, List<Gpu>> sliced = gpus.stream().collect(Collectors.partitioningBy(gpu -> inMigMode.contains(gpu.index())));
        sliced.get(true).stream()
                .filter(gpu -> slices.stream().noneMatch(slice -> slice.gpuIndex() == gpu.index()))
                .forEach(gpu -> LOG.warn("GPU {} is in MIG mode without any slice and is not used; make slices with nvidia-smi mig", gpu.index()));
        return new Found(sliced.get(false), sliced.get(true), slices);
    }

    private static Optional<String> run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                LOG.warn("nvidia-smi is installed but failed: {}", String.join(" ", command));
                return Optional.empty();
            }
            return Optional.of(output);
        } catch (IOException e) {
            LOG.debug("no nvidia-smi, so no GPU: {}", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The indices of the GPUs that are in MIG mode, from lines of index and {@code Enabled}, {@code Disabled} or {@code [N/A]}. */
    static Set<Integer> parseMode(String output) {
        return output.lines()
                .map(line -> line.strip().split("\\s*,\\s*"))
                .filter(fields -> fields.length == 2 && fields[0].matches("\\d+") && fields[1].equals("Enabled"))
                .map(fields -> Integer.parseInt(fields[0]))
                .collect(Collectors.toSet());
    }

    /** The usage that nvidia-smi has printed, one GPU a line: index, percent, used memory in MiB; lines without numbers are left out. */
    static Map<Integer, SlotUsage> parseUsage(String output) {
        return output.lines()
                .map(line -> line.strip().split("\\s*,\\s*"))
                .filter(fields -> fields.length == 3 && Stream.of(fields).allMatch(field -> field.matches("\\d+")))
                .collect(Collectors.toMap(
                        fields -> Integer.parseInt(fields[0]),
                        fields -> new SlotUsage(
                                OptionalInt.of(Integer.parseInt(fields[1])), OptionalLong.of(Long.parseLong(fields[2]) << 20))));
    }

    /** The GPUs that nvidia-smi has printed, one a line: index, name, memory in MiB. */
    static List<Gpu> parse(String output) {
        return output.lines().map(GpuQuery::parseLine).flatMap(Optional::stream).toList();
    }

    private static Optional<Gpu> parseLine(String line) {
        String[] fields = line.split("\\s*,\\s*");
        try {
            return fields.length == 3
                    ? Optional.of(new Gpu(Integer.parseInt(fields[0].strip()), fields[1], Long.parseLong(fields[2].strip()) << 20))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            LOG.warn("nvidia-smi printed a line that is not understood: {}", line);
            return Optional.empty();
        }
    }
}
