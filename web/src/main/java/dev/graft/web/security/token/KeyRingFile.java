// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The key ring on disk: a JWK Set with the private keys, readable by the server's user alone (mode 600, its folder 700). A write is
 * whole or did not happen, and two servers on one folder do not overwrite each other's keys.
 */
final class KeyRingFile {

    private static final String NAME = "signing-keys.json";

    private final Path folder;
    private final Path file;

    KeyRingFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /**
     * Tells one content of the file from the next. The time alone would not: two writes may fall into one tick of the file system's
     * clock. Every write is a new file, so its key (the inode) differs.
     *
     * @param written when it was written
     * @param key the file system's own name of the file, where it has one
     */
    record Version(FileTime written, Optional<Object> key) {
    }

    /**
     * A ring and the version of the file that holds it.
     *
     * @param ring the ring
     * @param version the file's version
     */
    record Stored(KeyRing ring, Version version) {
    }

    /** The version of the file now; empty while there is none. */
    Optional<Version> version() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Version(attributes.lastModifiedTime(), Optional.ofNullable(attributes.fileKey())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The ring; empty while there is none. */
    Optional<KeyRing> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyRing.of(JWKSet.parse(Files.readString(file))));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("The signing keys in " + file + " cannot be read (" + e.getMessage()
                    + "); restore the file, or remove it to start with a new key and log everybody out", e);
        }
    }

    /**
     * Replaces the ring while no other server can.
     *
     * @param change from what is there now (empty: nothing) to what shall be; the same object means "leave it"
     * @return what is there afterwards
     */
    Stored change(UnaryOperator<Optional<KeyRing>> change) throws IOException {
        Files.createDirectories(folder, ownerOnly("rwx------"));
        Path lock = folder.resolve(NAME + ".lock");
        try (FileChannel channel = FileChannel.open(lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        ownerOnly("rw-------"));
                var held = channel.lock()) {
            Optional<KeyRing> before = read();
            Optional<KeyRing> after = change.apply(before);
            if (held.isValid() && !after.equals(before)) {
                write(after.orElseThrow());
            }
            return new Stored(after.orElseThrow(), version().orElseThrow());
        }
    }

    private void write(KeyRing ring) throws IOException {
        Path fresh = Files.createTempFile(folder, NAME, ".tmp", ownerOnly("rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(ring.toJwkSet().toString(false));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
