// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.ocrnet.worker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a whole LMDB environment ({@code data.mdb}, format version 1 of 64-bit machines) in one go, from entries in the order of their
 * keys: leaf pages are filled one after the other, values that are too large for one get pages of their own, and the branch pages above
 * are made at the end. Memory holds one page and the first key of every leaf. Not thread safe.
 */
final class LmdbWriter implements Closeable {

    private static final int PAGE = 4096;
    private static final int PAGE_HEADER = 16;
    private static final int NODE_HEADER = 8;
    private static final int POINTER = 2;
    /** A page has room for two nodes at least. */
    private static final int LARGEST_NODE = ((PAGE - PAGE_HEADER) / 2 & -2) - POINTER;
    private static final int LARGEST_KEY = 511;

    private static final int BRANCH_PAGE = 1;
    private static final int LEAF_PAGE = 2;
    private static final int OVERFLOW_PAGE = 4;
    private static final int META_PAGE = 8;
    private static final int VALUE_ELSEWHERE = 1;
    private static final int MAGIC = 0xBEEFC0DE;
    private static final int VERSION = 1;
    private static final int INTEGER_KEYS = 8;
    private static final long NO_PAGE = -1;
    private static final int META_PAGES = 2;
    private static final long LEAST_MAP = 1 << 20;

    private final FileChannel file;
    private final List<Child> leaves = new ArrayList<>();
    private final PageBuilder leaf = new PageBuilder(LEAF_PAGE);
    private byte[] lastKey = new byte[0];
    private long pages = META_PAGES;
    private long branchPages;
    private long overflowPages;
    private long entries;

    /** A page and the least key in it. */
    private record Child(byte[] key, long page) {}

    /** Begins an environment in a folder, which is made. */
    LmdbWriter(Path folder) throws IOException {
        Files.createDirectories(folder);
        file = FileChannel.open(
                folder.resolve("data.mdb"), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /**
     * Appends an entry.
     *
     * @param key 1 to 511 bytes, larger than all before
     */
    void put(byte[] key, byte[] value) throws IOException {
        if (key.length == 0 || key.length > LARGEST_KEY || Arrays.compareUnsigned(lastKey, key) >= 0) {
            throw new IllegalArgumentException("keys have 1 to " + LARGEST_KEY + " bytes and come in their order");
        }
        boolean elsewhere = NODE_HEADER + key.length + value.length > LARGEST_NODE;
        byte[] content = elsewhere ? longBytes(writeOverflow(value)) : value;
        if (!leaf.hasRoom(key.length, content.length)) {
            endLeaf();
        }
        leaf.add(key, content, value.length, elsewhere ? VALUE_ELSEWHERE : 0);
        lastKey = key;
        entries++;
    }

    private long writeOverflow(byte[] value) throws IOException {
        int count = (PAGE_HEADER - 1 + value.length) / PAGE + 1;
        ByteBuffer buffer = page(count, pages, OVERFLOW_PAGE);
        buffer.putInt(12, count);
        buffer.put(PAGE_HEADER, value);
        write(buffer, pages);
        long first = pages;
        pages += count;
        overflowPages += count;
        return first;
    }

    private void endLeaf() throws IOException {
        leaves.add(new Child(leaf.firstKey(), pages));
        write(leaf.finish(pages), pages);
        pages++;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (!leaf.isEmpty()) {
                endLeaf();
            }
            int depth = leaves.isEmpty() ? 0 : 1;
            List<Child> level = leaves;
            while (level.size() > 1) {
                level = branches(level);
                depth++;
            }
            long root = level.isEmpty() ? NO_PAGE : level.get(0).page();
            writeMeta(0, 0, 0, NO_PAGE);
            writeMeta(1, 1, depth, root);
            file.force(true);
        }
    }

    private List<Child> branches(List<Child> below) throws IOException {
        List<Child> level = new ArrayList<>();
        PageBuilder branch = new PageBuilder(BRANCH_PAGE);
        byte[] first = new byte[0];
        for (Child child : below) {
            if (!branch.isEmpty() && !branch.hasRoom(child.key().length, 0)) {
                level.add(endBranch(branch, first));
            }
            if (branch.isEmpty()) {
                first = child.key();
            }
            // The first key of a branch is never compared; it is left out.
            branch.addChild(branch.isEmpty() ? new byte[0] : child.key(), child.page());
        }
        level.add(endBranch(branch, first));
        return level;
    }

    private Child endBranch(PageBuilder branch, byte[] first) throws IOException {
        Child child = new Child(first, pages);
        write(branch.finish(pages), pages);
        pages++;
        branchPages++;
        return child;
    }

    private void writeMeta(int number, long transaction, int depth, long root) throws IOException {
        ByteBuffer meta = page(1, number, META_PAGE);
        meta.position(PAGE_HEADER);
        meta.putInt(MAGIC).putInt(VERSION).putLong(0).putLong(Math.max(LEAST_MAP, pages * PAGE));
        // The list of free pages, whose pad is the page size; then the entries.
        putTable(meta, PAGE, INTEGER_KEYS, 0, 0, 0, 0, 0, NO_PAGE);
        boolean full = root != NO_PAGE;
        putTable(
                meta, 0, 0, depth, full ? branchPages : 0, full ? leaves.size() : 0, full ? overflowPages : 0, full ? entries : 0, root);
        meta.putLong(pages - 1).putLong(transaction);
        write(meta.rewind(), number);
    }

    private static void putTable(
            ByteBuffer meta, int pad, int flags, int depth, long branches, long leaves, long overflow, long entries, long root) {
        meta.putInt(pad).putShort((short) flags).putShort((short) depth);
        meta.putLong(branches).putLong(leaves).putLong(overflow).putLong(entries).putLong(root);
    }

    private void write(ByteBuffer buffer, long page) throws IOException {
        long position = page * PAGE;
        while (buffer.hasRemaining()) {
            position += file.write(buffer, position);
        }
    }

    private static ByteBuffer page(int count, long number, int flags) {
        ByteBuffer buffer = ByteBuffer.allocate(count * PAGE).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.putLong(0, number).putShort(10, (short) flags);
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    }

    /** A page that is filled: pointers from its head, nodes from its end. */
    private static final class PageBuilder {

        private final int flags;
        private ByteBuffer buffer;
        private byte[] firstKey = new byte[0];
        private int nodes;
        private int upper;

        PageBuilder(int flags) {
            this.flags = flags;
            clear();
        }

        private void clear() {
            buffer = page(1, 0, flags);
            nodes = 0;
            upper = PAGE;
        }

        boolean isEmpty() {
            return nodes == 0;
        }

        byte[] firstKey() {
            return firstKey;
        }

        boolean hasRoom(int key, int content) {
            return size(key, content) + POINTER <= upper - lower();
        }

        private int lower() {
            return PAGE_HEADER + POINTER * nodes;
        }

        /** Nodes begin at even places. */
        private static int size(int key, int content) {
            return NODE_HEADER + key + content + 1 & -2;
        }

        void add(byte[] key, byte[] content, int length, int nodeFlags) {
            int at = begin(key, content.length);
            buffer.putShort(at, (short) length).putShort(at + 2, (short) (length >>> 16)).putShort(at + 4, (short) nodeFlags);
            buffer.put(at + NODE_HEADER + key.length, content);
        }

        /** The number of a page takes the place of length and flags. */
        void addChild(byte[] key, long page) {
            int at = begin(key, 0);
            buffer.putShort(at, (short) page).putShort(at + 2, (short) (page >>> 16)).putShort(at + 4, (short) (page >>> 32));
        }

        private int begin(byte[] key, int content) {
            if (nodes == 0) {
                firstKey = key;
            }
            upper -= size(key.length, content);
            buffer.putShort(lower(), (short) upper);
            nodes++;
            buffer.putShort(upper + 6, (short) key.length);
            buffer.put(upper + NODE_HEADER, key);
            return upper;
        }

        ByteBuffer finish(long number) {
            buffer.putLong(0, number).putShort(12, (short) lower()).putShort(14, (short) upper);
            ByteBuffer done = buffer;
            clear();
            return done;
        }
    }
}
