// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.cloud.CloudSources;
import dev.graft.dataset.layout.LayoutCatalog;
import dev.graft.fault.FaultList;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.network.NetworkDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a dataset's description must be like. Types and formats are those of the layouts and those that plugins bring. */
@ApplicationScoped
public class DatasetCheck {

    /** The format whose data stays where it is and is read through an endpoint. */
    static final String MONAI = "monai";

    /** Marks networks that take any dataset; no dataset is of such a type. */
    private static final Set<String> MARKERS = Set.of("not_restricted", "user_custom");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern HTTP = Pattern.compile("https?://\\S+");

    private final LayoutCatalog layouts;
    private final NetworkRegistry networks;
    private final CloudSources clouds;

    /** For the container's proxy. */
    protected DatasetCheck() {
        this(null, null, null);
    }

    @Inject
    public DatasetCheck(LayoutCatalog layouts, NetworkRegistry networks, CloudSources clouds) {
        this.layouts = layouts;
        this.networks = networks;
        this.clouds = clouds;
    }

    /** @throws dev.graft.fault.InvalidRequest with everything that stands against registering such a dataset */
    void checkNew(DatasetDraft draft) {
        FaultList faults = new FaultList();
        checkType(draft, faults);
        if (draft.format().equals(Optional.of(MONAI)) && draft.clientUrl().isEmpty()) {
            faults.add("/client_url", "is missing; a dataset of format monai lies there");
        }
        checkTexts(draft, faults);
        checkCloud(draft, faults);
        faults.throwIfAny();
    }

    private void checkCloud(DatasetDraft draft, FaultList faults) {
        draft.cloudDetails()
                .map(details -> clouds.faults(details, "dataset"))
                .ifPresent(found -> found.forEach(fault -> faults.add("/cloud_details" + fault.pointer(), fault.message())));
    }

    /** @throws dev.graft.fault.InvalidRequest with everything that stands against such a change */
    void checkChange(Dataset dataset, DatasetDraft draft) {
        FaultList faults = new FaultList();
        checkFixed("/type", "type", dataset.type(), draft.type(), faults);
        checkFixed("/format", "format", dataset.format(), draft.format(), faults);
        checkTexts(draft, faults);
        checkCloud(draft, faults);
        if (draft.cloudDetails().isPresent() && dataset.pullsFromCloud() && !dataset.status().settled()) {
            faults.add("/cloud_details", "cannot be changed while the dataset is " + dataset.status().wireName() + "; wait, or delete it");
        }
        faults.throwIfAny();
    }

    private static void checkFixed(String pointer, String what, String current, Optional<String> sent, FaultList faults) {
        sent.filter(value -> !value.equals(current))
                .ifPresent(value -> faults.add(
                        pointer, "is '" + current + "' and cannot be changed; make another dataset for " + what + " '" + value + "'"));
    }

    private void checkType(DatasetDraft draft, FaultList faults) {
        Set<String> types = types();
        if (draft.type().isEmpty()) {
            faults.add("/type", "is missing; one of " + String.join(", ", types) + " is expected");
        } else if (MARKERS.contains(draft.type().get())) {
            faults.add("/type", "'" + draft.type().get() + "' marks networks that take any dataset; give the dataset's own type");
        } else if (!types.contains(draft.type().get())) {
            faults.add("/type", "'" + draft.type().get() + "' is no known type; one of " + String.join(", ", types) + " is expected");
        } else {
            checkFormat(draft.type().get(), draft.format(), faults);
        }
    }

    private void checkFormat(String type, Optional<String> format, FaultList faults) {
        Set<String> formats = formats(type);
        String expected = "; one of " + String.join(", ", formats) + " is expected for " + type;
        if (format.isEmpty()) {
            faults.add("/format", "is missing" + expected);
        } else if (!formats.contains(format.get())) {
            faults.add("/format", "'" + format.get() + "' is no format of this type" + expected);
        }
    }

    private Set<String> types() {
        Set<String> types = new LinkedHashSet<>(layouts.types());
        networks.all().forEach(plugin -> types.add(plugin.network().datasetType()));
        types.removeAll(MARKERS);
        return types;
    }

    private Set<String> formats(String type) {
        Set<String> formats = new LinkedHashSet<>(layouts.formats(type));
        networks.all().stream()
                .map(plugin -> plugin.network())
                .filter(network -> network.datasetType().equals(type))
                .map(NetworkDescriptor::datasetFormats)
                .forEach(formats::addAll);
        formats.add(MONAI);
        return formats;
    }

    private static void checkTexts(DatasetDraft draft, FaultList faults) {
        faults.limit("/name", draft.name(), 500)
                .limit("/description", draft.description(), 1000)
                .limit("/version", draft.version(), 10)
                .limit("/logo", draft.logo(), 2048)
                .limit("/client_url", draft.clientUrl(), 2048)
                .limit("/client_id", draft.clientId(), 2048)
                .limit("/client_secret", draft.clientSecret(), 2048)
                .limit("/filters", draft.filters(), 2048);
        draft.clientUrl()
                .filter(url -> !HTTP.matcher(url).matches())
                .ifPresent(url -> faults.add("/client_url", "is no http or https address"));
        draft.dockerEnvVars().ifPresent(variables -> variables.keySet().stream()
                .filter(name -> !VARIABLE.matcher(name).matches())
                .sorted()
                .forEach(name -> faults.add(
                        "/docker_env_vars", "'" + name + "' is no name of an environment variable; use letters, digits and _")));
    }
}
