// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.opendal.Entry;
import org.apache.opendal.ListOptions;
import org.apache.opendal.Metadata;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.Operator;

/**
 * Storage that Apache OpenDAL reads. Files come in pieces, so that memory does not grow with them; folders are listed one by one, as
 * the Java binding hands over a listing as a whole.
 */
final class OpenDalSource implements CloudSource {

    /** Large enough that a request's overhead does not count, small enough for several threads. */
    private static final int PIECE = 8 << 20;

    private final Operator operator;
    private final Optional<String> onlyFile;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Connects to nothing yet.
     *
     * @throws CloudFault MISCONFIGURED if the service does not take the options
     */
    OpenDalSource(OpenDalService service, CloudFileType type) throws CloudFault {
        int slash = service.path().lastIndexOf('/');
        boolean file = type == CloudFileType.FILE;
        String folder = file ? service.path().substring(0, Math.max(0, slash)) : service.path();
        Map<String, String> options = new HashMap<>(service.options());
        options.put("root", "/" + (folder.isEmpty() ? "" : folder + "/"));
        this.onlyFile = file ? Optional.of(service.path().substring(slash + 1)) : Optional.empty();
        try {
            this.operator = Operator.of(service.scheme(), options);
        } catch (OpenDALException e) {
            throw explained(e, "");
        } catch (LinkageError | UncheckedIOException e) {
            throw new CloudFault(
                    CloudFault.Cause.MISCONFIGURED, "This server was built without OpenDAL's library for its platform.", e);
        }
    }

    @Override
    public void list(Listing listing) throws IOException {
        if (onlyFile.isPresent()) {
            listing.found(file(onlyFile.get(), stat(onlyFile.get())));
            return;
        }
        Deque<String> folders = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        folders.add("");
        while (!folders.isEmpty()) {
            String folder = folders.remove();
            for (Entry entry : entries(folder)) {
                Metadata found = entry.getMetadata();
                if (found.isDir() && !entry.getPath().equals(folder) && !entry.getPath().equals("/") && seen.add(entry.getPath())) {
                    folders.add(entry.getPath());
                } else if (found.isFile()) {
                    listing.found(file(entry.getPath(), found));
                }
            }
        }
    }

    private Iterable<Entry> entries(String folder) throws CloudFault {
        return using(folder, () -> operator.list(folder, ListOptions.builder().recursive(false).build()));
    }

    private Metadata stat(String path) throws CloudFault {
        return using(path, () -> operator.stat(path));
    }

    /** Native memory is freed by {@link #close}; using it afterwards would end the whole process. */
    private <T> T using(String path, Supplier<T> call) throws CloudFault {
        use.readLock().lock();
        try {
            if (closed) {
                throw new CloudFault(CloudFault.Cause.FORBIDDEN, "The storage was closed while '" + path + "' was read.");
            }
            return call.get();
        } catch (OpenDALException e) {
            throw explained(e, path);
        } finally {
            use.readLock().unlock();
        }
    }

    private static RemoteFile file(String path, Metadata found) {
        Optional<String> version = Optional.ofNullable(found.getEtag())
                .or(() -> Optional.ofNullable(found.getContentMd5()))
                .or(() -> Optional.ofNullable(found.getLastModified()).map(Object::toString));
        return new RemoteFile(path, OptionalLong.of(found.getContentLength()), version);
    }

    @Override
    public InputStream open(RemoteFile file, long offset) throws IOException {
        long size = file.size().orElseThrow();
        if (size - offset <= PIECE) {
            return new ByteArrayInputStream(size == offset ? new byte[0] : read(file.path(), offset, size - offset));
        }
        return new SequenceInputStream(new Pieces(file, offset)) {
            @Override
            public int read(byte[] bytes, int at, int length) throws IOException {
                try {
                    return super.read(bytes, at, length);
                } catch (PieceFailed e) {
                    throw e.fault;
                }
            }
        };
    }

    private byte[] read(String path, long offset, long length) throws CloudFault {
        return using(path, () -> operator.read(path, offset, length));
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            closed = true;
            operator.close();
        } finally {
            use.writeLock().unlock();
        }
    }

    /** The pieces of a file, each fetched when it is wanted. */
    private final class Pieces implements Enumeration<InputStream> {

        private final RemoteFile file;
        private final long size;
        private long next;

        Pieces(RemoteFile file, long offset) {
            this.file = file;
            this.size = file.size().orElseThrow();
            this.next = offset;
        }

        @Override
        public boolean hasMoreElements() {
            return next < size;
        }

        @Override
        public InputStream nextElement() {
            if (!hasMoreElements()) {
                throw new NoSuchElementException("the file ends");
            }
            long length = Math.min(PIECE, size - next);
            try {
                byte[] piece = read(file.path(), next, length);
                next += length;
                return new ByteArrayInputStream(piece);
            } catch (CloudFault e) {
                throw new PieceFailed(e);
            }
        }
    }

    /** Carries a fault through an enumeration, which may throw no checked exception. */
    private static final class PieceFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final CloudFault fault;

        PieceFailed(CloudFault fault) {
            super(fault);
            this.fault = fault;
        }
    }

    /** OpenDAL's own text stays out: it holds addresses with signatures. */
    private static CloudFault explained(OpenDALException e, String path) {
        String what = path.isEmpty() ? "The storage" : "The storage, for '" + path + "',";
        boolean noBucket = String.valueOf(e.getMessage()).contains("NoSuchBucket");
        return switch (e.getCode()) {
            case NotFound -> new CloudFault(CloudFault.Cause.MISSING, what + " answers that there is no such file or folder.");
            case PermissionDenied -> new CloudFault(
                    CloudFault.Cause.DENIED, what + " refuses the credentials; check the keys and their rights.");
            case ConfigInvalid, Unsupported -> new CloudFault(
                    CloudFault.Cause.MISCONFIGURED,
                    noBucket
                            ? "The storage has no such bucket; check cloud_bucket_name."
                            : what + " does not accept these details; check bucket, region and the form of the keys.");
            case ConditionNotMatch, RangeNotSatisfied -> new CloudFault(
                    CloudFault.Cause.CHANGED, "'" + path + "' changed while it was read.");
            case RateLimited -> new CloudFault(CloudFault.Cause.BUSY, what + " asks for fewer requests.");
            default -> new CloudFault(CloudFault.Cause.UNREACHABLE, what + " could not be reached, or answered with an error of its own.");
        };
    }
}
