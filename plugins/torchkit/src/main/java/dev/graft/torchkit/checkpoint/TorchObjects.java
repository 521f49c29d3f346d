// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The few Python names that a file of tensors needs, and what they stand for. Every other name is refused. */
final class TorchObjects {

    private static final PickleGlobal ORDERED_DICT = new PickleGlobal("collections", "OrderedDict");
    private static final PickleGlobal SIZE = new PickleGlobal("torch", "Size");
    private static final PickleGlobal REBUILD_TENSOR = new PickleGlobal("torch._utils", "_rebuild_tensor");
    private static final PickleGlobal REBUILD_TENSOR_V2 = new PickleGlobal("torch._utils", "_rebuild_tensor_v2");
    private static final PickleGlobal REBUILD_PARAMETER = new PickleGlobal("torch._utils", "_rebuild_parameter");

    private static final Map<PickleGlobal, ElementType> STORAGES = Map.of(
            new PickleGlobal("torch", "BoolStorage"), ElementType.BOOL,
            new PickleGlobal("torch", "ByteStorage"), ElementType.U8,
            new PickleGlobal("torch", "CharStorage"), ElementType.I8,
            new PickleGlobal("torch", "ShortStorage"), ElementType.I16,
            new PickleGlobal("torch", "IntStorage"), ElementType.I32,
            new PickleGlobal("torch", "LongStorage"), ElementType.I64,
            new PickleGlobal("torch", "HalfStorage"), ElementType.F16,
            new PickleGlobal("torch", "BFloat16Storage"), ElementType.BF16,
            new PickleGlobal("torch", "FloatStorage"), ElementType.F32,
            new PickleGlobal("torch", "DoubleStorage"), ElementType.F64);

    private TorchObjects() {}

    /** Accepts a name, or refuses it with the reason. */
    static PickleGlobal accept(String module, String name) throws WeightFileException {
        PickleGlobal global = new PickleGlobal(module, name);
        if (STORAGES.containsKey(global)
                || global.equals(ORDERED_DICT)
                || global.equals(SIZE)
                || global.equals(REBUILD_TENSOR)
                || global.equals(REBUILD_TENSOR_V2)
                || global.equals(REBUILD_PARAMETER)) {
            return global;
        }
        throw new WeightFileException("It contains the Python object " + global
                + ", and loading that could run code. Only tensors, numbers, texts, lists and dictionaries are read: save the state "
                + "dictionary alone, torch.save(model.state_dict(), path).");
    }

    /** What calling an accepted name with arguments stands for. */
    static Object call(PickleGlobal callee, List<?> arguments) throws WeightFileException {
        if (callee.equals(ORDERED_DICT)) {
            return orderedDict(arguments);
        }
        if (callee.equals(SIZE) && arguments.size() == 1 && arguments.get(0) instanceof List) {
            return arguments.get(0);
        }
        if (callee.equals(REBUILD_PARAMETER) && !arguments.isEmpty() && arguments.get(0) instanceof TensorReference) {
            return arguments.get(0);
        }
        if ((callee.equals(REBUILD_TENSOR) || callee.equals(REBUILD_TENSOR_V2)) && arguments.size() >= 4) {
            return tensor(arguments);
        }
        throw new WeightFileException("It calls " + callee + " with " + arguments.size() + " arguments, which makes no tensor.");
    }

    private static Map<Object, Object> orderedDict(List<?> arguments) throws WeightFileException {
        Map<Object, Object> dict = new LinkedHashMap<>();
        if (!arguments.isEmpty()) {
            for (Object item : list(arguments.get(0))) {
                List<?> pair = list(item);
                if (pair.size() != 2) {
                    throw new WeightFileException("It has a dictionary whose items are no pairs.");
                }
                dict.put(PickleMachine.key(pair.get(0)), pair.get(1));
            }
        }
        return dict;
    }

    private static TensorReference tensor(List<?> arguments) throws WeightFileException {
        if (!(arguments.get(0) instanceof StorageReference storage) || !(arguments.get(1) instanceof Long offset)) {
            throw new WeightFileException("It has a tensor without storage or offset.");
        }
        TensorReference tensor =
                new TensorReference(storage, offset, longs(arguments.get(2)), longs(arguments.get(3)));
        tensor.check();
        return tensor;
    }

    /** The storage that a persistent id names: ("storage", type, key, location, count, ...). */
    static StorageReference storage(Object persistentId) throws WeightFileException {
        if (persistentId instanceof List<?> id
                && id.size() >= 5
                && "storage".equals(id.get(0))
                && id.get(1) instanceof PickleGlobal type
                && STORAGES.containsKey(type)
                && id.get(2) instanceof String key
                && id.get(4) instanceof Long count
                && count >= 0) {
            if (id.size() > 5 && id.get(5) != PickleMachine.NONE) {
                throw new WeightFileException(
                        "It has views on storages, as PyTorch before 0.4 wrote them; load and save it with a newer PyTorch.");
            }
            return storage(STORAGES.get(type), key, count);
        }
        throw new WeightFileException("It refers to something that is no storage of a known element type.");
    }

    private static StorageReference storage(ElementType type, String key, long count) throws WeightFileException {
        if (count > Integer.MAX_VALUE / type.bytes()) {
            throw new WeightFileException("Its storage " + key + " has " + count + " elements; the limit is 2 GB.");
        }
        return new StorageReference(type, key, count);
    }

    private static List<?> list(Object value) throws WeightFileException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new WeightFileException("It has " + value.getClass().getSimpleName() + " where a list belongs.");
    }

    private static List<Long> longs(Object value) throws WeightFileException {
        List<Long> longs = new ArrayList<>();
        for (Object item : list(value)) {
            if (!(item instanceof Long number)) {
                throw new WeightFileException("It has a size that is no whole number.");
            }
            longs.add(number);
        }
        return longs;
    }
}
