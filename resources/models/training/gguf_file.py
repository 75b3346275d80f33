# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
"""Reads and writes GGUF version 3: header, metadata, tensor table, aligned tensor data."""
import struct

import numpy as np

ALIGNMENT = 32
U32, F32, BOOL, STRING, ARRAY, I32 = 4, 6, 7, 8, 9, 5
SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", U32: "<I", I32: "<i", F32: "<f", BOOL: "<?"}
SCALARS |= {10: "<Q", 11: "<q", 12: "<d"}
TENSOR_TYPES = {np.dtype(np.float32): 0, np.dtype(np.float16): 1}
NUMPY_TYPES = {number: dtype for dtype, number in TENSOR_TYPES.items()}


def packed_string(text):
    data = text.encode("utf-8")
    return struct.pack("<Q", len(data)) + data


def packed_value(value):
    """Type tag and bytes of a metadata value; lists are of strings or of integers."""
    if isinstance(value, bool):
        return struct.pack("<I?", BOOL, value)
    if isinstance(value, int):
        return struct.pack("<II", U32, value)
    if isinstance(value, float):
        return struct.pack("<If", F32, value)
    if isinstance(value, str):
        return struct.pack("<I", STRING) + packed_string(value)
    strings = isinstance(value[0], str)
    head = struct.pack("<IIQ", ARRAY, STRING if strings else I32, len(value))
    return head + b"".join(packed_string(v) if strings else struct.pack("<i", v) for v in value)


def write(path, metadata, tensors):
    """metadata: name -> value; tensors: name -> float16 or float32 array, rows first."""
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata))
    head += b"".join(packed_string(name) + packed_value(value) for name, value in metadata.items())
    offset = 0
    for name, array in tensors.items():
        shape = array.shape[::-1]
        kind = TENSOR_TYPES[array.dtype]
        head += packed_string(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *shape)
        head += struct.pack("<IQ", kind, offset)
        offset += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    with open(path, "wb") as file:
        file.write(head + bytes(-len(head) % ALIGNMENT))
        for array in tensors.values():
            file.write(np.ascontiguousarray(array).tobytes() + bytes(-array.nbytes % ALIGNMENT))


class Reader:
    """Walks over the bytes of a file."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.at = 0

    def scalar(self, format_):
        value = struct.unpack_from(format_, self.data, self.at)[0]
        self.at += struct.calcsize(format_)
        return value

    def string(self):
        size = self.scalar("<Q")
        self.at += size
        return self.data[self.at - size : self.at].decode("utf-8")

    def value(self, kind):
        if kind == STRING:
            return self.string()
        if kind == ARRAY:
            inner, count = self.scalar("<I"), self.scalar("<Q")
            return [self.value(inner) for _ in range(count)]
        return self.scalar(SCALARS[kind])


def read(path):
    """(metadata, tensors) of a file with F16 and F32 tensors."""
    reader = Reader(path)
    if reader.data[:4] != b"GGUF":
        raise ValueError(f"{path} is not a GGUF file")
    reader.at = 4
    reader.scalar("<I")
    tensor_count, value_count = reader.scalar("<Q"), reader.scalar("<Q")
    metadata = {}
    for _ in range(value_count):
        name = reader.string()
        metadata[name] = reader.value(reader.scalar("<I"))
    table = []
    for _ in range(tensor_count):
        name, dimensions = reader.string(), reader.scalar("<I")
        shape = [reader.scalar("<Q") for _ in range(dimensions)][::-1]
        table.append((name, shape, NUMPY_TYPES[reader.scalar("<I")], reader.scalar("<Q")))
    start = -(-reader.at // ALIGNMENT) * ALIGNMENT
    tensors = {}
    for name, shape, dtype, offset in table:
        values = np.frombuffer(reader.data, dtype, int(np.prod(shape)), start + offset)
        tensors[name] = values.reshape(shape)
    return metadata, tensors
