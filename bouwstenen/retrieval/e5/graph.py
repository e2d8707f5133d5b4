"""The model as a graph that ONNX Runtime runs."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from bouwstenen.retrieval.e5.weights import BLOCK, Weights

_OPSET, _IR = 18, 9
#: Operators of ONNX Runtime that the standard does not have.
_RUNTIME = "com.microsoft"
#: Largest step of a weight. Seven bits, not eight: processors of before 2019 add two products in
#: sixteen bits, and eight would overflow there, so that the same question had another vector.
_STEPS = 63
#: Let the runtime multiply blocks in whole numbers.
_WHOLE_NUMBERS = 4


def build(weights: Weights) -> bytes:
    """Return the graph: from the vectors of a text's pieces, of shape (pieces, size), to that of the text, of shape (size,).

    Weights become whole numbers again, of one scale for each row; the numbers between two layers
    are made so while it runs.
    """
    return bytes(_Graph(weights).finished().SerializeToString())


class _Graph:
    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def finished(self) -> onnx.ModelProto:
        """Return the whole of it."""
        size = self._weights.size
        layered = self._normal("pieces", "emb.ln")
        for number in range(self._weights.layers):
            layered = self._layer(layered, f"l{number}")
        self._add("ReduceMean", [layered, self._constant("rows", np.array([0], np.int64))], "text", keepdims=0)
        graph = helper.make_graph(
            self._nodes,
            "e5",
            [helper.make_tensor_value_info("pieces", TensorProto.FLOAT, ["length", size])],
            [helper.make_tensor_value_info("text", TensorProto.FLOAT, [size])],
            self._constants,
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_RUNTIME, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR)

    def _add(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _normal(self, given: str, name: str) -> str:
        scale = self._constant(f"{name}.w", self._weights.numbers(f"{name}.w"))
        shift = self._constant(f"{name}.b", self._weights.numbers(f"{name}.b"))
        return self._add("LayerNormalization", [given, scale, shift], f"{name}.out", axis=-1, epsilon=self._weights.epsilon)

    def _rounded(self, given: str, name: str, columns: int) -> str:
        """Multiply by a matrix in whole numbers, one scale a row; fastest."""
        matrix = self._weights.matrix(f"{name}.w", columns)
        steps = (np.abs(matrix).max(axis=1) / _STEPS).astype(np.float32)
        whole = np.rint(matrix / steps[:, None]).astype(np.int8)
        parts = {"q": whole.T, "s": steps, "z": np.zeros(len(steps), np.int8), "b": self._weights.numbers(f"{name}.b")}
        inputs = [given, *(self._constant(f"{name}.{part}", values) for part, values in parts.items())]
        return self._add("DynamicQuantizeMatMul", inputs, f"{name}.out", domain=_RUNTIME)

    def _exact(self, given: str, name: str, columns: int) -> str:
        """Multiply by a matrix as it is in the file, in blocks with a scale each; takes three times as long."""
        steps, scales = self._weights.blocks(f"{name}.w", columns)
        pairs = steps[:, :, 0::2] | (steps[:, :, 1::2] << 4)
        parts = {"q": pairs, "s": scales.reshape(-1), "b": self._weights.numbers(f"{name}.b")}
        matrix, scale, shift = (self._constant(f"{name}.{part}", values) for part, values in parts.items())
        sizes = {"K": columns, "N": len(steps), "bits": 4, "block_size": BLOCK, "accuracy_level": _WHOLE_NUMBERS}
        return self._add("MatMulNBits", [given, matrix, scale, "", "", shift], f"{name}.out", domain=_RUNTIME, **sizes)

    def _heads(self, given: str, name: str, order: list[int]) -> str:
        """Return (pieces, size) as one matrix for each head."""
        shape = [0, self._weights.heads, self._weights.size // self._weights.heads]
        apart = self._add("Reshape", [given, self._constant(f"{name}.shape", np.array(shape, np.int64))], f"{name}.apart")
        return self._add("Transpose", [apart], f"{name}.heads", perm=order)

    def _layer(self, given: str, name: str) -> str:
        size, inner = self._weights.size, self._weights.inner
        query = self._heads(self._rounded(given, f"{name}.q", size), f"{name}.q", [1, 0, 2])
        key = self._heads(self._rounded(given, f"{name}.k", size), f"{name}.k", [1, 2, 0])
        value = self._heads(self._rounded(given, f"{name}.v", size), f"{name}.v", [1, 0, 2])
        scale = self._constant(f"{name}.scale", np.array((size // self._weights.heads) ** -0.5, np.float32))
        likeness = self._add("Mul", [self._add("MatMul", [query, key], f"{name}.product"), scale], f"{name}.likeness")
        shares = self._add("Softmax", [likeness], f"{name}.shares", axis=-1)
        mixed = self._add("Transpose", [self._add("MatMul", [shares, value], f"{name}.mixed")], f"{name}.turned", perm=[1, 0, 2])
        joined = self._add("Reshape", [mixed, self._constant(f"{name}.joined", np.array([-1, size], np.int64))], f"{name}.together")
        attended = self._rounded(joined, f"{name}.ao", size)
        first = self._normal(self._add("Add", [given, attended], f"{name}.sum"), f"{name}.aln")
        # A few of these numbers are much larger than the others, so that one scale for all would lose those.
        bent = self._add("Gelu", [self._rounded(first, f"{name}.fi", size)], f"{name}.bent", domain=_RUNTIME)
        return self._normal(self._add("Add", [first, self._exact(bent, f"{name}.fo", inner)], f"{name}.sum2"), f"{name}.oln")
