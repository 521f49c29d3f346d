// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import dev.graft.torchkit.nn.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Named tensors and text entries: what Graft's checkpoint files hold, and what every reader of foreign files returns.
 *
 * <p>A network's weights and buffers bear their plain names, so that any safetensors reader can use them. Everything else
 * lies in a section, named before a slash: {@code optimizer/…}, {@code random/…}, {@code ema/…}.
 *
 * @param metadata text by key, in order; epochs, class lists and the like
 * @param tensors tensors by name, in order
 */
public record Checkpoint(Map<String, String> metadata, Map<String, StoredTensor> tensors) {

    private static final char SECTION_END = '/';

    /** Copies both maps. */
    public Checkpoint {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** Starts an empty one. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a checkpoint written by {@link #write}, or any other safetensors file.
     *
     * @throws WeightFileException if the file is broken
     * @throws IOException if it cannot be read
     */
    public static Checkpoint read(Path file) throws IOException {
        return SafetensorsReader.read(file);
    }

    /**
     * Writes safetensors: to a temporary file beside the target, forced to the disk, and then renamed, so that the target is
     * always either the old file or the whole new one.
     */
    public void write(Path file) throws IOException {
        SafetensorsWriter.write(this, file);
    }

    /** The network's weights and buffers: all tensors that lie in no section. */
    public Map<String, StoredTensor> weights() {
        Map<String, StoredTensor> found = new LinkedHashMap<>(tensors);
        found.keySet().removeIf(name -> name.indexOf(SECTION_END) >= 0);
        return found;
    }

    /** The tensors of a section, by their names without it; empty if there is no such section. */
    public Map<String, StoredTensor> section(String section) {
        String prefix = section + SECTION_END;
        Map<String, StoredTensor> found = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor);
            }
        });
        return found;
    }

    /** Collects a checkpoint. Tensors are copied when they are added. */
    public static final class Builder {

        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

        private Builder() {}

        /** Adds or replaces a text entry. */
        public Builder metadata(String key, String value) {
            metadata.put(key, value);
            return this;
        }

        /** Adds the weights and buffers of a network under their plain names. */
        public Builder weights(Module module) {
            module.state().forEach((name, parameter) -> add(name, TensorBytes.copyOf(parameter.tensor())));
            return this;
        }

        /** Adds a tensor to a section. */
        public Builder tensor(String section, String name, Tensor tensor) {
            return add(section + SECTION_END + name, TensorBytes.copyOf(tensor));
        }

        /** Adds a stored tensor under its full name. */
        public Builder add(String fullName, StoredTensor tensor) {
            if (tensors.putIfAbsent(fullName, tensor) != null) {
                throw new IllegalArgumentException("Two tensors named " + fullName + " in one checkpoint");
            }
            return this;
        }

        /** The checkpoint. */
        public Checkpoint build() {
            return new Checkpoint(metadata, tensors);
        }
    }
}
