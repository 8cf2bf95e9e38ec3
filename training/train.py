"""Trains the model for ORG and GPE: characters, a small convolution, a transition-based reader of names.

    OMP_NUM_THREADS=1 python training/train.py SILVER_DIR [ROUNDS]

Reads SILVER_DIR/train.spacy (see silver.py), writes govreport_nlp/models_data/zh_names. One thread, a fixed seed: the same data give the
same model on the same versions of spaCy and numpy. About ten minutes on one core.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

SEED = 20251124
ROUNDS = 4
TARGET = Path(__file__).parent.parent / "govreport_nlp" / "models_data" / "zh_names"
WIDTH = 96
CONFIG = {
    "nlp": {"lang": "zh", "pipeline": ["tok2vec", "ner"], "tokenizer": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "char"}},
    "components": {
        "tok2vec": {
            "factory": "tok2vec",
            "model": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": WIDTH,
                    "attrs": ["NORM", "TAG", "LEMMA"],
                    "rows": [3000, 400, 5000],
                    "include_static_vectors": False,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": WIDTH,
                    "depth": 4,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            },
        },
        "ner": {
            "factory": "ner",
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "maxout_pieces": 2,
                "use_upper": True,
                "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH},
            },
        },
    },
}


def main() -> None:
    """Train and write the model."""
    silver, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    fix_random_seed(SEED)
    dice = random.Random(SEED)
    nlp = spacy.util.load_model_from_config(CONFIG, auto_fill=True)
    docs = list(DocBin().from_disk(silver / "train.spacy").get_docs(nlp.vocab))
    examples = [Example(bare(doc), doc) for doc in docs]
    nlp.initialize(lambda: examples[:2000])
    rate = nlp.create_optimizer()
    rate.learn_rate = 0.002
    for number in range(rounds):
        began, losses = time.perf_counter(), {}
        dice.shuffle(examples)
        rate.learn_rate = 0.002 * (1 - number / (rounds + 1))
        for batch in minibatch(examples, 32):
            nlp.update(batch, sgd=rate, drop=0.25, losses=losses)
        print(f"round {number + 1}: loss {losses['ner']:.0f}, {time.perf_counter() - began:.0f} s", flush=True)
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    # without the vocabulary: its strings are the characters and pairs of the reports, and tagger.py needs none of them
    nlp.to_disk(TARGET, exclude=["vocab", "tokenizer"])


def bare(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """The document without its names: what the model is shown."""
    from spacy.tokens import Doc

    return Doc(
        doc.vocab, words=[t.text for t in doc], spaces=[False] * len(doc), tags=[t.tag_ for t in doc], lemmas=[t.lemma_ for t in doc]
    )


if __name__ == "__main__":
    main()
