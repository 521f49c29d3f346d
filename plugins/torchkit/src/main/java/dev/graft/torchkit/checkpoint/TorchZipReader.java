// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads what {@code torch.save} writes since PyTorch 1.6: an uncompressed zip archive with {@code data.pkl} and one entry per storage. */
final class TorchZipReader {

    private static final String PICKLE = "/data.pkl";
    private static final long MAX_PICKLE = 100_000_000;

    private final ZipFile zip;

    private TorchZipReader(ZipFile zip) {
        this.zip = zip;
    }

    static Checkpoint read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new TorchZipReader(zip).read(Files.size(file));
        } catch (ZipException | EOFException e) {
            throw new WeightFileException("It is a broken zip archive.", e);
        }
    }

    private Checkpoint read(long fileSize) throws IOException {
        ZipEntry pickle = zip.stream()
                .filter(entry -> entry.getName().endsWith(PICKLE))
                .findFirst()
                .orElseThrow(() -> new WeightFileException("It is a zip archive without data.pkl, so not one of PyTorch."));
        String root = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
        checkByteOrder(root);
        if (pickle.getSize() > MAX_PICKLE) {
            throw new WeightFileException("Its data.pkl has " + pickle.getSize() + " bytes; the limit is " + MAX_PICKLE + ".");
        }
        Object content = PickleMachine.read(source(bytes(pickle)));
        return StateDictionary.resolve(content, storage -> ByteBuffer.wrap(bytes(storage(root, storage))), fileSize);
    }

    private static ByteSource source(byte[] bytes) {
        return new ByteSource(new ByteArrayInputStream(bytes), bytes.length);
    }

    private void checkByteOrder(String root) throws IOException {
        ZipEntry order = zip.getEntry(root + "/byteorder");
        if (order != null) {
            String name = new String(bytes(order), StandardCharsets.US_ASCII);
            if (!name.equals("little")) {
                throw new WeightFileException("Its byte order is \"" + name + "\"; only little-endian files are read.");
            }
        }
    }

    private ZipEntry storage(String root, StorageReference storage) throws WeightFileException {
        ZipEntry entry = zip.getEntry(root + "/data/" + storage.key());
        if (entry == null) {
            throw new WeightFileException("It lacks the entry data/" + storage.key() + ".");
        }
        return entry;
    }

    /** PyTorch never compresses; so an entry is no larger than the archive, and a small file cannot ask for much memory. */
    private byte[] bytes(ZipEntry entry) throws IOException {
        if (entry.getMethod() != ZipEntry.STORED) {
            throw new WeightFileException("Its entry " + entry.getName() + " is compressed, which PyTorch never does.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new ByteSource(in, entry.getSize()).bytes(entry.getSize());
        }
    }
}
