"""The vocabulary as a model that SentencePiece reads."""

from __future__ import annotations

from sentencepiece import sentencepiece_model_pb2 as proto

from bouwstenen.retrieval.e5.weights import Vocabulary


def build(vocabulary: Vocabulary) -> bytes:
    """Return the model; the numbers of the pieces are those of the weights."""
    model = proto.ModelProto()
    kinds = proto.ModelProto.SentencePiece
    special = {vocabulary.begin: kinds.CONTROL, vocabulary.end: kinds.CONTROL, vocabulary.padding: kinds.CONTROL}
    special[vocabulary.unknown] = kinds.UNKNOWN
    for number, (piece, score) in enumerate(zip(vocabulary.pieces, vocabulary.scores)):
        model.pieces.add(piece=piece, score=score, type=special.get(number, kinds.NORMAL))
    model.trainer_spec.model_type = model.trainer_spec.UNIGRAM
    model.trainer_spec.bos_id, model.trainer_spec.eos_id = vocabulary.begin, vocabulary.end
    model.trainer_spec.pad_id, model.trainer_spec.unk_id = vocabulary.padding, vocabulary.unknown
    # Texts are normalised before they come here.
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = False
    return bytes(model.SerializeToString())
