// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a container's output to the log of its job as it comes. The engine keeps the whole output; a later server reads it from the
 * beginning again and leaves out as many bytes as the log has already.
 */
final class LogCopy extends ResultCallback.Adapter<Frame> {

    private static final Logger LOG = LoggerFactory.getLogger(LogCopy.class);

    private final Path file;
    private final OutputStream out;
    private long skip;

    /**
     * A copy.
     *
     * @param skip bytes of the output that the log has already
     */
    LogCopy(Path file, long skip) throws IOException {
        this.file = file;
        this.skip = skip;
        this.out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void onNext(Frame frame) {
        byte[] bytes = frame.getPayload();
        int from = (int) Math.min(skip, bytes.length);
        skip -= from;
        try {
            out.write(bytes, from, bytes.length - from);
        } catch (IOException e) {
            onError(e);
        }
    }

    @Override
    public void onError(Throwable fault) {
        LOG.warn("the output of a container is not appended to {} any more: {}", file, fault.toString());
        super.onError(fault);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            super.close();
        }
    }
}
