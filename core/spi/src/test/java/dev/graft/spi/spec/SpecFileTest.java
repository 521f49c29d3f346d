// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.yaml.DeclarationException;
import dev.graft.spi.yaml.DeclarationFiles;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecFileTest {

    private final DeclarationFiles files = new DeclarationFiles(SpecFileTest.class);
    private final Map<Action, SpecSchema> schemas = SpecFile.read(files, "composed.yaml");
    private final SpecSchema train = schemas.get(Action.TRAIN);

    @Test
    void anActionIsComposedOfBlocksOfItsOwnAndOfIncludedFiles() {
        assertThat(schemas).containsOnlyKeys(Action.TRAIN, Action.EVALUATE);
        assertThat(train.parameters()).extracting(SpecParameter::name).containsExactly(
                "model", "model.depth", "model.sources", "model.sources.name", "model.secret",
                "optim.name", "optim.steps", "optim.version", "epochs");
    }

    @Test
    void anActionChangesSingleAttributesOfABlocksParameter() {
        SpecParameter depth = parameter(train, "model.depth");
        assertThat(depth.defaultValue().orElseThrow().intValue()).isEqualTo(34);
        assertThat(depth.max()).isEmpty();
        assertThat(depth.min()).hasValue(10);
        assertThat(parameter(schemas.get(Action.EVALUATE), "model.depth").max()).hasValue(200);
    }

    @Test
    void defaultsAreNestedAndLeaveOutWhatTheServerFills() {
        assertThat(train.defaults().toString()).isEqualTo(
                "{\"model\":{\"depth\":34,\"sources\":[{\"name\":\"here\"}]},"
                        + "\"optim\":{\"name\":\"adam\",\"steps\":[10,20],\"version\":\"1\"}}");
    }

    @Test
    void defaultsAreAFreshCopy() {
        train.defaults().withObject("/model").put("depth", 1);
        assertThat(train.defaults().at("/model/depth").intValue()).isEqualTo(34);
    }

    @Test
    void theSchemaSaysTypeRangeOptionsAndWords() {
        ObjectNode schema = train.jsonSchema();
        assertThat(schema.at("/properties/model/properties/depth").toString()).isEqualTo(
                "{\"title\":\"Depth\",\"description\":\"Number of layers. Unit: layers.\",\"type\":\"integer\",\"minimum\":10,"
                        + "\"default\":34,\"popular\":true}");
        assertThat(schema.at("/properties/optim/properties/name/enum").toString()).isEqualTo("[\"adam\",\"sgd\"]");
        assertThat(schema.at("/properties/optim/properties/steps/items").toString())
                .isEqualTo("{\"type\":\"integer\",\"minimum\":1}");
        assertThat(schema.at("/properties/optim/properties/version/const").asText()).isEqualTo("1");
        assertThat(schema.path("required").toString()).isEqualTo("[\"epochs\"]");
    }

    @Test
    void belowAnArrayStandTheParametersOfItsItems() {
        ObjectNode schema = train.jsonSchema();
        assertThat(schema.at("/properties/model/properties/sources/items/properties/name/pattern").asText()).isEqualTo("^[a-z]{1,8}$");
        assertThat(schema.at("/properties/model/properties/sources/default").toString()).isEqualTo("[{\"name\":\"here\"}]");
    }

    @Test
    void theSchemaListsWhatIsPopularAndWhatIsSearched() {
        ObjectNode schema = train.jsonSchema();
        assertThat(schema.path("popular").toString()).isEqualTo("[\"model.depth\"]");
        assertThat(schema.path("automl_default_parameters").toString()).isEqualTo("[\"optim.name\"]");
        assertThat(schema.path("automl_add_parameters").toString()).isEqualTo("[\"model.depth\"]");
    }

    @Test
    void whatTheServerFillsIsNotInTheSchemaAndRefusedWhereAllElseIsPassedOn() {
        assertThat(train.jsonSchema().at("/properties/model/properties/secret").isMissingNode()).isTrue();
        assertThat(train.jsonSchema().path("additionalProperties").booleanValue()).isFalse();
        ObjectNode open = schemas.get(Action.EVALUATE).jsonSchema();
        assertThat(open.path("additionalProperties").booleanValue()).isTrue();
        assertThat(open.at("/properties/results").toString()).isEqualTo("false");
    }

    @Test
    void everyFaultOfAFileIsToldAtOnceWithItsLine() {
        DeclarationException faults = catchThrowableOfType(DeclarationException.class, () -> SpecFile.read(files, "faulty.yaml"));
        assertThat(faults.faults()).satisfiesExactlyInAnyOrder(
                fault -> assertThat(fault).isEqualTo("faulty.yaml:4: lr: default \"fast\" is no number"),
                fault -> assertThat(fault).isEqualTo("faulty.yaml:5: depth: default 5 is outside min and max"),
                fault -> assertThat(fault).isEqualTo("faulty.yaml:6: name: type ordered needs options"),
                fault -> assertThat(fault).isEqualTo("faulty.yaml:7: silent: a parameter that users see needs a description"),
                fault -> assertThat(fault).contains("odd", "no spec type is called 'colour'"),
                fault -> assertThat(fault).isEqualTo("faulty.yaml:9: wrong: 'colour' is no attribute of a parameter"),
                fault -> assertThat(fault).isEqualTo("faulty.yaml:14: no block is called 'absent'"),
                fault -> assertThat(fault).contains("plain has parameters below it, so its type is object or array, not string"),
                fault -> assertThat(fault).isEqualTo("faulty.yaml:16: no action is called 'fly'"));
    }

    @Test
    void anIncludeThatComesBackToItselfIsRefused() {
        assertThatThrownBy(() -> SpecFile.read(files, "circle.yaml")).hasMessageContaining("'circle.yaml' includes itself");
    }

    @Test
    void theBlocksThatTheSpiSharesCanBeIncluded() {
        assertThat(new DeclarationFiles(SpecFileTest.class).read("graft:tensorrt").find("blocks")).isPresent();
    }

    private static SpecParameter parameter(SpecSchema schema, String name) {
        return schema.parameters().stream().filter(parameter -> parameter.name().equals(name)).findFirst().orElseThrow();
    }
}
