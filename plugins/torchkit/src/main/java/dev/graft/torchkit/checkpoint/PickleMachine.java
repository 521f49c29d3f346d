// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Interprets Python pickles, protocols 0 to 5, as data.
 *
 * <p>Values become Long, BigInteger, Double, Boolean, String, byte[], List (lists and tuples), Map, {@link TensorReference}, or
 * {@link #NONE}. Names go through {@link TorchObjects}, which knows a handful and refuses the rest; nothing is ever imported,
 * instantiated or run.
 */
final class PickleMachine {

    /** Python's None. */
    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    private static final Object MARK = new Object();
    private static final int MAX_PROTOCOL = 5;

    private final ByteSource in;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private PickleMachine(ByteSource in) {
        this.in = in;
    }

    /**
     * Reads one pickle, up to and including its stop.
     *
     * @throws WeightFileException if it is broken or holds anything but data
     */
    static Object read(ByteSource in) throws IOException {
        PickleMachine machine = new PickleMachine(in);
        for (int opcode = in.unsignedByte(); opcode != '.'; opcode = in.unsignedByte()) {
            machine.step(opcode);
        }
        return machine.pop();
    }

    private void step(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> checkProtocol(in.unsignedByte());
            case 0x95 -> in.longInteger(); // a frame's length, of use to streaming readers only
            case '(' -> stack.push(MARK);
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> stack.push(peek());
            case 'c' -> stack.push(TorchObjects.accept(in.line(), in.line()));
            case 0x93 -> stackGlobal();
            case 'R', 0x81 -> reduce();
            case 'b' -> build();
            case 'Q' -> stack.push(TorchObjects.storage(pop()));
            case 'q' -> memo.put((long) in.unsignedByte(), peek());
            case 'r' -> memo.put(in.unsignedInteger(), peek());
            case 'p' -> memo.put(decimal(in.line()).longValue(), peek());
            case 0x94 -> memo.put((long) memo.size(), peek());
            case 'h' -> recall(in.unsignedByte());
            case 'j' -> recall(in.unsignedInteger());
            case 'g' -> recall(decimal(in.line()).longValue());
            default -> stepCollections(opcode);
        }
    }

    private void stepCollections(int opcode) throws IOException {
        switch (opcode) {
            case ')', ']' -> stack.push(new ArrayList<>());
            case '}' -> stack.push(new LinkedHashMap<>());
            case 't', 'l' -> stack.push(popToMark());
            case 'd' -> stack.push(putAll(new LinkedHashMap<>(), popToMark()));
            case 0x85 -> stack.push(tuple(1));
            case 0x86 -> stack.push(tuple(2));
            case 0x87 -> stack.push(tuple(3));
            case 'a' -> append(List.of(pop()));
            case 'e' -> append(popToMark());
            case 's' -> setItems(tuple(2));
            case 'u' -> setItems(popToMark());
            default -> stack.push(primitive(opcode));
        }
    }

    private Object primitive(int opcode) throws IOException {
        return switch (opcode) {
            case 'N' -> NONE;
            case 0x88 -> true;
            case 0x89 -> false;
            case 'J' -> (long) in.integer();
            case 'K' -> (long) in.unsignedByte();
            case 'M' -> (long) in.unsignedShort();
            case 'I' -> integerLine(in.line());
            case 'L' -> narrow(decimal(in.line()));
            case 0x8a -> integer(in.bytes(in.unsignedByte()));
            case 0x8b -> integer(in.bytes(in.integer()));
            case 'G' -> in.bigEndianDouble();
            case 'F' -> real(in.line());
            case 'X' -> in.utf8(in.unsignedInteger());
            case 0x8c -> in.utf8(in.unsignedByte());
            case 0x8d -> in.utf8(in.longInteger());
            case 'V' -> in.line();
            case 'U' -> latin(in.bytes(in.unsignedByte()));
            case 'T' -> latin(in.bytes(in.integer()));
            case 'B' -> in.bytes(in.unsignedInteger());
            case 'C' -> in.bytes(in.unsignedByte());
            case 0x8e -> in.bytes(in.longInteger());
            default -> throw new WeightFileException(
                    String.format("It is no pickle of tensors: the instruction 0x%02x is not known.", opcode));
        };
    }

    private static void checkProtocol(int protocol) throws WeightFileException {
        if (protocol > MAX_PROTOCOL) {
            throw new WeightFileException(
                    "It is pickled with protocol " + protocol + "; known are 0 to " + MAX_PROTOCOL + ".");
        }
    }

    private Object peek() throws WeightFileException {
        Object top = stack.peek();
        if (top == null || top == MARK) {
            throw broken();
        }
        return top;
    }

    private Object pop() throws WeightFileException {
        Object top = peek();
        stack.pop();
        return top;
    }

    private List<Object> popToMark() throws WeightFileException {
        List<Object> items = new ArrayList<>();
        while (!stack.isEmpty()) {
            Object item = stack.pop();
            if (item == MARK) {
                Collections.reverse(items);
                return items;
            }
            items.add(item);
        }
        throw broken();
    }

    private List<Object> tuple(int size) throws WeightFileException {
        Object[] items = new Object[size];
        for (int i = size - 1; i >= 0; i--) {
            items[i] = pop();
        }
        return new ArrayList<>(List.of(items));
    }

    private void recall(long index) throws WeightFileException {
        Object value = memo.get(index);
        if (value == null) {
            throw broken();
        }
        stack.push(value);
    }

    private void stackGlobal() throws WeightFileException {
        List<Object> names = tuple(2);
        if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
            throw broken();
        }
        stack.push(TorchObjects.accept(module, name));
    }

    private void reduce() throws WeightFileException {
        Object arguments = pop();
        Object callee = pop();
        if (!(arguments instanceof List<?> list) || !(callee instanceof PickleGlobal global)) {
            throw broken();
        }
        stack.push(TorchObjects.call(global, list));
    }

    /** State set on an ordered dictionary or a tensor (such as {@code _metadata}) says nothing about the weights. */
    private void build() throws WeightFileException {
        pop();
        if (!(peek() instanceof Map) && !(peek() instanceof TensorReference)) {
            throw broken();
        }
    }

    private void append(List<?> items) throws WeightFileException {
        if (!(peek() instanceof List<?> list)) {
            throw broken();
        }
        @SuppressWarnings("unchecked") // Every list on the stack was made here, as a list of objects.
        List<Object> target = (List<Object>) list;
        target.addAll(items);
    }

    private void setItems(List<Object> items) throws WeightFileException {
        if (!(peek() instanceof Map<?, ?> map)) {
            throw broken();
        }
        @SuppressWarnings("unchecked") // Every map on the stack was made here, as a map of objects.
        Map<Object, Object> target = (Map<Object, Object>) map;
        putAll(target, items);
    }

    private static Map<Object, Object> putAll(Map<Object, Object> target, List<Object> items)
            throws WeightFileException {
        if (items.size() % 2 != 0) {
            throw broken();
        }
        for (int i = 0; i < items.size(); i += 2) {
            target.put(key(items.get(i)), items.get(i + 1));
        }
        return target;
    }

    /** Accepts a dictionary's key: a value that cannot contain itself. */
    static Object key(Object value) throws WeightFileException {
        if (value instanceof String || value instanceof Number || value instanceof Boolean || value == NONE) {
            return value;
        }
        throw new WeightFileException("It has a dictionary whose keys are no texts or numbers.");
    }

    private static Object integerLine(String line) throws WeightFileException {
        return switch (line) {
            case "00" -> false;
            case "01" -> true;
            default -> narrow(decimal(line));
        };
    }

    private static BigInteger decimal(String line) throws WeightFileException {
        try {
            return new BigInteger(line.endsWith("L") ? line.substring(0, line.length() - 1) : line);
        } catch (NumberFormatException e) {
            throw new WeightFileException("It has \"" + line + "\" where a number belongs.", e);
        }
    }

    private static Object real(String line) throws WeightFileException {
        try {
            return Double.valueOf(line);
        } catch (NumberFormatException e) {
            throw new WeightFileException("It has \"" + line + "\" where a number belongs.", e);
        }
    }

    private static Object integer(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
        }
        return bigEndian.length == 0 ? (Object) 0L : narrow(new BigInteger(bigEndian));
    }

    private static Object narrow(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static WeightFileException broken() {
        return new WeightFileException("Its pickle is broken.");
    }
}
