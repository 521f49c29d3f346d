// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.spi.Action;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSourceTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
            output_dir | /results
            output_file:model.onnx | /results/model.onnx
            encryption_key | secret
            constant:true | true
            constant:word | word
            gpus | 2
            spec_file | {spec_file}
            parent_model | /parent/model.engine
            parent_engine | /parent/model.engine
            parent_model_or_pretrained | /parent/model.engine
            parent_results | /parent
            parent_is:gen_trt_engine | true
            pretrained_model | /base/one.pth,/base/two.pth
            pretrained_model_unless_resuming | /base/one.pth,/base/two.pth
            pretrained_backbone | /base/one.pth
            pretrained_whole | /base/two.pth
            resume_model_or_pretrained | /base/one.pth,/base/two.pth
            framework | tensorrt
            %{output_dir}/{gpus}.json | %/results/2.json
            """)
    void aSourceYieldsItsValue(String text, String expected) {
        assertThat(text(ValueSource.of(text).resolve(request(Optional.empty(), List.of())))).containsExactly(expected);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"parent_onnx", "parent_checkpoint", "parent_is:train", "parent_file:absent", "resume_model", "eval_dataset:images",
                "x/{resume_model}"})
    void aSourceOfWhatIsNotThereYieldsNothing(String text) {
        assertThat(ValueSource.of(text).resolve(request(Optional.empty(), List.of()))).isEmpty();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"pretrained_model_unless_resuming", "pretrained_backbone", "pretrained_whole"})
    void aJobThatGoesOnStartsFromNoOtherModel(String text) {
        LaunchRequest resuming = request(Optional.of(Path.of("/own/epoch_3.pth")), List.of());
        assertThat(ValueSource.of(text).resolve(resuming)).isEmpty();
        assertThat(text(ValueSource.of("resume_model").resolve(resuming))).containsExactly("/own/epoch_3.pth");
        assertThat(text(ValueSource.of("resume_model_or_pretrained").resolve(resuming))).containsExactly("/own/epoch_3.pth");
    }

    @Test
    void theFirstAlternativeThatIsThereIsTaken() throws IOException {
        JobInputs.Dataset dataset = dataset("a", "images_test");
        assertThat(text(ValueSource.of("train_dataset:images|images_test").resolve(request(Optional.empty(), List.of(dataset)))))
                .containsExactly(folder.resolve("a/images_test").toString());
        assertThat(ValueSource.of("train_dataset:labels|none").resolve(request(Optional.empty(), List.of(dataset)))).isEmpty();
    }

    @Test
    void firstLastAndEveryTrainDatasetAreToldApart() throws IOException {
        LaunchRequest request = request(Optional.empty(), List.of(dataset("a", "x"), dataset("b", "x")));
        assertThat(text(ValueSource.of("train_dataset:.").resolve(request))).containsExactly(folder.resolve("a").toString());
        assertThat(text(ValueSource.of("last_train_dataset:.").resolve(request))).containsExactly(folder.resolve("b").toString());
        assertThat(text(ValueSource.of("each_train_dataset:x/*").resolve(request)))
                .containsExactly(folder.resolve("a/x/*").toString(), folder.resolve("b/x/*").toString());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"nowhere", "nowhere:x", "output_file:", "train_dataset:", "train_dataset:../x", "train_dataset:/etc", "{nowhere}",
                "parent_is:fly"})
    void aSourceThatDoesNotExistIsRefused(String text) {
        assertThatThrownBy(() -> ValueSource.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private JobInputs.Dataset dataset(String id, String content) throws IOException {
        Files.createDirectories(folder.resolve(id).resolve(content));
        return new JobInputs.Dataset(id, "object_detection", "coco", folder.resolve(id));
    }

    private static LaunchRequest request(Optional<Path> resume, List<JobInputs.Dataset> train) {
        JobInputs.Parent parent = new JobInputs.Parent(
                "parent", Action.GEN_TRT_ENGINE, Path.of("/parent"), Optional.of(Path.of("/parent/model.engine")));
        List<JobInputs.BaseModel> bases = List.of(
                new JobInputs.BaseModel("one", Path.of("/base/one.pth"), true), new JobInputs.BaseModel("two", Path.of("/base/two.pth")));
        JobInputs inputs = new JobInputs(
                train, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(parent), bases, resume);
        return new LaunchRequest(
                "job", Action.EVALUATE, JsonNodeFactory.instance.objectNode(), inputs, Path.of("/results"), "secret", 2);
    }

    private static List<String> text(List<JsonNode> values) {
        return values.stream().map(JsonNode::asText).toList();
    }
}
