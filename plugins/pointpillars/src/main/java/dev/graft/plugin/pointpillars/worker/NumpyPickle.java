// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.pointpillars.worker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.razorvine.pickle.IObjectPickler;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.Pickler;

/** Writes maps, lists, texts, numbers and {@link NumpyArray}s to a Python pickle, such as {@code pickle.load} reads with NumPy at hand. */
final class NumpyPickle {

    static {
        Pickler.registerCustomPickler(NumpyArray.class, new ArrayPickler());
    }

    private NumpyPickle() {}

    static void write(Path file, Object value) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new Pickler(false).dump(value, out);
        }
    }

    /** {@code ndarray.__reduce__}: an empty array, and the state that fills it. */
    private static final class ArrayPickler implements IObjectPickler {

        @Override
        public void pickle(Object object, OutputStream out, Pickler pickler) throws IOException {
            NumpyArray array = (NumpyArray) object;
            global(out, "numpy.core.multiarray", "_reconstruct");
            global(out, "numpy", "ndarray");
            pickler.save(new Object[] {0});
            pickler.save("b");
            out.write(Opcodes.TUPLE3);
            out.write(Opcodes.REDUCE);
            out.write(Opcodes.MARK);
            pickler.save(1);
            pickler.save(array.shape().toArray());
            type(array.type(), out, pickler);
            pickler.save(false);
            out.write(Opcodes.BINBYTES);
            out.write(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(array.content().length).array());
            out.write(array.content());
            out.write(Opcodes.TUPLE);
            out.write(Opcodes.BUILD);
        }

        /** {@code dtype.__reduce__}; texts tell their size and alignment in bytes too. */
        private static void type(String type, OutputStream out, Pickler pickler) throws IOException {
            boolean text = type.startsWith("U");
            global(out, "numpy", "dtype");
            pickler.save(new Object[] {type, false, true});
            out.write(Opcodes.REDUCE);
            int size = text ? Integer.BYTES * Integer.parseInt(type.substring(1)) : -1;
            pickler.save(new Object[] {3, "<", null, null, null, size, text ? Integer.BYTES : -1, text ? 8 : 0});
            out.write(Opcodes.BUILD);
        }

        private static void global(OutputStream out, String module, String name) throws IOException {
            out.write(Opcodes.GLOBAL);
            out.write((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
