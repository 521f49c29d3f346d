// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

    private static final long LIMIT_SECONDS = 20;

    private GpuQuery() {}

    /**
     * A GPU.
     *
     * @param index its index on the machine
     * @param model its product name
     * @param memoryBytes its memory
     */
    record Gpu(int index, String model, long memoryBytes) {

        /** The API's word for its kind, for example {@code a100}. */
        String platform() {
            return GpuModel.platform(model);
        }
    }

    /** The GPUs of this machine; none where nvidia-smi is not installed or fails. */
    static List<Gpu> ask() {
        return run(COMMAND).map(GpuQuery::parse).orElse(List.of());
    }

    /** How much of each GPU is used, by its index; nothing where nvidia-smi is not installed or fails. */
    static Map<Integer, SlotUsage> usage() {
        return run(USAGE_COMMAND).map(GpuQuery::parseUsage).orElse(Map.of());
    }

    private static Optional<String> run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                LOG.warn("nvidia-smi is installed but failed; no GPU is used");
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
