// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import dev.graft.spi.Action;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.spec.SpecParameter;
import dev.graft.spi.spec.SpecType;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;

/**
 * What {@link NetworkPluginKit} and {@link DatasetPluginKit} have in common: the contract of a plugin's actions, whatever they work on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // A plugin reads its files when it is made: once is enough.
public abstract class ActionProviderKit {

    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keywords(Stream.of("popular", "automl_default_parameters", "automl_add_parameters", "automl_ranges")
                    .map(AnnotationKeyword::new)
                    .toList())
            .build();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(DIALECT);
    private static final Set<SpecType> DRAWN_FROM_A_RANGE = EnumSet.of(SpecType.INTEGER, SpecType.NUMBER);

    private static final int MOST_COLLECTIONS = 20;

    @TempDir
    Path folder;

    /** The plugin to be judged. A new one at every call, or the same. */
    protected abstract ActionProvider plugin();

    /** The actions that it declares; everything else has to be refused. */
    protected abstract Set<Action> actions();

    /**
     * Specs of a user who says as little as possible: the defaults. To be completed by a plugin with required parameters that have
     * no default.
     */
    protected ObjectNode specs(Action action) {
        return plugin().specs(action).defaults();
    }

    /**
     * What a container has to read for planned specs. To be changed by a plugin whose container reads another shape.
     *
     * @param specs a copy of the plan's specs, without the fields that are options of the command
     */
    protected ObjectNode containerSpecs(LaunchRequest request, ObjectNode specs) {
        return specs;
    }

    @Test
    protected void theActionsAreTheDeclaredOnes() {
        assertThat(plugin().rules().stream().map(ActionRule::action)).containsExactlyInAnyOrderElementsOf(actions());
    }

    @Test
    protected void everyOtherActionIsRefused() {
        for (Action other : EnumSet.complementOf(EnumSet.copyOf(actions()))) {
            assertThat(plugin().rule(other)).isEmpty();
            assertThatThrownBy(() -> plugin().specs(other))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(other.wireName());
            assertThatThrownBy(() -> plugin().launcher(other))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(other.wireName());
        }
    }

    @Test
    protected void everySchemaIsValidJsonSchema() {
        Schema dialect = SCHEMAS.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));
        for (Action action : actions()) {
            ObjectNode schema = plugin().specs(action).jsonSchema();
            assertThat(schema.path("$schema").asText()).isEqualTo(Dialects.getDraft202012().getId());
            assertThat(dialect.validate(schema)).as("schema of %s", action).isEmpty();
            assertThat(schema.path("default")).as("default of %s", action).isEqualTo(plugin().specs(action).defaults());
        }
    }

    @Test
    protected void theDefaultsAreValid() {
        for (Action action : actions()) {
            assertThat(SCHEMAS.getSchema(plugin().specs(action).jsonSchema()).validate(specs(action)))
                    .as("defaults of %s", action)
                    .isEmpty();
        }
    }

    @Test
    protected void aMisspeltParameterIsAFaultUnlessTheActionIsOpen() {
        for (Action action : actions()) {
            ObjectNode schema = plugin().specs(action).jsonSchema();
            boolean open = schema.path("additionalProperties").asBoolean(schema.path("properties").isEmpty());
            assertThat(SCHEMAS.getSchema(schema).validate(specs(action).put("no_such_parameter", 1)))
                    .as("faults of %s", action)
                    .hasSize(open ? 0 : 1);
        }
    }

    @Test
    protected void whatTheServerFillsIsNoUsersToSay() {
        for (Action action : actions()) {
            ObjectNode schema = plugin().specs(action).jsonSchema();
            plugin().specs(action).parameters().stream()
                    .filter(parameter -> parameter.hidden() && !parameter.name().contains("."))
                    .forEach(hidden -> assertThat(SCHEMAS.getSchema(schema).validate(specs(action).put(hidden.name(), "/etc/passwd")))
                            .as("faults of %s in %s", hidden.name(), action)
                            .hasSize(1));
        }
    }

    @Test
    protected void everyVisibleParameterIsDescribed() {
        for (Action action : actions()) {
            for (SpecParameter parameter : visible(action)) {
                String[] words = parameter.description().split("\\s+");
                assertThat(words).as("description of %s of %s", parameter.name(), action).hasSizeGreaterThan(1);
                assertThat(parameter.description()).doesNotContainIgnoringCase("todo").endsWith(".");
            }
        }
    }

    @Test
    protected void whatIsSearchedCanBeDrawn() {
        for (Action action : actions()) {
            for (SpecParameter parameter : visible(action)) {
                boolean searched = parameter.automl() == SpecParameter.AutoMl.SEARCHED;
                if (searched && DRAWN_FROM_A_RANGE.contains(parameter.type()) && parameter.options().isEmpty()) {
                    assertThat(parameter.min()).as("least value of %s", parameter.name()).isPresent();
                    assertThat(parameter.max()).as("largest value of %s", parameter.name()).isPresent();
                }
            }
        }
    }

    @Test
    protected void everyDeclaredActionIsPlanned() throws IOException {
        for (LaunchRequest request : jobs()) {
            LaunchPlan plan = plugin().launcher(request.action()).plan(request);
            plan.embedded().ifPresent(form -> assertThat(form.mainClass()).matches("[a-z][\\w.]*\\.[A-Z]\\w*"));
            plan.container().ifPresent(form -> assertThat(String.join(" ", form.command()).replace(ContainerForm.SPEC_FILE, ""))
                    .as("command of %s", request.action())
                    .isNotBlank()
                    .doesNotContain("{", "}"));
        }
    }

    @Test
    protected void planningLeavesTheRequestAsItIs() throws IOException {
        for (LaunchRequest request : jobs()) {
            ObjectNode before = request.specs().deepCopy();
            plugin().launcher(request.action()).plan(request);
            assertThat(request.specs()).isEqualTo(before);
        }
    }

    @Test
    protected void theSpecFileReadsBackToTheSameValues() throws IOException {
        for (LaunchRequest request : jobs()) {
            LaunchPlan plan = plugin().launcher(request.action()).plan(request);
            if (plan.container().isPresent()) {
                ContainerForm form = plan.container().get();
                JsonNode read = SpecText.read(form.specFileName(), form.specText());
                ObjectNode own = containerSpecs(request, withoutOptions(plan.specs().deepCopy(), form, read));
                assertThat(read).as("spec file of %s after %s", request.action(), request.inputs().parent())
                        .isIn(specsThatMayBeWritten(request, own, form));
            }
        }
    }

    @Test
    protected void theZipBringsNothingOfTheHost() throws IOException {
        assertThat(PluginZip.contents(plugin().getClass()).keySet())
                .noneMatch(name -> Stream.of("dev/graft/spi/", "org/pf4j/", "com/fasterxml/", "org/slf4j/").anyMatch(name::startsWith))
                .contains("META-INF/extensions.idx");
    }

    @Test
    protected void theZipLoadsWithTheSpiOfTheHost() throws IOException {
        loadAndUnload();
    }

    @Test
    protected void anUnloadedPluginLeavesNoClassLoaderBehind() throws IOException {
        WeakReference<ClassLoader> loader = loadAndUnload();
        for (int attempt = 0; attempt < MOST_COLLECTIONS && loader.get() != null; attempt++) {
            System.gc();
        }
        assertThat(loader.get()).as("class loader of the unloaded plugin").isNull();
    }

    private WeakReference<ClassLoader> loadAndUnload() throws IOException {
        String id = name().toLowerCase(Locale.ROOT);
        String extension = plugin().getClass().getName();
        Path zip = PluginZip.pack(plugin().getClass(), id, folder);
        PluginManager host = new DefaultPluginManager(folder.resolve("plugins"));
        try {
            assertThat(host.loadPlugin(zip)).isEqualTo(id);
            assertThat(host.startPlugin(id)).isEqualTo(PluginState.STARTED);
            List<? extends ActionProvider> loaded = host.getExtensions(extensionPoint(), id).stream()
                    .filter(candidate -> candidate.getClass().getName().equals(extension))
                    .toList();
            assertThat(loaded).as("extensions of class %s in the zip", extension).hasSize(1);
            assertThat(loaded.get(0).getClass().getClassLoader()).isSameAs(host.getPluginClassLoader(id));
            judgeLoaded(loaded.get(0));
            actions().forEach(action -> assertThat(loaded.get(0).specs(action).jsonSchema()).isNotEmpty());
            return new WeakReference<>(host.getPluginClassLoader(id));
        } finally {
            host.unloadPlugin(id);
        }
    }

    /** The name of the network or dataset type. */
    abstract String name();

    /** The extension point that the plugin implements. */
    abstract Class<? extends ActionProvider> extensionPoint();

    /** Compares what a host has loaded from the plugin's zip with the plugin. */
    abstract void judgeLoaded(ActionProvider loaded);

    /** Jobs as a server could start them, for every action. */
    abstract List<LaunchRequest> jobs() throws IOException;

    private List<SpecParameter> visible(Action action) {
        return plugin().specs(action).parameters().stream().filter(parameter -> !parameter.hidden()).toList();
    }

    /** The specs without the fields that stand on the command line; a false one stands there by its absence. */
    private static ObjectNode withoutOptions(ObjectNode specs, ContainerForm form, JsonNode read) {
        List<String> names = new ArrayList<>();
        specs.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode value = specs.get(name);
            boolean said = form.command().contains("--" + name + "=" + value.asText())
                    || form.command().contains("--" + name)
                    || value.isBoolean() && !value.booleanValue();
            if (said && !read.has(name)) {
                specs.remove(name);
            }
        }
        return specs;
    }

    /** The job's own specs, or its parent's where the container reads those. */
    private static List<JsonNode> specsThatMayBeWritten(LaunchRequest request, ObjectNode own, ContainerForm form)
            throws JsonProcessingException {
        return Stream.concat(Stream.of(own), request.inputs().parent().map(parent -> parent.specs()).stream())
                .map(specs -> SpecText.expected(form.specFileName(), specs))
                .toList();
    }
}
