// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.spi.error.GraftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    @TempDir
    Path root;

    @Test
    void labelsFollowTheOrderOfTheClassListAndSamplesThatOfTheirPaths() throws IOException {
        file("cat/2.png");
        file("cat/1.png");
        file("dog/deep/3.jpg");
        file("dog/readme.txt");
        ImageFolder folder = ImageFolder.labelled(root, List.of("dog", "fox", "cat"));
        assertThat(folder.samples())
                .containsExactly(
                        new Sample(root.resolve("cat/1.png"), 2),
                        new Sample(root.resolve("cat/2.png"), 2),
                        new Sample(root.resolve("dog/deep/3.jpg"), 0));
        assertThat(folder.samplesPerClass()).containsExactly(1, 0, 2);
    }

    @Test
    void withoutAClassListTheFoldersAreTheClasses() throws IOException {
        file("b/1.png");
        file("a/1.png");
        assertThat(ImageFolder.labelled(root, List.of()).classes()).containsExactly("a", "b");
    }

    @Test
    void aFolderThatIsNoClassIsNamed() throws IOException {
        file("cat/1.png");
        file("wolf/1.png");
        assertThatThrownBy(() -> ImageFolder.labelled(root, List.of("cat")))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("wolf")
                .hasMessageContaining("classes.txt");
    }

    @Test
    void aFolderWithoutImagesIsRefused() {
        assertThatThrownBy(() -> ImageFolder.unlabelled(root, List.of("cat")))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("no image");
    }

    @Test
    void unlabelledImagesAreFoundAtAnyDepth() throws IOException {
        file("1.png");
        file("a/b/2.png");
        assertThat(ImageFolder.unlabelled(root, List.of()).samples())
                .extracting(Sample::label)
                .containsExactly(Sample.UNLABELLED, Sample.UNLABELLED);
    }

    @Test
    void aClassListKeepsItsOrderAndLeavesBlankLinesOut() throws IOException {
        Path list = Files.writeString(root.resolve("classes.txt"), "dog\n\n cat \nfox");
        assertThat(ClassList.read(list)).containsExactly("dog", "cat", "fox");
    }

    @Test
    void aClassListThatNamesAClassTwiceIsRefused() throws IOException {
        Path list = Files.writeString(root.resolve("classes.txt"), "dog\ncat\ndog\n");
        assertThatThrownBy(() -> ClassList.read(list)).isInstanceOf(GraftException.class).hasMessageContaining("'dog' twice");
    }

    @Test
    void anEmptyClassListIsRefused() throws IOException {
        Path list = Files.writeString(root.resolve("classes.txt"), "\n");
        assertThatThrownBy(() -> ClassList.read(list)).isInstanceOf(GraftException.class).hasMessageContaining("no class");
    }

    private void file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
