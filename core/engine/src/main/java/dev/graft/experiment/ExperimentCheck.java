// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.fault.FaultList;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.network.NetworkDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an experiment's description must be like, apart from the datasets and experiments that it names. */
@ApplicationScoped
public class ExperimentCheck {

    private static final long LONGEST_TIMEOUT = 86_400;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NetworkRegistry networks;

    /** For the container's proxy. */
    protected ExperimentCheck() {
        this(null);
    }

    @Inject
    public ExperimentCheck(NetworkRegistry networks) {
        this.networks = networks;
    }

    /** The network that a new experiment is of; empty, with a fault, if it names none that is known. */
    Optional<NetworkDescriptor> network(ExperimentDraft draft, FaultList faults) {
        if (draft.networkArch().isEmpty()) {
            faults.add("/network_arch", "is missing; one of " + known() + " is expected");
            return Optional.empty();
        }
        Optional<NetworkDescriptor> network = find(draft.networkArch().get());
        if (network.isEmpty()) {
            faults.add("/network_arch", "no network called '" + draft.networkArch().get() + "' is installed; there are " + known());
        }
        return network;
    }

    /** The network of that architecture, or empty if its plugin is gone. */
    Optional<NetworkDescriptor> find(String architecture) {
        return networks.find(architecture).map(NetworkPlugin::network);
    }

    private String known() {
        return networks.all().stream()
                .map(plugin -> plugin.network().architecture())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Faults of what may be sent at creation and at a change alike. */
    void checkFields(ExperimentDraft draft, Optional<NetworkDescriptor> network, FaultList faults) {
        checkTexts(draft, faults);
        draft.realtimeInferRequestTimeout()
                .filter(seconds -> seconds < 0 || seconds > LONGEST_TIMEOUT)
                .ifPresent(seconds -> faults.add(
                        "/realtime_infer_request_timeout", "is " + seconds + "; 0 to " + LONGEST_TIMEOUT + " seconds are allowed"));
        draft.checkpointEpochNumber().ifPresent(epochs -> epochs.forEach((key, epoch) -> {
            if (epoch < 0) {
                faults.add("/checkpoint_epoch_number/" + key, "is " + epoch + "; an epoch is at least 0");
            }
        }));
        draft.dockerEnvVars().ifPresent(variables -> variables.keySet().stream()
                .filter(name -> !VARIABLE.matcher(name).matches())
                .sorted()
                .forEach(name -> faults.add(
                        "/docker_env_vars", "'" + name + "' is no name of an environment variable; use letters, digits and _")));
        draft.automlSettings().ifPresent(settings -> checkSearch(settings, network, faults));
    }

    private static void checkTexts(ExperimentDraft draft, FaultList faults) {
        faults.limit("/name", draft.name(), 500)
                .limit("/description", draft.description(), 1000)
                .limit("/version", draft.version(), 500)
                .limit("/logo", draft.logo(), 2048)
                .limit("/metric", draft.metric(), 100)
                .limit("/encryption_key", draft.encryptionKey(), 100)
                .limit("/ngc_path", draft.ngcPath(), 250)
                .limit("/additional_id_info", draft.additionalIdInfo(), 100)
                .limit("/bundle_url", draft.bundleUrl(), 1000);
    }

    private static void checkSearch(AutoMlSettings settings, Optional<NetworkDescriptor> network, FaultList faults) {
        if (settings.isEnabled() && network.isPresent() && !network.get().automl()) {
            faults.add("/automl_settings/automl_enabled",
                    "network " + network.get().architecture() + " has no search over hyperparameters; leave it off");
        }
        atLeast(1, "automl_max_recommendations", settings.maxRecommendations(), faults);
        atLeast(1, "automl_max_parallel", settings.maxParallel(), faults);
        atLeast(1, "automl_R", settings.maxResource(), faults);
        atLeast(2, "automl_nu", settings.eta(), faults);
        atLeast(1, "epoch_multiplier", settings.epochMultiplier(), faults);
        checkList("automl_add_hyperparameters", settings.addedParameters(), faults);
        checkList("automl_remove_hyperparameters", settings.removedParameters(), faults);
    }

    private static void atLeast(long least, String field, Optional<Long> value, FaultList faults) {
        value.filter(number -> number < least || number > Integer.MAX_VALUE)
                .ifPresent(number -> faults.add("/automl_settings/" + field,
                        "is " + number + "; " + least + " to " + Integer.MAX_VALUE + " can be used"));
    }

    private static void checkList(String field, Optional<String> list, FaultList faults) {
        String pointer = "/automl_settings/" + field;
        faults.limit(pointer, list, 5000);
        list.filter(text -> !isListOfTexts(text))
                .ifPresent(text -> faults.add(pointer, "is expected to hold a JSON list of parameter names, such as [\"train.optim.lr\"]"));
    }

    private static boolean isListOfTexts(String text) {
        try {
            var list = JSON.readTree(text);
            return list.isArray() && list.valueStream().allMatch(name -> name.isTextual());
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
