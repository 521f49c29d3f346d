// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TorchFileReadingTest {

    private static final long[] SHAPE = {2, 3};
    private static final long[] ROWS = {3, 1};
    private static final float[] VALUES = {1, 2, 3, 4, 5, 6};

    @TempDir
    private Path folder;

    private enum Layout {
        ZIP {
            @Override
            Path write(TorchFile file, Path path) throws IOException {
                return file.zip(path);
            }
        },
        LEGACY {
            @Override
            Path write(TorchFile file, Path path) throws IOException {
                return file.legacy(path);
            }
        };

        abstract Path write(TorchFile file, Path path) throws IOException;
    }

    private Checkpoint read(Layout layout, TorchFile file) throws IOException {
        return WeightFile.read(layout.write(file, folder.resolve("weights.pth")));
    }

    /** {@code OrderedDict([("weight", ...), ("bias", ...)])} with the {@code _metadata} that modules set on it. */
    private static PickleWriter stateDict(PickleWriter writer) {
        writer.orderedDict().mark();
        writer.text("weight").tensor("FloatStorage", "0", 6, 0, SHAPE, ROWS);
        writer.text("bias").tensor("FloatStorage", "1", 2, 0, new long[] {2}, new long[] {1});
        writer.raw('u');
        return writer.raw('}').text("_metadata").orderedDict().raw('s', 'b');
    }

    private static TorchFile withStorages(byte[] pickle) {
        return new TorchFile(pickle).storage("0", VALUES).storage("1", 7, 8);
    }

    @ParameterizedTest
    @EnumSource
    void aStateDictionaryIsRead(Layout layout) throws Exception {
        Checkpoint read = read(layout, withStorages(stateDict(new PickleWriter()).stop()));

        assertThat(read.weights().keySet()).containsExactly("weight", "bias");
        assertThat(read.weights().get("weight").shape()).containsExactly(2L, 3L);
        assertThat(floats(read, "weight")).containsExactly(VALUES);
        assertThat(floats(read, "bias")).containsExactly(7, 8);
    }

    @ParameterizedTest
    @EnumSource
    void weightsAreFoundUnderTheNameThatTrainingCodeGivesThem(Layout layout) throws Exception {
        PickleWriter writer = new PickleWriter().raw('}').mark();
        writer.text("epoch").integer(17).text("lr").real(0.25).text("arch").text("resnet18").text("best").raw(0x88);
        writer.text("hooks").raw('N').text("history").raw(']').mark().integer(1).integer(70_000).raw('e');
        writer.text("state_dict");
        Checkpoint read = read(layout, withStorages(stateDict(writer).raw('u').stop()));

        assertThat(read.weights().keySet()).containsExactly("weight", "bias");
        assertThat(read.metadata())
                .containsEntry("epoch", "17")
                .containsEntry("lr", "0.25")
                .containsEntry("arch", "resnet18")
                .containsEntry("best", "true")
                .hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void viewsAreReadInRowMajorOrder(Layout layout) throws Exception {
        PickleWriter writer = new PickleWriter().raw('}').mark();
        writer.text("transposed").tensor("FloatStorage", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3});
        writer.text("part").tensor("FloatStorage", "0", 6, 2, new long[] {2, 2}, new long[] {2, 1});
        writer.text("scalar").tensor("FloatStorage", "0", 6, 5, new long[0], new long[0]);
        writer.text("none").tensor("FloatStorage", "0", 6, 0, new long[] {0, 4}, new long[] {4, 1});
        Checkpoint read = read(layout, new TorchFile(writer.raw('u').stop()).storage("0", VALUES));

        assertThat(floats(read, "transposed")).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(floats(read, "part")).containsExactly(3, 4, 5, 6);
        assertThat(floats(read, "scalar")).containsExactly(6);
        assertThat(read.weights().get("scalar").shape()).isEmpty();
        assertThat(floats(read, "none")).isEmpty();
    }

    @Test
    void aParameterIsItsTensor() throws Exception {
        PickleWriter writer = new PickleWriter().raw('}').text("weight");
        writer.global("torch._utils", "_rebuild_parameter").mark();
        writer.tensor("FloatStorage", "0", 6, 0, SHAPE, ROWS).raw(0x88).orderedDict();
        Checkpoint read = read(Layout.ZIP, withStorages(writer.tuple().raw('R', 's').stop()));
        assertThat(floats(read, "weight")).containsExactly(VALUES);
    }

    @ParameterizedTest
    @CsvSource({
        "BoolStorage, BOOL", "ByteStorage, U8", "CharStorage, I8", "ShortStorage, I16", "IntStorage, I32",
        "LongStorage, I64", "HalfStorage, F16", "BFloat16Storage, BF16", "FloatStorage, F32", "DoubleStorage, F64"
    })
    void everyElementTypeIsRead(String storage, ElementType type) throws Exception {
        byte[] bytes = new byte[2 * type.bytes()];
        bytes[type.bytes()] = 1;
        byte[] pickle = new PickleWriter()
                .raw('}')
                .text("x")
                .tensor(storage, "0", 2, 0, new long[] {2}, new long[] {1})
                .raw('s')
                .stop();
        Checkpoint read = read(Layout.ZIP, new TorchFile(pickle).storage("0", 2, bytes));

        assertThat(read.weights().get("x").type()).isEqualTo(type);
        byte[] found = new byte[bytes.length];
        read.weights().get("x").data().get(found);
        assertThat(found).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"os, system", "builtins, eval", "argparse, Namespace", "numpy.core.multiarray, scalar", "torch, load"})
    void anyOtherPythonObjectIsRefusedByNameAndNotRun(String module, String name) throws Exception {
        PickleWriter writer = new PickleWriter().global(module, name).mark().text("touch pwned").tuple();
        byte[] pickle = writer.raw('R').stop();
        for (Layout layout : Layout.values()) {
            refused(layout, new TorchFile(pickle), module + "." + name);
        }
    }

    @Test
    void anObjectNamedByTheStackIsRefusedToo() throws Exception {
        PickleWriter writer = new PickleWriter().text("os").text("system").raw(0x93);
        refused(Layout.ZIP, new TorchFile(writer.stop()), "os.system");
    }

    @Test
    void aViewOutsideItsStorageIsRefused() throws Exception {
        for (long[][] view : new long[][][] {
            {{1}, {2, 3}, {3, 1}}, {{0}, {2, 4}, {4, 1}}, {{-1}, {1}, {1}}, {{0}, {2}, {-1}}, {{0}, {2, 3}, {1}},
            {{0}, {Long.MAX_VALUE, 4}, {4, 1}}, {{0}, {1_000_000}, {0}}
        }) {
            byte[] pickle = new PickleWriter()
                    .raw('}')
                    .text("x")
                    .tensor("FloatStorage", "0", 6, view[0][0], view[1], view[2])
                    .raw('s')
                    .stop();
            assertThatThrownBy(() -> read(Layout.ZIP, new TorchFile(pickle).storage("0", VALUES)))
                    .isInstanceOf(WeightFileException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStorageOfAnotherSizeThanAnnouncedIsRefused(Layout layout) throws Exception {
        TorchFile file = new TorchFile(stateDict(new PickleWriter()).stop());
        refused(layout, file.storage("0", 1, 2, 3, 4, 5).storage("1", 7, 8), "0");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingStorageIsRefused(Layout layout) throws Exception {
        refused(layout, new TorchFile(stateDict(new PickleWriter()).stop()).storage("0", VALUES), "1");
    }

    @Test
    void aHugeStorageIsRefusedBeforeMemoryIsTaken() throws Exception {
        PickleWriter writer = new PickleWriter().raw('}').text("x");
        writer.tensor("FloatStorage", "0", 1L << 61, 0, new long[] {1}, new long[] {1}).raw('s');
        refused(Layout.ZIP, new TorchFile(writer.stop()).storage("0"), "limit is 2 GB");
    }

    @Test
    void manyCopiesOfOneStorageAreRefused() throws Exception {
        PickleWriter writer = new PickleWriter().raw('}').mark();
        for (int i = 0; i < 50; i++) {
            writer.text("x" + i).tensor("FloatStorage", "0", 10_000, 0, new long[] {100, 100}, new long[] {1, 100});
        }
        byte[] pickle = writer.raw('u').stop();
        refused(Layout.ZIP, new TorchFile(pickle).storage("0", new float[10_000]), "more memory than the file");
    }

    @Test
    void aCompressedArchiveIsRefused() throws Exception {
        refused(Layout.ZIP, withStorages(stateDict(new PickleWriter()).stop()).compressed(), "compressed");
    }

    @ParameterizedTest
    @EnumSource
    void bigEndianFilesAreRefused(Layout layout) throws Exception {
        refused(layout, withStorages(stateDict(new PickleWriter()).stop()).byteOrder("big"), "little-endian");
    }

    @Test
    void aListThatContainsItselfDoesNotHang() throws Exception {
        byte[] list = new PickleWriter().raw(']', 'q', 0, 'h', 0, 'a').stop();
        for (Layout layout : Layout.values()) {
            refused(layout, new TorchFile(list), "no dictionary of tensors");
        }
        byte[] nested = new PickleWriter().raw('}').text("x").raw(']', 'q', 0, 'h', 0, 'a', 's').stop();
        for (Layout layout : Layout.values()) {
            refused(layout, new TorchFile(nested), "holds no tensors");
        }
    }

    @Test
    void filesOfOtherKindsAreRefusedWithWhatIsKnown() throws Exception {
        for (byte[] bytes : List.of(new byte[0], new byte[] {1}, "hello, world".getBytes(), new byte[] {'P', 'K', 3, 4, 0})) {
            Path file = Files.write(folder.resolve("model.tlt"), bytes);
            assertThatThrownBy(() -> WeightFile.read(file))
                    .isInstanceOf(WeightFileException.class)
                    .hasMessageContaining("model.tlt");
        }
    }

    private void refused(Layout layout, TorchFile file, String why) {
        assertThatThrownBy(() -> read(layout, file))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("weights.pth")
                .hasMessageContaining(why);
    }

    private static float[] floats(Checkpoint checkpoint, String name) {
        StoredTensor tensor = checkpoint.weights().get(name);
        float[] values = new float[tensor.data().remaining() / Float.BYTES];
        tensor.data().asFloatBuffer().get(values);
        return values;
    }
}
