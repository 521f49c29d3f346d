// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.Config;

/**
 * The limits of the configuration: {@code graft.limit.gpus}, {@code graft.limit.queued-jobs}, {@code graft.limit.job-time} (ISO 8601
 * duration) and {@code graft.limit.storage} (such as {@code 500g}) for every organisation, and the same with {@code graft.limit.<org>.} in front for a single one.
 */
@ApplicationScoped
public class ConfiguredLimits implements OrganisationLimits {

    private static final String PREFIX = "graft.limit.";
    private static final String STORAGE = "storage";

    private final Config config;

    /** For the container's proxy. */
    protected ConfiguredLimits() {
        this(null);
    }

    @Inject
    public ConfiguredLimits(Config config) {
        this.config = config;
    }

    @Override
    public OptionalInt slots(String org) {
        return number(org, "gpus");
    }

    @Override
    public OptionalInt queuedJobs(String org) {
        return number(org, "queued-jobs");
    }

    @Override
    public Optional<Duration> time(String org) {
        return value(org, "job-time", Duration.class);
    }

    @Override
    public OptionalLong storage(String org) {
        Optional<String> size = value(org, STORAGE, String.class);
        return size.isPresent() ? OptionalLong.of(MemorySize.bytes(PREFIX + STORAGE, size.get().strip())) : OptionalLong.empty();
    }

    private OptionalInt number(String org, String key) {
        Optional<Integer> value = value(org, key, Integer.class);
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    private <T> Optional<T> value(String org, String key, Class<T> type) {
        return config.getOptionalValue(PREFIX + org + "." + key, type).or(() -> config.getOptionalValue(PREFIX + key, type));
    }
}
